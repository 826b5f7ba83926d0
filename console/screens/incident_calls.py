"""The calls of the incident that is shown, with their recordings."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.board.changes import ChangeSet
from console.link.queries import Page
from console.models.call_sheet import call_line, call_marks, playable
from console.screens.kit import Kit, clear, column, show_refusal
from console.screens.player import Player
from gateway.protocol.commands import OpenRecording
from gateway.protocol.messages import Ack, EventItem
from gateway.protocol.queries import Calls, Timeline
from gateway.protocol.views import CallView, RecordingCard
from widgets.action_button import ActionButton
from widgets.theme import Size


class IncidentCalls(QWidget):
    """A line for each call, hidden while there is none; recordings play in ``player``."""

    left = Signal()

    def __init__(self, kit: Kit, player: Player) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._player = player
        self._subject = ""
        self._asked: dict[str, CallView] = {}
        self._shown: list[CallView] = []
        self._rows = column(gap=2)
        self.refusal = kit.refusal_line()
        layout = column(self)
        layout.setContentsMargins(20, 8, 20, 0)
        layout.addWidget(kit.heading(self._t("calls.of_incident")))
        layout.addLayout(self._rows)
        layout.addWidget(self.refusal)
        self.hide()

    def follow(self, subject: str) -> None:
        """Another incident is shown."""
        self._subject = subject
        self._asked.clear()
        show_refusal(self.refusal, "")
        self._show()
        self.ask()

    def ask(self) -> None:
        """Have its calls sent; those that ended long ago are not on the board."""
        subject = self._subject
        if not subject:
            return

        def taken(page: Page) -> None:
            if subject == self._subject:
                self._asked |= {view.subject: view for view in page.rows_as(CallView)}
                self._show()

        asked = Calls(about=subject)
        self._kit.acts.ask(asked, done=taken, refused=lambda _: None, whose="incident")

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        if change.reset:
            self.ask()
        if change.reset or change.calls:
            self._show()

    def texts(self) -> list[str]:
        """Its lines."""
        words, now = self._kit.words, self._kit.clock.now()
        return [call_line(view, words, now) for view in self._shown]

    def play(self, view: CallView, recording: RecordingCard) -> None:
        """Listen to a recording; that it was is journaled."""
        title = call_line(view, self._kit.words, self._kit.clock.now())
        clip = recording.id
        show_refusal(self.refusal, "")
        self._player.expect(clip, title)

        def granted(ack: Ack) -> None:
            if ack.grant is not None:
                self._kit.acts.download(
                    ack.grant.code,
                    done=lambda content: self._player.open(clip, content),
                    refused=self._player.refuse,
                )

        body = OpenRecording(call=view.subject, recording=recording.id)
        self._kit.acts.do(body, done=granted, refused=self._player.refuse)
        self._ask_marks(view, recording)

    # -- inside

    def _ask_marks(self, view: CallView, recording: RecordingCard) -> None:
        def taken(page: Page) -> None:
            marks = call_marks(page.rows_as(EventItem), recording, self._kit.words)
            self._player.mark(recording.id, marks)

        asked = Timeline(subject=view.subject)
        self._kit.acts.ask(asked, done=taken, refused=lambda _: None, whose="recording")

    def _show(self) -> None:
        board = self._kit.board.calls
        own = {s: v for s, v in board.items() if v.about == self._subject and self._subject}
        known = {s: v for s, v in self._asked.items() if s not in board} | own
        shown = sorted(known.values(), key=lambda view: (view.started_at, view.subject))
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        for view in shown:
            self._rows.addWidget(self._row(view))
        self.setVisible(bool(shown))

    def _row(self, view: CallView) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        said = call_line(view, self._kit.words, self._kit.clock.now())
        row.addWidget(self._kit.label(said, size=Size.SMALL, wrap=True, tabular=True), 1)
        for button in self._buttons(view, playable(view)):
            row.addWidget(button)
        return made

    def _buttons(self, view: CallView, cards: Sequence[RecordingCard]) -> list[ActionButton]:
        made = []
        for number, card in enumerate(cards, 1):
            name = self._t("calls.play") if len(cards) == 1 else self._t("calls.play_n", n=number)
            button = ActionButton(self._kit.theme, name, "", self._t("calls.play_hint"), "flat")
            button.clicked.connect(lambda _=False, card=card: self.play(view, card))
            made.append(button)
        return made
