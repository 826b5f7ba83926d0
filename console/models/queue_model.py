"""The incident queue as a Qt model: sorted by itself, quick with ten thousand rows."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QElapsedTimer,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from console.i18n import Words
from console.models.queue_cells import (
    CLAIM_TARGET_S,
    Notes,
    Order,
    QueueRow,
    SortKey,
    queue_row,
)
from console.models.queue_filter import QueueFilter
from gateway.protocol.enums import IncidentState
from gateway.protocol.views import AlarmView
from widgets.age import age_text
from widgets.queue_row import AGE_ROLE, CELL_ROLE, LATE_ROLE

FRAME_MS: Final = 50
#: From so many changes in one frame on, telling views of a reset is quicker than of each row.
RESET_FROM: Final = 200

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_HELD: Final = IncidentState.ON_HOLD


class QueueModel(QAbstractListModel):
    """Rows keyed by subject and held in order. Changes are applied once a frame.

    An alarm that comes while a filter is set is shown in spite of it (law 2). One that joined
    another in a flood is folded under it until asked for; a search shows each by itself.
    ``unanswered`` says how many agencies of an incident do not answer, ``is_new`` whether the
    officer has not seen it.
    ``applied`` follows each frame that changed anything.
    """

    applied = Signal()

    def __init__(
        self,
        words: Words,
        age_s: Callable[[datetime], float],
        unanswered: Callable[[str], int],
        parent: QObject | None = None,
        *,
        is_new: Callable[[AlarmView], bool] = lambda _: False,
        is_watched: Callable[[AlarmView], bool] = lambda _: False,
    ) -> None:
        super().__init__(parent)
        self._is_new = is_new
        self._is_watched = is_watched
        self._order = Order.URGENCY
        self._joined: dict[str, str] = {}
        self._groups: Counter[str] = Counter()
        self._unfolded: set[str] = set()
        self._held: set[str] = set()
        self._words = words
        self._age_s = age_s
        self._unanswered = unanswered
        self._all: dict[str, QueueRow] = {}
        self._keys: list[SortKey] = []
        self._rows: list[QueueRow] = []
        self._filter = QueueFilter()
        self._takes = self._filter.test()
        self._exempt: set[str] = set()
        self._waiting: set[str] = set()
        self._states: Counter[IncidentState] = Counter()
        self._due: dict[str, AlarmView | None] = {}
        #: While it is True, a view that moves its current row does so by itself, not a person.
        self.applying = False
        self._since_frame = QElapsedTimer()
        self._frame = QTimer(self, singleShot=True)
        self._frame.timeout.connect(self.flush)

    # -- what comes in

    def put(self, views: Iterable[AlarmView]) -> None:
        """Show these at the next frame, new or changed."""
        self._due.update((view.subject, view) for view in views)
        self._await_frame()

    def take_out(self, subjects: Iterable[str]) -> None:
        """Take these away at the next frame."""
        self._due.update(dict.fromkeys(subjects))
        self._await_frame()

    def replace(self, views: Iterable[AlarmView]) -> None:
        """Hold exactly these from the next frame on."""
        self._due = dict.fromkeys(self._all)
        self.put(views)

    def set_filter(self, wanted: QueueFilter) -> None:
        """Show only what it takes; the views are told of a reset."""
        if wanted == self._filter:
            return
        self.flush()
        regroup = bool(self._joined) and wanted.searches is not self._filter.searches
        self._filter, self._takes = wanted, wanted.test()
        self._exempt.clear()
        self.beginResetModel()
        for subject in self._leads_first({*self._joined, *self._groups}) if regroup else ():
            if subject in self._all:
                self._all[subject] = self._row(self._all[subject].view)
        self._rebuild()
        self.endResetModel()
        self.applied.emit()

    def set_order(self, order: Order) -> None:
        """Sort another way; the views are told of a reset."""
        if order is self._order:
            return
        self.flush()
        self._order = order
        self.beginResetModel()
        for subject in self._leads_first(self._all):
            self._all[subject] = self._row(self._all[subject].view)
        self._rebuild()
        self.endResetModel()
        self.applied.emit()

    def set_joined(self, joined: Mapping[str, str]) -> None:
        """Which alarm sounds through which other one, from the next frame on."""
        if joined == self._joined:
            return
        before, groups = self._joined, Counter(joined.values())
        moved = {s for s in joined.keys() | before.keys() if joined.get(s) != before.get(s)}
        counted = groups.keys() | self._groups.keys()
        moved |= {lead for lead in counted if groups[lead] != self._groups[lead]}
        self._joined, self._groups = dict(joined), groups
        self._unfolded &= groups.keys()
        self._again(moved)

    def unfold(self, lead: str, *, unfolded: bool) -> None:
        """Show those that joined an alarm below it, or no more."""
        if lead not in self._groups or (lead in self._unfolded) is unfolded:
            return
        self._unfolded ^= {lead}
        self._again({lead, *(each for each, its in self._joined.items() if its == lead)})
        self.flush()

    def lead_of(self, subject: str) -> str:
        """The alarm that one joined; one that joined none, or leads, is its own."""
        return self._joined.get(subject, subject)

    def again(self, subjects: Iterable[str]) -> None:
        """Something beside their views changed: make these rows anew at the next frame."""
        self._again(subjects)

    def _again(self, subjects: Iterable[str]) -> None:
        held = {subject: self.view_of(subject) for subject in subjects if subject in self._all}
        self._due = {**held, **self._due}
        self._await_frame()

    def flush(self) -> None:
        """Apply what has come since the last frame."""
        self._frame.stop()
        due, self._due = self._due, {}
        if not due:
            return
        # The place of those that joined follows from the row that they joined.
        moved = [each for each, lead in self._joined.items() if lead in due and each not in due]
        due.update((each, self.view_of(each)) for each in moved if each in self._all)
        self._since_frame.start()
        self.applying = True
        self._apply_all(due)
        self.applying = False
        self.applied.emit()

    def tick(self, visible: range) -> None:
        """A second has passed: the ages of the rows in sight have changed, a hold may be over."""
        over = [subject for subject in self._held if self._is_over(self._all[subject].view)]
        self._held.difference_update(over)
        self._again(over)
        if visible and visible.stop <= len(self._rows):
            first, last = self.index(visible.start), self.index(visible.stop - 1)
            self.dataChanged.emit(first, last, [AGE_ROLE, LATE_ROLE])

    # -- what is asked

    def row_at(self, row: int) -> QueueRow | None:
        """The row shown there."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, subject: str) -> int:
        """Where an incident is shown, -1 when it isn't."""
        known = self._all.get(subject)
        return self._find(known) if known is not None else -1

    def view_of(self, subject: str) -> AlarmView | None:
        """The newest view of an incident, shown or not."""
        known = self._all.get(subject)
        return known.view if known is not None else None

    def size(self) -> int:
        """How many incidents are held, shown or not."""
        return len(self._all)

    def count(self, *states: IncidentState) -> int:
        """How many incidents are in one of these states, filtered out or not."""
        return sum(self._states[state] for state in states)

    def hidden_waiting(self) -> int:
        """How many unclaimed alarms the filter hides."""
        if not self._filter.narrows:
            return 0
        # The shown ones are those at the top: their rank is 0. Folded ones are told by their lead.
        folded = sum(self._is_folded(subject) for subject in self._joined)
        return len(self._waiting) - bisect_left(self._keys, (1,)) - folded

    # -- as Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell, the age, and a plain sentence for screen readers."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == CELL_ROLE:
            return row.cell
        if role == AGE_ROLE:
            return age_text(self._age_s(row.view.received_at))
        if role == LATE_ROLE:
            return row.waiting and self._age_s(row.view.received_at) > CLAIM_TARGET_S
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            cell = row.cell
            tag = cell.tag.text if cell.tag is not None else ""
            marks = " ".join(mark.text for mark in cell.marks)
            new = self._words.t("queue.new") if cell.new else ""
            place = (cell.place, cell.holder, cell.group, new)
            parts = (cell.letters, cell.title, tag, cell.alert, marks, *place)
            return " · ".join(part for part in parts if part)
        return None

    # -- inside

    def _await_frame(self) -> None:
        """A single change is shown at once, a burst of them once a frame."""
        if not self._due or self._frame.isActive():
            return
        fresh = self._since_frame.isValid() and not self._since_frame.hasExpired(FRAME_MS)
        self._frame.start(FRAME_MS - self._since_frame.elapsed() if fresh else 0)

    def _apply_all(self, due: Mapping[str, AlarmView | None]) -> None:
        if len(due) >= RESET_FROM:
            self.beginResetModel()
            for subject in self._leads_first(due):
                self._note(subject, due[subject])
            self._rebuild()
            self.endResetModel()
        else:
            for subject in self._leads_first(due):
                self._apply(subject, due[subject])

    def _leads_first(self, subjects: Iterable[str]) -> list[str]:
        """Those that joined another last: their place is told by its row."""
        return sorted(subjects, key=lambda subject: subject in self._joined)

    def _wanted(self, row: QueueRow) -> bool:
        if self._is_folded(row.view.subject):
            return False
        return self._takes(row) or row.view.subject in self._exempt

    def _is_folded(self, subject: str) -> bool:
        lead = self._joined.get(subject)
        return lead in self._all and lead not in self._unfolded and not self._filter.searches

    def _is_over(self, view: AlarmView) -> bool:
        until = view.hold_until
        return view.state is _HELD and until is not None and self._age_s(until) > 0

    def _row(self, view: AlarmView) -> QueueRow:
        subject = view.subject
        lead = None if self._filter.searches else self._all.get(self._joined.get(subject, ""))
        notes = Notes(
            unanswered=self._unanswered(subject),
            new=self._is_new(view),
            over=self._is_over(view),
            joined=0 if self._filter.searches else self._groups[subject],
            unfolded=subject in self._unfolded,
            lead=lead,
            watched=self._is_watched(view),
        )
        return queue_row(view, self._words, notes, self._order)

    def _note(self, subject: str, view: AlarmView | None) -> None:
        """Keep the newest picture of an incident, or none."""
        before = self._all.pop(subject, None)
        if before is not None:
            self._states[before.view.state] -= 1
        if view is None or view.state is not IncidentState.WAITING:
            self._waiting.discard(subject)
            self._exempt.discard(subject)
        elif subject not in self._waiting:
            self._waiting.add(subject)
            if self._filter.narrows:
                self._exempt.add(subject)
        self._held.discard(subject)
        if view is not None:
            self._states[view.state] += 1
            row = self._all[subject] = self._row(view)
            if view.state is _HELD and not row.cell.open:
                self._held.add(subject)

    def _rebuild(self) -> None:
        wanted = (row for row in self._all.values() if self._wanted(row))
        self._rows = sorted(wanted, key=lambda row: row.key)
        self._keys = [row.key for row in self._rows]

    def _find(self, row: QueueRow) -> int:
        at = bisect_left(self._keys, row.key)
        return at if at < len(self._keys) and self._keys[at] == row.key else -1

    def _apply(self, subject: str, view: AlarmView | None) -> None:
        known = self._all.get(subject)
        at = self._find(known) if known is not None else -1
        self._note(subject, view)
        row = self._all.get(subject)
        if row is None or not self._wanted(row):
            if at >= 0:
                self._remove(at)
        elif at < 0:
            self._insert(row)
        else:
            self._move_and_change(at, row)

    def _remove(self, at: int) -> None:
        self.beginRemoveRows(_ROOT, at, at)
        del self._rows[at], self._keys[at]
        self.endRemoveRows()

    def _insert(self, row: QueueRow) -> None:
        to = bisect_left(self._keys, row.key)
        self.beginInsertRows(_ROOT, to, to)
        self._rows.insert(to, row)
        self._keys.insert(to, row.key)
        self.endInsertRows()

    def _move_and_change(self, at: int, row: QueueRow) -> None:
        # Where it goes once it has left its old place; Qt counts the target before it leaves.
        to = bisect_left(self._keys, row.key)
        to -= to > at
        moves = to != at
        if moves:
            self.beginMoveRows(_ROOT, at, at, _ROOT, to + (to > at))
        del self._rows[at], self._keys[at]
        self._rows.insert(to, row)
        self._keys.insert(to, row.key)
        if moves:
            self.endMoveRows()
        changed = self.index(to)
        self.dataChanged.emit(changed, changed)
