"""One mark of a map: its shape, its picture, its state, and how these are painted."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.icons import Icons
from widgets.marks import Shape, mark_path
from widgets.theme import Theme

XY = tuple[float, float]


class Sign(Enum):
    """How a mark that has no priority says its state beside its colour."""

    PLAIN = "plain"
    CROSSED = "crossed"
    RINGED = "ringed"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at a place in metres.

    With a ``shape`` (incidents) the picture stands inside it: filled while ``urgent``, else in
    outline. On a ``plate`` (agencies) or alone (posts) ``sign`` tells its state. ``caption`` is
    written below. Marks that come first in the list lie on top.
    """

    key: str
    at: XY
    icon: str
    ink: str
    shape: Shape | None = None
    urgent: bool = False
    plate: bool = False
    sign: Sign = Sign.PLAIN
    caption: str = ""
    tip: str = ""

    def counts_with(self, first: "Mark") -> bool:
        """Whether it adds to the number that stands at ``first``: posts are not counted."""
        alike = (self.shape is None, self.plate) == (first.shape is None, first.plate)
        return alike and (self.shape is not None or self.plate)


class MarkPainter:
    """Paints a mark into a square."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        self._theme = theme
        self._icons = icons

    def side(self, mark: Mark) -> int:
        """The side of its square, px."""
        if mark.shape is not None:
            return self._theme.scaled(32)
        return self._theme.scaled(22 if mark.plate else 18)

    def paint(self, painter: QPainter, mark: Mark, area: QRectF, ratio: float) -> None:
        """``ratio``: pixels of the device to one of ours."""
        if mark.shape is None:
            self._paint_plain(painter, mark, area, ratio)
        else:
            self._paint_shape(painter, mark, mark.shape, area, ratio)

    def _paint_shape(
        self, painter: QPainter, mark: Mark, shape: Shape, area: QRectF, ratio: float
    ) -> None:
        ink = self._theme.colour(mark.ink)
        painter.setPen(QPen(ink if not mark.urgent else self._theme.colour("ground"), 2))
        painter.setBrush(ink if mark.urgent else self._theme.colour("surface"))
        painter.drawPath(mark_path(area, shape))
        side = round(area.width() * 0.44)
        picture = self._icons.pixmap(
            mark.icon, "on_accent" if mark.urgent else mark.ink, side, ratio
        )
        # The middle of a triangle lies below the middle of its box.
        drop = area.height() / 6 if shape is Shape.TRIANGLE else 0
        corner = area.center() - QPointF(side / 2, side / 2 - drop)
        painter.drawPixmap(corner, picture)

    def _paint_plain(self, painter: QPainter, mark: Mark, area: QRectF, ratio: float) -> None:
        painter.setBrush(self._theme.colour("ground"))
        ink = self._theme.colour(mark.ink)
        ringed = mark.sign is Sign.RINGED
        if mark.plate:
            style = Qt.PenStyle.DotLine if ringed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(ink, 1.2, style))
            painter.drawRoundedRect(area, 4, 4)
        else:
            painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine) if ringed else Qt.PenStyle.NoPen)
            painter.drawEllipse(area.adjusted(-2, -2, 2, 2))
        side = round(area.width() * (0.64 if mark.plate else 0.78))
        picture = self._icons.pixmap(mark.icon, mark.ink, side, ratio)
        painter.drawPixmap(area.center() - QPointF(side / 2, side / 2), picture)
        if mark.sign is Sign.CROSSED:
            painter.setPen(QPen(ink, 2.4))
            painter.drawLine(area.topLeft(), area.bottomRight())
