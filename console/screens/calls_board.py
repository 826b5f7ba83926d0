"""The supervisor's live board of calls and officers (Ctrl+G): who speaks, who is there."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from console.board.calling import SUPERVISES
from console.board.changes import ChangeSet
from console.i18n import ZONE
from console.link.queries import Page
from console.models.agent_rows import (
    AgentRow,
    agent_cell,
    agent_rows,
    call_cell,
    loads,
    running_calls,
)
from console.models.rows_model import Reading, RowsModel
from console.screens.kit import Kit, column, flowing, rule, show_refusal
from gateway.protocol.enums import CallState, Role
from gateway.protocol.queries import Calls
from gateway.protocol.views import CallView
from widgets.action_button import ActionButton
from widgets.content_list import ContentList
from widgets.post_row import POST_ROLE, PostRowDelegate
from widgets.theme import Size

#: The load is asked for again so long after calls changed, ms.
REST_MS: Final = 2000
_HEARD: Final = (CallState.ACTIVE, CallState.ON_HOLD, CallState.RECONNECTING)


class CallsBoard(QWidget):
    """``join_wanted(call, speak)``: listen in to that call, or speak too."""

    left = Signal()
    join_wanted = Signal(str, bool)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._supervises = False
        self._today: list[CallView] = []
        calls = Reading[CallView](
            key=lambda view: view.subject,
            words=lambda view: _said(call_cell(view, kit.words, kit.clock)),
            roles={POST_ROLE: lambda view: call_cell(view, kit.words, kit.clock)},
        )
        agents = Reading[AgentRow](
            key=lambda row: row.view.subject,
            words=lambda row: _said(agent_cell(row, kit.words, kit.clock)),
            roles={POST_ROLE: lambda row: agent_cell(row, kit.words, kit.clock)},
        )
        self.calls = RowsModel(calls, self)
        self.agents = RowsModel(agents, self)
        self.list, self._agents = self._list(self.calls), self._list(self.agents)
        self._none = kit.label(self._t("board.no_calls"), size=Size.SMALL, ink="dim", wrap=True)
        self._none.setContentsMargins(16, 8, 16, 8)
        self.refusal = kit.refusal_line()
        self._listen = self._button("listen", lambda: self.join(speak=False))
        self._speak = self._button("speak", lambda: self.join(speak=True))
        shut, hint = self._t("act.shut"), self._t("act.shut_hint")
        back = ActionButton(kit.theme, shut, "Esc", hint)
        back.clicked.connect(self.left)
        self._lay_out(back)
        self.list.selectionModel().currentChanged.connect(self._refresh_buttons)
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self.ask)

    def _lay_out(self, back: ActionButton) -> None:
        foot = column(gap=8)
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(self.refusal)
        foot.addWidget(flowing(self._listen, self._speak, back))
        layout = column(self)
        layout.addWidget(self._kit.head(self._t("board.calls")))
        layout.addWidget(rule())
        layout.addWidget(self._none)
        layout.addWidget(self.list)
        layout.addLayout(foot)
        layout.addWidget(self._kit.head(self._t("board.agents")))
        layout.addWidget(rule())
        layout.addWidget(self._agents)
        layout.addStretch(1)

    def set_role(self, role: Role | None) -> None:
        """Only supervisors listen in; the gateway checks it again."""
        self._supervises = role in SUPERVISES
        self._refresh_buttons()

    def begin(self) -> None:
        """It comes into sight."""
        self.ask()
        self._refresh()
        self.list.setFocus()

    def ask(self) -> None:
        """Have the calls of today sent, for the load."""
        now = self._kit.clock.now().astimezone(ZONE)
        midnight = datetime.combine(now.date(), time(), ZONE)
        asked = Calls(since=midnight)
        self._today = []

        def taken(page: Page) -> None:
            self._today += page.rows_as(CallView)
            if page.next is not None:
                self._ask_on(asked, page.next, taken)
            self._refresh()

        self._ask_on(asked, None, taken)

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        if not self.isVisible():
            return
        if change.calls:
            self._rest.start()
        if change.reset or change.calls or change.officers:
            self._refresh()

    def tick(self) -> None:
        """A second has passed."""
        for model in (self.calls, self.agents):
            model.tick(POST_ROLE)

    def texts(self) -> list[str]:
        """All rows, and the refusal."""
        models = (self.calls, self.agents)
        rows = [str(m.index(row).data()) for m in models for row in range(m.rowCount())]
        return [*rows, self.refusal.text()] if self.refusal.isVisible() else rows

    def join(self, *, speak: bool) -> None:
        """Listen in to the chosen call, or speak too."""
        view = self.calls.row_at(self.list.currentIndex().row())
        if view is None:
            self.refuse(self._t("board.choose"))
        elif view.state not in _HEARD:
            self.refuse(self._t("board.not_answered"))
        else:
            self.refuse("")
            self.join_wanted.emit(view.subject, speak)

    def refuse(self, sentence: str) -> None:
        """Say why not."""
        show_refusal(self.refusal, sentence)

    # -- inside

    def _ask_on(self, asked: Calls, cursor: str | None, taken: Callable[[Page], None]) -> None:
        self._kit.acts.ask(asked, cursor=cursor, done=taken, refused=self.refuse, whose="board")

    def _refresh(self) -> None:
        board = self._kit.board
        known = {view.subject: view for view in self._today} | dict(board.calls)
        chosen = self.calls.row_at(self.list.currentIndex().row())
        running = running_calls(board.calls.values())
        self.calls.show(running)
        self._choose(running, chosen)
        today = self._kit.clock.now().astimezone(ZONE).date()
        of_today = [v for v in known.values() if v.started_at.astimezone(ZONE).date() == today]
        self.agents.show(agent_rows(board.officers.values(), loads(of_today)))
        self._none.setVisible(not running)
        self.list.setVisible(bool(running))
        self._refresh_buttons()

    def _choose(self, running: list[CallView], chosen: CallView | None) -> None:
        subjects = [view.subject for view in running]
        at = subjects.index(chosen.subject) if chosen and chosen.subject in subjects else 0
        self.list.setCurrentIndex(self.calls.index(at))

    def _refresh_buttons(self) -> None:
        fits = self._supervises and bool(self.calls.rowCount())
        self._listen.setVisible(fits)
        self._speak.setVisible(fits)

    def _list(self, model: RowsModel[CallView] | RowsModel[AgentRow]) -> ContentList:
        made = ContentList()
        made.setModel(model)
        made.setItemDelegate(PostRowDelegate(self._kit.theme, made))
        return made

    def _button(self, name: str, act: Callable[[], None]) -> ActionButton:
        hint = self._t(f"board.{name}_hint")
        button = ActionButton(self._kit.theme, self._t(f"board.{name}"), "", hint)
        button.clicked.connect(act)
        return button


def _said(cell: object) -> str:
    return " · ".join(
        getattr(cell, name) for name in ("title", "state", "place", "detail") if getattr(cell, name)
    )
