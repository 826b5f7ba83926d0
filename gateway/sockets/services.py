"""What the endpoints work with; put together by the app."""

from dataclasses import dataclass

from gateway.service.clock import Clock
from gateway.service.guests.desk import GuestDesk
from gateway.service.hub.answers import Answers
from gateway.service.hub.hub import Hub
from gateway.service.hub.times import QueueLimits
from gateway.service.identity.admission import Admission
from gateway.service.identity.pins import Pins
from gateway.service.identity.preparing import Preparing
from gateway.service.identity.sign_in import SignIns
from gateway.service.media.grants import MediaGrants
from gateway.service.media.intake import Intake
from gateway.service.media.recordings import Recordings
from gateway.service.signalling.relay import Signalling
from gateway.service.timers.errands import Submits


@dataclass(frozen=True, kw_only=True)
class Services:
    """The services behind the sockets."""

    clock: Clock
    writer: Submits
    hub: Hub
    answers: Answers
    admission: Admission
    preparing: Preparing
    sign_ins: SignIns
    pins: Pins
    queues: QueueLimits
    media_grants: MediaGrants
    intake: Intake
    recordings: Recordings
    signalling: Signalling
    guests: GuestDesk
