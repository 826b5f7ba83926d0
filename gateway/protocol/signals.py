"""What the devices of a call tell each other to find a way for sound and picture.

Passed on between the hub and one other device, never kept and never in the journal.
"""

from typing import Annotated, Final

from msgspec import Meta, Struct

#: Characters of one session description.
SDP_LIMIT: Final = 32 * 1024
#: Candidates that one device may send another in one session.
CANDIDATE_LIMIT: Final = 200

Sdp = Annotated[str, Meta(min_length=1, max_length=SDP_LIMIT)]


class SignalBody(Struct, frozen=True, kw_only=True, tag_field="what"):
    """Base of all signals."""


class Offer(SignalBody, frozen=True, kw_only=True, tag="offer"):
    """The hub proposes; only the hub ever does."""

    sdp: Sdp


class Answer(SignalBody, frozen=True, kw_only=True, tag="answer"):
    """The other device agrees."""

    sdp: Sdp


class Candidate(SignalBody, frozen=True, kw_only=True, tag="candidate"):
    """One more way to reach the sender. ``mid`` and ``line`` name the part of the description."""

    candidate: Annotated[str, Meta(max_length=1024)]
    mid: Annotated[str, Meta(max_length=64)]
    line: Annotated[int, Meta(ge=0, le=64)]


class Restart(SignalBody, frozen=True, kw_only=True, tag="restart"):
    """A device asks the hub for an ICE restart or a fresh offer."""


class Mark(SignalBody, frozen=True, kw_only=True, tag="mark"):
    """What a device does with its microphone and camera, shown to the others."""

    muted: bool
    camera: bool


AnySignalBody = Offer | Answer | Candidate | Restart | Mark
