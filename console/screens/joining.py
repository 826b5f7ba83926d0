"""One event or several: merge, link and split, from suggestions."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from console.board.nearby import Suggestion, suggestions, survivor
from console.i18n import ICONS
from console.models.dispatch import OVER
from console.models.queue_cells import SHAPES
from console.models.rows_model import Reading, RowsModel
from console.screens.kit import Kit, clear, column
from console.screens.panel import InlinePanel
from gateway.protocol.views import IncidentView
from widgets.action_button import ActionButton
from widgets.content_list import ContentList
from widgets.suggestion_row import SUGGESTION_ROLE, SuggestionCell, SuggestionDelegate
from widgets.theme import Size

#: So many are offered; the likeliest come first.
OFFERED: Final = 4


class JoinPanel(InlinePanel):
    """``merge_wanted(incident, into)``, ``link_wanted(other)``, ``split_wanted(press)``."""

    merge_wanted = Signal(str, str)
    link_wanted = Signal(str)
    split_wanted = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "joining", key="Enter")
        self._view: IncidentView | None = None
        reading = Reading[Suggestion](
            key=lambda each: each.view.subject,
            words=lambda each: " · ".join(_said(self._cell(each))),
            roles={SUGGESTION_ROLE: self._cell},
        )
        self.model = RowsModel(reading, self)
        self.list = ContentList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(SuggestionDelegate(kit.theme, kit.icons, self.list))
        self.list.doubleClicked.connect(self.confirm)
        self._none = kit.label(self._t("joining.none"), size=Size.SMALL, ink="dim", wrap=True)
        self._link = ActionButton(
            kit.theme, self._t("joining.link"), "Ctrl+K", self._t("joining.link_hint")
        )
        self._link.clicked.connect(self.link)
        self._presses = column(gap=4)
        self.body.addWidget(self._none)
        self.body.addWidget(self.list)
        self.body.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._presses)

    def open(self, view: IncidentView) -> None:
        """Show what may be the same event as this incident."""
        self._view = view
        self.refuse("")
        self.take(view)
        self.show()
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus()
        else:
            self.setFocus()

    def take(self, view: IncidentView) -> None:
        """Something changed on the board."""
        self._view = view
        found = suggestions(view, self._kit.board.alarms.values())[:OFFERED]
        self.model.show(found)
        for widget in (self.list, self.sure, self._link):
            widget.setVisible(bool(found))
        self._none.setVisible(not found)
        self._offer_presses(view)

    def confirm(self) -> None:
        """Merge with the chosen one, in the direction that its row tells."""
        view, chosen = self._view, self.model.row_at(self.list.currentIndex().row())
        if view is None or chosen is None:
            self.refuse(self._t("joining.choose"))
            return
        into = self._survivor(chosen)
        other = view.subject if into == chosen.view.subject else chosen.view.subject
        self.refuse("")
        self.merge_wanted.emit(other, into)

    def link(self) -> None:
        """Note on both that they have to do with each other."""
        chosen = self.model.row_at(self.list.currentIndex().row())
        if chosen is not None:
            self.refuse("")
            self.link_wanted.emit(chosen.view.subject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+K links; the rest as in every panel."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_K:
            self.link()
        else:
            super().keyPressEvent(event)

    def _survivor(self, chosen: Suggestion) -> str:
        view, board = self._view or chosen.view, self._kit.board
        pair = (view.subject, chosen.view.subject)
        at_work = frozenset(
            subject
            for subject in pair
            if any(task.state not in OVER for task in board.tasks_of(subject))
        )
        return survivor(view, chosen.view, at_work=at_work)

    def _cell(self, each: Suggestion) -> SuggestionCell:
        words, other = self._kit.words, each.view
        minutes = round(abs(each.later).total_seconds() / 60)
        when = "joining.later" if each.later.total_seconds() > 0 else "joining.earlier"
        near = (words.distance(each.distance_m), words.t(when, n=minutes))
        here = self._survivor(each) != other.subject
        outcome = "joining.comes_here" if here else "joining.goes_there"
        return SuggestionCell(
            icon=ICONS[other.kind],
            ink=SHAPES[other.priority].value,
            title=f"{words.kind(other.kind)} · {other.reference}",
            place=f"{other.post_title} · {words.place(other.place)}",
            near=" · ".join(near),
            outcome=words.t(outcome),
        )

    def _offer_presses(self, view: IncidentView) -> None:
        """Later presses may have been about something else."""
        clear(self._presses)
        before: QWidget = self.list
        for number, press in enumerate(view.press_ids[1:], start=2):
            button = QPushButton(self._t("joining.split", n=number))
            button.setProperty("tone", "choice")
            button.setToolTip(self._t("joining.split_hint"))
            button.clicked.connect(lambda _=False, press=press: self.split_wanted.emit(press))
            self._presses.addWidget(button)
            QWidget.setTabOrder(before, button)
            before = button


def _said(cell: SuggestionCell) -> tuple[str, ...]:
    return cell.title, cell.near, cell.place, cell.outcome
