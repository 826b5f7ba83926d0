"""What the devices in a call need for its media: servers on the way, leave for its recordings."""

from gateway.domain.audience import Audience
from gateway.domain.call import Call, Recording
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Grant
from gateway.protocol.views import IceServer
from gateway.service.media.grants import MediaGrants, MediaLeave
from gateway.service.turn.ice import IceServers


class CallMedia:
    """Checks whose call it is, then hands out."""

    def __init__(self, ice: IceServers, grants: MediaGrants) -> None:
        self._ice = ice
        self._grants = grants

    def servers(self, call: Call, device: str, audience: Audience) -> list[IceServer]:
        """For a device in a living call, or that it rings at. Raises Refused(NOT_FOUND)."""
        leg = call.leg(device)
        is_in = leg is not None and leg.is_in
        rings_here = call.ring_until is not None and not set(call.desks).isdisjoint(audience.desks)
        if not call.is_live or not (is_in or rings_here):
            raise Refused(ErrorCode.NOT_FOUND)
        return self._ice.rows(call.subject.partition(":")[2], device)

    def to_send(self, call: Call, device: str, recording: str) -> Grant:
        """For an officer's console that is or was in the call. Raises Refused(NOT_FOUND)."""
        leg, found = call.leg(device), _of(call, recording)
        if leg is None or leg.officer is None or found.sha256:
            raise Refused(ErrorCode.NOT_FOUND)
        leave = MediaLeave(device=device, subject=call.subject, object=recording)
        return self._grants.grant(leave)

    def to_hear(self, call: Call, device: str, recording: str) -> Grant:
        """For whose opening it was journaled. Raises Refused(NOT_FOUND)."""
        file = _of(call, recording).file
        if not file:
            raise Refused(ErrorCode.NOT_FOUND)
        leave = MediaLeave(device=device, subject=call.subject, object=recording, file=file)
        return self._grants.grant(leave)


def _of(call: Call, recording: str) -> Recording:
    for each in call.recordings:
        if each.id == recording:
            return each
    raise Refused(ErrorCode.NOT_FOUND)
