"""One of a few: a button that shows what is chosen and opens the others as a menu."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy


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
        self.setText(f"{self._name}: {self._labels[value]}".replace("&", "&&"))
        for action, each in zip(self.menu().actions(), self._labels, strict=True):
            action.setChecked(each == value)

    def _pick(self, value: str) -> None:
        self.choose(value)
        self.chosen.emit(value)
