"""A message across a column: never modal, never taking the focus."""

from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.icons import Icons
from widgets.text import PlainLabel
from widgets.theme import Size, Theme, Weight


class Tone(Enum):
    """How loud a message is; the value is the ink of its bar and picture."""

    ALARM = "p1"
    WARNING = "p2"
    DRILL = "drill"
    CALM = "dim"


class Banner(QWidget):
    """A picture, a sentence and what to do about it."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._tone = Tone.WARNING
        self._picture = PlainLabel(theme)
        self._sentence = PlainLabel(theme, weight=Weight.DemiBold, wrap=True)
        self._advice = PlainLabel(theme, size=Size.SMALL, ink="dim", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._advice)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(12)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.hide()

    def announce(self, tone: Tone, icon: str, sentence: str, advice: str = "") -> None:
        """Show a message in place of the one before."""
        self._tone = tone
        side = self._theme.scaled(18)
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(self._icons.pixmap(icon, tone.value, side, ratio))
        self._sentence.setText(sentence)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.show()
        self.update()

    def text(self) -> str:
        """What it says now, empty when it is not there."""
        if self.isHidden():
            return ""
        return " ".join(w for w in (self._sentence.text(), self._advice.text()) if w)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """May be as narrow as its column."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of its own, a bar in its tone, a line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("raised"))
        painter.fillRect(QRect(0, 0, 3, self.height()), self._theme.colour(self._tone.value))
        line = QRect(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, self._theme.colour("line"))
