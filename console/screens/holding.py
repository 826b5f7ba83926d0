"""Putting an incident aside: why, and until when; then it sounds."""

from datetime import timedelta
from typing import Final

from PySide6.QtCore import Signal

from console.screens.kit import Kit
from console.screens.panel import TEXT_LIMIT, Choices, InlinePanel
from widgets.text import PlainEdit

#: For how long it may be put aside, minutes.
MINUTES: Final = (5, 10, 15, 30, 60, 120)


class HoldPanel(InlinePanel):
    """``confirmed(reason, until)``, the time by the gateway's clock."""

    confirmed = Signal(str, object)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "holding")
        self._choices = Choices([self._t("holding.minutes", n=n) for n in MINUTES])
        self.reason = PlainEdit(kit.theme, self._t("holding.placeholder"), TEXT_LIMIT)
        self.body.addWidget(self._choices)
        self.body.addWidget(self.reason)
        self.reason.submitted.connect(self.confirm)
        self.reason.left.connect(self.left)

    def open(self) -> None:
        """Show it, a quarter of an hour proposed."""
        self._choices.set_current(MINUTES.index(15))
        self.refuse("")
        self.show()
        self._choices.focus()

    def forget(self) -> None:
        """Another incident or officer."""
        super().forget()
        self.reason.clear()

    def confirm(self) -> None:
        """Ask for the hold; it needs a reason."""
        reason = self.reason.text()
        if not reason:
            self.refuse(self._t("holding.no_reason"))
            self.reason.setFocus()
            return
        self.refuse("")
        minutes = MINUTES[max(0, self._choices.current())]
        self.confirmed.emit(reason, self._kit.clock.now() + timedelta(minutes=minutes))

    def choose(self, number: int) -> bool:
        """1 to 6 choose the time."""
        return self._choices.take(number)
