"""One event or several: merge, link and split, from suggestions or by a search."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from console.board.nearby import Suggestion, sought, suggestions, survivor
from console.i18n import ICONS, search_words
from console.link.queries import Page
from console.models.dispatch import OVER
from console.models.queue_cells import SHAPES, mode_tag
from console.models.rows_model import Reading, RowsModel
from console.screens.chat_pictures import ChatPictures
from console.screens.kit import Kit, clear, column
from console.screens.panel import InlinePanel
from gateway.protocol.queries import Incidents
from gateway.protocol.views import IncidentView
from widgets.action_button import ActionButton
from widgets.content_list import ContentList
from widgets.suggestion_row import SUGGESTION_ROLE, SuggestionCell, SuggestionDelegate
from widgets.theme import Size

#: So many are offered; the likeliest come first.
OFFERED: Final = 4
#: A search begins with so many letters, and after so long a pause, ms.
_LETTERS: Final = 3
_PAUSE_MS: Final = 200
#: What was pressed longer before or after is told by its time of day, minutes.
_RECENT_MIN: Final = 90


class JoinPanel(InlinePanel):
    """``merge_wanted(incident, into)``, ``link_wanted(other)``, ``split_wanted(press)``."""

    merge_wanted = Signal(str, str)
    link_wanted = Signal(str)
    split_wanted = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "joining", key="Enter")
        self._view: IncidentView | None = None
        self._asked: list[IncidentView] = []
        self._pictures = ChatPictures(kit, self._repaint)
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
        self.field = QLineEdit()
        self.field.setPlaceholderText(self._t("joining.search"))
        self._none = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self._link = ActionButton(
            kit.theme, self._t("joining.link"), "Ctrl+K", self._t("joining.link_hint")
        )
        self._link.clicked.connect(self.link)
        self._presses = column(gap=4)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.search)
        self.field.textEdited.connect(self._on_edited)
        for part in (self.field, self._none, self.list):
            self.body.addWidget(part)
        self.body.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._presses)

    def open(self, view: IncidentView) -> None:
        """Show what may be the same event as this incident."""
        self._view = view
        self.field.clear()
        self._asked = []
        self._pictures.forget_failed()
        self.refuse("")
        self.take(view)
        self.show()
        if self.model.rowCount():
            self._choose_first()
            self.list.setFocus()
        else:
            self.field.setFocus()

    def take(self, view: IncidentView) -> None:
        """Something changed on the board."""
        self._view = view
        found = self._found(view)
        self.model.show(found)
        for widget in (self.list, self.sure, self._link):
            widget.setVisible(bool(found))
        self._none.setText(self._t("joining.nothing" if self._sought() else "joining.none"))
        self._none.setVisible(not found)
        self._offer_presses(view)

    def search(self) -> None:
        """Ask for reports of any time by number, desa, post or kind."""
        text = self.field.text().strip()
        if len(text) >= _LETTERS:
            self._kit.acts.ask(Incidents(text=text), done=self._on_page, refused=self.refuse)

    def confirm(self) -> None:
        """Merge with the chosen one, in the direction that its row tells."""
        view, chosen = self._view, self.model.row_at(self.list.currentIndex().row())
        if view is None or chosen is None:
            self.refuse(self._t("joining.choose"))
            return
        if not chosen.joins(view):
            self.refuse(self._t("joining.only_link"))
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
        """Ctrl+K links, the arrow goes from the search to what it found; the rest as always."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_K:
            self.link()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self.model.rowCount():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    # -- inside

    def _sought(self) -> list[str]:
        return search_words(self.field.text())

    def _on_edited(self) -> None:
        self._asked = []
        self.refuse("")
        if self._view is not None:
            self.take(self._view)
            self._choose_first()
        self._pause.start()

    def _on_page(self, page: Page) -> None:
        self._asked = page.rows_as(IncidentView)
        if self._view is not None and self.isVisible():
            self.take(self._view)
            self._choose_first()

    def _found(self, view: IncidentView) -> list[Suggestion]:
        """What is near, or what was searched for: of this shift at once, older ones when asked."""
        board, words = self._kit.board, self._sought()
        if not words:
            return suggestions(view, board.alarms.values())[:OFFERED]
        held = (*board.alarms.values(), *board.closed.values())
        here = [each for each in held if _fits(self._kit.words.haystack(each, ""), words)]
        known = {each.subject for each in here}
        older = [each for each in self._asked if each.subject not in known]
        return sought(view, (*here, *older))[:OFFERED]

    def _choose_first(self) -> None:
        if self.model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))

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
        photo = other.photo
        return SuggestionCell(
            icon=ICONS[other.kind],
            ink=SHAPES[other.priority].value,
            picture=self._pictures.thumbnail(other.subject, photo) if photo else None,
            title=f"{words.kind(other.kind)} · {other.reference}",
            place=f"{other.post_title} · {words.place(other.place)}",
            near=" · ".join(part for part in self._nearness(each) if part),
            outcome=words.t(self._outcome(each)),
        )

    def _nearness(self, each: Suggestion) -> tuple[str, ...]:
        words = self._kit.words
        mode = mode_tag(each.view, words)
        minutes = round(abs(each.later).total_seconds() / 60)
        when = "joining.later" if each.later.total_seconds() > 0 else "joining.earlier"
        time = words.t(when, n=minutes)
        if minutes > _RECENT_MIN:
            time = words.moment(each.view.pressed_at, self._kit.clock.now())
        away = "" if each.distance_m is None else words.distance(each.distance_m)
        return (mode.text if mode is not None else "", away, time)

    def _outcome(self, each: Suggestion) -> str:
        if self._view is not None and not each.joins(self._view):
            return "joining.link_only"
        here = self._survivor(each) != each.view.subject
        return "joining.comes_here" if here else "joining.goes_there"

    def _repaint(self) -> None:
        self.model.tick(SUGGESTION_ROLE)

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


def _fits(haystack: str, words: list[str]) -> bool:
    return all(f" {word}" in haystack for word in words)


def _said(cell: SuggestionCell) -> tuple[str, ...]:
    return cell.title, cell.near, cell.place, cell.outcome
