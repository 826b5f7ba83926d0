"""The button that calls whom a list has chosen."""

from PySide6.QtCore import Signal

from console.screens.kit import Kit
from widgets.action_button import ActionButton


class CallButton(ActionButton):
    """Hidden while nobody who can be called is chosen. ``wanted(subject)``."""

    wanted = Signal(str)

    def __init__(self, kit: Kit) -> None:
        t = kit.words.t
        super().__init__(kit.theme, t("act.call"), "", t("act.call_hint"), "flat")
        self._subject = ""
        self.clicked.connect(lambda: self.wanted.emit(self._subject))
        self.hide()

    def offer(self, subject: str) -> None:
        """Who is chosen, empty for nobody who has a phone or tablet."""
        self._subject = subject
        self.setVisible(bool(subject))
