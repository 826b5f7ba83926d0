"""The middle of the window: the sign-in, the incident with its map, or the guests."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from console.screens.guests import GuestsScreen
from console.screens.incident import IncidentScreen
from console.screens.kit import scrolled
from console.screens.sign_in import SignInPanel
from console.screens.work import WorkColumn
from gateway.protocol.enums import Desk
from gateway.protocol.messages import OfficerIdentity


class MiddleColumn(QStackedWidget):
    """One of them at a time; ``left()`` when the keys are to go back to the queue."""

    left = Signal()

    def __init__(
        self,
        sign_in: SignInPanel,
        work: WorkColumn,
        incident: IncidentScreen,
        guests: GuestsScreen,
    ) -> None:
        super().__init__()
        self._sign_in = scrolled(sign_in)
        self._work = work
        self._incident = incident
        self._guests = guests
        self._officer = ""
        for page in (self._sign_in, work, guests):
            self.addWidget(page)
        guests.left.connect(self._leave_guests)
        incident.guests.wanted.connect(self.show_guests_at)

    def set_officer(self, officer: OfficerIdentity | None) -> None:
        """The incident for an officer, the sign-in for nobody. Guests are for the Satpol PP desk;
        what one officer read of them is not for the next."""
        named = officer.officer if officer is not None else ""
        if named != self._officer:
            self._officer = named
            self._guests.forget()
        allowed = officer is not None and Desk.SATPOL_PP in officer.desks
        role = officer.role if officer is not None and allowed else None
        self._guests.set_role(role)
        self._incident.guests.set_allowed(allowed=allowed)
        self.setCurrentWidget(self._sign_in if officer is None else self._work)

    def show_work(self) -> None:
        """The incident, whatever was here."""
        self.setCurrentWidget(self._work)

    def show_guests(self) -> None:
        """The guests in place of the incident, or the incident again."""
        if self.currentWidget() is self._guests:
            self._leave_guests()
        else:
            self.setCurrentWidget(self._guests)
            self._guests.begin(self._incident.subject)

    def show_guests_at(self, area: str, rt: str) -> None:
        """The guests of a place."""
        self.setCurrentWidget(self._guests)
        self._guests.begin_at(area, rt, self._incident.subject)

    def at_work(self, act: Callable[[], None]) -> Callable[[], None]:
        """What is done about an incident is done with it in sight."""

        def run() -> None:
            self.show_work()
            act()

        return run

    def _leave_guests(self) -> None:
        self.show_work()
        self.left.emit()
