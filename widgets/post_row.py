"""How a watch post is painted in the list of posts."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.theme import Size, Theme, Weight

POST_ROLE: Final = Qt.ItemDataRole.UserRole + 1

_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class PostCell:
    """``state`` says the link in a word; its mark has the colour ``ink`` and may be ``filled``."""

    title: str
    place: str
    state: str
    detail: str
    ink: str
    filled: bool


class PostRowDelegate(QStyledItemDelegate):
    """Paints ``PostCell`` in three short lines: name, place, what was last known.

    ``stale`` greys all of them: it is an old picture.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = theme.font(Size.SMALL, Weight.DemiBold)
        self._small = theme.font(Size.SMALL)
        self._line = QFontMetrics(self._small).height() + 2
        self._height = 3 * self._line + theme.scaled(16)
        self.stale = False

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every row has the same height."""
        return QSize(200, self._height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one post."""
        cell = index.data(POST_ROLE)
        if not isinstance(cell, PostCell):
            return
        area: QRect = option.rect
        right = option.widget.width() - 17 if option.widget else area.right() - 16
        state: QStyle.StateFlag = option.state
        theme = self._theme
        painter.save()
        if self.stale:
            painter.setOpacity(0.65)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("raised"))
            painter.fillRect(area.x(), area.y(), 3, area.height(), theme.colour("focus"))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, theme.colour("line"))
        self._paint_mark(painter, area, cell)
        left = area.left() + 16 + theme.scaled(20)
        line = QRect(left, area.top() + theme.scaled(8), right - left, self._line)
        painter.setFont(self._small)
        painter.setPen(theme.colour(cell.ink))
        painter.drawText(line, _RIGHT, cell.state)
        room = line.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(cell.state) - 8, 0)
        painter.setFont(self._title)
        painter.setPen(theme.colour("text"))
        painter.drawText(room, _LEFT, _cut(painter, cell.title, room))
        painter.setFont(self._small)
        painter.setPen(theme.colour("dim"))
        for number, text in enumerate((cell.place, cell.detail), start=1):
            below = line.translated(0, number * self._line)
            painter.drawText(below, _LEFT, _cut(painter, text, below))
        painter.restore()

    def _paint_mark(self, painter: QPainter, area: QRect, cell: PostCell) -> None:
        side = self._theme.scaled(8)
        top = area.top() + self._theme.scaled(8) + (self._line - side) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour(cell.ink))
        if cell.filled:
            painter.setBrush(self._theme.colour(cell.ink))
        painter.drawEllipse(QRectF(area.left() + 17, top, side, side))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _cut(painter: QPainter, text: str, room: QRect) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
