"""A sentence that must not be missed, filled from edge to edge."""

from PySide6.QtGui import QPainter, QPaintEvent

from widgets.text import PlainLabel
from widgets.theme import Size, Theme, Weight


class Alert(PlainLabel):
    """Hidden until it has something to say."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, size=Size.SMALL, weight=Weight.DemiBold, ink="on_accent", wrap=True)
        self._ground = theme.colour("p1")
        self._radius = theme.radius
        self.setContentsMargins(10, 5, 10, 5)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one takes it away."""
        self.setText(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ground)
        painter.setBrush(self._ground)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), self._radius, self._radius)
        painter.end()
        super().paintEvent(event)
