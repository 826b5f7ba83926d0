"""A mark of the map beside its meaning, for a legend."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.icons import Icons
from widgets.map_mark import Mark, MarkPainter
from widgets.theme import Theme

#: The smaller of the marks of a map are drawn larger than the words beside them want, px.
_SIDE = 16


class MarkSample(QWidget):
    """Paints one mark, in the height of a line."""

    def __init__(self, theme: Theme, icons: Icons, mark: Mark) -> None:
        super().__init__()
        self._painter = MarkPainter(theme, icons)
        self._mark = mark
        self._side = theme.scaled(_SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The mark and what its lines need."""
        return QSize(self._side + 6, self._side + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The mark in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, 0, self._side, self._side)
        area.moveCenter(QRectF(self.rect()).center())
        self._painter.paint(painter, self._mark, area, self.devicePixelRatioF())
