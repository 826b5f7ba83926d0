"""How a row of the incident queue is painted: everything precomputed, one fixed height."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.icons import Icons
from widgets.marks import Shape, paint_mark
from widgets.theme import Size, Theme, Weight

Index = QModelIndex | QPersistentModelIndex

#: The row's ``QueueCell``; its age is apart, since it alone changes every second.
CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
AGE_ROLE: Final = Qt.ItemDataRole.UserRole + 2
#: Whether the age has passed its target.
LATE_ROLE: Final = Qt.ItemDataRole.UserRole + 3

_STALE_OPACITY: Final = 0.65
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Tag:
    """A word that marks a row, such as LATIHAN, with the ink of its colour."""

    text: str
    ink: str


@dataclass(frozen=True, slots=True)
class QueueCell:
    """What a row shows. ``urgent`` rows are filled and may pulse; ``open`` ones have no holder.

    ``tag`` stands beside the title, ``marks`` before the place. ``alert`` takes the whole second
    line, filled: something is wrong with the help. ``new`` is a dot before it all: not seen yet.
    ``group`` tells of the rows that are gathered under this one; those are ``inset``.
    """

    shape: Shape
    letters: str
    icon: str
    title: str
    place: str
    holder: str
    holder_ink: str
    urgent: bool
    open: bool
    tag: Tag | None = None
    marks: tuple[Tag, ...] = ()
    alert: str = ""
    new: bool = False
    group: str = ""
    inset: bool = False


class QueueRowDelegate(QStyledItemDelegate):
    """Paints ``QueueCell``. ``phase`` (0..1) brightens urgent rows; ``stale`` greys all of them."""

    def __init__(self, theme: Theme, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._title = theme.font(Size.BODY, Weight.DemiBold)
        self._small = theme.font(Size.SMALL)
        self._small_strong = theme.font(Size.SMALL, Weight.DemiBold)
        self._age = theme.font(Size.LARGE, Weight.DemiBold, tabular=True)
        self._first = QFontMetrics(self._age).height()
        self._second = QFontMetrics(self._small).height()
        self._height = theme.scaled(12) * 2 + self._first + self._second + 4
        self.phase = 0.0
        self.stale = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Every row has the same height, at each text scale."""
        return QSize(200, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, QueueCell):
            return
        area: QRect = option.rect
        right = option.widget.width() - 17 if option.widget else area.right() - 16
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if self.stale:
            painter.setOpacity(_STALE_OPACITY)
        self._paint_ground(painter, area, cell, selected)
        top = area.top() + self._theme.scaled(12)
        left = area.left() + 16 + (self._theme.scaled(20) if cell.inset else 0)
        width = right - left
        first = QRect(left, top, width, self._first)
        second = QRect(left, first.bottom() + 4, width, self._second)
        if cell.new:
            self._paint_dot(painter, QPointF(left - 7, first.center().y() + 1))
        self._paint_first(painter, first, cell, index)
        self._paint_second(painter, second, cell)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, area: QRect, cell: QueueCell, selected: bool
    ) -> None:
        theme = self._theme
        if cell.urgent:
            painter.fillRect(area, self._glow())
        elif selected:
            painter.fillRect(area, theme.colour("raised"))
        painter.fillRect(area.x(), area.y(), 3, area.height(), theme.colour(cell.shape.value))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, theme.colour("line"))
        if selected:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _paint_dot(self, painter: QPainter, at: QPointF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("text"))
        painter.drawEllipse(at, 3.0, 3.0)

    def _glow(self) -> QColor:
        low, high = self._theme.colour("p1_ground"), self._theme.colour("p1")
        share = 0.18 * self.phase
        return QColor.fromRgbF(
            low.redF() + (high.redF() - low.redF()) * share,
            low.greenF() + (high.greenF() - low.greenF()) * share,
            low.blueF() + (high.blueF() - low.blueF()) * share,
        )

    def _paint_first(self, painter: QPainter, line: QRect, cell: QueueCell, index: Index) -> None:
        theme = self._theme
        side = theme.scaled(12)
        mark = QRectF(line.left() + 1, line.center().y() - side / 2 + 1, side, side)
        paint_mark(painter, mark, cell.shape, theme)
        size = theme.scaled(18)
        left = line.left() + theme.scaled(24)
        ratio = painter.device().devicePixelRatioF()
        picture = self._icons.pixmap(cell.icon, cell.shape.value, size, ratio)
        painter.drawPixmap(left, line.center().y() - size // 2 + 1, picture)
        left += size + theme.scaled(8)

        age = str(index.data(AGE_ROLE) or "")
        painter.setFont(self._age)
        painter.setPen(theme.colour("p1" if index.data(LATE_ROLE) else "text"))
        painter.drawText(line, int(_RIGHT), age)
        right = line.right() - painter.fontMetrics().horizontalAdvance(age) - 12
        if cell.tag is not None:
            room = QRect(left, line.top(), right - left, line.height())
            right -= self._paint_word(painter, room, cell.tag, _RIGHT) + 8
        if cell.group:
            room = QRect(left, line.top(), right - left, line.height())
            right -= self._paint_group(painter, room, cell.group) + 8
        painter.setFont(self._title)
        painter.setPen(theme.colour("text"))
        room = QRect(left, line.top(), right - left, line.height())
        painter.drawText(room, int(_LEFT), _cut(painter, cell.title, room.width()))

    def _paint_second(self, painter: QPainter, line: QRect, cell: QueueCell) -> None:
        theme = self._theme
        self._paint_word(painter, line, Tag(cell.letters, cell.shape.value), _LEFT)
        left = line.left() + theme.scaled(24)
        if cell.alert:
            self._paint_alert(painter, line.adjusted(left - line.left(), 0, 0, 0), cell)
            return
        painter.setFont(self._small_strong if cell.open else self._small)
        painter.setPen(theme.colour(cell.holder_ink))
        holder = _cut(painter, cell.holder, (line.right() - left) * 3 // 5)
        painter.drawText(line, int(_RIGHT), holder)
        right = line.right() - painter.fontMetrics().horizontalAdvance(holder) - 8
        for mark in cell.marks:
            room = QRect(left, line.top(), right - left, line.height())
            left += self._paint_word(painter, room, mark, _LEFT) + 6
        painter.setFont(self._small)
        painter.setPen(theme.colour("dim"))
        room = QRect(left, line.top(), right - left, line.height())
        painter.drawText(room, int(_LEFT), _cut(painter, cell.place, room.width()))

    def _paint_group(self, painter: QPainter, room: QRect, text: str) -> int:
        """Paint how many are gathered here, on a plate of its own; its width."""
        painter.setFont(self._small_strong)
        width = painter.fontMetrics().horizontalAdvance(text) + 12
        box = QRect(room.right() - width, room.top(), width, room.height())
        box = box.adjusted(0, 3, 0, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("text"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._theme.colour("ground"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        return width

    def _paint_alert(self, painter: QPainter, room: QRect, cell: QueueCell) -> None:
        painter.setFont(self._small_strong)
        text = _cut(painter, cell.alert, room.width() - 12)
        width = painter.fontMetrics().horizontalAdvance(text) + 12
        box = QRect(room.left(), room.top(), width, room.height())
        painter.fillRect(box, self._theme.colour("p1"))
        painter.setPen(self._theme.colour("on_accent"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setFont(self._small)
        painter.setPen(self._theme.colour(cell.holder_ink))
        rest = room.adjusted(width + 8, 0, 0, 0)
        painter.drawText(rest, int(_RIGHT), _cut(painter, cell.holder, rest.width()))

    def _paint_word(
        self, painter: QPainter, room: QRect, word: Tag, where: Qt.AlignmentFlag
    ) -> int:
        """Paint a strong word at one end of the room; its width."""
        painter.setFont(self._small_strong)
        painter.setPen(self._theme.colour(word.ink))
        painter.drawText(room, int(where), word.text)
        return painter.fontMetrics().horizontalAdvance(word.text)


def _cut(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
