"""Limits and times of the hub. The defaults are the design's numbers (section 4 and 5)."""

from datetime import timedelta
from typing import Final

from msgspec import Struct

#: Closed incidents of the running shift are part of a snapshot.
SHIFT: Final = timedelta(hours=12)
#: A number older than this is answered by a snapshot.
RESUME_AGE: Final = timedelta(hours=24)


class QueueLimits(Struct, frozen=True, kw_only=True):
    """What may wait for one client. ``send_s``: how long the socket may take for one frame."""

    queue_bytes: int = 1024 * 1024
    send_s: float = 5


class PresenceTimes(Struct, frozen=True, kw_only=True):
    """When a client counts as lost; seconds.

    ``calm_s``: a flapping post that neither comes nor goes for so long is told of again.
    ``linger_s``: a console that breaks off still attends for so long, so that a blip shows no 112.
    """

    lost_s: float = 20
    grace_s: float = 45
    flapping_per_hour: int = 6
    calm_s: float = 600
    linger_s: float = 5


class ClaimTimes(Struct, frozen=True, kw_only=True):
    """How long a claim lives without a sign of its officer; ``grace_s`` after a start; seconds."""

    stale_s: float = 45
    grace_s: float = 45
