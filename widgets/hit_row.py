"""How a hit of the command bar is painted: its picture, what it is, what Enter does, its key."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.icons import Icons
from widgets.theme import Size, Theme, Weight

Index = QModelIndex | QPersistentModelIndex

HIT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class HitCell:
    """What a row shows; ``does`` and ``key`` stand at the right."""

    icon: str
    title: str
    does: str
    key: str = ""


class HitDelegate(QStyledItemDelegate):
    """Paints ``HitCell`` rows of one height."""

    def __init__(self, theme: Theme, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._title = theme.font(Size.BODY, Weight.DemiBold)
        self._small = theme.font(Size.SMALL)
        self._key = theme.font(Size.SMALL, Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Every row has the same height, at each text scale."""
        return QSize(200, self._theme.scaled(38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        cell = index.data(HIT_ROLE)
        if not isinstance(cell, HitCell):
            return
        theme = self._theme
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("raised"))
            painter.fillRect(area.x(), area.y(), 3, area.height(), theme.colour("focus"))
        side = theme.scaled(16)
        picture = self._icons.pixmap(cell.icon, "dim", side, painter.device().devicePixelRatioF())
        painter.drawPixmap(area.left() + 14, area.center().y() - side // 2 + 1, picture)
        room = area.adjusted(14 + side + 12, 0, -14, 0)
        for text, font, ink in ((cell.key, self._key, "text"), (cell.does, self._small, "dim")):
            if not text:
                continue
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            painter.drawText(room, _RIGHT, text)
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(text) - 14)
        painter.setFont(self._title)
        painter.setPen(theme.colour("text"))
        cut = painter.fontMetrics().elidedText(
            cell.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, cut)
        painter.restore()
