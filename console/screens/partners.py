"""The phones of Ketua RT, Linmas and crews: who has one, and what an administrator does with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.board.changes import ChangeSet
from console.models.partner_rows import partner_cell, partner_order, reach_line
from console.models.rows_model import Reading, RowsModel
from console.screens.calls_button import CallButton
from console.screens.device_tools import DeviceTools
from console.screens.kit import Kit, column, flowing, rule, show_refusal
from gateway.protocol.commands import ProveNumber
from gateway.protocol.enums import NumberState
from gateway.protocol.views import PartnerView
from widgets.action_button import ActionButton
from widgets.post_row import POST_ROLE, PostCell, PostRowDelegate
from widgets.row_list import RowList
from widgets.theme import Size


class PartnersScreen(QWidget):
    """``add_wanted()`` opens the form; ``code_given(title, grant)`` shows a new code."""

    add_wanted = Signal()
    code_given = Signal(str, object)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._administers = False
        reading = Reading[PartnerView](
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
        self.tools = DeviceTools(kit, "partners")
        self.reach = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self.reach.setContentsMargins(16, 8, 16, 0)
        self._count = kit.label(size=Size.SMALL, ink="dim", tabular=True)
        self._empty = kit.label(self._t("partners.empty"), size=Size.SMALL, ink="dim", wrap=True)
        self._empty.setContentsMargins(16, 16, 16, 16)
        self._lay_out()
        self.tools.code_given.connect(self.code_given)
        self.tools.refused.connect(lambda text: show_refusal(self.refusal, text))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._refresh()

    def _lay_out(self) -> None:
        theme, t = self._kit.theme, self._t
        self._add = ActionButton(theme, t("partners.add"), "", t("partners.add_hint"))
        back = ActionButton(theme, t("act.shut"), "Esc", t("act.shut_hint"))
        self._prove = ActionButton(theme, t("partners.prove"), "", t("partners.prove_hint"))
        self._prove.clicked.connect(self._prove_number)
        self._add.clicked.connect(self.add_wanted)
        back.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(flowing(self._prove, self._add, back))
        layout = column(self)
        layout.addWidget(self._kit.head(t("partners.heading"), self.call, self._count))
        layout.addWidget(rule())
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        layout.addWidget(self.reach)
        layout.addWidget(self.refusal)
        layout.addWidget(self.tools)
        layout.addLayout(foot)

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        if change.reset or change.partners or change.posts or change.agencies:
            chosen = self._chosen()
            self.model.show(sorted(self._kit.board.partners.values(), key=partner_order))
            if chosen is not None:
                self.choose(chosen.subject)
            self._refresh()

    def set_administers(self, administers: bool) -> None:
        """Whether this officer may add and revoke phones; the gateway checks it again."""
        self._administers = administers
        self._refresh()

    def choose(self, subject: str) -> None:
        """Mark a phone and bring it into sight."""
        for number, view in enumerate(self.model.rows()):
            if view.subject == subject:
                self.list.setCurrentIndex(self.model.index(number))

    def texts(self) -> list[str]:
        """The rows as their words, and the refusal."""
        rows = [str(self.model.index(row).data()) for row in range(self.model.rowCount())]
        return [*rows, self.refusal.text()] if self.refusal.isVisible() else rows

    def _prove_number(self) -> None:
        """Have a code sent to the number; the partner enters it or replies."""
        view = self._chosen()
        if view is not None:
            show_refusal(self.refusal, "")
            body = ProveNumber(partner=view.subject)
            self._kit.acts.do(body, refused=lambda text: show_refusal(self.refusal, text))

    def _on_current(self) -> None:
        show_refusal(self.refusal, "")
        self._refresh()

    def _chosen(self) -> PartnerView | None:
        return self.model.row_at(self.list.currentIndex().row())

    def _cell(self, view: PartnerView) -> PostCell:
        return partner_cell(view, self._kit.board, self._kit.words, self._kit.clock.now())

    def _refresh(self) -> None:
        view, count = self._chosen(), self.model.rowCount()
        self._count.setText(str(count) if count else "")
        self._empty.setVisible(not count)
        self.list.setVisible(bool(count))
        able = view is not None and view.enrolled and not view.revoked
        self.call.offer(view.subject if view is not None and able else "")
        self._add.setVisible(self._administers)
        unproven = able and view is not None and view.number is not NumberState.PROVEN
        self._prove.setVisible(self._administers and unproven)
        self.reach.setText(reach_line(view, self._kit.words) if view is not None else "")
        self.reach.setVisible(able)
        if view is None or not self._administers:
            self.tools.show_device("", "", revoked=False)
        else:
            self.tools.show_device(view.subject, view.title, revoked=view.revoked)


def _said(cell: PostCell) -> str:
    return " · ".join((cell.title, cell.state, cell.place, cell.detail))
