"""A recording as its loudness over time, with marks to jump to and the place that is heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.text import plain_tooltip
from widgets.theme import Theme

#: The width of a bar and of the gap beside it, px.
_BAR: Final = 2
_GAP: Final = 1
#: How near to a mark the pointer must be to hear of it, px.
_NEAR: Final = 6


@dataclass(frozen=True, slots=True)
class JumpMark:
    """A moment worth jumping to. ``at_s`` counts from the beginning of the recording."""

    at_s: float
    words: str
    ink: str = "p3"


class Waveform(QWidget):
    """``sought(seconds)`` by a click or by dragging."""

    sought = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._peaks: Sequence[float] = ()
        self._duration = 0.0
        self._marks: Sequence[JumpMark] = ()
        self._at = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def marks(self) -> Sequence[JumpMark]:
        """The marks that are shown."""
        return self._marks

    def show_clip(self, peaks: Sequence[float], duration_s: float) -> None:
        """Show another recording; ``peaks`` are 0..1, evenly over its time."""
        self._peaks, self._duration, self._at = peaks, duration_s, 0.0
        self.update()

    def show_marks(self, marks: Sequence[JumpMark]) -> None:
        """Show these marks."""
        self._marks = tuple(marks)
        self.update()

    def move_to(self, at_s: float) -> None:
        """Where it is heard now."""
        self._at = at_s
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bars, and for the marks above them."""
        return QSize(120, self._theme.scaled(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, marks, the place that is heard."""
        painter = QPainter(self)
        head = self._theme.scaled(9)
        room = QRectF(0, head, self.width(), self.height() - head)
        played = self._x(self._at)
        count = max(1, int(room.width()) // (_BAR + _GAP))
        for number in range(count):
            peak = self._peak(number / count, (number + 1) / count)
            left = number * (_BAR + _GAP)
            height = max(1.0, peak * (room.height() - 2))
            bar = QRectF(left, room.center().y() - height / 2, _BAR, height)
            ink = "focus" if left < played else "dim"
            painter.fillRect(bar, self._theme.colour(ink))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for mark in self._marks:
            x = self._x(mark.at_s)
            corners = [QPointF(x - 4, 0), QPointF(x + 4, 0), QPointF(x, head - 1)]
            painter.setBrush(self._theme.colour(mark.ink))
            painter.drawPolygon(QPolygonF(corners))
            painter.fillRect(QRectF(x - 0.5, head, 1, room.height()), self._theme.colour(mark.ink))
        if self._duration:
            line = QRectF(played - 1, head, 2, room.height())
            painter.fillRect(line, self._theme.colour("text"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there; on a mark exactly to it."""
        self._seek(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the place that is heard."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._seek(event.position().x())

    def event(self, event: QEvent) -> bool:
        """A mark under the pointer tells what it is."""
        if isinstance(event, QHelpEvent):
            near = [m for m in self._marks if abs(self._x(m.at_s) - event.x()) <= _NEAR]
            if near:
                QToolTip.showText(event.globalPos(), plain_tooltip(near[0].words), self)
                return True
        return super().event(event)

    def _seek(self, x: float) -> None:
        if not self._duration:
            return
        near = [m.at_s for m in self._marks if abs(self._x(m.at_s) - x) <= _NEAR]
        share = min(1.0, max(0.0, x / max(1, self.width())))
        self.sought.emit(near[0] if near else share * self._duration)

    def _x(self, at_s: float) -> float:
        share = at_s / self._duration if self._duration else 0.0
        return share * self.width()

    def _peak(self, start: float, end: float) -> float:
        count = len(self._peaks)
        first = int(start * count)
        return max(self._peaks[first : max(first + 1, int(end * count))], default=0.0)
