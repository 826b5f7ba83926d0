"""What a row of the queue says of an incident, made once for each of its versions."""

from dataclasses import dataclass
from enum import Enum
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
_CANCELLED: Final = IncidentState.CANCELLED_BY_REPORTER
_IN_HAND: Final = 2
_LAST: Final = 3

SortKey = tuple[int, bool, str, float, str, float, str]


class Order(Enum):
    """How the queue is sorted, below the unclaimed, which are on top in each of them."""

    URGENCY = "urgency"
    NEWEST = "newest"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Notes:
    """What a row tells beside its view.

    ``unanswered``: how many of its agencies do not answer. ``new``: the officer has not seen it.
    ``over``: its time on hold is over. ``joined``: how many sound through it; ``unfolded``: they
    are shown below it. ``lead``: the row that it joined itself. ``watched``: its post is under
    watch.
    """

    unanswered: int = 0
    new: bool = False
    over: bool = False
    joined: int = 0
    unfolded: bool = False
    lead: "QueueRow | None" = None
    watched: bool = False


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


PLAIN: Final = Notes()


def queue_row(
    view: AlarmView, words: Words, notes: Notes = PLAIN, order: Order = Order.URGENCY
) -> QueueRow:
    """The row of an incident, in whatever detail this audience sees it."""
    holder, ink = _holder(view, words, over=notes.over)
    alarming = notes.unanswered > 0 and view.state not in ENDED
    cell = QueueCell(
        shape=SHAPES[view.priority],
        letters=view.priority.value.upper(),
        icon=ICONS[view.kind],
        title=words.kind(view.kind),
        place=words.place(view.place),
        holder=holder,
        holder_ink=ink,
        urgent=_urgent(view),
        open=view.state is IncidentState.WAITING or notes.over,
        tag=mode_tag(view, words),
        marks=_marks(view, words, watched=notes.watched),
        alert=words.t("queue.unanswered") if alarming else "",
        new=notes.new,
        group=_group(notes, words),
        inset=notes.lead is not None,
    )
    key = joined_key(view, notes.lead) if notes.lead else sort_key(view, order, over=notes.over)
    return QueueRow(view, key, cell, words.haystack(view, holder))


def sort_key(view: AlarmView, order: Order = Order.URGENCY, *, over: bool = False) -> SortKey:
    """Unclaimed first, the real before drills, then by the order that was chosen.

    By urgency: priority, then who waits longest. The newest of the closed comes first. The subject
    makes the order total.
    """
    received = view.received_at.timestamp()
    rank = _RANKS.get(view.state, _RANKS[_CANCELLED] if over else _IN_HAND)
    first = view.priority.value
    if order is Order.PLACE:
        first = f"{view.place.kecamatan}, {view.place.desa}".casefold()
    elif order is Order.NEWEST:
        first, received = "", -received
    if view.state in ENDED:
        rank, received = _LAST, -view.received_at.timestamp()
    real = view.mode is Mode.REAL
    return (rank, not real, first, received, view.subject, 0.0, "")


def joined_key(view: AlarmView, lead: QueueRow) -> SortKey:
    """Right below the row that it joined, who waits longest first."""
    return (*lead.key[:5], view.received_at.timestamp(), view.subject)


def _group(notes: Notes, words: Words) -> str:
    if not notes.joined:
        return ""
    return words.t("queue.unfolded" if notes.unfolded else "queue.folded", n=notes.joined)


def mode_tag(view: AlarmView, words: Words) -> Tag | None:
    """The word that marks a drill or a test on every surface."""
    if view.mode is Mode.REAL:
        return None
    return Tag(words.t(f"mode.{view.mode.value}"), view.mode.value)


def _marks(view: AlarmView, words: Words, *, watched: bool) -> tuple[Tag, ...]:
    """A post under watch, unread messages, late arrival, repeated presses."""
    marks = [Tag(words.t("tag.watched"), "p2")] if watched else []
    if isinstance(view, IncidentView) and view.unread:
        marks.append(Tag(words.t("tag.unread", n=view.unread), "p3"))
    if isinstance(view, IncidentView) and view.late:
        marks.append(Tag(words.t("tag.late"), "p2"))
    if view.presses > 1:
        marks.append(Tag(words.t("tag.presses", n=view.presses), "p2"))
    return tuple(marks)


def _urgent(view: AlarmView) -> bool:
    real = view.mode is Mode.REAL
    return real and view.state is IncidentState.WAITING and view.priority is Priority.P1


def _holder(view: AlarmView, words: Words, *, over: bool) -> tuple[str, str]:
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
        case IncidentState.ON_HOLD if view.hold_until:
            said = words.t(
                "queue.hold_over" if over else "queue.on_hold",
                time=words.short_clock(view.hold_until),
            )
            return said, SHAPES[view.priority].value if over else "p3"
        case _ if known and not holder:
            return words.t("queue.nobody"), "p2"
        case _:
            return holder or words.t("queue.taken"), "dim"
