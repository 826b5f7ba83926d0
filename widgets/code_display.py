"""An enrolment code, large enough to read across a room, with its QR picture and remaining time."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from widgets.text import PlainLabel
from widgets.theme import Size, Theme, Weight


class _Picture(QWidget):
    """An image with a white margin, scaled by whole pixels so that its squares stay sharp."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._side = side
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._image.isNull():
            return
        side = max(1, (self._side - 8) // self._image.width()) * self._image.width()
        corner = (self._side - side) // 2
        painter.drawImage(QRect(corner, corner, side, side), self._image)


class CodeDisplay(QWidget):
    """``ABCD-1234``, its QR picture below, and how long it is good."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._code = PlainLabel(
            theme, size=Size.TITLE, weight=Weight.DemiBold, tabular=True, spacing=2
        )
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._picture = _Picture(theme.scaled(232))
        self._left = PlainLabel(theme, size=Size.SMALL, ink="dim", tabular=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._code, self._picture, self._left):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)

    def show_code(self, code: str, picture: QImage) -> None:
        """Show a code in two groups of four."""
        self._code.setText(f"{code[:4]}-{code[4:]}" if len(code) == 8 else code)
        self._picture.set_image(picture)

    def show_remaining(self, sentence: str, *, over: bool) -> None:
        """How long the code is good, in words."""
        self._left.setText(sentence)
        self._left.set_ink("p1" if over else "dim")

    def code(self) -> str:
        """The code as shown."""
        return self._code.text()
