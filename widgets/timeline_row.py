"""How an entry of a timeline is painted: its time, then its sentence; a person's words in a box."""

import math
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
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractScrollArea, QStyledItemDelegate, QStyleOptionViewItem

from widgets.paragraph import laid_out, natural_width
from widgets.theme import Size, Theme

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """``quote`` is what a person wrote, in their own words; ``ink`` tints the sentence."""

    time: str
    sentence: str
    quote: str = ""
    ink: str = "text"


class TimelineDelegate(QStyledItemDelegate):
    """Paints ``TimelineEntry`` at any width; words too long for a line are broken, never cut."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._time = theme.font(Size.SMALL, tabular=True)
        self._text = theme.font(Size.SMALL)
        self._time_width = QFontMetrics(self._time).horizontalAdvance("00.00.00") + 16
        self._gap = theme.scaled(4)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as the wrapped text needs."""
        entry = index.data(ENTRY_ROLE)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractScrollArea) else 400
        if not isinstance(entry, TimelineEntry):
            return QSize(width, 0)
        room = self._room(width)
        height = 2 * self._gap + self._laid_out(entry.sentence, room).boundingRect().height()
        if entry.quote:
            quote = self._laid_out(entry.quote, room - 24).boundingRect().height()
            height += quote + 5 * self._gap
        return QSize(width, math.ceil(height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one entry."""
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, TimelineEntry):
            return
        area: QRect = option.rect
        corner = QPointF(area.left() + self._time_width, area.top() + self._gap)
        painter.save()
        sentence = self._laid_out(entry.sentence, self._room(area.width()))
        painter.setPen(self._theme.colour(entry.ink))
        sentence.draw(painter, corner)
        time = QTextLayout(entry.time, self._time)
        _one_line(time)
        painter.setPen(self._theme.colour("dim"))
        time.draw(painter, QPointF(area.left(), corner.y()))
        if entry.quote:
            corner.setY(corner.y() + sentence.boundingRect().height() + self._gap)
            self._paint_quote(painter, corner, entry.quote, self._room(area.width()))
        painter.restore()

    def _paint_quote(self, painter: QPainter, corner: QPointF, text: str, room: int) -> None:
        words = self._laid_out(text, room - 24)
        inside = words.boundingRect()
        padding = 1.5 * self._gap
        box = QRectF(
            corner.x(), corner.y(), natural_width(words) + 24, inside.height() + 2 * padding
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(box, self._theme.radius, self._theme.radius)
        painter.setPen(self._theme.colour("text"))
        words.draw(painter, QPointF(box.left() + 12, box.top() + padding))

    def _room(self, width: int) -> int:
        return max(80, width - self._time_width)

    def _laid_out(self, text: str, width: int) -> QTextLayout:
        return laid_out(text, self._text, width)


def _one_line(layout: QTextLayout) -> None:
    layout.beginLayout()
    layout.createLine().setPosition(QPointF(0, 0))
    layout.endLayout()
