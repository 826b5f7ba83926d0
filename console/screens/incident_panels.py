"""The panels of an incident, one at a time, and what each of them asks the gateway for."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.screens.adding import AddAgencyPanel
from console.screens.classifying import ClassifyPanel
from console.screens.closing import ClosingPanel
from console.screens.facts import FactsPanel
from console.screens.holding import HoldPanel
from console.screens.incident_acts import IncidentActs
from console.screens.joining import JoinPanel
from console.screens.kit import Kit, column
from console.screens.levelling import LevelPanel
from console.screens.panel import InlinePanel
from console.screens.reporting import ReportPanel
from console.screens.stepping import StepPanel
from gateway.protocol import commands
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import ContactChannel, Disposition, Kind, Priority, Subkind, TaskState
from gateway.protocol.messages import Ack
from gateway.protocol.views import Facts, IncidentView


class IncidentPanels(QWidget):
    """``left()`` gives the keys back; ``changed()`` when one is opened or shut; ``closed()`` when
    this officer closed the incident; ``merged(into)`` when it goes on in another one."""

    left = Signal()
    changed = Signal()
    closed = Signal()
    merged = Signal(str)

    def __init__(self, kit: Kit, acts: IncidentActs) -> None:
        super().__init__()
        self._acts = acts
        self.closing = ClosingPanel(kit)
        self.holding = HoldPanel(kit)
        self.facts = FactsPanel(kit)
        self.classifying = ClassifyPanel(kit)
        self.joining = JoinPanel(kit)
        self.reporting = ReportPanel(kit)
        self.levelling = LevelPanel(kit)
        self.stepping = StepPanel(kit)
        self.adding = AddAgencyPanel(kit)
        #: Those that speak of the agencies leave the run card in sight.
        self._beside = (self.levelling, self.stepping, self.adding)
        self._all: tuple[InlinePanel, ...] = (
            self.closing,
            self.holding,
            self.facts,
            self.classifying,
            self.joining,
            self.reporting,
            *self._beside,
        )
        layout = column(self)
        for panel in self._all:
            layout.addWidget(panel)
            panel.left.connect(self._leave)
        self._connect()

    def _connect(self) -> None:
        self.closing.confirmed.connect(self._close)
        self.holding.confirmed.connect(self._hold)
        self.facts.confirmed.connect(self._write_facts)
        self.classifying.confirmed.connect(self._classify)
        self.joining.merge_wanted.connect(self._merge)
        self.joining.link_wanted.connect(self._link)
        self.joining.split_wanted.connect(self._split)
        self.levelling.confirmed.connect(self._dispatch)
        self.stepping.confirmed.connect(self._step)
        self.adding.confirmed.connect(self._add)

    def show_only(self, panel: InlinePanel, opening: Callable[[], None]) -> None:
        """Open one panel in place of the one before."""
        for each in self._all:
            if each is not panel and not each.isHidden():
                each.forget()
        opening()
        self.changed.emit()

    def current(self) -> InlinePanel | None:
        """The panel that is open."""
        return next((panel for panel in self._all if not panel.isHidden()), None)

    def covers_cards(self) -> bool:
        """Whether the open panel takes the room of the run card."""
        current = self.current()
        return current is not None and current not in self._beside

    def forget(self) -> None:
        """Another incident: nothing begun here is for that one."""
        for panel in self._all:
            panel.forget()
        self.changed.emit()

    def forget_drafts(self) -> None:
        """Another officer sits here."""
        self.forget()
        self.facts.forget_drafts()

    def take(self, view: IncidentView) -> None:
        """The incident, or what is near it, changed."""
        if not self.joining.isHidden():
            self.joining.take(view)
        if not self.facts.isHidden():
            self.facts.show_answers(view)

    def texts(self) -> list[str]:
        """What the open panel says."""
        current = self.current()
        return current.texts() if current is not None else []

    # -- what the panels ask for

    def _do(
        self, panel: InlinePanel, body: AnyBody, done: Callable[[], None] | None = None
    ) -> None:
        def taken(_: Ack) -> None:
            panel.taken()
            if done is not None:
                done()

        self._acts.do(body, panel.refuse, taken)

    def _close(self, disposition: Disposition, text: str) -> None:
        incident = self._acts.subject
        body = commands.CloseIncident(incident=incident, disposition=disposition, text=text)

        def done() -> None:
            self.closing.forget()
            self.closed.emit()

        self._do(self.closing, body, done)

    def _hold(self, reason: str, until: datetime) -> None:
        body = commands.Hold(incident=self._acts.subject, reason=reason, until=until)
        self._do(self.holding, body, self.holding.forget)

    def _write_facts(self, facts: Facts) -> None:
        self._do(self.facts, commands.SetFacts(incident=self._acts.subject, facts=facts))

    def _classify(self, priority: Priority, kind: Kind, subkind: Subkind | None) -> None:
        view = self._acts.view()
        if view is None:
            return
        panel, incident = self.classifying, view.subject
        bodies: list[AnyBody] = []
        if priority is not view.priority:
            bodies.append(commands.SetPriority(incident=incident, priority=priority))
        if (kind, subkind) != (view.kind, view.subkind):
            bodies.append(commands.SetKind(incident=incident, kind=kind, subkind=subkind))
        if not bodies:
            panel.taken()
        for body in bodies:
            self._do(panel, body)

    def _merge(self, incident: str, into: str) -> None:
        body = commands.Merge(incident=incident, into=into)
        self._do(self.joining, body, lambda: self.merged.emit(into))

    def _link(self, other: str) -> None:
        self._do(self.joining, commands.LinkIncidents(incident=self._acts.subject, other=other))

    def _split(self, press: str) -> None:
        self._do(self.joining, commands.Split(incident=self._acts.subject, press=press))

    def _dispatch(self, level: int) -> None:
        body = commands.DispatchCard(incident=self._acts.subject, level=level)
        self._do(self.levelling, body)

    def _step(self, task: str, step: TaskState, channel: ContactChannel, words: str) -> None:
        body = commands.StepTask(task=task, step=step, channel=channel, words=words)
        self._do(self.stepping, body)

    def _add(self, agency: str, instruction: str) -> None:
        body = commands.AddTask(incident=self._acts.subject, agency=agency, instruction=instruction)
        self._do(self.adding, body)

    def _leave(self) -> None:
        for panel in self._all:
            panel.hide()
        self.changed.emit()
        self.left.emit()
