"""The posts: all of them with what is known, and what an administrator does with one."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QWidget

from console.board.changes import ChangeSet
from console.models.posts_model import PostRow, PostsModel
from console.screens.kit import Kit, column, rule, show_refusal
from gateway.protocol import commands
from gateway.protocol.messages import Ack
from gateway.protocol.views import IncidentView, PostView
from widgets.action_button import ActionButton
from widgets.post_row import PostRowDelegate
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
        self.list = QListView()
        self.list.setModel(self.model)
        self._delegate = PostRowDelegate(kit.theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._count = kit.label(size=Size.SMALL, ink="dim", tabular=True)
        self._empty = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self._empty.setContentsMargins(16, 16, 16, 16)
        self._add = ActionButton(
            kit.theme, self._t("posts.add"), "Ctrl+P", self._t("posts.add_hint")
        )
        self._tools = self._make_tools()
        self._question = self._make_question()
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
        layout.addWidget(self._kit.head(self._t("posts.heading"), self._count))
        layout.addWidget(rule())
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.refusal)
        layout.addWidget(self._question)
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
        row = self._chosen()
        if row is not None:
            self._question_text.setText(self._t("posts.revoke_question", post=row.view.title))
            self._question.show()
            self._tools.hide()
            self._sure.setFocus()

    def _revoke_now(self) -> None:
        row = self._chosen()
        if row is not None:
            body = commands.RevokeDevice(device=row.view.subject)
            self._kit.acts.do(body, done=lambda _: self._refresh(), refused=self._refuse)
        self._refresh()

    def _new_code(self) -> None:
        row = self._chosen()
        if row is None:
            return
        title = row.view.title

        def issued(ack: Ack) -> None:
            self.code_given.emit(title, ack.grant)

        body = commands.IssueCode(device=row.view.subject)
        self._kit.acts.do(body, done=issued, refused=self._refuse)

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
        self.list.setVisible(bool(count))
        row = self._chosen()
        self._question.hide()
        self._foot.setVisible(self._administers)
        self._tools.setVisible(self._administers and row is not None)
        if row is not None:
            self._revoke.setEnabled(not row.view.revoked)

    def _make_tools(self) -> QWidget:
        self._code = ActionButton(
            self._kit.theme, self._t("posts.code"), "", self._t("posts.code_hint")
        )
        self._revoke = ActionButton(
            self._kit.theme, self._t("posts.revoke"), "", self._t("posts.revoke_hint"), "warn"
        )
        self._code.clicked.connect(self._new_code)
        self._revoke.clicked.connect(self.revoke)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(16, 8, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._code)
        row.addWidget(self._revoke)
        row.addStretch(1)
        return tools

    def _make_question(self) -> QWidget:
        self._question_text = self._kit.label(size=Size.SMALL, wrap=True)
        self._sure = ActionButton(
            self._kit.theme,
            self._t("posts.revoke_sure"),
            "",
            self._t("posts.revoke_hint"),
            "danger",
        )
        back = ActionButton(self._kit.theme, self._t("act.back"), "", self._t("act.back_hint"))
        self._sure.clicked.connect(self._revoke_now)
        back.clicked.connect(self._refresh)
        question = QWidget()
        layout = column(question, gap=8)
        layout.setContentsMargins(16, 8, 16, 0)
        layout.addWidget(self._question_text)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sure)
        row.addWidget(back)
        row.addStretch(1)
        layout.addLayout(row)
        return question
