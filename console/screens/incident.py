"""The selected incident: head, actions, run card, timeline, note."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from console.board.changes import ChangeSet
from console.screens.actions import ActionBar, is_free, is_held
from console.screens.cards import CardsPart
from console.screens.chat import ChatPanel
from console.screens.guests_here import GuestsHere
from console.screens.incident_acts import IncidentActs
from console.screens.incident_calls import IncidentCalls
from console.screens.incident_head import IncidentHead
from console.screens.incident_panels import IncidentPanels
from console.screens.kit import Kit, column, rule, scrolled, show_refusal
from console.screens.note import NotePart
from console.screens.player import Player
from console.screens.timeline import TimelineList
from console.screens.working import Working
from gateway.protocol.enums import IncidentState
from widgets.theme import Size


class IncidentScreen(QWidget):
    """``finished()``: this officer closed it; ``focus_left()``: its fields are done with;
    ``other_wanted(incident)``: it goes on in another one; ``call_wanted()``: call its post."""

    finished = Signal()
    focus_left = Signal()
    other_wanted = Signal(str)
    call_wanted = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._online = False
        self._acts = IncidentActs(kit)
        self._head = IncidentHead(kit)
        self.refusal = kit.refusal_line()
        self.cards = CardsPart(kit)
        self.panels = IncidentPanels(kit, self._acts)
        self.working = Working(kit, self._acts, self.cards, self.panels, self._refuse)
        self.bar = ActionBar(kit, self.working.by_name())
        self.timeline = TimelineList(kit)
        self.note = NotePart(kit)
        self.player = Player(kit)
        self.calls = IncidentCalls(kit, self.player)
        self.guests = GuestsHere(kit)
        self.chat = ChatPanel(kit, self.player)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._make_empty())
        self._pages.addWidget(self._make_page())
        self._connect()

    def _connect(self) -> None:
        checks, dispatch = self.cards.checks, self.cards.dispatch
        for part in (self.note, self.chat, self.player, self.panels, checks, dispatch):
            part.left.connect(self.focus_left)
            part.left.connect(self._to_top)
        self._head.call.clicked.connect(self.call_wanted)
        self._head.classify.clicked.connect(self.working.classify)
        self.cards.checks.write.clicked.connect(self.working.edit_facts)
        self.note.refused.connect(self._refuse)
        self.panels.changed.connect(self._arrange)
        self.panels.closed.connect(self.finished)
        self.panels.merged.connect(self._on_merged)
        self.cards.shown.connect(self._on_card_shown)

    # -- what it is told

    @property
    def subject(self) -> str:
        """The incident that is shown, empty for none."""
        return self._acts.subject

    @property
    def is_waiting(self) -> bool:
        """Whether the incident shown waits for an officer."""
        view = self._acts.view()
        return view is not None and view.state is IncidentState.WAITING

    @property
    def is_free(self) -> bool:
        """Whether the incident shown may be taken."""
        view = self._acts.view()
        return view is not None and is_free(view)

    def show_incident(self, subject: str) -> None:
        """Show another incident."""
        if subject == self.subject:
            return
        # What was begun in a panel belongs to the incident before.
        self.panels.forget()
        self._acts.subject = subject
        self._to_top()
        self._refuse("")
        self.note.follow(subject)
        self.chat.show_incident(subject)
        self.player.put_away()
        self.calls.follow(subject)
        self.guests.follow(subject)
        self.timeline.follow(subject)
        self.cards.follow(self._acts.view())
        self._refresh()
        self._show_timeline()
        self.timeline.ask()

    def forget_drafts(self) -> None:
        """Another officer sits here: what was begun and not sent is not theirs to see."""
        self.note.forget_drafts()
        self.chat.forget_drafts()
        self.panels.forget_drafts()

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        self.chat.take(change)
        self.calls.take(change)
        self.guests.take(change)
        if not self.subject:
            return
        self.cards.take(change)
        if change.reset or change.alarms or change.closed or change.tasks or change.agencies:
            self._refresh()
        if change.reset:
            self.timeline.ask()
        elif change.alarms or change.closed:
            self.timeline.ask_merged()
        if change.reset or self.subject in change.timelines:
            self._show_timeline()

    def set_online(self, online: bool) -> None:
        """Whether acts can be done now."""
        back = online and not self._online
        self._online = online
        self.note.set_online(online)
        if back:
            # What was refused for want of a link is no longer true.
            self._refuse("")
            self.timeline.ask()
            self.calls.ask()
            self.cards.ask()

    def tick(self) -> None:
        """A second has passed."""
        self._head.tick()
        self.cards.dispatch.tick()
        self.chat.tick()

    def texts(self) -> list[str]:
        """What the head, the refusal line and the open panel say."""
        lines = self._head.texts() if self._acts.view() is not None else []
        if self.refusal.isVisible():
            lines.append(self.refusal.text())
        return [*lines, *self.note.texts(), *self.panels.texts()]

    # -- inside

    def _refuse(self, sentence: str) -> None:
        show_refusal(self.refusal, sentence)

    def _refresh(self) -> None:
        view = self._acts.view()
        self._pages.setCurrentIndex(0 if view is None else 1)
        if view is None:
            return
        self.cards.refresh(view)
        dispatch = self.cards.dispatch
        self._head.show_view(view, unanswered=dispatch.unanswered())
        unsent = is_held(view) and dispatch.next_level() == 1
        self.bar.show_view(view, unsent=unsent)
        self.panels.take(view)
        if view.state is IncidentState.CLOSED and not self.panels.closing.isHidden():
            self.panels.closing.forget()
            self._arrange()

    def _arrange(self) -> None:
        """A panel that needs the room of the run card takes it."""
        self.cards.setVisible(not self.panels.covers_cards())
        current = self.panels.current()
        if current is not None:
            self._upper.ensureWidgetVisible(current)

    def _to_top(self) -> None:
        """What it is and how it stands is in sight again."""
        self._upper.verticalScrollBar().setValue(0)

    def _show_timeline(self) -> None:
        self.timeline.refresh(self.cards.checks.lines())

    def _on_card_shown(self) -> None:
        self._refresh()
        self._show_timeline()

    def _on_merged(self, into: str) -> None:
        if into != self.subject:
            self.other_wanted.emit(into)

    # -- how it is built

    def _make_empty(self) -> QWidget:
        page = QWidget()
        t = self._kit.words.t
        layout = column(page, margin=20, gap=8)
        layout.addStretch(1)
        for text, size, ink in (
            (t("incident.none"), Size.LARGE, "text"),
            (t("incident.none_hint"), Size.SMALL, "dim"),
        ):
            label = self._kit.label(text, size=size, ink=ink, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch(2)
        return page

    def _make_page(self) -> QWidget:
        page = QWidget()
        self.refusal.setContentsMargins(20, 0, 20, 10)
        history = column()
        history.setContentsMargins(20, 10, 20, 6)
        history.addWidget(self.timeline)
        upper = QWidget()
        reading = column(upper)
        reading.addWidget(self._head)
        reading.addWidget(self.bar)
        reading.addWidget(self.refusal)
        reading.addWidget(rule())
        reading.addWidget(self.panels)
        reading.addWidget(self.cards)
        reading.addWidget(rule())
        reading.addWidget(self.calls)
        reading.addWidget(self.guests)
        reading.addLayout(history, 1)
        self._upper = scrolled(upper)
        layout = column(page)
        layout.addWidget(self._upper, 1)
        layout.addWidget(self.player)
        talking = column()
        talking.setContentsMargins(20, 4, 20, 0)
        talking.addWidget(self.chat)
        layout.addLayout(talking)
        layout.addWidget(self.note)
        return page
