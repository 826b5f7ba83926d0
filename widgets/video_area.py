"""Where moving pictures are seen: as wide as its place, in the proportions of a screen."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from widgets.theme import Theme

#: Height by width.
RATIO: Final = 9 / 16


class VideoArea(QWidget):
    """Holds a view that another part owns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def hold(self, view: QWidget) -> None:
        """Show that view here, wherever it was."""
        if view.parentWidget() is not self:
            self._room.addWidget(view)

    def sizeHint(self) -> QSize:
        """At its present width."""
        return QSize(200, round(max(200, self.width()) * RATIO))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Any width, but all of its height."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dark until the first picture comes."""
        QPainter(self).fillRect(self.rect(), self._theme.colour("ground"))
