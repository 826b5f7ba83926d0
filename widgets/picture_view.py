"""A picture as large as its place, over what is there; Esc or a click takes it away."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from widgets.theme import Theme


class PictureView(QWidget):
    """Shows one pixmap at its right proportions."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pixmap = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def open_over(self, host: QWidget, pixmap: QPixmap) -> None:
        """Cover ``host`` with the picture."""
        self._pixmap = pixmap
        self.setParent(host)
        self.setGeometry(host.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in the middle, never larger than it is."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("ground"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.rect().adjusted(16, 16, -16, -16).size()
        size = self._pixmap.size()
        if size.width() > room.width() or size.height() > room.height():
            size.scale(room, Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(QPointF(0, 0), size.toSizeF())
        target.moveCenter(QRectF(self.rect()).center())
        painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click closes it."""
        self.hide()
