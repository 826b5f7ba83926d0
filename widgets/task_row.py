"""How a line of a run card is painted: the agency, how far it is, and whom to call now."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.theme import Size, Theme, Weight

Index = QModelIndex | QPersistentModelIndex

TASK_ROLE: Final = Qt.ItemDataRole.UserRole + 1
#: The age of its state, and whether it has passed its target; they alone change every second.
AGE_ROLE: Final = Qt.ItemDataRole.UserRole + 2
LATE_ROLE: Final = Qt.ItemDataRole.UserRole + 3

_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class TaskCell:
    """``detail`` stands below the title when there is any; ``alarming`` fills the state's ground,
    and it stands before the detail.

    ``quiet`` lines are not at work: yet, or any more.
    """

    title: str
    state: str
    ink: str
    detail: str = ""
    alarming: bool = False
    quiet: bool = False


class TaskRowDelegate(QStyledItemDelegate):
    """Paints ``TaskCell`` in one line, or two where there is a detail."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = theme.font(Size.SMALL, Weight.DemiBold)
        self._quiet = theme.font(Size.SMALL)
        self._small = theme.font(Size.SMALL)
        self._age = theme.font(Size.SMALL, Weight.DemiBold, tabular=True)
        self._line = QFontMetrics(self._title).height() + 2
        self._gap = theme.scaled(5)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line or two."""
        cell = index.data(TASK_ROLE)
        lines = 2 if isinstance(cell, TaskCell) and (cell.detail or cell.alarming) else 1
        return QSize(160, lines * self._line + 2 * self._gap + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line of the card."""
        cell = index.data(TASK_ROLE)
        if not isinstance(cell, TaskCell):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._theme
        painter.save()
        if cell.alarming:
            painter.fillRect(area, theme.colour("p1_ground"))
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(area, theme.colour("raised"))
            painter.fillRect(area.x(), area.y(), 3, area.height(), theme.colour("focus"))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, theme.colour("line"))
        line = QRect(area.left() + 8, area.top() + self._gap, area.width() - 16, self._line)
        room = self._paint_age(painter, line, index)
        below = line.translated(0, self._line)
        if cell.alarming:
            below = self._paint_alarm(painter, below, cell)
        else:
            room = self._paint_state(painter, room, cell)
        painter.setFont(self._quiet if cell.quiet else self._title)
        painter.setPen(theme.colour("text"))
        painter.drawText(room, _LEFT, _cut(painter, cell.title, room.width()))
        painter.setFont(self._small)
        painter.setPen(theme.colour("text" if cell.alarming else "dim"))
        painter.drawText(below, _LEFT, _cut(painter, cell.detail, below.width()))
        painter.restore()

    def _paint_age(self, painter: QPainter, line: QRect, index: Index) -> QRect:
        """The age at the right; the room that is left."""
        age = str(index.data(AGE_ROLE) or "")
        if not age:
            return line
        painter.setFont(self._age)
        painter.setPen(self._theme.colour("p1" if index.data(LATE_ROLE) else "dim"))
        painter.drawText(line, _RIGHT, age)
        return line.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(age) - 8, 0)

    def _paint_state(self, painter: QPainter, line: QRect, cell: TaskCell) -> QRect:
        """The state at the right; the room that is left for the title."""
        painter.setFont(self._small)
        text = _cut(painter, cell.state, line.width() * 3 // 5)
        painter.setPen(self._theme.colour(cell.ink))
        painter.drawText(line, _RIGHT, text)
        return line.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(text) - 8, 0)

    def _paint_alarm(self, painter: QPainter, line: QRect, cell: TaskCell) -> QRect:
        """The state filled, before the detail; the room that is left for that."""
        painter.setFont(self._title)
        width = painter.fontMetrics().horizontalAdvance(cell.state) + 12
        box = QRect(line.left(), line.top(), width, line.height())
        painter.fillRect(box, self._theme.colour("p1"))
        painter.setPen(self._theme.colour("on_accent"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), cell.state)
        return line.adjusted(width + 8, 0, 0, 0)


def _cut(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
