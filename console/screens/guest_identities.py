"""Who the guests of a report are; a number of a document is read whole for a minute at most."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.models.guest_facts import person_line
from console.screens.kit import Kit, clear, column
from gateway.protocol.enums import Document
from gateway.protocol.messages import Grant
from gateway.protocol.views import GuestPerson, GuestReportView
from widgets.action_button import ActionButton
from widgets.text import PlainLabel
from widgets.theme import Size


class GuestIdentities(QWidget):
    """``number_wanted(number, document, masked)``. What was opened is held nowhere but here, and
    is gone when its time is over, another report is shown, or the console is locked."""

    number_wanted = Signal(int, object, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._subject = ""
        self._labels: dict[tuple[int, Document], PlainLabel] = {}
        self._masked: dict[tuple[int, Document], str] = {}
        self._open: tuple[int, Document] | None = None
        self._plain = ""
        self._until: datetime | None = None
        self._people: tuple[GuestPerson, ...] = ()
        self._rows = column(self, gap=8)

    def show_report(self, view: GuestReportView | None) -> None:
        """The guests of a report, or of none."""
        subject, people = (view.subject, view.guests) if view is not None else ("", ())
        if (subject, people) == (self._subject, self._people):
            return
        self.shut()
        self._subject, self._people = subject, people
        self._labels.clear()
        self._masked.clear()
        clear(self._rows)
        for number, person in enumerate(people):
            self._rows.addWidget(self._person(number, person))

    def reveal(self, number: int, document: Document, grant: Grant) -> None:
        """The number that was opened, until its leave ends."""
        self.shut()
        if (number, document) in self._labels:
            self._open, self._plain, self._until = (number, document), grant.code, grant.expires_at
            self.tick()

    def shut(self) -> None:
        """The number is masked again."""
        if self._open is not None:
            self._say(self._open, self._masked[self._open])
        self._open, self._plain, self._until = None, "", None

    def tick(self) -> None:
        """A second has passed."""
        if self._open is None or self._until is None:
            return
        left = (self._until - self._kit.clock.now()).total_seconds()
        if left <= 0:
            self.shut()
        else:
            self._say(self._open, self._t("guests.shuts", number=self._plain, n=int(left)))

    def texts(self) -> list[str]:
        """Its lines."""
        words = self._kit.words
        who = [text for p in self._people for text in (p.name, person_line(p, words)) if text]
        return [*who, *(label.text() for label in self._labels.values())]

    def _person(self, number: int, person: GuestPerson) -> QWidget:
        made = QWidget()
        layout = column(made, gap=2)
        layout.addWidget(self._kit.label(person.name, size=Size.SMALL, strong=True, wrap=True))
        about = person_line(person, self._kit.words)
        if about:
            layout.addWidget(self._kit.label(about, size=Size.SMALL, ink="dim", wrap=True))
        for document, masked in ((Document.NIK, person.nik), (Document.PASSPORT, person.passport)):
            if masked:
                layout.addWidget(self._document(number, document, masked))
        for warning in person.nik_warnings:
            said = self._t(f"nik_warning.{warning.value}")
            layout.addWidget(self._kit.label(said, size=Size.SMALL, ink="p2", wrap=True))
        return made

    def _document(self, number: int, document: Document, masked: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        label = self._kit.label(size=Size.SMALL, tabular=True, wrap=True)
        whole = ActionButton(
            self._kit.theme, self._t("guests.whole"), "", self._t("guests.whole_hint"), "flat"
        )
        whole.clicked.connect(lambda: self.number_wanted.emit(number, document, masked))
        row.addWidget(label, 1)
        row.addWidget(whole)
        self._labels[number, document] = label
        self._masked[number, document] = masked
        self._say((number, document), masked)
        return made

    def _say(self, which: tuple[int, Document], number: str) -> None:
        name = self._t(f"guests.document.{which[1].value}")
        self._labels[which].setText(f"{name} {number}")
