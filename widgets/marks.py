"""The priority marks: a shape of its own for each, so that colour never speaks alone."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import Theme


class Shape(Enum):
    """P1 is a diamond, P2 a triangle, P3 a circle; the value is the ink of its colour."""

    DIAMOND = "p1"
    TRIANGLE = "p2"
    CIRCLE = "p3"


def mark_path(area: QRectF, shape: Shape) -> QPainterPath:
    """The outline of ``shape`` in ``area``."""
    path = QPainterPath()
    centre = area.center()
    if shape is Shape.CIRCLE:
        path.addEllipse(area.adjusted(1, 1, -1, -1))
    elif shape is Shape.TRIANGLE:
        top = QPointF(centre.x(), area.top())
        path.addPolygon(QPolygonF([top, area.bottomRight(), area.bottomLeft()]))
    else:
        corners = [
            QPointF(centre.x(), area.top()),
            QPointF(area.right(), centre.y()),
            QPointF(centre.x(), area.bottom()),
            QPointF(area.left(), centre.y()),
        ]
        path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path


def paint_mark(painter: QPainter, area: QRectF, shape: Shape, theme: Theme) -> None:
    """Fill ``shape`` into ``area``, in its colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour(shape.value))
    painter.setBrush(theme.colour(shape.value))
    painter.drawPath(mark_path(area, shape))
    painter.restore()


class PriorityMark(QWidget):
    """A mark on its own, beside a title."""

    def __init__(self, theme: Theme, size: int = 14) -> None:
        super().__init__()
        self._theme = theme
        self._side = theme.scaled(size)
        self._shape: Shape | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_shape(self, shape: Shape) -> None:
        """Show another priority."""
        self._shape = shape
        self.update()

    def sizeHint(self) -> QSize:
        """The mark and a hair around it."""
        return QSize(self._side + 2, self._side + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        if self._shape is not None:
            area = QRectF(1, 1, self._side, self._side)
            paint_mark(QPainter(self), area, self._shape, self._theme)
