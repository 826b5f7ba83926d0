"""What is done about a guest report only with a reason: linking it, reading a number whole."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal

from console.screens.kit import Kit
from console.screens.panel import InlinePanel
from gateway.protocol.enums import Document
from gateway.protocol.views import GuestFigureView, IncidentView
from widgets.choice_button import ChoiceButton
from widgets.text import PlainEdit
from widgets.theme import Size

#: The longest reason that the wire takes.
REASON_LIMIT: Final = 300


class ReasonPanel(InlinePanel):
    """A subclass says what is done with the reason; without one nothing is."""

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__(kit, name)
        self.reason = PlainEdit(kit.theme, self._t("guests.reason"), REASON_LIMIT)
        self.reason.submitted.connect(self.confirm)
        self.reason.left.connect(self.left)

    def forget(self) -> None:
        """Another report or officer."""
        super().forget()
        self.reason.clear()

    def taken(self) -> None:
        """It was done."""
        self.reason.clear()
        super().taken()

    def confirm(self) -> None:
        """Do it, with the reason that the journal keeps."""
        reason = self.reason.text()
        if not reason:
            self.refuse(self._t("guests.no_reason"))
            self.reason.setFocus()
            return
        self.refuse("")
        self.give(reason)

    def give(self, reason: str) -> None:
        """Do it."""
        raise NotImplementedError


class ReferPanel(ReasonPanel):
    """``confirmed(incident, reason)``: the report is to be linked to that incident."""

    confirmed = Signal(str, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "referring")
        self.incident = ChoiceButton(self._t("guests.incident"))
        self.body.addWidget(self.incident)
        self.body.addWidget(self.reason)

    def open(self, view: GuestFigureView, selected: str) -> None:
        """Show it: the selected incident is proposed, never taken by itself."""
        open_ones = self._incidents(view)
        self.incident.setVisible(bool(open_ones))
        self.sure.setEnabled(bool(open_ones))
        if open_ones:
            self.incident.offer([(each.subject, self._title(each)) for each in open_ones])
            subjects = [each.subject for each in open_ones]
            self.incident.choose(selected if selected in subjects else subjects[0])
        self.refuse("" if open_ones else self._t("guests.no_incident"))
        self.show()
        self.reason.setFocus()

    def give(self, reason: str) -> None:
        """Link it."""
        if self.sure.isEnabled():
            self.confirmed.emit(self.incident.value, reason)
        else:
            self.refuse(self._t("guests.no_incident"))

    def _incidents(self, view: GuestFigureView) -> Sequence[IncidentView]:
        """Those of the report's mode, nearest place first: real, drill and test never mix."""
        known = [v for v in self._kit.board.alarms.values() if isinstance(v, IncidentView)]
        same = [each for each in known if each.mode is view.mode]
        return sorted(same, key=lambda each: (each.place.area != view.place.area, each.reference))

    def _title(self, view: IncidentView) -> str:
        words = self._kit.words
        return f"{view.reference} · {words.kind(view.kind)} · {words.place(view.place)}"


class NumberPanel(ReasonPanel):
    """``confirmed(number, document, reason)``: a guest's NIK or passport is to be read whole."""

    confirmed = Signal(int, object, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "opening_number")
        self._number, self._document = 0, Document.NIK
        self._whose = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self.body.addWidget(self._whose)
        self.body.addWidget(self.reason)

    def open(self, number: int, document: Document, masked: str) -> None:
        """Show it for one guest's number."""
        if (number, document) != (self._number, self._document):
            self.reason.clear()
        self._number, self._document = number, document
        name = self._t(f"guests.document.{document.value}")
        self._whose.setText(f"{name} {masked}")
        self.refuse("")
        self.show()
        self.reason.setFocus()

    def give(self, reason: str) -> None:
        """Read it."""
        self.confirmed.emit(self._number, self._document, reason)
