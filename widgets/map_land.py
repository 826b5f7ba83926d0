"""The land of a map: outlines and names, in as much detail as the scale bears."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QStaticText,
    QTransform,
)

from widgets.map_room import Room
from widgets.theme import Size, Theme, Weight

#: From so many px a metre the inner borders are drawn, and from so many their names.
INNER_SCALE: Final = 0.022
INNER_NAMES_SCALE: Final = 0.032
#: px between names.
_GAP: Final = 3.0

XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LandShape:
    """An outline in metres (x to the east, y to the south). ``inner``: drawn only from near."""

    name: str
    label: XY
    polygons: tuple[tuple[tuple[XY, ...], ...], ...]
    inner: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """A shape ready to be painted."""

    name: QStaticText
    label: QPointF
    path: QPainterPath
    bounds: QRectF


class Land:
    """Paints the shapes it was given."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._outer_font = theme.font(Size.SMALL, Weight.DemiBold, spacing=1)
        self._inner_font = theme.font(Size.SMALL)
        self._inner_font.setPixelSize(round(theme.sizes[Size.SMALL] * 0.88))
        self._border = _between(theme.colour("dim"), theme.colour("surface"))
        self._outer: list[_Made] = []
        self._inner: list[_Made] = []
        self.bounds = QRectF()

    def take(self, shapes: Sequence[LandShape]) -> None:
        """Replace all shapes."""
        self._outer = [_made(s, s.name.upper(), self._outer_font) for s in shapes if not s.inner]
        self._inner = [_made(s, s.name, self._inner_font) for s in shapes if s.inner]
        self.bounds = QRectF()
        for made in (*self._outer, *self._inner):
            self.bounds = self.bounds.united(made.bounds)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to paint."""
        return not self._outer and not self._inner

    def paint(self, painter: QPainter, world: QTransform, seen: QRectF) -> None:
        """Paint ground and borders under a transform from metres to px; ``seen`` is in metres."""
        outer = _seen(self._outer, seen)
        inner = _seen(self._inner, seen)
        near = world.m11() >= INNER_SCALE or not self._outer
        painter.save()
        painter.setTransform(world, combine=True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.colour("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        for made in outer or inner:
            painter.drawPath(made.path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if near:
            painter.setPen(_pen(self._theme.colour("line")))
            for made in inner:
                painter.drawPath(made.path)
        painter.setPen(_pen(self._border if near else self._theme.colour("line")))
        for made in outer:
            painter.drawPath(made.path)
        painter.restore()

    def paint_names(self, painter: QPainter, world: QTransform, seen: QRectF, room: Room) -> None:
        """Write the names that find room."""
        painter.save()
        painter.setPen(self._theme.colour("dim"))
        painter.setFont(self._outer_font)
        self._write(painter, world, _seen(self._outer, seen), room)
        if world.m11() >= INNER_NAMES_SCALE:
            painter.setFont(self._inner_font)
            self._write(painter, world, _seen(self._inner, seen), room)
        painter.restore()

    def _write(self, painter: QPainter, world: QTransform, shapes: list[_Made], room: Room) -> None:
        for made in shapes:
            box = QRectF(QPointF(), made.name.size())
            box.moveCenter(world.map(made.label))
            if room.take(box, _GAP):
                painter.drawStaticText(box.topLeft(), made.name)


def _made(shape: LandShape, text: str, font: QFont) -> _Made:
    path = QPainterPath()
    for polygon in shape.polygons:
        for ring in polygon:
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
            path.closeSubpath()
    name = QStaticText(text)
    name.setTextFormat(Qt.TextFormat.PlainText)
    name.prepare(QTransform(), font)
    return _Made(name, QPointF(*shape.label), path, path.boundingRect())


def _seen(shapes: Iterable[_Made], seen: QRectF) -> list[_Made]:
    return [made for made in shapes if made.bounds.intersects(seen)]


def _pen(colour: QColor) -> QPen:
    # A pen of 1 px has a way of its own in Qt: a wider one, or one half seen through, makes the
    # whole map three times slower (measured).
    pen = QPen(colour, 1)
    pen.setCosmetic(True)
    return pen


def _between(one: QColor, other: QColor) -> QColor:
    """The colour half way."""
    return QColor.fromRgbF(
        (one.redF() + other.redF()) / 2,
        (one.greenF() + other.greenF()) / 2,
        (one.blueF() + other.blueF()) / 2,
    )
