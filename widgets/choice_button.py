"""One of a few: a button that shows what is chosen and opens the others as a menu."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from widgets.text import plain_tooltip

#: Left and right of the words, px.
_PADDING: Final = 26


class ChoiceButton(QPushButton):
    """``chosen(value)`` when a person chose another one."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._labels: dict[str, str] = {}
        self._value = ""
        self.setProperty("tone", "choice")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    @property
    def value(self) -> str:
        """What is chosen."""
        return self._value

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """The choices, value and label; the first is taken unless the present one is among them."""
        self._labels = dict(choices)
        menu = QMenu(self)
        group = QActionGroup(menu)
        for value, label in choices:
            action = menu.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, value=value: self._pick(value))
            group.addAction(action)
        self.setMenu(menu)
        self.choose(self._value if self._value in self._labels else choices[0][0])

    def choose(self, value: str) -> None:
        """Choose without telling."""
        self._value = value
        self._say()
        for action, each in zip(self.menu().actions(), self._labels, strict=True):
            action.setChecked(each == value)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """May be as narrow as its column."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is too long is cut with an ellipsis; the tooltip holds all of it."""
        super().resizeEvent(event)
        self._say()

    def _say(self) -> None:
        said = f"{self._name}: {self._labels[self._value]}" if self._labels else self._name
        room = self.width() - 2 * self.fontMetrics().height() - _PADDING
        shown = self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, max(room, 0))
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(plain_tooltip(said if shown != said else ""))

    def _pick(self, value: str) -> None:
        self.choose(value)
        self.chosen.emit(value)
