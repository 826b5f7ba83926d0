"""One of a few, folded: the style sheet takes Qt's own arrow away, so it is drawn here."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

from widgets.theme import Theme


class Dropdown(QComboBox):
    """A combo box whose arrow is seen in both looks."""

    def __init__(self, theme: Theme, *options: str) -> None:
        super().__init__()
        self._theme = theme
        self.addItems(options)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's box, and an arrow at its right."""
        super().paintEvent(event)
        reach = self._theme.scaled(4)
        tip = QPointF(self.width() - 3.5 * reach, (self.height() + reach) / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("dim"), 1.6))
        left, right = tip + QPointF(-reach, -reach), tip + QPointF(reach, -reach)
        painter.drawPolyline([left, tip, right])
