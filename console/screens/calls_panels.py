"""The panels that calls open below their cards, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.models.call_cells import other_side
from console.models.call_parties import Party, Purpose
from console.screens.calls_acts import CallActs
from console.screens.calls_devices import DevicesPanel
from console.screens.calls_party import PartyPanel
from console.screens.calls_words import BreakPanel, CallWordsPanel
from console.screens.kit import Kit, column
from console.screens.panel import InlinePanel
from gateway.protocol.enums import AgentState
from gateway.protocol.views import CallView


class CallPanels(QWidget):
    """``left()`` when the keys are to go back; ``opened(panel)`` one came into sight."""

    left = Signal()
    opened = Signal(object)

    def __init__(self, kit: Kit, acts: CallActs) -> None:
        super().__init__()
        self._acts = acts
        self.calling = PartyPanel(kit, Purpose.CALL)
        self.inviting = PartyPanel(kit, Purpose.INVITE)
        self.transferring = PartyPanel(kit, Purpose.TRANSFER)
        self.noting = CallWordsPanel(kit, "call_note", needed=True)
        self.reviewing = CallWordsPanel(kit, "call_review", needed=False)
        self.pausing = BreakPanel(kit)
        self.devices = DevicesPanel(kit)
        layout = column(self)
        for panel in self._all():
            layout.addWidget(panel)
            inside = panel.layout()
            if inside is not None:
                inside.setContentsMargins(16, 10, 14, 12)
            panel.left.connect(lambda panel=panel: self._close(panel))
        self.calling.confirmed.connect(self._call)
        self.inviting.confirmed.connect(self._invite)
        self.transferring.confirmed.connect(self._transfer)
        self.noting.confirmed.connect(self._note)
        self.reviewing.confirmed.connect(self._review)
        self.pausing.confirmed.connect(self._pause)
        self._reviewed: CallView | None = None

    def current(self) -> InlinePanel | None:
        """The panel that is open."""
        return next((panel for panel in self._all() if not panel.isHidden()), None)

    def forget(self) -> None:
        """Another officer sits here."""
        for panel in self._all():
            panel.forget()

    def take(self) -> None:
        """Calls changed: a panel about the active call goes with it."""
        if self._acts.own.active is None:
            for panel in (self.inviting, self.transferring):
                panel.forget()

    # -- opening them, by their keys

    def call(self) -> None:
        """Whom to call."""
        self._open(self.calling, lambda: self.calling.open(self._acts.seat.officer))

    def invite(self) -> None:
        """Whom to add to the call."""
        if self._acts.needs_active() is not None:
            self._open(self.inviting, lambda: self.inviting.open(self._acts.seat.officer))

    def transfer(self) -> None:
        """Whom to hand the call on to."""
        if self._acts.needs_active() is not None:
            self._open(self.transferring, lambda: self.transferring.open(self._acts.seat.officer))

    def note(self) -> None:
        """A note on the active call."""
        view = self._acts.needs_active()
        if view is not None:
            title = other_side(view, self._acts.seat)
            self._open(self.noting, lambda: self.noting.open(view.subject, title))

    def review(self, view: CallView) -> None:
        """Why a missed call needs no call back."""
        self._reviewed = view
        title = other_side(view, self._acts.seat)
        self._open(self.reviewing, lambda: self.reviewing.open(view.subject, title))

    def pause(self) -> None:
        """Why a break."""
        self._open(self.pausing, self.pausing.open)

    def choose_devices(self) -> None:
        """The devices, or away with them."""
        if self.devices.isHidden():
            self._open(self.devices, self.devices.open)
        else:
            self._close(self.devices)

    # -- what was said in them

    def _call(self, party: Party, _at_once: bool) -> None:
        self._acts.call(party.to)
        self._close(self.calling)

    def _invite(self, party: Party, _at_once: bool) -> None:
        self._acts.invite(party.to, self.inviting.taken)

    def _transfer(self, party: Party, at_once: bool) -> None:
        done = self.transferring.taken
        self._acts.transfer(party.to, party.desk, done, consult=not at_once)

    def _note(self, call: str, text: str) -> None:
        self._acts.note(call, text, self.noting.taken)

    def _review(self, _call: str, text: str) -> None:
        if self._reviewed is not None:
            self._acts.review(self._reviewed, text, self.reviewing.taken)

    def _pause(self, reason: str) -> None:
        self._acts.set_agent(AgentState.BREAK, reason, self.pausing.taken)

    # -- inside

    def _all(self) -> tuple[InlinePanel, ...]:
        parties = (self.calling, self.inviting, self.transferring)
        return (*parties, self.noting, self.reviewing, self.pausing, self.devices)

    def _open(self, panel: InlinePanel, show: Callable[[], None]) -> None:
        for other in self._all():
            if other is not panel:
                other.forget()
        show()
        self.opened.emit(panel)

    def _close(self, panel: InlinePanel) -> None:
        panel.hide()
        if panel is self.devices:
            self.devices.rest()
        self.left.emit()
