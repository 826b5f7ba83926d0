"""Alerting one more agency: type a part of its name, take one of the few that fit."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from console.i18n import search_words
from console.screens.kit import Kit, clear, column
from console.screens.panel import TEXT_LIMIT, InlinePanel
from gateway.protocol.views import AgencyView
from widgets.theme import Size

#: So many choices fit; more letters narrow them down.
CHOICES: Final = 5


class AddAgencyPanel(InlinePanel):
    """``confirmed(agency, instruction)``."""

    confirmed = Signal(str, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "adding", key="Enter")
        self._found: list[AgencyView] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText(self._t("adding.placeholder"))
        self.instruction = QLineEdit()
        self.instruction.setMaxLength(TEXT_LIMIT)
        self.instruction.setPlaceholderText(self._t("adding.instruction"))
        self._choices = column(gap=4)
        self.body.addWidget(self.field)
        self.body.addLayout(self._choices)
        self.body.addWidget(self.instruction)
        self.field.textEdited.connect(self._offer)

    def open(self) -> None:
        """Show it, the keys going to the name."""
        self.refuse("")
        self.show()
        self._offer()
        self.field.setFocus()

    def forget(self) -> None:
        """Another incident or officer."""
        super().forget()
        self.field.clear()
        self.instruction.clear()

    def taken(self) -> None:
        """It was alerted."""
        self.field.clear()
        self.instruction.clear()
        super().taken()

    def confirm(self) -> None:
        """Alert the first of those that fit."""
        if not self.field.text().strip() or not self._found:
            self.refuse(self._t("adding.choose"))
            return
        self.refuse("")
        self.confirmed.emit(self._found[0].subject, self.instruction.text().strip())

    def _offer(self) -> None:
        clear(self._choices)
        self._found = self._search()
        before: QWidget = self.field
        for agency in self._found:
            button = QPushButton(agency.card.title)
            button.setProperty("tone", "choice")
            button.clicked.connect(lambda _=False, agency=agency: self._take(agency))
            self._choices.addWidget(button)
            QWidget.setTabOrder(before, button)
            before = button
        if self.field.text().strip() and not self._found:
            nothing = self._t("adding.nothing")
            self._choices.addWidget(self._kit.label(nothing, size=Size.SMALL, ink="dim"))

    def _search(self) -> list[AgencyView]:
        words = search_words(self.field.text())
        if not words:
            return []
        agencies = self._kit.board.agencies.values()
        known = (each for each in agencies if not each.card.retired)
        found = [each for each in known if _fits(each.card.title, words)]
        return sorted(found, key=lambda each: each.card.title)[:CHOICES]

    def _take(self, agency: AgencyView) -> None:
        self.field.setText(agency.card.title)
        self._found = [agency]
        clear(self._choices)
        self.instruction.setFocus()


def _fits(title: str, words: list[str]) -> bool:
    known = search_words(title)
    return all(any(part.startswith(word) for part in known) for word in words)
