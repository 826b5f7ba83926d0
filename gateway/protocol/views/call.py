"""Pictures of calls, and of the desks that answer them."""

from msgspec import Struct

from gateway.protocol.enums import (
    CallEnd,
    CallState,
    Desk,
    LegRole,
    LegState,
    Mode,
    RecordingState,
)
from gateway.protocol.fields import Id, Instant, Subject
from gateway.protocol.views.base import View
from gateway.protocol.views.values import Place


class CallLeg(Struct, frozen=True, kw_only=True):
    """One device in a call. ``officer`` is who sits at a console."""

    party: Subject
    officer: Subject | None
    title: str
    role: LegRole
    state: LegState
    since: Instant


class RecordingCard(Struct, frozen=True, kw_only=True):
    """A recording of a call. ``duration_s``, ``size``, ``sha256`` are known once it is stored."""

    id: Id
    video: bool
    started_at: Instant
    stopped_at: Instant | None
    stored: bool = False
    erased: bool = False
    failed: bool = False
    duration_s: float | None = None
    size: int | None = None
    sha256: str = ""


class CallView(View, frozen=True, kw_only=True, tag="call"):
    """A call as desks and supervisors see it.

    ``hub``: the device that all others exchange media with; it makes the offers. ``ring_until``:
    then it is missed, or comes back to who handed it on. ``rings_at``: officers it rings at (empty:
    every READY officer of the desk). ``transfer_to_title`` is set while a blind transfer rings,
    ``transfer_failed`` when it came back. ``reference`` is that of the incident it belongs to.
    """

    mode: Mode
    desk: Desk
    caller: Subject
    caller_title: str
    called: Subject | None
    called_title: str
    place: Place | None
    about: Subject | None
    reference: str
    video: bool
    audio_only: bool
    state: CallState
    hub: Subject | None
    holder: Subject | None
    holder_title: str
    legs: tuple[CallLeg, ...]
    rings_at: tuple[Subject, ...]
    declined_by: tuple[Subject, ...]
    started_at: Instant
    ring_until: Instant | None
    answered_at: Instant | None
    held_at: Instant | None
    ended_at: Instant | None
    end: CallEnd | None
    consult_of: Subject | None
    transfer_to_title: str
    transfer_failed: CallEnd | None = None
    back_of: Subject | None
    call_back_due: bool
    reviewed_at: Instant | None
    recording: RecordingState
    recordings: tuple[RecordingCard, ...]


class PartyCallView(View, frozen=True, kw_only=True, tag="party_call"):
    """A call as a post or partner in it sees it; no officer's name. ``own`` is its own leg.

    ``with_title`` is set when the other side is a post or partner, else it is the desk.
    ``parties`` is the number of devices in the call.
    """

    mode: Mode
    desk: Desk | None
    with_title: str
    incoming: bool
    about: Subject | None
    video: bool
    audio_only: bool
    state: CallState
    own: LegState
    hub: Subject | None
    recording: bool
    recording_video: bool
    parties: int
    started_at: Instant
    answered_at: Instant | None
    ended_at: Instant | None
    end: CallEnd | None


class DeskView(View, frozen=True, kw_only=True, tag="desk"):
    """Whether a desk has an officer who takes calls. ``unready_since``: nobody has since then, and
    the supervisors are to be alarmed."""

    desk: Desk
    unready_since: Instant | None
