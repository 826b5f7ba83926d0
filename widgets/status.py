"""Items of the status strip: a mark or picture, words, and the word that matters in bold."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.icons import Icons
from widgets.text import PlainLabel
from widgets.theme import Size, Theme, Weight


class StatusItem(QWidget):
    """``before`` **strong** ``after``, with a picture tinted by the state."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._picture = PlainLabel(theme)
        self._before = PlainLabel(theme, size=Size.SMALL, ink="dim")
        self._strong = PlainLabel(theme, size=Size.SMALL, weight=Weight.DemiBold, tabular=True)
        self._after = PlainLabel(theme, size=Size.SMALL, ink="dim")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        for part in (self._picture, self._before, self._strong, self._after):
            part.hide()
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_state(
        self,
        *,
        before: str = "",
        strong: str = "",
        after: str = "",
        icon: str = "",
        ink: str = "text",
        size: int = 14,
    ) -> None:
        """Show a state; empty parts take no room. ``ink`` tints picture and bold word."""
        if icon:
            side = self._theme.scaled(size)
            ratio = self.devicePixelRatioF()
            self._picture.setPixmap(self._icons.pixmap(icon, ink, side, ratio))
        self._picture.setVisible(bool(icon))
        self._strong.set_ink(ink)
        for label, text in (
            (self._before, before),
            (self._strong, strong),
            (self._after, after),
        ):
            label.setText(text)
            label.setVisible(bool(text))

    def text(self) -> str:
        """What it says now."""
        parts = (self._before.text(), self._strong.text(), self._after.text())
        return " ".join(p for p in parts if p)
