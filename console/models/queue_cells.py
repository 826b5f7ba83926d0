"""What a row of the queue says of an incident, made once for each of its versions."""

from dataclasses import dataclass
from typing import Final

from console.i18n import ICONS, Words
from gateway.protocol.enums import IncidentState, Mode, Priority
from gateway.protocol.views import AlarmView, IncidentView
from widgets.marks import Shape
from widgets.queue_row import QueueCell, Tag

#: Seconds within which an alarm should be claimed (design section 5, escalation of WAITING).
CLAIM_TARGET_S: Final = 15.0

SHAPES: Final = {
    Priority.P1: Shape.DIAMOND,
    Priority.P2: Shape.TRIANGLE,
    Priority.P3: Shape.CIRCLE,
}
#: States in which nothing is left to do.
ENDED: Final = (IncidentState.CLOSED, IncidentState.MERGED)
_RANKS: Final = {IncidentState.WAITING: 0, IncidentState.CANCELLED_BY_REPORTER: 1}
_IN_HAND: Final = 2
_LAST: Final = 3

SortKey = tuple[int, bool, str, float, str]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A row: its place in the order, its cell, and what a search finds it by."""

    view: AlarmView
    key: SortKey
    cell: QueueCell
    haystack: str

    @property
    def waiting(self) -> bool:
        """Nobody has it."""
        return self.view.state is IncidentState.WAITING


def queue_row(view: AlarmView, words: Words, *, unanswered: int = 0) -> QueueRow:
    """The row of an incident, in whatever detail this audience sees it.

    ``unanswered``: how many of its agencies do not answer.
    """
    holder, ink = _holder(view, words)
    alarming = unanswered > 0 and view.state not in ENDED
    cell = QueueCell(
        shape=SHAPES[view.priority],
        letters=view.priority.value.upper(),
        icon=ICONS[view.kind],
        title=words.kind(view.kind),
        place=words.place(view.place),
        holder=holder,
        holder_ink=ink,
        urgent=_urgent(view),
        open=view.state is IncidentState.WAITING,
        tag=mode_tag(view, words),
        marks=_marks(view, words),
        alert=words.t("queue.unanswered") if alarming else "",
    )
    return QueueRow(view, sort_key(view), cell, words.haystack(view, holder))


def sort_key(view: AlarmView) -> SortKey:
    """Unclaimed first, the real before drills, then priority, then who waits longest.

    The newest of the closed comes first. The subject makes the order total.
    """
    received = view.received_at.timestamp()
    rank = _RANKS.get(view.state, _IN_HAND)
    if view.state in ENDED:
        rank, received = _LAST, -received
    real = view.mode is Mode.REAL
    return (rank, not real, view.priority.value, received, view.subject)


def mode_tag(view: AlarmView, words: Words) -> Tag | None:
    """The word that marks a drill or a test on every surface."""
    if view.mode is Mode.REAL:
        return None
    return Tag(words.t(f"mode.{view.mode.value}"), view.mode.value)


def _marks(view: AlarmView, words: Words) -> tuple[Tag, ...]:
    """Unread messages, late arrival, repeated presses."""
    marks = []
    if isinstance(view, IncidentView) and view.unread:
        marks.append(Tag(words.t("tag.unread", n=view.unread), "p3"))
    if isinstance(view, IncidentView) and view.late:
        marks.append(Tag(words.t("tag.late"), "p2"))
    if view.presses > 1:
        marks.append(Tag(words.t("tag.presses", n=view.presses), "dim"))
    return tuple(marks)


def _urgent(view: AlarmView) -> bool:
    real = view.mode is Mode.REAL
    return real and view.state is IncidentState.WAITING and view.priority is Priority.P1


def _holder(view: AlarmView, words: Words) -> tuple[str, str]:
    """Who has it, and in which ink: that nobody has it is what must be read first."""
    known = view if isinstance(view, IncidentView) else None
    holder = known.claimed_by_title if known else ""
    match view.state:
        case IncidentState.WAITING:
            left = known is not None and known.claim_stale and holder
            said = words.t("queue.left", holder=holder) if left else words.t("queue.free")
            return said, SHAPES[view.priority].value if view.mode is Mode.REAL else view.mode.value
        case IncidentState.CANCELLED_BY_REPORTER:
            return words.t("queue.cancelled"), "p2"
        case IncidentState.CLOSED if known and known.disposition:
            return words.t(f"disposition.{known.disposition.value}"), "dim"
        case IncidentState.CLOSED | IncidentState.MERGED:
            return words.state(view.state), "dim"
        case IncidentState.ON_HOLD if known and known.hold_until:
            return words.t("queue.on_hold", time=words.short_clock(known.hold_until)), "p3"
        case IncidentState.CLAIMED:
            return holder or words.t("queue.taken"), "dim"
        case _ if known and not holder:
            return words.t("queue.nobody"), "p2"
        case _:
            state = words.state(view.state).lower()
            return f"{state} · {holder}" if holder else state, "dim"
