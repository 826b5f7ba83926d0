"""What an officer does with the incident that is shown, each by its key."""

from collections.abc import Callable

from console.models.queue_cells import ENDED
from console.screens.actions import is_held
from console.screens.cards import CardsPart
from console.screens.incident_acts import IncidentActs
from console.screens.incident_panels import IncidentPanels
from console.screens.kit import Kit
from gateway.protocol import commands
from gateway.protocol.commands import AnyBody, TickItem
from gateway.protocol.enums import IncidentState, TaskState
from gateway.protocol.views import TaskView

_NOT_CLOSABLE = (IncidentState.WAITING, *ENDED)


class Working:
    """``refuse`` is told why something was not done; an empty sentence takes that away."""

    def __init__(
        self,
        kit: Kit,
        acts: IncidentActs,
        cards: CardsPart,
        panels: IncidentPanels,
        refuse: Callable[[str], None],
    ) -> None:
        self._t = kit.words.t
        self._acts = acts
        self._cards = cards
        self._panels = panels
        self._refuse = refuse
        cards.checks.ticked.connect(self._tick)
        cards.dispatch.step_wanted.connect(self._begin_step)
        cards.dispatch.alert_wanted.connect(self._alert)

    def by_name(self) -> dict[str, Callable[[], None]]:
        """All of it by the names of keys and buttons."""
        return {
            "claim": self.claim,
            "hear": self.hear,
            "release": self.release,
            "verify": self.verify,
            "control": self.mark_controlled,
            "unmerge": self.unmerge,
            "reopen": self.reopen,
            "dispatch": self.dispatch,
            "agencies": self.choose_agency,
            "add_agency": self.add_agency,
            "sheet": self.next_sheet,
            "hold": self.hold_or_resume,
            "resume": self.hold_or_resume,
            "facts": self.edit_facts,
            "classify": self.classify,
            "join": self.begin_joining,
            "close": self.begin_closing,
            "report": self.begin_report,
        }

    # -- at once

    def claim(self) -> None:
        """Take it (F3)."""
        self._act(commands.Claim(incident=self._acts.subject))

    def hear(self) -> None:
        """Silence it for a minute (F2)."""
        self._act(commands.Hear(incident=self._acts.subject))

    def release(self) -> None:
        """Give it back (L)."""
        self._act(commands.Release(incident=self._acts.subject))

    def verify(self) -> None:
        """Begin to find out whether it is so (V)."""
        self._act(commands.Verify(incident=self._acts.subject))

    def mark_controlled(self) -> None:
        """The danger is over (K)."""
        self._act(commands.MarkControlled(incident=self._acts.subject))

    def unmerge(self) -> None:
        """It was another event after all (U)."""
        self._act(commands.Unmerge(incident=self._acts.subject))

    def reopen(self) -> None:
        """It was closed too early (O)."""
        self._act(commands.Reopen(incident=self._acts.subject))

    # -- agencies and checklists

    def dispatch(self) -> None:
        """Alert the first level of the card; a further one after a question (D)."""
        view, part = self._acts.view(), self._cards.dispatch
        if view is None:
            return
        level = part.next_level()
        if not is_held(view):
            self._refuse(self._t("dispatch.claim_first"))
        elif level is None:
            self._refuse(self._t("dispatch.all_sent"))
        elif level == 1:
            self._act(commands.DispatchCard(incident=view.subject, level=1))
        else:
            names, panel = part.of_level(level), self._panels.levelling
            self._panels.show_only(panel, lambda: panel.open(level, names))

    def choose_agency(self) -> None:
        """Give the keys to the agencies (I)."""
        if self._acts.view() is None:
            return
        self._panels.forget()
        if self._cards.dispatch.texts():
            self._cards.dispatch.begin()

    def add_agency(self) -> None:
        """Alert one more agency by its name (C)."""
        view, panel = self._acts.view(), self._panels.adding
        if view is not None and not is_held(view):
            self._refuse(self._t("dispatch.claim_first"))
        elif view is not None:
            self._panels.show_only(panel, panel.open)

    def next_sheet(self) -> None:
        """Questions, SOP card, facts in turn (T)."""
        if self._acts.view() is not None and not self._panels.covers_cards():
            self._cards.checks.next_sheet()

    def _begin_step(self, task: TaskView, step: TaskState | None) -> None:
        panel = self._panels.stepping
        self._panels.show_only(panel, lambda: panel.open(task, step))

    def _alert(self, agency: str) -> None:
        self._act(commands.AddTask(incident=self._acts.subject, agency=agency))

    def _tick(self, body: TickItem) -> None:
        self._acts.do(body, self._refuse)

    # -- what needs words first

    def hold_or_resume(self) -> None:
        """Put it aside with a reason, or take it up again (H)."""
        view, panel = self._acts.view(), self._panels.holding
        if view is not None and view.state is IncidentState.ON_HOLD:
            self._act(commands.ResumeIncident(incident=view.subject))
        elif view is not None:
            self._panels.show_only(panel, panel.open)

    def edit_facts(self) -> None:
        """Write down what is known (E)."""
        view, panel = self._acts.view(), self._panels.facts
        if view is not None and panel.isHidden():
            self._panels.show_only(panel, lambda: panel.open(view))

    def classify(self) -> None:
        """Correct priority and kind (P)."""
        view, panel = self._acts.view(), self._panels.classifying
        if view is not None:
            self._panels.show_only(panel, lambda: panel.open(view))

    def begin_joining(self) -> None:
        """Look for other reports of the same event (G)."""
        view, panel = self._acts.view(), self._panels.joining
        if view is not None:
            self._panels.show_only(panel, lambda: panel.open(view))

    def begin_closing(self) -> None:
        """Open the closing panel (X)."""
        view, panel = self._acts.view(), self._panels.closing
        if view is not None and view.state in _NOT_CLOSABLE:
            self._refuse(self._t("closing.not_yet"))
        elif view is not None:
            self._panels.show_only(panel, panel.open)

    def begin_report(self) -> None:
        """Make the after-action report (A)."""
        view, panel = self._acts.view(), self._panels.reporting
        if view is not None:
            lines = self._cards.checks.lines()
            self._panels.show_only(panel, lambda: panel.open(view, lines))

    def _act(self, body: AnyBody) -> None:
        self._acts.do(body, self._refuse)
