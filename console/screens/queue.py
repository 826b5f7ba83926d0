"""The incident queue: always there, signed in or not, with a link or without."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from console.board.changes import ChangeSet, Delta
from console.board.flood import Flood, flood_of
from console.board.looked import Looked
from console.i18n import ICONS
from console.models.posts_model import is_watched
from console.models.queue_cells import ENDED, Order
from console.models.queue_filter import QueueFilter, Stage
from console.models.queue_model import QueueModel
from console.screens.kit import Kit, column, flowing, rule
from console.screens.queue_line import QueueLine
from console.screens.queue_memory import QueueLook, QueueMemory
from gateway.protocol.enums import IncidentState, Kind, TaskState
from gateway.protocol.views import AlarmView
from widgets.banner import Banner, Tone
from widgets.queue_row import QueueRowDelegate
from widgets.queue_view import QueueView
from widgets.text import plain_tooltip
from widgets.theme import Size


class QueueScreen(QWidget):
    """``selected(subject)`` by mouse or keys; ``painted(subjects)`` were truly shown."""

    selected = Signal(str)
    painted = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._words = kit.words
        self._subject = ""
        self._officer = ""
        self._wanted = QueueFilter()
        self._order = Order.URGENCY
        self._looked = Looked()
        self._memory = QueueMemory(kit.remembered)
        self.model = QueueModel(
            kit.words,
            kit.clock.age_s,
            self._unanswered,
            self,
            is_new=self._looked.is_new,
            is_watched=self._is_watched,
        )
        delegate = QueueRowDelegate(kit.theme, kit.icons, self)
        self.view = QueueView(delegate, pulses=kit.theme.motion_ms > 0)
        self.view.setModel(self.model)
        self._empty = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(16, 16, 16, 16)
        self.line = QueueLine(kit)
        self.flooding = Banner(kit.theme, kit.icons)
        self._hidden = QPushButton()
        self._hidden.setProperty("tone", "warn")
        self._hidden.hide()
        self._stages = {stage: self._toggle(f"stage.{stage.value}") for stage in Stage}
        self._kinds = {kind: self._kind_toggle(kind) for kind in Kind}
        self._lay_out()
        self._connect()
        self._on_applied()

    def _lay_out(self) -> None:
        head = self._kit.head(self._words.t("queue.heading"), *self._stages.values(), edge=10)
        kinds = flowing(*self._kinds.values(), gap=2)
        kinds.setContentsMargins(10, 0, 10, 8)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        layout = column(self)
        layout.addWidget(head)
        layout.addWidget(kinds)
        layout.addWidget(self.line)
        layout.addWidget(rule())
        layout.addWidget(self.flooding)
        layout.addWidget(self._hidden)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.rows_painted.connect(self._on_rows_painted)
        self.view.unfold_asked.connect(self._on_unfold_asked)
        self.line.next_new.connect(self.select_new)
        self.line.order_chosen.connect(self._on_order_chosen)
        self.model.applied.connect(self._on_applied)
        self.model.modelReset.connect(self._restore)
        self._hidden.clicked.connect(self.show_all)
        for button in (*self._stages.values(), *self._kinds.values()):
            button.clicked.connect(self._on_toggled)

    # -- what it is told

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        board = self._kit.board
        if change.reset:
            self._looked.forget([*board.alarms.values(), *board.closed.values()])
            self.model.replace([*board.alarms.values(), *board.closed.values()])
        else:
            gone = change.alarms.removed | change.closed.removed
            fresh = change.alarms.added | change.alarms.changed
            fresh |= change.closed.added | change.closed.changed
            held = {**board.closed, **board.alarms}
            fresh |= frozenset(self._incidents_of(change.tasks))
            fresh |= frozenset(self._incidents_at(change.posts.changed))
            self.model.take_out(gone - held.keys())
            self.model.put(held[subject] for subject in fresh if subject in held)
        if change.reset or change.alarms or change.closed:
            self._show_flood()
        if change.age or change.reset:
            self.view.set_stale(board.marked_old)

    def set_officer(self, officer: str) -> None:
        """Who sits here: what they have not seen is new, and the queue is as they had it."""
        self._officer = officer
        self._looked.set_officer(officer)
        self.line.set_officer(officer)
        if officer:
            look = self._memory.of(officer)
            self._sort(look.order)
            self._want(QueueFilter(self._wanted.text, look.filter.kinds, look.stage))
        self.model.again([*self._kit.board.alarms, *self._kit.board.closed])

    def _show_flood(self) -> None:
        board = self._kit.board
        known = [*board.alarms.values(), *board.closed.values()]
        flood = flood_of(known, self._kit.clock.now())
        self.model.set_joined(flood.joined)
        self._tell_flood(flood)

    def _tell_flood(self, flood: Flood) -> None:
        if not flood.on:
            self.flooding.hide()
            return
        t = self._words.t
        said = t("flood.on", n=flood.recent)
        joined, leads = len(flood.joined), flood.leads
        advice = t("flood.joined", n=joined, places=leads) if joined else t("flood.none_joined")
        if self.flooding.text() != f"{said} {advice}":
            self.flooding.announce(Tone.WARNING, "triangle-exclamation", said, advice)

    def _unanswered(self, subject: str) -> int:
        tasks = self._kit.board.tasks_of(subject)
        return sum(task.state is TaskState.NO_ANSWER for task in tasks)

    def _incidents_of(self, tasks: Delta) -> Iterable[str]:
        held = self._kit.board.tasks
        return (held[task].incident for task in tasks.added | tasks.changed if task in held)

    def set_text(self, text: str) -> None:
        """Search for words."""
        self._want(QueueFilter(text, self._wanted.kinds, self._wanted.stage))

    def show_all(self) -> None:
        """Take every filter away but the text, which its own field holds."""
        self._choose(QueueFilter(self._wanted.text))

    def tick(self) -> None:
        """A second has passed."""
        self.model.tick(self.view.visible_rows())
        if not self.flooding.isHidden():
            self._show_flood()

    def select(self, subject: str) -> None:
        """Mark an incident as the one that all panels show; an empty one marks none."""
        self._subject = subject
        self._restore()

    def select_top(self) -> None:
        """Choose the first row, if there is one."""
        row = self.model.row_at(0)
        if row is not None:
            self.select(row.view.subject)
            self.view.scrollToTop()
            self._see(row.view.subject)
            self.selected.emit(row.view.subject)

    def select_new(self) -> None:
        """Choose the next one that the officer has not seen, unfolding what it is gathered in."""
        rows = (self.model.row_at(row) for row in range(self.model.rowCount()))
        unseen = next((row.view for row in rows if row is not None and row.cell.new), None)
        if unseen is None:
            unseen = next(filter(self._looked.is_new, self._kit.board.alarms.values()), None)
        if unseen is None:
            return
        lead = self.model.lead_of(unseen.subject)
        if lead != unseen.subject:
            self.model.unfold(lead, unfolded=True)
        self.select(unseen.subject)
        self._see(unseen.subject)
        self.selected.emit(unseen.subject)

    def select_waiting(self) -> bool:
        """Choose the first alarm that nobody has taken; False when there is none."""
        self.model.flush()
        row = self.model.row_at(0)
        if row is None or row.view.state is not IncidentState.WAITING:
            return False
        self.select_top()
        return True

    def take_keys(self) -> None:
        """Have the keys, also when there is no row to have them."""
        (self.view if self.model.rowCount() else self._empty).setFocus()

    def forward_key(self, event: QKeyEvent) -> None:
        """Move the selection by a key that nobody else wanted."""
        self.view.keyPressEvent(event)

    def texts(self) -> list[str]:
        """The rows as their words."""
        count = self.model.rowCount()
        return [str(self.model.index(row).data()) for row in range(count)]

    # -- what happens

    def _is_watched(self, view: AlarmView) -> bool:
        post = self._kit.board.posts.get(getattr(view, "post", ""))
        return post is not None and is_watched(post, self._kit.clock.now())

    def _incidents_at(self, posts: AbstractSet[str]) -> Iterator[str]:
        """The open incidents of these posts."""
        alarms = self._kit.board.alarms.items()
        return (s for s, view in alarms if posts and getattr(view, "post", "") in posts)

    def _want(self, wanted: QueueFilter) -> None:
        self._wanted = wanted
        for stage, button in self._stages.items():
            button.setChecked(stage is wanted.stage)
        for kind, button in self._kinds.items():
            button.setChecked(kind in wanted.kinds)
        self.model.set_filter(wanted)
        self._on_applied()

    def _on_toggled(self) -> None:
        pressed = self.sender()
        stage = next((s for s, b in self._stages.items() if b is pressed), self._wanted.stage)
        kinds = frozenset(kind for kind, button in self._kinds.items() if button.isChecked())
        self._choose(QueueFilter(self._wanted.text, kinds, stage))

    def _choose(self, wanted: QueueFilter) -> None:
        """A person wants it so: it is kept for them."""
        self._want(wanted)
        self._keep()

    def _on_order_chosen(self, order: Order) -> None:
        self._sort(order)
        self._keep()

    def _sort(self, order: Order) -> None:
        self._order = order
        self.line.show_order(order)
        self.model.set_order(order)

    def _keep(self) -> None:
        kinds = tuple(kind for kind in Kind if kind in self._wanted.kinds)
        self._memory.keep(self._officer, QueueLook(self._order, self._wanted.stage, kinds))

    def _on_unfold_asked(self, unfolded: bool) -> None:
        lead = self.model.lead_of(self._subject)
        self.model.unfold(lead, unfolded=unfolded)
        if not unfolded and lead != self._subject:
            self.select(lead)
            self.selected.emit(lead)

    def _on_current(self) -> None:
        if self.model.applying:
            return
        row = self.model.row_at(self.view.currentIndex().row())
        if row is not None and row.view.subject != self._subject:
            self._subject = row.view.subject
            self._see(self._subject)
            self.selected.emit(self._subject)

    def _on_rows_painted(self, first: int, last: int) -> None:
        rows = (self.model.row_at(row) for row in range(first, last + 1))
        views = [row.view for row in rows if row is not None]
        self.model.again(self._looked.painted(views, self._kit.clock.monotonic()))
        self.painted.emit([view.subject for view in views])

    def _see(self, subject: str) -> None:
        view = self.model.view_of(subject)
        if view is not None and self._looked.chosen(view):
            self.model.again([subject])

    def _restore(self) -> None:
        """The current row follows its incident, not its number."""
        index = self.model.index(self.model.row_of(self._subject), 0)
        flag = QItemSelectionModel.SelectionFlag
        mode = flag.ClearAndSelect if index.isValid() else flag.Clear
        self.view.selectionModel().setCurrentIndex(index, mode)

    def _on_applied(self) -> None:
        self._restore()
        waiting = self.model.count(IncidentState.WAITING)
        closed = self.model.count(*ENDED)
        total = self.model.size() - closed
        for stage, n in ((Stage.OPEN, total), (Stage.WAITING, waiting), (Stage.CLOSED, closed)):
            self._stages[stage].setText(self._words.t(f"stage.{stage.value}", n=n))
        self.line.count_new(sum(map(self._looked.is_new, self._kit.board.alarms.values())))
        hidden = self.model.hidden_waiting()
        self._hidden.setText(self._words.t("queue.hidden", n=hidden))
        self._hidden.setVisible(bool(hidden))
        narrowed = self.model.size() - closed and self._wanted.narrows
        self._empty.setText(self._words.t("queue.nothing_found" if narrowed else "queue.empty"))
        self._pages.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _toggle(self, key: str) -> QPushButton:
        button = QPushButton(self._words.t(key, n=0))
        button.setCheckable(True)
        button.setChecked(key == f"stage.{Stage.OPEN.value}")
        button.setProperty("tone", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _kind_toggle(self, kind: Kind) -> QPushButton:
        button = QPushButton()
        side = self._kit.theme.scaled(16)
        button.setIcon(self._kit.icons.icon(ICONS[kind], "dim", side))
        button.setIconSize(QSize(side, side))
        button.setAccessibleName(self._words.kind(kind))
        button.setToolTip(plain_tooltip(self._words.t("queue.only", kind=self._words.kind(kind))))
        button.setCheckable(True)
        button.setProperty("tone", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
