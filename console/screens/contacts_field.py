"""How an agency is reached: a few lines in the order in which they are tried."""

from typing import Final

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from console.screens.kit import Kit
from gateway.protocol.enums import ContactChannel
from gateway.protocol.views import Contact
from widgets.text import plain_tooltip

#: So many ways fit; the ladder of a task tries them one after the other.
LINES: Final = 4
#: Texts go to partners alone, whose number is proven; no agency is reached by them.
_CHANNELS: Final = tuple(each for each in ContactChannel if each is not ContactChannel.SMS)
LIMIT: Final = 80


class ContactsField(QWidget):
    """For each way a button that turns through the channels, a name, and a number below it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._lines = [_Line(kit) for _ in range(LINES)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, line in enumerate(self._lines):
            grid.addWidget(line.channel, 2 * number, 0)
            grid.addWidget(line.label, 2 * number, 1)
            grid.addWidget(line.address, 2 * number + 1, 1)

    def show_contacts(self, contacts: tuple[Contact, ...]) -> None:
        """Show these, the other lines empty."""
        empty = Contact(channel=ContactChannel.TELEPHONE)
        for number, line in enumerate(self._lines):
            line.show_contact(contacts[number] if number < len(contacts) else empty)

    def contacts(self) -> tuple[Contact, ...]:
        """What was entered; lines without a word are left out."""
        known = (line.contact() for line in self._lines)
        return tuple(each for each in known if each.label or each.address)


class _Line:
    def __init__(self, kit: Kit) -> None:
        t = kit.words.t
        self._names = [t(f"contact.{each.value}") for each in _CHANNELS]
        self._at = 0
        self.channel = QPushButton()
        self.channel.setToolTip(plain_tooltip(t("contacts.channel_hint")))
        self.label, self.address = QLineEdit(), QLineEdit()
        for field, key in ((self.label, "label"), (self.address, "address")):
            field.setMaxLength(LIMIT)
            field.setPlaceholderText(t(f"contacts.{key}"))
        self.channel.clicked.connect(lambda: self._turn(self._at + 1))

    def show_contact(self, contact: Contact) -> None:
        """Show one contact."""
        self._turn(_CHANNELS.index(contact.channel))
        self.label.setText(contact.label)
        self.address.setText(contact.address)

    def contact(self) -> Contact:
        """What was entered."""
        return Contact(
            channel=_CHANNELS[self._at],
            label=self.label.text().strip(),
            address=self.address.text().strip(),
        )

    def _turn(self, at: int) -> None:
        self._at = at % len(_CHANNELS)
        self.channel.setText(self._names[self._at])
