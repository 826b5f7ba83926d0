"""Calls, at the right: who is there, what rings, what is spoken in, what waits."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.board.calling import SUPERVISES, OwnCalls, Seat
from console.board.changes import ChangeSet
from console.models.call_cells import incident_of, party_of
from console.screens.calls_active import ActiveCall
from console.screens.calls_acts import CallActs
from console.screens.calls_agent import AgentBar
from console.screens.calls_panels import CallPanels
from console.screens.calls_past import PostPast
from console.screens.calls_waiting import due_cards, held_cards, ringing_cards
from console.screens.kit import Kit, column, rule, show_refusal
from gateway.protocol.enums import AgentState, Desk
from gateway.protocol.views import CallView
from widgets.theme import Size

#: One officer relieves another within so long.
RELIEF_S: Final = 5.0


class CallsPanel(QWidget):
    """A call that comes in changes nothing but this panel. ``open_wanted(subject)``: show that
    incident or post; ``left()``: the keys are to go back to the queue; ``resized()``: it needs
    another height; ``opened(widget)``: bring that into sight; ``unready_changed()``: see
    ``unready``."""

    open_wanted = Signal(str)
    left = Signal()
    resized = Signal()
    opened = Signal(object)
    unready_changed = Signal()

    def __init__(self, kit: Kit, selected: Callable[[], str]) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._selected = selected
        self._shown = kit.media.shown
        self._unready: tuple[Desk, ...] = ()
        self.refusal = kit.refusal_line()
        self.refusal.setContentsMargins(16, 2, 16, 8)
        self.acts = CallActs(kit, self.refuse)
        self.panels = CallPanels(kit, self.acts)
        named = self.by_name()
        self.agent = AgentBar(kit, named)
        self._past = PostPast(kit, self._refresh)
        self.ringing = ringing_cards(
            kit, self._past.of, self.acts.answer, self.acts.decline, self._open
        )
        self.active = ActiveCall(kit, named)
        self.held = held_cards(kit, self._seat, self.acts.resume)
        self.due = due_cards(kit, self._seat, self.acts.call_back, self.panels.review)
        self._off = kit.label(size=Size.SMALL, ink="p2", wrap=True)
        self._off.setContentsMargins(16, 0, 16, 8)
        self._lay_out()
        self._connect()
        self._refresh()

    def _lay_out(self) -> None:
        layout = column(self)
        layout.addWidget(self.agent)
        layout.addWidget(self._off)
        layout.addWidget(rule())
        layout.addWidget(self.refusal)
        for part in (self.ringing, self.active, self.panels, self.held, self.due):
            layout.addWidget(part)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.panels.left.connect(self.left)
        self.panels.left.connect(self.resized)
        self.panels.opened.connect(self._on_opened)
        self.active.dropped.connect(self.acts.drop)
        self.active.enlarged.connect(self._kit.media.enlarge)
        self._kit.media.changed.subscribe(self._on_media)

    def by_name(self) -> dict[str, Callable[[], None]]:
        """What can be done with calls, by the names of keys and buttons."""
        acts, panels = self.acts, self.panels
        return {
            "call_answer": acts.answer,
            "call_decline": acts.decline,
            "call_open": self.open_ringing,
            "call_hold": acts.hold_or_resume,
            "call_mute": acts.mute,
            "call_camera": acts.camera,
            "call_transfer": panels.transfer,
            "call_complete": acts.complete_transfer,
            "call_return": acts.return_from_transfer,
            "call_invite": panels.invite,
            "call_record": acts.record,
            "call_record_picture": lambda: acts.record(video=True),
            "call_note": panels.note,
            "call_attach": lambda: acts.attach(self._selected()),
            "call_hang_up": acts.hang_up,
            "call_back": acts.call_back,
            "call_new": panels.call,
            "devices": panels.choose_devices,
            "agent_ready": lambda: acts.set_agent(AgentState.READY),
            "agent_break": panels.pause,
            "agent_out": lambda: acts.set_agent(AgentState.OUT),
        }

    # -- what it is told

    @property
    def own(self) -> OwnCalls:
        """The calls of who sits here."""
        return self.acts.own

    @property
    def agent_state(self) -> AgentState:
        """Whether who sits here takes calls; OUT while nobody does."""
        view = self._kit.board.officers.get(self.acts.seat.officer)
        return view.agent if view is not None else AgentState.OUT

    def set_seat(self, officer: str, console: str, desks: frozenset[Desk]) -> None:
        """Who sits here; nobody has no calls."""
        if officer != self.acts.seat.officer:
            self.panels.forget()
            self.refuse("")
        self.acts.seat = Seat(officer, console, desks)
        self.setVisible(bool(officer))
        self._refresh()

    def unready(self) -> tuple[Desk, ...]:
        """Desks of this supervisor at which nobody takes calls; none for other officers.

        Where one officer relieves another nobody does for a moment: that is no alarm yet.
        """
        board, seat = self._kit.board, self.acts.seat
        view = board.officers.get(seat.officer)
        if view is None or view.role not in SUPERVISES:
            return ()
        age = self._kit.clock.age_s
        return tuple(
            each.desk
            for each in board.desks.values()
            if each.desk in seat.desks and each.unready_since is not None
            if age(each.unready_since) >= RELIEF_S
        )

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        if change.reset or change.calls or change.officers or change.alarms or change.closed:
            self._refresh()

    def tick(self) -> None:
        """A second has passed."""
        for part in (self.agent, self.ringing, self.active, self.held, self.due):
            part.tick()
        if (unready := self.unready()) != self._unready:
            self._unready = unready
            self.unready_changed.emit()

    def texts(self) -> list[str]:
        """All that it says."""
        parts = [*self.agent.texts(), *self.ringing.texts()]
        if self.active.view is not None and not self.active.isHidden():
            parts += self.active.texts()
        parts += [*self.held.texts(), *self.due.texts()]
        said = [label.text() for label in (self._off, self.refusal) if label.isVisible()]
        return [text for text in (*parts, *said) if text]

    # -- what a person does

    def open_ringing(self) -> None:
        """Show the incident or post of the call that rings, else of the one that is spoken in."""
        own = self.own
        view = next(iter(own.ringing), own.active)
        if view is not None:
            self._open(view)

    def _open(self, view: CallView) -> None:
        incident = incident_of(view, self._kit.board)
        self.open_wanted.emit(incident or party_of(view, self.acts.seat))

    # -- inside

    def _seat(self) -> Seat:
        return self.acts.seat

    def refuse(self, sentence: str) -> None:
        """Say why something was not done; an empty sentence takes that away."""
        show_refusal(self.refusal, sentence)
        self.resized.emit()

    def _refresh(self) -> None:
        own, seat = self.own, self.acts.seat
        shown = self._kit.media.shown
        self.agent.show_officer(self._kit.board.officers.get(seat.officer))
        self._off.setText(self._t(f"calls.off.{shown.off.value}") if shown.off else "")
        self._off.setVisible(shown.off is not None)
        self.ringing.show_views(own.ringing)
        if own.active is not None:
            self.active.show_view(own.active, seat, shown)
        self.active.setVisible(own.active is not None)
        self.held.show_views(own.held)
        self.due.show_views(own.due)
        self.panels.take()
        self.resized.emit()

    def _on_media(self) -> None:
        before, shown = self._shown, self._kit.media.shown
        self._shown = shown
        if shown.off is not before.off or shown.quality is not before.quality:
            self._refresh()
        elif not self.active.isHidden():
            # Levels come ten times a second.
            self.active.show_media(shown)
            if (shown.picture, shown.camera) != (before.picture, before.camera):
                self.resized.emit()

    def _on_opened(self, panel: object) -> None:
        self.resized.emit()
        self.opened.emit(panel)
