"""The posts: all of them with what is known, and what an administrator does with one."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.board.changes import ChangeSet
from console.models.posts_model import PostRow, PostsModel
from console.screens.calls_button import CallButton
from console.screens.device_tools import DeviceTools
from console.screens.kit import Kit, column, rule, show_refusal
from console.screens.past import ROOMY
from console.screens.watching import WatchTools
from gateway.protocol.views import IncidentView, PostView
from widgets.action_button import ActionButton
from widgets.post_row import PostRowDelegate
from widgets.row_list import RowList
from widgets.theme import Size


class PostsScreen(QWidget):
    """``add_wanted()`` opens the form; ``code_given(title, grant)`` shows a new code."""

    add_wanted = Signal()
    code_given = Signal(str, object)
    counted = Signal(int, int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._administers = False
        self._last_alarms: dict[str, datetime] = {}
        self.model = PostsModel(kit.words, kit.clock.now, self)
        self.list = RowList(self.model)
        self._delegate = PostRowDelegate(kit.theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self._count = kit.label(size=Size.SMALL, ink="dim", tabular=True)
        self._empty = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self._empty.setContentsMargins(16, 16, 16, 16)
        self._add = ActionButton(
            kit.theme, self._t("posts.add"), "Ctrl+P", self._t("posts.add_hint")
        )
        self.watch = WatchTools(kit)
        self.call = CallButton(kit)
        self._tools = DeviceTools(kit, "posts")
        self._tools.code_given.connect(self.code_given)
        self._tools.refused.connect(self._refuse)
        self._tools.asks.connect(self._refresh)
        self.refusal = kit.refusal_line()
        self.refusal.setContentsMargins(16, 8, 16, 8)
        self._lay_out()
        self._add.clicked.connect(self.add_wanted)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._refresh()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        layout = column(self)
        layout.addWidget(self._kit.head(self._t("posts.heading"), self.call, self._count))
        layout.addWidget(rule())
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.refusal)
        layout.addWidget(self.watch)
        layout.addWidget(self._tools)
        layout.addWidget(self._foot)
        layout.addStretch(0)

    # -- what it is told

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        board = self._kit.board
        if change.reset:
            self._last_alarms.clear()
            self._note_alarms(board.alarms.keys() | board.closed.keys())
            views = {subject: self._view(subject) for subject in board.posts}
            self.model.replace(views, board.presence)
        else:
            self.model.take_out(change.posts.removed)
            touched = change.posts.added | change.posts.changed | change.presence
            touched |= self._note_alarms(change.alarms.added | change.alarms.changed)
            for subject in touched & board.posts.keys():
                self.model.put(self._view(subject), board.presence.get(subject))
        if change.age or change.reset:
            self._delegate.stale = board.marked_old
            self.list.viewport().update()
        if change.reset or change.posts:
            self._refresh()
        elif change.presence:
            self._count_online()

    def set_administers(self, administers: bool) -> None:
        """Whether this officer may add and revoke posts; the gateway checks it again."""
        self._administers = administers
        self._refresh()

    def choose(self, subject: str) -> None:
        """Mark a post and bring it into sight."""
        row = self.model.row_of(subject)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def texts(self) -> list[str]:
        """The rows as their words, and the refusal."""
        rows = [str(self.model.index(row).data()) for row in range(self.model.rowCount())]
        return [*rows, self.refusal.text()] if self.refusal.isVisible() else rows

    # -- what a person does

    def revoke(self) -> None:
        """Ask whether the chosen post is to be revoked."""
        self._tools.revoke()

    # -- inside

    def _chosen(self) -> PostRow | None:
        return self.model.row_at(self.list.currentIndex().row())

    def _refuse(self, sentence: str) -> None:
        show_refusal(self.refusal, sentence)

    def _on_current(self) -> None:
        show_refusal(self.refusal, "")
        self._refresh()

    def _note_alarms(self, incidents: Iterable[str]) -> set[str]:
        """The posts of these incidents. An alarm is no event of its post, whose view stays."""
        board, posts = self._kit.board, set()
        for incident in incidents:
            view = board.alarms.get(incident) or board.closed.get(incident)
            if isinstance(view, IncidentView):
                known = self._last_alarms.get(view.post, view.last_pressed_at)
                self._last_alarms[view.post] = max(known, view.last_pressed_at)
                posts.add(view.post)
        return posts

    def _view(self, post: str) -> PostView:
        """The post with its last alarm, whichever of the two knows of a later one."""
        view = self._kit.board.posts[post]
        times = [at for at in (view.last_alarm_at, self._last_alarms.get(post)) if at is not None]
        return msgspec.structs.replace(view, last_alarm_at=max(times, default=None))

    def _count_online(self) -> None:
        online, enrolled = self.model.online()
        said = self._t("posts.count", online=online, total=enrolled) if enrolled else ""
        self._count.setText(said)
        self.counted.emit(online, enrolled)

    def _refresh(self) -> None:
        self._count_online()
        count = self.model.rowCount()
        locked = not self._kit.board.officers
        self._empty.setText(self._t("posts.locked" if locked else "posts.empty"))
        self._empty.setVisible(not count)
        # A question names its post; at very large text it needs the room of the list.
        crowded = self._tools.asking and self._kit.theme.scaled(100) > ROOMY
        self.list.setVisible(bool(count) and not crowded)
        row = self._chosen()
        able = row is not None and row.view.enrolled and not row.view.revoked
        self.call.offer(row.view.subject if row is not None and able else "")
        self._foot.setVisible(self._administers and not self._tools.asking)
        aside = row is None or row.view.revoked or self._tools.asking
        self.watch.show_post(None if row is None or aside else row.view)
        if row is None or not self._administers:
            self._tools.show_device("", "", revoked=False)
        else:
            self._tools.show_device(row.view.subject, row.view.title, revoked=row.view.revoked)
