"""Voice and video calls, all on the call's own subject; and who of a desk takes them."""

from typing import ClassVar

from gateway.protocol.enums import AgentState, CallEnd, Desk, LegRole, LegState, Mode
from gateway.protocol.events.base import EventData
from gateway.protocol.fields import Instant
from gateway.protocol.views import Place


class CallStarted(EventData, frozen=True, kw_only=True, tag="call_started"):
    """Somebody calls. ``desks`` see it; ``desk`` is the one that answers for it.

    ``caller`` and ``called`` are posts, partners or officers, ``called`` None for a desk.
    ``caller_device`` and ``called_device`` are their tablets, phones or consoles. ``hub`` and
    ``holder`` are known from the beginning when an officer calls, the hub also of a call to a
    partner. ``consult_of``: the call that is spoken about before it is handed on.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("caller_title", "called_title", "holder_title")
    mode: Mode
    desk: Desk
    desks: tuple[Desk, ...]
    caller: str
    caller_device: str
    caller_title: str = ""
    called: str | None
    called_device: str | None
    called_title: str = ""
    place: Place | None
    about: str | None
    reference: str
    video: bool
    hub: str | None
    holder: str | None
    holder_title: str = ""
    rings_at: tuple[str, ...]
    ring_until: Instant
    consult_of: str | None = None
    back_of: str | None = None


class CallAnswered(EventData, frozen=True, kw_only=True, tag="call_answered"):
    """The first of those it rang at took it, at ``device``; ``hub`` makes the offers from now on.

    ``connect_until``: media must have been seen by then.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    device: str
    officer: str | None
    title: str = ""
    video: bool
    hub: str
    connect_until: Instant


class CallDeclined(EventData, frozen=True, kw_only=True, tag="call_declined"):
    """An officer it rings at doesn't take it; it goes on ringing at the others."""

    officer: str


class CallMissed(EventData, frozen=True, kw_only=True, tag="call_missed"):
    """Nobody answered in time. ``call_back_due``: a resident waits to be called back."""

    call_back_due: bool


class CallDropped(EventData, frozen=True, kw_only=True, tag="call_dropped"):
    """The media broke off and didn't come back in time."""

    call_back_due: bool


class CallEnded(EventData, frozen=True, kw_only=True, tag="call_ended"):
    """Somebody hung up. ``call_back_due``: the caller gave up before anybody answered."""

    end: CallEnd
    call_back_due: bool = False


class CallHeld(EventData, frozen=True, kw_only=True, tag="call_held"):
    """Its holder put it on hold."""


class CallResumed(EventData, frozen=True, kw_only=True, tag="call_resumed"):
    """Its holder goes on with it."""


class LegAdded(EventData, frozen=True, kw_only=True, tag="leg_added"):
    """One more device is to be in the call, or a supervisor's changes its part in it.

    ``until``: it must have answered, or its media been seen, by then. ``desks`` see it from now on.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    party: str
    officer: str | None
    title: str = ""
    role: LegRole
    state: LegState
    until: Instant
    desks: tuple[Desk, ...] = ()


class LegAnswered(EventData, frozen=True, kw_only=True, tag="leg_answered"):
    """An invited device comes in, at ``party``."""

    invited: str
    party: str
    video: bool
    connect_until: Instant


class LegMoved(EventData, frozen=True, kw_only=True, tag="leg_moved"):
    """What the hub, or the device itself, tells of its media. ``until``: it must be ON by then."""

    party: str
    state: LegState
    audio_only: bool
    until: Instant | None


class LegAway(EventData, frozen=True, kw_only=True, tag="leg_away"):
    """The gateway doesn't reach the device, and nobody told that its media flows."""

    party: str
    until: Instant


class LegBack(EventData, frozen=True, kw_only=True, tag="leg_back"):
    """The gateway reaches the device again."""

    party: str


class LegLeft(EventData, frozen=True, kw_only=True, tag="leg_left"):
    """A device is out of the call."""

    party: str
    end: CallEnd


class TransferStarted(EventData, frozen=True, kw_only=True, tag="transfer_started"):
    """The call, on hold, rings at other officers. ``title`` is theirs, or the desk's code."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    rings_at: tuple[str, ...]
    title: str = ""
    ring_until: Instant
    desks: tuple[Desk, ...]


class TransferFailed(EventData, frozen=True, kw_only=True, tag="transfer_failed"):
    """It came back to its holder, still on hold."""

    end: CallEnd


class CallHandedOver(EventData, frozen=True, kw_only=True, tag="call_handed_over"):
    """Another officer has it from now on, and their console is the hub."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    officer: str
    title: str = ""
    hub: str
    connect_until: Instant


class CallAttached(EventData, frozen=True, kw_only=True, tag="call_attached"):
    """It belongs to this subject from now on."""

    about: str
    reference: str


class CallNoted(EventData, frozen=True, kw_only=True, tag="call_noted"):
    """An officer wrote a note on it."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("text",)
    text: str = ""


class CalledBack(EventData, frozen=True, kw_only=True, tag="called_back"):
    """The resident was reached by a later call."""

    call: str


class CallReviewed(EventData, frozen=True, kw_only=True, tag="call_reviewed"):
    """An officer decided that it needs no call back."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("text",)
    text: str = ""


class FingerprintNoted(EventData, frozen=True, kw_only=True, tag="fingerprint_noted"):
    """With which certificate a device encrypts its media, e.g. ``sha-256 AB:CD:…``."""

    party: str
    fingerprint: str


class RecordingStarted(EventData, frozen=True, kw_only=True, tag="recording_started"):
    """From now on the call is recorded, and all parties are told."""

    recording: str
    video: bool


class RecordingStopped(EventData, frozen=True, kw_only=True, tag="recording_stopped"):
    """The call is recorded no more."""

    recording: str


class RecordingFailed(EventData, frozen=True, kw_only=True, tag="recording_failed"):
    """It couldn't be recorded, or not to the end."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("reason",)
    recording: str
    reason: str = ""


class RecordingStored(EventData, frozen=True, kw_only=True, tag="recording_stored"):
    """The recording is whole in the store. ``file`` names it; ``sha256`` is of its bytes."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("file",)
    recording: str
    duration_s: float
    size: int
    sha256: str
    file: str = ""


class RecordingErased(EventData, frozen=True, kw_only=True, tag="recording_erased"):
    """The recording's file is gone for good."""

    recording: str


class RecordingOpened(EventData, frozen=True, kw_only=True, tag="recording_opened"):
    """The actor was given the recording to listen to."""

    recording: str


class AgentChose(EventData, frozen=True, kw_only=True, tag="agent_chose"):
    """On the officer: they are READY, on a BREAK or OUT, by their own word."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("reason",)
    state: AgentState
    reason: str = ""


class AgentMoved(EventData, frozen=True, kw_only=True, tag="agent_moved"):
    """On the officer: what their calls make of them. ``until``: when the wrap-up ends by itself."""

    state: AgentState
    until: Instant | None = None


class DeskUnready(EventData, frozen=True, kw_only=True, tag="desk_unready"):
    """On the desk: the last READY officer left; nobody takes its calls."""

    desk: Desk


class DeskReady(EventData, frozen=True, kw_only=True, tag="desk_ready"):
    """On the desk: an officer takes its calls again."""

    desk: Desk
