"""How loud a microphone or a voice is: a bar on a scale of decibels, with the last peak marked."""

import math
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import Theme

#: What the left end of the bar stands for, dB of full scale.
FLOOR_DB: Final = -60.0
#: Speech that goes beyond these is loud, and too loud, dB of full scale.
LOUD_DB: Final = -12.0
CLIPPING_DB: Final = -3.0
#: How much of the scale the mark of the peak falls with each reading.
_FALL: Final = 0.02


def share_of(level: float) -> float:
    """Where a level (effective value, 0..1 of full scale) stands on the bar, 0..1."""
    if level <= 0:
        return 0.0
    return min(1.0, max(0.0, 1 - 20 * math.log10(level) / FLOOR_DB))


class LevelMeter(QWidget):
    """Told about ten times a second. Its name for screen readers is set by who shows it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self._peak = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        """How far the bar reaches, 0..1."""
        return self._share

    def show_level(self, level: float) -> None:
        """Show a level, 0..1 of full scale."""
        share = share_of(level)
        peak = max(share, self._peak - _FALL, 0.0)
        if (share, peak) != (self._share, self._peak):
            self._share, self._peak = share, peak
            self.update()

    def sizeHint(self) -> QSize:
        """A thin bar of any width."""
        return QSize(60, self._theme.scaled(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the bar in its colours, the peak."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(self._theme.colour("raised"))
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        painter.setClipRect(whole)
        bounds = (0.0, 1 - LOUD_DB / FLOOR_DB, 1 - CLIPPING_DB / FLOOR_DB, 1.0)
        for ink, start, end in zip(("good", "p2", "p1"), bounds, bounds[1:], strict=False):
            reach = min(end, self._share)
            if reach > start:
                left = whole.left() + start * whole.width()
                bar = QRectF(left, 0, (reach - start) * whole.width(), self.height())
                painter.fillRect(bar, self._theme.colour(ink))
        if self._peak > 0:
            at = whole.left() + self._peak * whole.width() - 1
            painter.fillRect(QRectF(at, 0, 2, self.height()), self._theme.colour("text"))
