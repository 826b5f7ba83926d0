"""The directory of agencies, and what an administrator does with one of them."""

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.board.changes import ChangeSet
from console.models.agency_rows import agency_cell, agency_order, kecamatan_of
from console.models.call_parties import agency_phone
from console.models.rows_model import Reading, RowsModel
from console.screens.calls_button import CallButton
from console.screens.kit import Kit, column, flowing, rule, show_refusal
from gateway.protocol.commands import ChangeAgency
from gateway.protocol.views import AgencyView
from widgets.action_button import ActionButton
from widgets.post_row import POST_ROLE, PostCell, PostRowDelegate
from widgets.row_list import RowList
from widgets.theme import Size


class AgenciesScreen(QWidget):
    """``edit_wanted(AgencyView or None)`` opens the form, with None for a new one."""

    edit_wanted = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._administers = False
        reading = Reading[AgencyView](
            key=lambda view: view.subject,
            words=lambda view: _said(self._cell(view)),
            roles={POST_ROLE: self._cell},
        )
        self.model = RowsModel(reading, self)
        self.list = RowList(self.model)
        self.list.setItemDelegate(PostRowDelegate(kit.theme, self.list))
        self.refusal = kit.refusal_line()
        self.refusal.setContentsMargins(16, 8, 16, 0)
        self.call = CallButton(kit)
        self._count = kit.label(size=Size.SMALL, ink="dim", tabular=True)
        self._empty = kit.label(self._t("agencies.empty"), size=Size.SMALL, ink="dim", wrap=True)
        self._empty.setContentsMargins(16, 16, 16, 16)
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._refresh)
        self.list.doubleClicked.connect(self._edit)
        self._refresh()

    def _lay_out(self) -> None:
        theme, t = self._kit.theme, self._t
        self._add = ActionButton(theme, t("agencies.add"), "", t("agencies.add_hint"))
        self._change = ActionButton(theme, t("agencies.change"), "", t("agencies.change_hint"))
        self._retire = ActionButton(
            theme, t("agencies.retire"), "", t("agencies.retire_hint"), "warn"
        )
        back = ActionButton(theme, t("act.shut"), "Esc", t("act.shut_hint"))
        self._add.clicked.connect(lambda: self.edit_wanted.emit(None))
        self._change.clicked.connect(self._edit)
        self._retire.clicked.connect(self.retire)
        back.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(flowing(self._add, self._change, self._retire, back))
        layout = column(self)
        layout.addWidget(self._kit.head(t("agencies.heading"), self.call, self._count))
        layout.addWidget(rule())
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.refusal)
        layout.addLayout(foot)

    # -- what it is told

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        if change.reset or change.agencies or change.posts or change.partners:
            chosen = self._chosen()
            views = sorted(self._kit.board.agencies.values(), key=agency_order)
            self.model.show(views)
            if chosen is not None:
                self.choose(chosen.subject)
            self._refresh()

    def set_administers(self, administers: bool) -> None:
        """Whether this officer may change the directory; the gateway checks it again."""
        self._administers = administers
        self._refresh()

    def choose(self, subject: str) -> None:
        """Mark an agency and bring it into sight."""
        for number, view in enumerate(self.model.rows()):
            if view.subject == subject:
                self.list.setCurrentIndex(self.model.index(number))

    def texts(self) -> list[str]:
        """The rows as their words, and the refusal."""
        rows = [str(self.model.index(row).data()) for row in range(self.model.rowCount())]
        return [*rows, self.refusal.text()] if self.refusal.isVisible() else rows

    # -- what a person does

    def retire(self) -> None:
        """Take the chosen agency out of service, or back into it."""
        view = self._chosen()
        if view is None or not self._administers:
            return
        show_refusal(self.refusal, "")
        card = replace(view.card, retired=not view.card.retired)
        body = ChangeAgency(subject=view.subject, agency=card)
        self._kit.acts.do(body, refused=lambda text: show_refusal(self.refusal, text))

    def _edit(self) -> None:
        view = self._chosen()
        if view is not None and self._administers:
            self.edit_wanted.emit(view)

    # -- inside

    def _chosen(self) -> AgencyView | None:
        return self.model.row_at(self.list.currentIndex().row())

    def _cell(self, view: AgencyView) -> PostCell:
        named = kecamatan_of(self._kit.board.posts.values())
        return agency_cell(view, self._kit.words, named)

    def _refresh(self) -> None:
        view, count = self._chosen(), self.model.rowCount()
        self._count.setText(str(count) if count else "")
        self._empty.setVisible(not count)
        self.list.setVisible(bool(count))
        self.call.offer(agency_phone(self._kit.board, view.subject) if view is not None else "")
        self._add.setVisible(self._administers)
        for button in (self._change, self._retire):
            button.setVisible(self._administers and view is not None)
        retired = view is not None and view.card.retired
        self._retire.setText(self._t("agencies.restore" if retired else "agencies.retire"))
        self._retire.updateGeometry()


def _said(cell: PostCell) -> str:
    return " · ".join((cell.title, cell.state, cell.place, cell.detail))
