"""How a line of a checklist is painted: a box, and its words at any width."""

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
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from widgets.theme import Size, Theme

Index = QModelIndex | QPersistentModelIndex

CHECK_ROLE: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Check:
    """A line of a checklist. ``key`` names it to whoever made the list."""

    key: str
    text: str
    done: bool


class CheckRowDelegate(QStyledItemDelegate):
    """Paints ``Check``; what is done is quieter, and its box is filled."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = theme.font(Size.SMALL)
        self._side = theme.scaled(13)
        self._gap = theme.scaled(5)
        self._indent = self._side + theme.scaled(10)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped words need."""
        check = index.data(CHECK_ROLE)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractScrollArea) else 300
        if not isinstance(check, Check):
            return QSize(width, 0)
        height = self._laid_out(check.text, width).boundingRect().height()
        return QSize(width, math.ceil(height) + 2 * self._gap)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        check = index.data(CHECK_ROLE)
        if not isinstance(check, Check):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._theme
        painter.save()
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(area, theme.colour("raised"))
            painter.fillRect(area.x(), area.y(), 3, area.height(), theme.colour("focus"))
        line = QFontMetrics(self._font).height()
        top = area.top() + self._gap + (line - self._side) / 2
        self._paint_box(painter, QRectF(area.left() + 8.5, top, self._side, self._side), check)
        painter.setPen(theme.colour("dim" if check.done else "text"))
        corner = QPointF(area.left() + 8 + self._indent, area.top() + self._gap)
        self._laid_out(check.text, area.width()).draw(painter, corner)
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRectF, check: Check) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._theme.colour("good" if check.done else "dim")
        painter.setPen(QPen(ink, 1))
        painter.setBrush(ink if check.done else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 2, 2)
        if check.done:
            painter.setPen(QPen(self._theme.colour("on_accent"), self._side / 7))
            x, y, side = box.left(), box.top(), box.width()
            points = ((0.22, 0.52), (0.43, 0.72), (0.78, 0.3))
            painter.drawPolyline([QPointF(x + side * a, y + side * b) for a, b in points])

    def _laid_out(self, text: str, width: int) -> QTextLayout:
        layout = QTextLayout(text, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(80, width - 16 - self._indent))
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout
