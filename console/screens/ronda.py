"""The night watch (Ctrl+R): posts with missing presses first, and switching a post's ronda on."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from console.board.changes import ChangeSet
from console.link.queries import Page
from console.models.lines_model import LinesModel
from console.screens.kit import Kit, column, flowing, rule, show_refusal
from gateway.protocol.commands import SetRonda
from gateway.protocol.queries import Rondas
from gateway.protocol.views import RondaHours, RondaView
from widgets.action_button import ActionButton
from widgets.choice_button import ChoiceButton
from widgets.theme import Size
from widgets.timeline_row import TimelineDelegate, TimelineEntry

#: An hour that ended makes the list another one: it is asked for again so often, s.
AGAIN_S: Final = 60


class RondaPanel(QWidget):
    """``left()`` when it is closed."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._seconds = 0
        self._coming: list[RondaView] = []
        self.model = LinesModel(self)
        self._list = QListView()
        self._list.setModel(self.model)
        self._list.setItemDelegate(TimelineDelegate(kit.theme, self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty = kit.label(self._t("ronda.empty"), size=Size.SMALL, ink="dim", wrap=True)
        self.post = ChoiceButton(self._t("ronda.post"))
        self.first, self.last = self._hour("ronda.first"), self._hour("ronda.last")
        self.refusal = kit.refusal_line()
        self._lay_out()

    def _lay_out(self) -> None:
        theme, t = self._kit.theme, self._t
        on = ActionButton(theme, t("ronda.on"), "", t("ronda.on_hint"), "good")
        off = ActionButton(theme, t("ronda.off"), "", t("ronda.off_hint"))
        back = ActionButton(theme, t("act.shut"), "Esc", t("act.shut_hint"))
        on.clicked.connect(lambda: self._switch(on=True))
        off.clicked.connect(lambda: self._switch(on=False))
        back.clicked.connect(self.left)
        body = column(gap=8)
        body.setContentsMargins(16, 12, 16, 12)
        body.addWidget(self._empty)
        body.addWidget(self._list, 1)
        body.addWidget(rule())
        body.addWidget(self.post)
        body.addWidget(self.first)
        body.addWidget(self.last)
        body.addWidget(self.refusal)
        body.addWidget(flowing(on, off, back))
        layout = column(self)
        layout.addWidget(self._kit.head(t("ronda.heading")))
        layout.addWidget(rule())
        layout.addLayout(body, 1)

    # -- what it is told and asked

    def begin(self) -> None:
        """Show how the night stands."""
        posts = [p for p in self._kit.board.posts.values() if p.enrolled and not p.revoked]
        choices = [(p.subject, p.title) for p in sorted(posts, key=lambda post: post.title)]
        self.post.setVisible(bool(choices))
        if choices:
            self.post.offer(choices)
        usual = RondaHours()
        self.first.choose(str(usual.first))
        self.last.choose(str(usual.last))
        show_refusal(self.refusal, "")
        self.setFocus()
        self.ask()

    def take(self, change: ChangeSet) -> None:
        """A press or a switch changes a post."""
        if self.isVisible() and change.posts:
            self.ask()

    def tick(self) -> None:
        """A second has passed."""
        self._seconds = (self._seconds + 1) % AGAIN_S
        if self._seconds == 0:
            self.ask()

    def ask(self, cursor: str | None = None) -> None:
        """Ask the gateway which presses are missing."""
        if cursor is None:
            self._coming = []

        def taken(page: Page) -> None:
            self._coming += page.rows_as(RondaView)
            if page.next is not None:
                self.ask(page.next)
            else:
                self._show()

        self._kit.acts.ask(
            Rondas(),
            cursor=cursor,
            done=taken,
            refused=lambda sentence: show_refusal(self.refusal, sentence),
        )

    def texts(self) -> list[str]:
        """The rows."""
        return [str(self.model.index(row).data()) for row in range(self.model.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- inside

    def _show(self) -> None:
        self.model.show([self._line(row) for row in self._coming])
        self._empty.setVisible(not self._coming)
        self._list.setVisible(bool(self._coming))

    def _line(self, row: RondaView) -> TimelineEntry:
        words = self._kit.words
        where = f"{row.title} · {words.place(row.place)}"
        time = words.short_clock(row.safe_at) if row.safe_at else "—"
        if not row.missing:
            key = "ronda.safe" if row.safe_at else "ronda.awaited"
            return TimelineEntry(time, words.t(key, where=where), ink="text")
        hours = ", ".join(words.short_clock(hour) for hour in row.missing)
        return TimelineEntry(time, words.t("ronda.missing", where=where, hours=hours), ink="p1")

    def _switch(self, *, on: bool) -> None:
        if not self.post.value:
            return
        hours = self._hours() if on else None
        self._kit.acts.do(
            SetRonda(post=self.post.value, hours=hours),
            done=lambda _: self.ask(),
            refused=lambda sentence: show_refusal(self.refusal, sentence),
        )

    def _hours(self) -> RondaHours:
        return RondaHours(first=int(self.first.value), last=int(self.last.value))

    def _hour(self, key: str) -> ChoiceButton:
        choice = ChoiceButton(self._t(key))
        choice.offer([(str(h), self._t("time.hm", h=f"{h:02}", m="00")) for h in range(24)])
        return choice
