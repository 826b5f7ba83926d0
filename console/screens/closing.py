"""Closing an incident: a panel in the incident's own column, with its disposition and a word."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QWidget

from console.screens.kit import Kit, column, show_refusal
from gateway.protocol.enums import Disposition
from widgets.action_button import ActionButton
from widgets.text import PlainEdit, takes_text

TEXT_LIMIT = 2000


class ClosingPanel(QWidget):
    """``confirmed(disposition, text)`` or ``left()``. What was typed stays until it was taken."""

    confirmed = Signal(object, str)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        t = kit.words.t
        self._words = kit.words
        self._choices = QButtonGroup(self)
        self.text = PlainEdit(kit.theme, t("closing.placeholder"), TEXT_LIMIT)
        self.refusal = kit.refusal_line()
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, disposition in enumerate(Disposition):
            choice = QPushButton(f"{number + 1}  {t(f'disposition.{disposition.value}')}")
            choice.setCheckable(True)
            choice.setProperty("tone", "choice")
            self._choices.addButton(choice, number)
            grid.addWidget(choice, number // 2, number % 2)
        confirm = ActionButton(
            kit.theme, t("closing.confirm"), "Ctrl+Enter", t("closing.confirm_hint"), "good"
        )
        confirm.clicked.connect(self.confirm)
        cancel = ActionButton(kit.theme, t("act.back"), "Esc", t("act.back_hint"))
        cancel.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(confirm)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        layout = column(self, gap=8)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(kit.heading(t("closing.heading")))
        layout.addLayout(grid)
        layout.addWidget(self.text)
        layout.addWidget(self.refusal)
        layout.addLayout(buttons)
        self.text.submitted.connect(self.confirm)
        self.text.left.connect(self.left)
        self.hide()

    def open(self) -> None:
        """Show it, nothing chosen yet, the keys going to it."""
        self._choices.setExclusive(False)
        for button in self._choices.buttons():
            button.setChecked(False)
        self._choices.setExclusive(True)
        show_refusal(self.refusal, "")
        self.show()
        self._choices.buttons()[0].setFocus()

    def close_taken(self) -> None:
        """It was done: nothing of it is needed any more."""
        self.text.clear()
        self.hide()

    def confirm(self) -> None:
        """Ask for the closing, if a disposition was chosen."""
        chosen = self._choices.checkedId()
        if chosen < 0:
            show_refusal(self.refusal, self._words.t("closing.choose"))
            return
        show_refusal(self.refusal, "")
        self.confirmed.emit(tuple(Disposition)[chosen], self.text.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 7 choose, Ctrl+Enter confirms, Esc leaves."""
        number = event.key() - Qt.Key.Key_1
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if 0 <= number < len(Disposition) and not takes_text(self.focusWidget()):
            self._choices.button(number).setChecked(True)
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
