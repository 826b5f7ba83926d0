"""What stands on a map: marks of a shape and a picture, gathered where they would overlap."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTransform

from widgets.icons import Icons
from widgets.map_mark import Mark, MarkPainter
from widgets.map_room import Room
from widgets.theme import Size, Theme, Weight

#: Marks nearer than this share of their width stand as one, with their number.
_CLOSE: Final = 0.85
#: px; at least as much as two marks can reach, at twice the text size.
_SQUARE: Final = 64


@dataclass(frozen=True, slots=True)
class _Placed:
    """Marks that stand as one: the first is painted."""

    area: QRectF
    marks: tuple[Mark, ...]


class _Crowd:
    """Gathers marks that would cover each other; whoever came first has the place.

    Looks only into the squares around a mark: hundreds of marks are placed at every painting.
    """

    def __init__(self) -> None:
        self._groups: list[tuple[float, float, float, list[Mark]]] = []
        self._squares: defaultdict[tuple[int, int], list[int]] = defaultdict(list)

    def put(self, mark: Mark, x: float, y: float, side: float) -> None:
        """Let it stand at x, y (px), or join the one there."""
        column, row = int(x // _SQUARE), int(y // _SQUARE)
        for square in product((column - 1, column, column + 1), (row - 1, row, row + 1)):
            for number in self._squares.get(square, ()):
                there_x, there_y, there_side, together = self._groups[number]
                reach = _CLOSE * (side + there_side) / 2
                if abs(x - there_x) < reach and abs(y - there_y) < reach:
                    together.append(mark)
                    return
        self._squares[column, row].append(len(self._groups))
        self._groups.append((x, y, side, [mark]))

    def placed(self) -> list[_Placed]:
        """What came of it, in the order of the first of each."""
        return [
            _Placed(QRectF(x - side / 2, y - side / 2, side, side), tuple(together))
            for x, y, side, together in self._groups
        ]


class Marks:
    """Paints marks and finds the one at a point. ``selected`` has a ring around it."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        self._theme = theme
        self._painter = MarkPainter(theme, icons)
        self._font = theme.font(Size.SMALL, Weight.DemiBold, tabular=True)
        self._marks: Sequence[Mark] = ()
        self._placed: list[_Placed] = []
        self._captions: list[tuple[QRectF, str]] = []
        self.selected = ""

    def take(self, marks: Sequence[Mark]) -> None:
        """Replace all marks."""
        self._marks = marks

    def find(self, key: str) -> Mark | None:
        """The mark of that key."""
        return next((mark for mark in self._marks if mark.key == key), None)

    def bounds(self) -> QRectF:
        """The rectangle around all marks, in metres."""
        box = QRectF()
        for mark in self._marks:
            box = box.united(QRectF(mark.at[0] - 500, mark.at[1] - 500, 1000, 1000))
        return box

    def place(self, world: QTransform, view: QRectF) -> Room:
        """Find where each stands in px; the room that is left."""
        crowd = _Crowd()
        first = [mark for mark in self._marks if mark.key == self.selected]
        for mark in (*first, *(m for m in self._marks if m.key != self.selected)):
            x = mark.at[0] * world.m11() + world.m31()
            y = mark.at[1] * world.m22() + world.m32()
            side = self._painter.side(mark)
            if -side < x < view.width() + side and -side < y < view.height() + side:
                crowd.put(mark, x, y, side)
        placed = self._placed = crowd.placed()
        room = Room(each.area for each in placed)
        self._captions = [
            (box, each.marks[0].caption)
            for each in placed
            if each.marks[0].caption and room.take(box := self._caption_box(each), 2)
        ]
        return room

    def paint(self, painter: QPainter) -> None:
        """Paint what was placed, the first on top."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        ratio = painter.device().devicePixelRatioF()
        for each in reversed(self._placed):
            self._paint(painter, each, ratio)
        painter.setPen(self._theme.colour("text"))
        for box, caption in self._captions:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, caption)
        painter.restore()

    def at(self, point: QPointF) -> Mark | None:
        """The mark under a point: of several that stand as one, the one after the selected."""
        for each in self._placed:
            if each.area.adjusted(-4, -4, 4, 4).contains(point):
                keys = [mark.key for mark in each.marks]
                turn = keys.index(self.selected) + 1 if self.selected in keys else 0
                return each.marks[turn % len(keys)]
        return None

    def tip_at(self, point: QPointF) -> str:
        """What is said of everything that stands there."""
        for each in self._placed:
            if each.area.contains(point):
                return "\n".join(mark.tip for mark in each.marks[:8] if mark.tip)
        return ""

    # -- inside

    def _paint(self, painter: QPainter, placed: _Placed, ratio: float) -> None:
        mark, area = placed.marks[0], placed.area
        if mark.key == self.selected:
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(area.adjusted(-5, -5, 5, 5))
        self._painter.paint(painter, mark, area, ratio)
        together = sum(each.counts_with(mark) for each in placed.marks)
        if together > 1:
            self._paint_count(painter, together, area)

    def _paint_count(self, painter: QPainter, count: int, area: QRectF) -> None:
        text = str(count)
        metrics = QFontMetricsF(self._font)
        height = metrics.height() + 2
        width = max(height, metrics.horizontalAdvance(text) + height / 2)
        badge = QRectF(area.right() - height / 2, area.top() - height * 0.4, width, height)
        painter.setPen(QPen(self._theme.colour("ground"), 1.5))
        painter.setBrush(self._theme.colour("text"))
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setPen(self._theme.colour("ground"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _caption_box(self, placed: _Placed) -> QRectF:
        metrics = QFontMetricsF(self._font)
        width = metrics.horizontalAdvance(placed.marks[0].caption) + 8
        box = QRectF(0, placed.area.bottom() + 3, width, metrics.height())
        box.moveLeft(placed.area.center().x() - width / 2)
        return box
