"""The run card of the incident with its agencies, and how far each of them is."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QWidget

from console.models.dispatch import (
    ANSWER_TARGET_S,
    STEPS,
    DispatchRow,
    dispatch_rows,
    next_level,
    of_level,
    task_cell,
)
from console.models.rows_model import Reading, RowsModel
from console.screens.kit import Kit, column
from gateway.protocol.enums import TaskState
from gateway.protocol.views import CardView
from widgets.age import age_text
from widgets.content_list import ContentList
from widgets.task_row import AGE_ROLE, LATE_ROLE, TASK_ROLE, TaskRowDelegate
from widgets.theme import Size


class DispatchPart(QWidget):
    """``step_wanted(task, step)`` with a step or None; ``alert_wanted(agency)`` for one alone."""

    step_wanted = Signal(object, object)
    alert_wanted = Signal(str)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        t = kit.words.t
        reading = Reading[DispatchRow](
            key=lambda row: row.key,
            words=lambda row: " · ".join(part for part in self._said(row) if part),
            roles={
                TASK_ROLE: lambda row: task_cell(row, kit.words),
                AGE_ROLE: self._age,
                LATE_ROLE: self._late,
            },
        )
        self.model = RowsModel(reading, self)
        self.list = _TaskList(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(TaskRowDelegate(kit.theme, self.list))
        self.list.doubleClicked.connect(lambda _: self.act(None))
        self._none = kit.label(t("dispatch.none"), size=Size.SMALL, ink="dim", wrap=True)
        self._hint = kit.label(t("dispatch.hint"), size=Size.SMALL, ink="dim", wrap=True)
        layout = column(self, gap=6)
        layout.addWidget(kit.heading(t("dispatch.heading")))
        layout.addWidget(self._none)
        layout.addWidget(self.list)
        layout.addWidget(self._hint)
        layout.addStretch(1)
        self._hint.hide()

    def show_card(self, card: CardView | None, incident: str) -> None:
        """Show the card of an incident with its tasks."""
        board, words = self._kit.board, self._kit.words
        rows = dispatch_rows(card, board.tasks_of(incident), board.agencies, words)
        row = self.list.currentIndex().row()
        self.model.show(rows)
        self.list.setCurrentIndex(self.model.index(max(0, min(row, len(rows) - 1)), 0))
        self._none.setVisible(not rows)

    def tick(self) -> None:
        """A second has passed."""
        if any(row.since is not None for row in self.model.rows()):
            self.model.tick(AGE_ROLE, LATE_ROLE)

    def next_level(self) -> int | None:
        """The alarm level that would be sent next."""
        return next_level(self.model.rows())

    def of_level(self, level: int) -> list[str]:
        """The names of those who would be alerted by it."""
        return of_level(self.model.rows(), level)

    def unanswered(self) -> list[str]:
        """The names of the agencies that do not answer."""
        rows = self.model.rows()
        return [r.title for r in rows if r.task and r.task.state is TaskState.NO_ANSWER]

    def begin(self) -> None:
        """Give the keys to the list."""
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()

    def act(self, step: TaskState | None) -> None:
        """Say something of the chosen agency, or alert it if it has no task."""
        row = self.model.row_at(self.list.currentIndex().row())
        if row is None or row.agency is None:
            return
        if row.is_open:
            self.step_wanted.emit(row.task, step)
        elif step is None:
            self.alert_wanted.emit(row.agency)

    def show_hint(self, shown: bool) -> None:
        """Tell the keys while they go to the list."""
        self._hint.setVisible(shown)

    def texts(self) -> list[str]:
        """The rows as their words."""
        return [str(self.model.index(row).data()) for row in range(self.model.rowCount())]

    def _said(self, row: DispatchRow) -> tuple[str, ...]:
        cell = task_cell(row, self._kit.words)
        return cell.title, cell.state, cell.detail

    def _age(self, row: DispatchRow) -> str:
        return "" if row.since is None else age_text(self._kit.clock.age_s(row.since))

    def _late(self, row: DispatchRow) -> bool:
        waits = row.task is not None and row.task.acknowledged_at is None
        return waits and row.since is not None and self._seconds(row) >= ANSWER_TARGET_S

    def _seconds(self, row: DispatchRow) -> float:
        # From the first call on: a second contact must not make the wait look young.
        return self._kit.clock.age_s(row.task.created_at) if row.task is not None else 0.0


class _TaskList(ContentList):
    """1 to 6 say a step, Enter asks or alerts, Esc leaves."""

    def __init__(self, part: DispatchPart) -> None:
        super().__init__()
        self._part = part

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(STEPS):
            self._part.act(STEPS[number])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._part.act(None)
        elif event.key() == Qt.Key.Key_Escape:
            self._part.left.emit()
        else:
            super().keyPressEvent(event)
