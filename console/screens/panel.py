"""A panel in the incident's own column: asks for what an act needs, and never covers the queue."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from console.screens.kit import Kit, column, flowing, show_refusal
from widgets.action_button import ActionButton
from widgets.text import takes_text

TEXT_LIMIT = 2000


class InlinePanel(QWidget):
    """``left()`` by Esc. Ctrl+Enter does what the panel is for, or Enter where ``key`` says so; a
    refusal stays beside what was entered. A subclass fills ``body`` and says what ``confirm``
    does."""

    left = Signal()

    def __init__(self, kit: Kit, name: str, *, key: str = "Ctrl+Enter") -> None:
        super().__init__()
        t = kit.words.t
        self._kit = kit
        self._t = t
        self.heading = kit.heading(t(f"panel.{name}.heading"))
        self.heading.setWordWrap(True)
        self.refusal = kit.refusal_line()
        self.body: QVBoxLayout = column(gap=8)
        self._by_enter = key == "Enter"
        self.sure = ActionButton(
            kit.theme, t(f"panel.{name}.confirm"), key, t(f"panel.{name}.confirm_hint"), "good"
        )
        back = ActionButton(kit.theme, t("act.back"), "Esc", t("act.back_hint"))
        self.sure.clicked.connect(self.confirm)
        back.clicked.connect(self.left)
        layout = column(self, gap=8)
        layout.setContentsMargins(20, 12, 20, 14)
        layout.addWidget(self.heading)
        layout.addLayout(self.body)
        layout.addWidget(self.refusal)
        layout.addWidget(flowing(self.sure, back))
        self.hide()

    def confirm(self) -> None:
        """Do it, if what is needed is there."""
        raise NotImplementedError

    def refuse(self, sentence: str) -> None:
        """Say why not; an empty sentence takes the last one away."""
        show_refusal(self.refusal, sentence)

    def taken(self) -> None:
        """It was done."""
        self.hide()
        self.left.emit()

    def forget(self) -> None:
        """Another incident or officer: what was begun here is not for them."""
        self.refuse("")
        self.hide()

    def texts(self) -> list[str]:
        """The refusal, while it is in sight."""
        return [self.refusal.text()] if self.isVisible() and self.refusal.isVisible() else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter and Esc; digits choose where the panel has choices."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        number = event.key() - Qt.Key.Key_1
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and (control or self._by_enter):
            self.confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif 0 <= number < 9 and not takes_text(self.focusWidget()) and self.choose(number):
            event.accept()
        else:
            super().keyPressEvent(event)

    def choose(self, number: int) -> bool:
        """Take the choice of that key, counted from 0; whether there is one."""
        return False


class Choices(QWidget):
    """A few exclusive choices, reached by their number, by Tab and arrows, or by the mouse."""

    chosen = Signal(int)

    def __init__(self, labels: list[str], *, numbered: bool = True) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        buttons = []
        for number, label in enumerate(labels):
            button = QPushButton(f"{number + 1}  {label}" if numbered else label)
            button.setCheckable(True)
            button.setProperty("tone", "choice")
            self._group.addButton(button, number)
            buttons.append(button)
        self._group.idClicked.connect(self.chosen)
        layout = column(self)
        layout.addWidget(flowing(*buttons, gap=6))

    def current(self) -> int:
        """Which is chosen, -1 for none."""
        return self._group.checkedId()

    def set_current(self, number: int) -> None:
        """Choose one, or none with -1."""
        self._group.setExclusive(number >= 0)
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) == number)
        self._group.setExclusive(True)

    def take(self, number: int) -> bool:
        """Choose one by its key; whether that was possible."""
        button = self._group.button(number)
        if button is None or not button.isEnabled() or button.isHidden():
            return False
        button.setChecked(True)
        self.chosen.emit(number)
        return True

    def allow(self, numbers: set[int]) -> None:
        """Only these can be chosen."""
        for button in self._group.buttons():
            button.setEnabled(self._group.id(button) in numbers)

    def focus(self) -> None:
        """Give the keys to the chosen one, else to the first."""
        button = self._group.checkedButton() or self._group.button(0)
        if button is not None:
            button.setFocus()
