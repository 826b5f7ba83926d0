"""A conversation: the other side's bubbles at the left, one's own at the right."""

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPixmap, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from widgets.paragraph import laid_out, natural_width
from widgets.theme import Size, Theme

BUBBLE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
#: The share of the width that a bubble may take.
_SHARE: Final = 0.8
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ChatBubble:
    """``foot``: when, who, how far it came; ``ink`` tints it. ``unseen``: not shown before.
    ``picture`` stands above the words; it, or what ``opens``, is opened by a click."""

    id: str
    own: bool
    words: str
    foot: str
    ink: str = "dim"
    unseen: bool = False
    picture: QPixmap | None = None
    opens: bool = False


class ChatDelegate(QStyledItemDelegate):
    """Paints ``ChatBubble``; words are broken to lines, never cut."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = theme.font(Size.BODY)
        self._foot = theme.font(Size.SMALL, tabular=True)
        self._gap = theme.scaled(4)
        self.width = 400

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its words and its foot need."""
        bubble = index.data(BUBBLE_ROLE)
        if not isinstance(bubble, ChatBubble):
            return QSize(self.width, 0)
        inside = self._inside(bubble).boundingRect().height()
        height = inside + self._pictured(bubble).height() + self._foot_height() + 6 * self._gap
        return QSize(self.width, math.ceil(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one bubble."""
        bubble = index.data(BUBBLE_ROLE)
        if not isinstance(bubble, ChatBubble):
            return
        area = QRectF(option.rect).adjusted(0, 0, -2 * self._gap, 0)
        words = self._inside(bubble)
        pictured = self._pictured(bubble)
        room = max(natural_width(words), pictured.width()) + 6 * self._gap
        box = QRectF(area.left(), area.top() + self._gap, room, 0)
        box.setHeight(words.boundingRect().height() + pictured.height() + 3 * self._gap)
        if bubble.own:
            box.moveRight(area.right())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("line" if bubble.own else "raised"))
        painter.setBrush(self._theme.colour("ground" if bubble.own else "raised"))
        painter.drawRoundedRect(box, self._theme.radius, self._theme.radius)
        painter.setPen(self._theme.colour("text"))
        corner = box.topLeft() + QPointF(3 * self._gap, 1.5 * self._gap)
        if bubble.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            source = QRectF(bubble.picture.rect())
            painter.drawPixmap(QRectF(corner, pictured.toSizeF()), bubble.picture, source)
            corner += QPointF(0, pictured.height() + self._gap / 2)
        words.draw(painter, corner)
        self._paint_foot(painter, bubble, QRectF(area.left(), box.bottom(), area.width(), 0))
        painter.restore()

    def _paint_foot(self, painter: QPainter, bubble: ChatBubble, line: QRectF) -> None:
        line.setHeight(self._foot_height() + self._gap)
        side = Qt.AlignmentFlag.AlignRight if bubble.own else Qt.AlignmentFlag.AlignLeft
        painter.setFont(self._foot)
        painter.setPen(self._theme.colour(bubble.ink))
        painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter), bubble.foot)

    def _inside(self, bubble: ChatBubble) -> QTextLayout:
        return laid_out(bubble.words, self._words, int(self.width * _SHARE) - 6 * self._gap)

    def _pictured(self, bubble: ChatBubble) -> QSize:
        """The size of the picture in its bubble."""
        if bubble.picture is None:
            return QSize(0, 0)
        most = QSize(self._theme.scaled(160), self._theme.scaled(90))
        return bubble.picture.size().scaled(most, Qt.AspectRatioMode.KeepAspectRatio)

    def _foot_height(self) -> int:
        return QFontMetrics(self._foot).height()


class ChatView(QListView):
    """A list of ``ChatBubble``. ``seen(ids)``: unseen ones were painted before a person's eyes;
    ``opened(id)``: one with a picture or voice note was clicked.

    It is as high as its bubbles, up to ``tallest`` px at the standard text.
    """

    seen = Signal(object)
    opened = Signal(str)

    def __init__(self, theme: Theme, tallest: int = 244) -> None:
        super().__init__()
        self._tallest = theme.scaled(tallest)
        self._delegate = ChatDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._on_clicked)

    def settle(self) -> None:
        """The bubbles are others now: take the height they need and show the newest."""
        self._delegate.width = max(160, self.viewport().width())
        model = self.model()
        rows = model.rowCount() if model is not None else 0
        option = QStyleOptionViewItem()
        heights = (
            self._delegate.sizeHint(option, model.index(row, 0)).height() for row in range(rows)
        )
        self.setVisible(rows > 0)
        self.setFixedHeight(min(sum(heights), self._tallest))
        self.scheduleDelayedItemsLayout()
        self.scrollToBottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the words otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell what a person could read for the first time."""
        super().paintEvent(event)
        handle = self.window().windowHandle()
        if handle is None or not handle.isExposed() or self.window().isMinimized():
            return
        fresh = [bubble.id for bubble in self._painted() if bubble.unseen]
        if fresh:
            self.seen.emit(fresh)

    def _on_clicked(self, index: QModelIndex) -> None:
        bubble = index.data(BUBBLE_ROLE)
        if isinstance(bubble, ChatBubble) and (bubble.opens or bubble.picture is not None):
            self.opened.emit(bubble.id)

    def _painted(self) -> list[ChatBubble]:
        """The bubbles whose end is inside the viewport."""
        model, port = self.model(), self.viewport().rect()
        found = []
        for row in range(model.rowCount() if model is not None else 0):
            index = model.index(row, 0)
            bubble = index.data(BUBBLE_ROLE)
            if port.contains(self.visualRect(index).bottomLeft()) and isinstance(
                bubble, ChatBubble
            ):
                found.append(bubble)
        return found
