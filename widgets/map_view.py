"""A map that is painted, not loaded: land, marks and a circle, moved by mouse and keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from widgets.icons import Icons
from widgets.map_land import Land, LandShape
from widgets.map_mark import XY, Mark
from widgets.map_marks import Marks
from widgets.text import plain_tooltip
from widgets.theme import Size, Theme

#: px a metre: from a whole province to a single yard.
SCALES: Final = (0.001, 2.0)
#: One notch of the wheel, one press of a key.
STEP: Final = 1.3
_MARGIN: Final = 1.08
_BAR_PX: Final = 110
#: Between a line and the words on it.
_GAP_PX: Final = 6


class Aim(Enum):
    """What the view keeps in sight when its size changes."""

    ALL = "all"
    CIRCLE = "circle"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Circle:
    """A distance around a place, metres, with the words written on it."""

    at: XY
    radius: float
    caption: str


@dataclass(frozen=True, slots=True)
class _Camera:
    """The place in the middle of the view, metres, and px a metre."""

    x: float
    y: float
    scale: float


class MapView(QWidget):
    """``picked(key)``: a mark was clicked; while a place is asked for, a click tells it instead by
    ``placed(x, y)``, metres. Wheel and ``zoom`` keep the place under the cursor."""

    picked = Signal(str)
    placed = Signal(float, float)

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._land = Land(theme)
        self._marks = Marks(theme, icons)
        self._circle: Circle | None = None
        self._camera: _Camera | None = None
        self._aim = Aim.ALL
        self._font = theme.font(Size.SMALL, tabular=True)
        self._pressed: QPointF | None = None
        self._dragged = False
        self._asks_place = False
        self._flight = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._flight.setDuration(theme.motion_ms)
        self._flight.valueChanged.connect(self._on_flight)
        self._from = self._to = _Camera(0, 0, 1)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # -- values in

    def set_land(self, shapes: Sequence[LandShape]) -> None:
        """Replace the land, and show all of it."""
        self._land.take(shapes)
        self.fit()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Replace all marks."""
        self._marks.take(marks)
        if self._camera is None:
            self.fit()
        self.update()

    def set_circle(self, circle: Circle | None) -> None:
        """Draw a circle, or none."""
        self._circle = circle
        self.update()

    def select(self, key: str) -> None:
        """Ring a mark; the map doesn't move."""
        self._marks.selected = key
        self.update()

    def ask_place(self, *, wanted: bool) -> None:
        """Whether the next click tells a place."""
        self._asks_place = wanted
        self.setCursor(self._free_cursor())

    @property
    def selected(self) -> str:
        """The key of the ringed mark."""
        return self._marks.selected

    @property
    def scale(self) -> float:
        """px a metre."""
        return self._camera.scale if self._camera is not None else 0.0

    # -- moving

    def fit(self) -> None:
        """Show all the land, or all marks where there is no land."""
        self._aim = Aim.ALL
        bounds = self._marks.bounds() if self._land.is_empty else self._land.bounds
        if bounds.isEmpty():
            self._camera = None
            self.update()
        else:
            self._go(self._around(bounds))

    def show_circle(self) -> None:
        """Show the whole circle and a little around it."""
        if self._circle is not None:
            self._aim = Aim.CIRCLE
            x, y = self._circle.at
            across = 2 * self._circle.radius
            caption = QFontMetricsF(self._font).height() + _GAP_PX
            room = max(40.0, min(self.width(), self.height()) - 2 * caption)
            self._go(_Camera(x, y, _bounded(room / across)))

    def follow(self, at: XY) -> None:
        """Bring a place into the middle, unless it is well in sight."""
        inner = QRectF(self.rect())
        inner.adjust(inner.width() / 6, inner.height() / 6, -inner.width() / 6, -inner.height() / 6)
        if not inner.contains(self._world().map(QPointF(*at))):
            self.show_place(at)

    def show_place(self, at: XY) -> None:
        """Bring a place into the middle; the scale stays."""
        if self._camera is not None:
            self._aim = Aim.PLACE
            self._go(_Camera(at[0], at[1], self._camera.scale))

    def zoom(self, factor: float, anchor: QPointF | None = None) -> None:
        """Come nearer (over 1) or go away; the place under ``anchor`` (px) stays where it is."""
        goal = self._goal()
        if goal is None:
            return
        self._aim = Aim.PLACE
        scale = _bounded(goal.scale * factor)
        off = (anchor or QRectF(self.rect()).center()) - QRectF(self.rect()).center()
        shift = 1 / goal.scale - 1 / scale
        self._go(_Camera(goal.x + off.x() * shift, goal.y + off.y() * shift, scale))

    def mark(self, key: str) -> Mark | None:
        """The mark of that key, if it stands anywhere."""
        return self._marks.find(key)

    def place_of(self, key: str) -> QPointF | None:
        """Where a mark stands in px."""
        mark = self._marks.find(key)
        return self._world().map(QPointF(*mark.at)) if mark and self._camera else None

    # -- Qt

    def sizeHint(self) -> QSize:
        """Any size will do."""
        return QSize(480, 320)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Land, circle, names, marks, scale."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("ground"))
        if self._camera is None:
            return
        world = self._world()
        inverse, _ = world.inverted()
        seen = inverse.mapRect(QRectF(self.rect()))
        self._land.paint(painter, world, seen)
        self._paint_circle(painter, world)
        room = self._marks.place(world, QRectF(self.rect()))
        self._land.paint_names(painter, world, seen, room)
        self._marks.paint(painter)
        self._paint_bar(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was to be seen is still seen; a place that was chosen by hand stays."""
        super().resizeEvent(event)
        if self._aim is Aim.PLACE:
            return
        self._flight.stop()
        self._camera = None
        if self._aim is Aim.CIRCLE and self._circle is not None:
            self.show_circle()
        else:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor."""
        self.zoom(STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or to pick."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the land along."""
        if self._pressed is None or self._camera is None:
            over = self._marks.at(event.position()) is not None and not self._asks_place
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else self._free_cursor())
            return
        moved = event.position() - self._pressed
        if not self._dragged and moved.manhattanLength() < QApplication.startDragDistance():
            return
        self._dragged, self._pressed = True, event.position()
        self._aim = Aim.PLACE
        self._flight.stop()
        camera = self._camera
        self._camera = _Camera(
            camera.x - moved.x() / camera.scale, camera.y - moved.y() / camera.scale, camera.scale
        )
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click that dragged nothing picks."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        clicked = not self._dragged
        self._pressed, self._dragged = None, False
        self.setCursor(self._free_cursor())
        if clicked and self._asks_place:
            inverse, _ = self._world().inverted()
            there = inverse.map(event.position())
            self.placed.emit(there.x(), there.y())
        elif clicked and (mark := self._marks.at(event.position())) is not None:
            self.picked.emit(mark.key)

    def event(self, event: QEvent) -> bool:
        """What stands under the cursor, in words."""
        if isinstance(event, QHelpEvent):
            tip = self._marks.tip_at(QPointF(event.pos()))
            shown = plain_tooltip(tip).replace("\n", "<br>")
            QToolTip.showText(event.globalPos(), shown, self)
            return True
        return super().event(event)

    # -- inside

    def _free_cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor if self._asks_place else Qt.CursorShape.ArrowCursor

    def _world(self) -> QTransform:
        camera = self._camera
        if camera is None:
            return QTransform()
        made = QTransform.fromTranslate(self.width() / 2, self.height() / 2)
        made.scale(camera.scale, camera.scale)
        return made.translate(-camera.x, -camera.y)

    def _around(self, bounds: QRectF) -> _Camera:
        wide = self.width() / (bounds.width() * _MARGIN)
        high = self.height() / (bounds.height() * _MARGIN)
        return _Camera(bounds.center().x(), bounds.center().y(), _bounded(min(wide, high)))

    def _goal(self) -> _Camera | None:
        moving = self._flight.state() is QVariantAnimation.State.Running
        return self._to if moving else self._camera

    def _go(self, goal: _Camera) -> None:
        """Move there, at once where nothing was shown yet or nobody wants motion."""
        self._flight.stop()
        if self._camera is None or not self._theme.motion_ms or not self.isVisible():
            self._camera = goal
            self.update()
            return
        self._from, self._to = self._camera, goal
        self._flight.start()

    def _on_flight(self, share: float) -> None:
        begin, end = self._from, self._to
        # Even steps of scale are even to the eye; the place moves with the ground it covers.
        scale = begin.scale * (end.scale / begin.scale) ** share
        if abs(end.scale / begin.scale - 1) < 1e-6:
            done = share
        else:
            done = (1 / begin.scale - 1 / scale) / (1 / begin.scale - 1 / end.scale)
        x = begin.x + (end.x - begin.x) * done
        y = begin.y + (end.y - begin.y) * done
        self._camera = _Camera(x, y, scale)
        self.update()

    def _paint_circle(self, painter: QPainter, world: QTransform) -> None:
        circle = self._circle
        if circle is None:
            return
        centre = world.map(QPointF(*circle.at))
        radius = circle.radius * world.m11()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._theme.colour("focus")
        painter.setPen(QPen(ink, 1.4, Qt.PenStyle.DashLine))
        ink.setAlphaF(0.06)
        painter.setBrush(ink)
        painter.drawEllipse(centre, radius, radius)
        painter.setFont(self._font)
        painter.setPen(self._theme.colour("focus"))
        width = QFontMetricsF(self._font).horizontalAdvance(circle.caption)
        base = centre.y() - radius - _GAP_PX
        painter.drawText(QPointF(centre.x() - width / 2, base), circle.caption)
        painter.restore()

    def _paint_bar(self, painter: QPainter) -> None:
        """How long a kilometre is here."""
        metres = _round_length(_BAR_PX / self.scale)
        length = metres * self.scale
        text = f"{metres // 1000:.0f} km" if metres >= 1000 else f"{metres:.0f} m"
        painter.setFont(self._font)
        painter.setPen(self._theme.colour("dim"))
        left, base = 12.0, self.height() - 12.0
        ground = self._theme.colour("ground")
        ground.setAlphaF(0.7)
        metrics = QFontMetricsF(self._font)
        high = metrics.height() + 2 * _GAP_PX
        painter.fillRect(QRectF(left - 6, base - high, length + 12, high + 6), ground)
        painter.drawLine(QPointF(left, base), QPointF(left + length, base))
        for end in (left, left + length):
            painter.drawLine(QPointF(end, base - 4), QPointF(end, base))
        width = metrics.horizontalAdvance(text)
        painter.drawText(QPointF(left + (length - width) / 2, base - _GAP_PX), text)


def _bounded(scale: float) -> float:
    return min(max(scale, SCALES[0]), SCALES[1])


def _round_length(metres: float) -> float:
    """The largest of 1, 2, 5, 10, ... m that isn't longer."""
    power = 10.0 ** max(0, len(str(int(metres))) - 1)
    return max((power * step for step in (1, 2, 5) if power * step <= metres), default=1.0)
