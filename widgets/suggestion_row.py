"""How an incident is painted that may be the same event: picture, place, when and how far."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.icons import Icons
from widgets.theme import Size, Theme, Weight

Index = QModelIndex | QPersistentModelIndex

SUGGESTION_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class SuggestionCell:
    """``near`` is time and distance; ``outcome`` what merging would do. ``picture``: a photo that
    came with it, else the icon of its kind stands there."""

    icon: str
    ink: str
    picture: QPixmap | None
    title: str
    place: str
    near: str
    outcome: str


class SuggestionDelegate(QStyledItemDelegate):
    """Paints ``SuggestionCell`` in two lines beside its picture."""

    def __init__(self, theme: Theme, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._strong = theme.font(Size.SMALL, Weight.DemiBold, tabular=True)
        self._small = theme.font(Size.SMALL)
        self._line = QFontMetrics(self._strong).height() + 2
        self._gap = theme.scaled(7)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(200, 2 * self._line + 2 * self._gap + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one suggestion."""
        cell = index.data(SUGGESTION_ROLE)
        if not isinstance(cell, SuggestionCell):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._theme
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("raised"))
            painter.fillRect(area.x(), area.y(), 3, area.height(), theme.colour("focus"))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, theme.colour("line"))
        left = self._paint_picture(painter, cell, area) + theme.scaled(12)
        first = QRect(left, area.top() + self._gap, area.right() - 10 - left, self._line)
        self._paint_line(painter, first, (cell.title, "text"), (cell.near, "p2"), strong=True)
        second = first.translated(0, self._line)
        self._paint_line(painter, second, (cell.place, "dim"), (cell.outcome, "dim"), strong=False)
        painter.restore()

    def _paint_picture(self, painter: QPainter, cell: SuggestionCell, area: QRect) -> int:
        """The photo, cut to a square, or the icon; its right edge."""
        side = self._theme.scaled(22) if cell.picture is None else 2 * self._line + self._gap
        box = QRect(area.left() + 10, area.center().y() - side // 2, side, side)
        if cell.picture is None:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(box, self._icons.pixmap(cell.icon, cell.ink, side, ratio))
            return box.right()
        short = min(cell.picture.width(), cell.picture.height())
        middle = QRect(0, 0, short, short)
        middle.moveCenter(cell.picture.rect().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(box, cell.picture, middle)
        painter.setPen(self._theme.colour(cell.ink))
        painter.drawRect(box)
        return box.right()

    def _paint_line(
        self,
        painter: QPainter,
        line: QRect,
        left: tuple[str, str],
        right: tuple[str, str],
        *,
        strong: bool,
    ) -> None:
        painter.setFont(self._strong if strong else self._small)
        metrics = painter.fontMetrics()
        text, ink = right
        painter.setPen(self._theme.colour(ink))
        painter.drawText(line, _RIGHT, text)
        room = line.adjusted(0, 0, -metrics.horizontalAdvance(text) - 10, 0)
        text, ink = left
        painter.setPen(self._theme.colour(ink))
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, cut)
