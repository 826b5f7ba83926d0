"""The selected incident: head, actions, timeline, note."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStackedLayout,
    QWidget,
)

from console.board.changes import ChangeSet
from console.link.queries import Page
from console.models.queue_cells import ENDED
from console.models.timeline_model import TimelineModel
from console.screens.chat import ChatPanel
from console.screens.closing import TEXT_LIMIT, ClosingPanel
from console.screens.incident_head import IncidentHead
from console.screens.kit import Kit, column, flowing, rule, scrolled, show_refusal
from gateway.protocol import commands, queries
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import Disposition, IncidentState
from gateway.protocol.messages import Ack, EventItem
from gateway.protocol.views import IncidentView
from widgets.action_button import ActionButton
from widgets.text import PlainEdit
from widgets.theme import Size
from widgets.timeline_row import TimelineDelegate

_TAKEABLE = (IncidentState.WAITING, IncidentState.CANCELLED_BY_REPORTER)
_NOT_CLOSABLE = (IncidentState.WAITING, *ENDED)


class IncidentScreen(QWidget):
    """``finished()``: this officer closed it; ``focus_left()``: its fields are done with."""

    finished = Signal()
    focus_left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._subject = ""
        self._online = False
        self._drafts: dict[str, str] = {}
        self._head = IncidentHead(kit)
        self._buttons = self._make_buttons()
        self.refusal = kit.refusal_line()
        self.closing = ClosingPanel(kit)
        self.model = TimelineModel(kit.words, self)
        self._list = self._make_list()
        self.note = PlainEdit(kit.theme, self._t("note.placeholder"), TEXT_LIMIT)
        self.chat = ChatPanel(kit)
        self._waiting_notes = kit.label(size=Size.SMALL, ink="p2")
        self._unsent = 0
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._make_empty())
        self._pages.addWidget(self._make_page())
        self.closing.confirmed.connect(self._on_closing_confirmed)
        self.closing.left.connect(self._on_closing_left)
        self.note.submitted.connect(self.send_note)
        self.note.left.connect(self.focus_left)
        self.chat.left.connect(self.focus_left)

    # -- what it is told

    @property
    def subject(self) -> str:
        """The incident that is shown, empty for none."""
        return self._subject

    def show_incident(self, subject: str) -> None:
        """Show another incident; a note begun for the one before is kept for it."""
        if subject == self._subject:
            return
        self._drafts[self._subject] = self.note.toPlainText()
        self._subject = subject
        self.note.setPlainText(self._drafts.pop(subject, ""))
        show_refusal(self.refusal, "")
        self.closing.hide()
        self.model.clear()
        self.chat.show_incident(subject)
        self._refresh()
        self._show_timeline()
        self._ask_timeline()

    def forget_drafts(self) -> None:
        """Another officer sits here: what was begun and not sent is not theirs to see."""
        self._drafts.clear()
        self.note.clear()
        self.chat.forget_drafts()
        self.closing.close_taken()

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        self.chat.take(change)
        if not self._subject:
            return
        if change.reset or change.alarms or change.closed:
            self._refresh()
        if change.reset:
            self._ask_timeline()
        if change.reset or self._subject in change.timelines:
            self._show_timeline()

    def set_online(self, online: bool) -> None:
        """Whether acts can be done now."""
        back = online and not self._online
        self._online = online
        self._count_unsent(0)
        if back:
            # What was refused for want of a link is no longer true.
            show_refusal(self.refusal, "")
            self._ask_timeline()

    def tick(self) -> None:
        """A second has passed."""
        self._head.tick()

    def texts(self) -> list[str]:
        """What the head, the refusal line and the closing panel say."""
        lines = self._head.texts() if self._view() is not None else []
        refusals = (self.refusal, self.closing.refusal, self._waiting_notes)
        return lines + [line.text() for line in refusals if line.text() and line.isVisible()]

    def timeline_texts(self) -> list[str]:
        """The timeline's lines."""
        return [str(self.model.index(row).data()) for row in range(self.model.rowCount())]

    @property
    def is_waiting(self) -> bool:
        """Whether the incident shown waits for an officer."""
        view = self._view()
        return view is not None and view.state is IncidentState.WAITING

    @property
    def is_free(self) -> bool:
        """Whether the incident shown may be taken."""
        view = self._view()
        return view is not None and view.state in _TAKEABLE

    # -- what a person does

    def claim(self) -> None:
        """Take it (F3)."""
        self._act(commands.Claim(incident=self._subject))

    def hear(self) -> None:
        """Silence it for a minute (F2)."""
        self._act(commands.Hear(incident=self._subject))

    def release(self) -> None:
        """Give it back (L)."""
        self._act(commands.Release(incident=self._subject))

    def write_note(self) -> None:
        """Begin a note (N)."""
        if self._subject:
            self.note.setFocus()

    def begin_closing(self) -> None:
        """Open the closing panel (X)."""
        view = self._view()
        if view is None:
            return
        if view.state in _NOT_CLOSABLE:
            show_refusal(self.refusal, self._t("closing.not_yet"))
            return
        self.closing.open()
        self._upper.ensureWidgetVisible(self.closing)

    def send_note(self) -> None:
        """Send what was written; it waits for the link and is shown as unsent meanwhile."""
        text = self.note.text()
        if not text or not self._subject:
            return
        body = commands.AddNote(incident=self._subject, text=text)
        self.note.clear()
        self._count_unsent(1)
        self._kit.acts.do(
            body,
            done=lambda _: self._count_unsent(-1),
            refused=lambda sentence: self._on_note_refused(text, sentence),
        )
        self.focus_left.emit()

    # -- inside

    def _view(self) -> IncidentView | None:
        board = self._kit.board
        view = board.alarms.get(self._subject) or board.closed.get(self._subject)
        return view if isinstance(view, IncidentView) else None

    def _act(self, body: AnyBody, done: Callable[[Ack], None] | None = None) -> None:
        view = self._view()
        if view is None:
            return
        show_refusal(self.refusal, "")
        self._kit.acts.do(
            body,
            version=view.version,
            done=done,
            refused=lambda sentence: show_refusal(self.refusal, sentence),
        )

    def _refresh(self) -> None:
        view = self._view()
        self._pages.setCurrentIndex(0 if view is None else 1)
        if view is None:
            return
        self._head.show_view(view)
        takeable = view.state in _TAKEABLE
        self._buttons["claim"].set_tone("danger" if takeable else "")
        self._buttons["claim"].setEnabled(takeable)
        self._buttons["hear"].setEnabled(view.state is IncidentState.WAITING)
        self._buttons["release"].setEnabled(view.state is IncidentState.CLAIMED)
        self._buttons["close"].setEnabled(view.state not in _NOT_CLOSABLE)
        if view.state is IncidentState.CLOSED:
            self.closing.hide()

    def _titles(self) -> dict[str, str]:
        board = self._kit.board
        people = {subject: view.title for subject, view in board.officers.items()}
        return people | {subject: view.title for subject, view in board.consoles.items()}

    def _show_timeline(self) -> None:
        at_end = self._list.verticalScrollBar().value() >= self._list.verticalScrollBar().maximum()
        timeline = self._kit.board.timeline(self._subject)
        self.model.show(timeline.entries, self._titles())
        if at_end:
            self._list.scrollToBottom()

    def _ask_timeline(self, cursor: str | None = None) -> None:
        view, subject = self._view(), self._subject
        if view is None or self._kit.board.timeline(subject).complete:
            return

        def taken(page: Page) -> None:
            items = page.rows_as(EventItem)
            self._kit.board.fill_timeline(subject, items, page.next is None)
            if page.next is not None and subject == self._subject:
                self._ask_timeline(page.next)

        self._kit.acts.ask(
            queries.Timeline(subject=subject), cursor=cursor, done=taken, refused=lambda _: None
        )

    def _on_closing_confirmed(self, disposition: Disposition, text: str) -> None:
        view = self._view()
        if view is None:
            return
        body = commands.CloseIncident(incident=self._subject, disposition=disposition, text=text)
        self._kit.acts.do(
            body,
            version=view.version,
            done=lambda _: self._on_closed(body.incident),
            refused=lambda sentence: show_refusal(self.closing.refusal, sentence),
        )

    def _on_closed(self, subject: str) -> None:
        self.closing.close_taken()
        if subject == self._subject:
            self.finished.emit()

    def _on_closing_left(self) -> None:
        self.closing.hide()
        self.focus_left.emit()

    def _on_note_refused(self, text: str, sentence: str) -> None:
        self._count_unsent(-1)
        if not self.note.text():
            self.note.setPlainText(text)
        show_refusal(self.refusal, sentence)

    def _count_unsent(self, step: int) -> None:
        self._unsent += step
        self._waiting_notes.setText(self._t("note.unsent", n=self._unsent))
        self._waiting_notes.setVisible(self._unsent > 0 and not self._online)

    # -- how it is built

    def _make_buttons(self) -> dict[str, ActionButton]:
        acts: dict[str, tuple[str, Callable[[], None]]] = {
            "claim": ("F3", self.claim),
            "hear": ("F2", self.hear),
            "release": ("L", self.release),
            "note": ("N", self.write_note),
            "close": ("X", self.begin_closing),
        }
        made = {}
        for name, (key, act) in acts.items():
            text, hint = self._t(f"act.{name}"), self._t(f"act.{name}_hint")
            made[name] = ActionButton(self._kit.theme, text, key, hint)
            made[name].clicked.connect(act)
        return made

    def _make_list(self) -> QListView:
        made = QListView()
        made.setModel(self.model)
        made.setItemDelegate(TimelineDelegate(self._kit.theme, made))
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setResizeMode(QListView.ResizeMode.Adjust)
        made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setMinimumHeight(self._kit.theme.scaled(80))
        return made

    def _make_empty(self) -> QWidget:
        page = QWidget()
        layout = column(page, margin=20, gap=8)
        layout.addStretch(1)
        for text, size, ink in (
            (self._t("incident.none"), Size.LARGE, "text"),
            (self._t("incident.none_hint"), Size.SMALL, "dim"),
        ):
            label = self._kit.label(text, size=size, ink=ink, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch(2)
        return page

    def _make_page(self) -> QWidget:
        page = QWidget()
        actions = flowing(*self._buttons.values())
        actions.setContentsMargins(20, 12, 20, 12)
        self.refusal.setContentsMargins(20, 0, 20, 12)
        self._list.setContentsMargins(20, 0, 20, 0)
        history = column()
        history.setContentsMargins(20, 12, 20, 8)
        history.addWidget(self._list)
        writing = column(gap=4)
        writing.setContentsMargins(20, 4, 20, 16)
        self._waiting_notes.hide()
        writing.addWidget(self.chat)
        writing.addWidget(self._waiting_notes)
        writing.addWidget(self.note)
        upper = QWidget()
        reading = column(upper)
        reading.addWidget(self._head)
        reading.addWidget(actions)
        reading.addWidget(self.refusal)
        reading.addWidget(rule())
        reading.addWidget(self.closing)
        reading.addLayout(history, 1)
        self._upper = scrolled(upper)
        layout = column(page)
        layout.addWidget(self._upper, 1)
        layout.addLayout(writing)
        return page
