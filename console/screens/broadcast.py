"""Broadcasts to posts: what is under way, a new one, what is over (Ctrl+B); the relay (Ctrl+T)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.board.changes import ChangeSet
from console.screens.broadcast_form import BroadcastForm
from console.screens.ended_broadcasts import EndedBroadcasts
from console.screens.kit import Kit, column, flowing, rule, show_refusal
from console.screens.running_broadcasts import RunningBroadcasts
from gateway.protocol.commands import RelayAlarm
from gateway.protocol.views import IncidentView
from widgets.action_button import ActionButton


class BroadcastPanel(QWidget):
    """``left()`` when it is closed; ``table_wanted()`` opens the table of rhythms."""

    left = Signal()
    table_wanted = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._about = ""
        t = kit.words.t
        self.running = RunningBroadcasts(kit)
        self.form = BroadcastForm(kit)
        self.ended = EndedBroadcasts(kit)
        self.relayed = kit.refusal_line()
        self.relayed.setContentsMargins(16, 12, 16, 0)
        self._table = ActionButton(
            kit.theme, t("kentongan.open"), "", t("kentongan.open_hint"), "flat"
        )
        self._table.clicked.connect(self.table_wanted)
        layout = column(self)
        layout.addWidget(kit.head(t("broadcast.heading")))
        layout.addWidget(rule())
        layout.addWidget(self.relayed)
        layout.addWidget(self.running)
        layout.addWidget(self.form)
        layout.addWidget(flowing(self._table))
        layout.addWidget(self.ended)
        layout.addStretch(1)
        self.form.left.connect(self.left)
        self.form.sent.connect(self._on_sent)

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        if change.reset or change.broadcasts or change.posts:
            self._refresh()

    def set_administers(self, administers: bool) -> None:
        """Whether this officer may change the table of rhythms."""
        self._table.setVisible(administers)

    def begin(self, incident: str) -> None:
        """Write a broadcast, about the incident if somebody has taken it."""
        self._renew(incident)
        self.form.write()

    def relay(self, incident: str) -> None:
        """Call the nearest posts to an incident, in one order; the keys stay where they are."""
        self._renew(incident)
        view = self._taken(incident)
        if view is None:
            show_refusal(self.relayed, self._kit.words.t("broadcast.relay_untaken"))
            return
        self._kit.acts.do(
            RelayAlarm(incident=incident),
            version=view.version,
            refused=lambda sentence: show_refusal(self.relayed, sentence),
        )

    def texts(self) -> list[str]:
        """What is under way, what is over, how many would be called, and refusals."""
        lines = (self.relayed, self.form.refusal)
        said = [line.text() for line in lines if line.isVisible()]
        return [*self.running.texts(), *self.ended.texts(), self.form.reach.text(), *said]

    def _refresh(self) -> None:
        self.running.refresh()
        self.ended.refresh()

    def _renew(self, incident: str) -> None:
        self._about = incident
        show_refusal(self.relayed, "")
        self._refresh()
        self.form.begin(self._taken(incident))

    def _taken(self, incident: str) -> IncidentView | None:
        view = self._kit.board.alarms.get(incident)
        if isinstance(view, IncidentView) and view.claimed_by is not None:
            return view
        return None

    def _on_sent(self) -> None:
        self._renew(self._about)
        # What becomes of it stays in sight; the keys go back to the work.
        self.setFocus()
