"""Closing an incident: its disposition and a word."""

from PySide6.QtCore import Signal

from console.screens.kit import Kit
from console.screens.panel import TEXT_LIMIT, Choices, InlinePanel
from gateway.protocol.enums import Disposition
from widgets.text import PlainEdit


class ClosingPanel(InlinePanel):
    """``confirmed(disposition, text)``. What was typed stays until it was taken."""

    confirmed = Signal(object, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "closing")
        self._choices = Choices([self._t(f"disposition.{each.value}") for each in Disposition])
        self.text = PlainEdit(kit.theme, self._t("closing.placeholder"), TEXT_LIMIT)
        self.body.addWidget(self._choices)
        self.body.addWidget(self.text)
        self.text.submitted.connect(self.confirm)
        self.text.left.connect(self.left)

    def open(self) -> None:
        """Show it, nothing chosen yet, the keys going to it."""
        self._choices.set_current(-1)
        self.refuse("")
        self.show()
        self._choices.focus()

    def forget(self) -> None:
        """Another incident or officer."""
        super().forget()
        self.text.clear()

    def confirm(self) -> None:
        """Ask for the closing, if a disposition was chosen."""
        chosen = self._choices.current()
        if chosen < 0:
            self.refuse(self._t("closing.choose"))
            return
        self.refuse("")
        self.confirmed.emit(tuple(Disposition)[chosen], self.text.text())

    def choose(self, number: int) -> bool:
        """1 to 7 choose the disposition."""
        return self._choices.take(number)
