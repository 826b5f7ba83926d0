"""Where moving pictures are seen: as wide as its place, in the proportions of a screen."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from widgets.theme import Theme

#: Height by width.
RATIO: Final = 9 / 16
_WIDTH: Final = 200


class VideoArea(QWidget):
    """Holds a view that another part owns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def hold(self, view: QWidget) -> None:
        """Show that view here, wherever it was."""
        if view.parentWidget() is not self:
            self._room.addWidget(view)

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        """In the proportions of a screen."""
        return round(width * RATIO)

    def sizeHint(self) -> QSize:
        """Any width."""
        return QSize(_WIDTH, self.heightForWidth(_WIDTH))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Any width."""
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dark until the first picture comes."""
        QPainter(self).fillRect(self.rect(), self._theme.colour("ground"))
