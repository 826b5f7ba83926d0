"""A button that tells its key: the action's name, and its shortcut in a quieter hand beside it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from widgets.text import plain_tooltip
from widgets.theme import Size, Theme, Weight


class ActionButton(QPushButton):
    """Name, key and tooltip of an action. Clicking it leaves the focus where it was."""

    def __init__(self, theme: Theme, name: str, key: str, hint: str, tone: str = "") -> None:
        super().__init__(name)
        self._theme = theme
        self._hint = hint
        self._key = ""
        self._name_font = theme.font(Size.SMALL, Weight.DemiBold)
        self._key_font = theme.font(Size.SMALL)
        self._key_font.setPixelSize(round(theme.sizes[Size.SMALL] * 0.85))
        self.setProperty("tone", tone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Another shortcut, or none: of several buttons of one kind it acts on the first."""
        self._key = key
        self.setToolTip(plain_tooltip(f"{self._hint} ({key})" if key else self._hint))
        self.updateGeometry()

    def set_tone(self, tone: str) -> None:
        """Another meaning, another colour."""
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        """Name, gap and key."""
        name = QFontMetrics(self._name_font).horizontalAdvance(self.text())
        key = QFontMetrics(self._key_font).horizontalAdvance(self._key)
        gap = 8 if self._key else 0
        flat = self.property("tone") == "flat"
        height = QFontMetrics(self._name_font).height() + self._theme.scaled(4 if flat else 18)
        return QSize(name + gap + key + 26, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's ground, our two texts."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(self._theme.colour(self._ink()))
        metrics = QFontMetrics(self._name_font)
        width = metrics.horizontalAdvance(self.text())
        painter.setFont(self._name_font)
        base = (self.height() + metrics.ascent() - metrics.descent()) // 2
        painter.drawText(13, base, self.text())
        painter.setFont(self._key_font)
        if self._ink() == "text":
            painter.setPen(self._theme.colour("dim"))
        painter.drawText(13 + width + 8, base, self._key)

    def _ink(self) -> str:
        if not self.isEnabled():
            return "dim"
        return {"danger": "on_accent", "good": "on_accent", "warn": "p1"}.get(
            str(self.property("tone")), "text"
        )
