"""Sending a further alarm level: who that would be, before it is done."""

from PySide6.QtCore import Signal

from console.screens.kit import Kit
from console.screens.panel import InlinePanel


class LevelPanel(InlinePanel):
    """``confirmed(level)``."""

    confirmed = Signal(int)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "levelling", key="Enter")
        self._level = 1
        self._who = kit.label(wrap=True)
        self.body.addWidget(self._who)

    def open(self, level: int, agencies: list[str]) -> None:
        """Ask whether these are to be alerted."""
        self._level = level
        names = ", ".join(agencies)
        self._who.setText(self._t("levelling.question", n=level, agencies=names))
        self.refuse("")
        self.show()
        self.sure.setFocus()

    def confirm(self) -> None:
        """Yes."""
        self.refuse("")
        self.confirmed.emit(self._level)

    def texts(self) -> list[str]:
        """The question and the refusal."""
        return [self._who.text(), *super().texts()] if self.isVisible() else []
