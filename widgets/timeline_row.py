"""How an entry of a timeline is painted: its time, then its sentence; a person's words in a box."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QStyledItemDelegate, QStyleOptionViewItem

from widgets.theme import Size, Theme

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole + 1

_FLAGS: Final = int(
    Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
)
_WORDS: Final = int(
    Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """``quote`` is what a person wrote, in their own words; ``ink`` tints the sentence."""

    time: str
    sentence: str
    quote: str = ""
    ink: str = "text"


class TimelineDelegate(QStyledItemDelegate):
    """Paints ``TimelineEntry`` at any width; long words are broken rather than cut."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._time = theme.font(Size.SMALL, tabular=True)
        self._text = theme.font(Size.SMALL)
        self._metrics = QFontMetrics(self._text)
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
        sentence, quote = self._areas(QRect(0, 0, width, 0), entry)
        bottom = quote.bottom() + 2 * self._gap if entry.quote else sentence.bottom()
        return QSize(width, bottom + 2 * self._gap)

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
        sentence, quote = self._areas(area, entry)
        painter.save()
        painter.setPen(self._theme.colour("dim"))
        painter.setFont(self._time)
        painter.drawText(QRect(area.left(), sentence.top(), 200, sentence.height()), 0, entry.time)
        painter.setPen(self._theme.colour(entry.ink))
        painter.setFont(self._text)
        painter.drawText(sentence, _WORDS, entry.sentence)
        if entry.quote:
            self._paint_quote(painter, quote, entry.quote)
        painter.restore()

    def _paint_quote(self, painter: QPainter, area: QRect, text: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("raised"))
        box = QRectF(area.adjusted(-12, -2 * self._gap + 2, 12, 2 * self._gap - 2))
        painter.drawRoundedRect(box, self._theme.radius, self._theme.radius)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(area, _FLAGS | _WORDS, text)

    def _areas(self, area: QRect, entry: TimelineEntry) -> tuple[QRect, QRect]:
        left = area.left() + self._time_width
        room = QRect(left, area.top() + self._gap, max(80, area.right() - left), 100_000)
        sentence = self._metrics.boundingRect(room, _WORDS, entry.sentence)
        if not entry.quote:
            return sentence, QRect()
        below = room.adjusted(12, sentence.height() + 3 * self._gap, -12, 0)
        quote = self._metrics.boundingRect(below, _FLAGS | _WORDS, entry.quote)
        return sentence, quote
