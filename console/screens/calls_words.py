"""What needs words first: a note on a call, why a break, why no call back."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from console.screens.kit import Kit
from console.screens.panel import TEXT_LIMIT, Choices, InlinePanel

#: Reasons of a break, in the order of their keys; the last is told in words.
REASONS: Final = ("meal", "prayer", "rest", "meeting", "other")


class CallWordsPanel(InlinePanel):
    """One line about a call. ``confirmed(call, text)``; ``needed``: not without words."""

    confirmed = Signal(str, str)

    def __init__(self, kit: Kit, name: str, *, needed: bool) -> None:
        super().__init__(kit, name, key="Enter")
        self._name = name
        self._needed = needed
        self._call = ""
        self.words = QLineEdit()
        self.words.setMaxLength(TEXT_LIMIT)
        self.words.setPlaceholderText(self._t(f"panel.{name}.placeholder"))
        self.body.addWidget(self.words)

    def open(self, call: str, title: str) -> None:
        """Show it for a call; what was begun for another one is dropped."""
        if call != self._call:
            self.words.clear()
        self._call = call
        self.heading.setText(f"{self._t(f'panel.{self._name}.heading')} · {title}".upper())
        self.refuse("")
        self.show()
        self.words.setFocus()

    def forget(self) -> None:
        """Another officer sits here."""
        super().forget()
        self.words.clear()

    def taken(self) -> None:
        """It was written down."""
        self.words.clear()
        super().taken()

    def confirm(self) -> None:
        """Give the words."""
        text = self.words.text().strip()
        if self._needed and not text:
            self.refuse(self._t("calls.no_words"))
            return
        self.refuse("")
        self.confirmed.emit(self._call, text)


class BreakPanel(InlinePanel):
    """``confirmed(reason)`` in the officer's language."""

    confirmed = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "call_break", key="Enter")
        self._choices = Choices([self._t(f"break.{each}") for each in REASONS])
        self.words = QLineEdit()
        self.words.setMaxLength(TEXT_LIMIT)
        self.words.setPlaceholderText(self._t("panel.call_break.placeholder"))
        self.body.addWidget(self._choices)
        self.body.addWidget(self.words)

    def open(self) -> None:
        """Show it, the first reason proposed."""
        self._choices.set_current(0)
        self.words.clear()
        self.refuse("")
        self.show()
        self._choices.focus()

    def confirm(self) -> None:
        """Go on the break; another reason needs its words."""
        chosen = REASONS[max(0, self._choices.current())]
        text = self.words.text().strip()
        if chosen == "other" and not text:
            self.refuse(self._t("calls.no_words"))
            self.words.setFocus()
            return
        self.refuse("")
        parts = ("" if chosen == "other" else self._t(f"break.{chosen}"), text)
        self.confirmed.emit(" · ".join(part for part in parts if part))

    def choose(self, number: int) -> bool:
        """1 to 5 choose the reason."""
        return self._choices.take(number)
