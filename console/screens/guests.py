"""Guests (Lapor Tamu): who is looked for by place, state and time; figures, reports, one report."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QWidget,
)

from console.board.changes import ChangeSet
from console.board.guests import wants_desk
from console.models.guest_rows import Figures, GuestRow, figure_row, guest_row, together
from console.models.rows_model import Reading, RowsModel
from console.screens.guest_detail import GuestDetail
from console.screens.guest_filter import GuestFilter
from console.screens.guest_printing import GuestPrintPanel
from console.screens.guest_reading import GuestReading
from console.screens.kit import Kit, column, rule, scrolled, show_refusal
from console.screens.panel import Choices
from gateway.protocol.enums import Role
from gateway.protocol.views import GuestFigureView
from widgets.action_button import ActionButton
from widgets.post_row import POST_ROLE, PostRowDelegate
from widgets.row_list import RowList
from widgets.theme import Size

#: What the list shows: what the desk should look at, reports that were found, figures of places.
SHEETS: Final = ("desk", "found", "figures")
#: From this width on list and report stand side by side, px; below, one of them.
SIDE_BY_SIDE: Final = 640
#: List and report are at least so high, px; a low window is scrolled.
LEAST: Final = 150
_UNBOUNDED: Final = 16_777_215  # QWIDGETSIZE_MAX
#: So often it is looked for anew while it is in sight, s.
AGAIN_S: Final = 60


class GuestsScreen(QWidget):
    """``left()`` when it is closed. Nothing of it is kept when nobody is signed in."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._selected = ""
        self._allowed = False
        self._seconds = 0
        self.filter = GuestFilter(kit)
        self.reading = GuestReading(kit, self.filter)
        self.sheets = Choices([self._t(f"guests.sheet.{n}") for n in SHEETS], numbered=False)
        reading = Reading[GuestRow](
            key=lambda row: row.key,
            words=lambda row: _said(row),
            roles={POST_ROLE: lambda row: row.cell},
        )
        self.model = RowsModel(reading, self)
        self.list = RowList(self.model)
        self.detail = GuestDetail(kit)
        self.printing = GuestPrintPanel(kit, self.filter)
        self.refusal = kit.refusal_line()
        self._line = rule()
        self._sum = kit.label(size=Size.SMALL, strong=True, wrap=True, tabular=True)
        self._empty = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        t, theme = self._t, self._kit.theme
        self.list.setItemDelegate(PostRowDelegate(theme, self.list))
        self._empty.setContentsMargins(16, 12, 16, 12)
        self.print = ActionButton(theme, t("guests.print"), "", t("guests.print_hint"))
        self._back = ActionButton(theme, t("act.shut"), "Esc", t("act.shut_hint"))
        top = column(gap=8)
        top.setContentsMargins(16, 10, 16, 10)
        for part in (self.filter, self._sum, self.sheets, self.refusal):
            top.addWidget(part)
        listing = QWidget()
        rows = column(listing)
        rows.addWidget(self._empty)
        rows.addWidget(self.list, 1)
        rows.addStretch(0)
        self._about = scrolled(self.detail)
        for high in (self.list, self._about):
            high.setMinimumHeight(theme.scaled(LEAST))
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(0)
        for shown, stretch in ((listing, 1), (self._line, 0), (self._about, 1)):
            self._body.addWidget(shown, stretch)
        inside = QWidget()
        parts = column(inside)
        parts.addWidget(self._kit.head(t("guests.heading"), self.print, self._back, edge=8))
        parts.addWidget(rule())
        parts.addWidget(self.printing)
        parts.addLayout(top)
        parts.addWidget(rule())
        parts.addLayout(self._body, 1)
        self._all = scrolled(inside)
        column(self).addWidget(self._all)

    def _connect(self) -> None:
        self.print.clicked.connect(self._begin_print)
        self._back.clicked.connect(self.left)
        self.filter.changed.connect(self.ask)
        self.sheets.chosen.connect(lambda _: self._show())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(self._on_activated)
        self.detail.changed.connect(self.ask)
        self.detail.panel_opened.connect(lambda: self._about.verticalScrollBar().setValue(0))
        self.detail.left.connect(self.list.setFocus)
        self.printing.left.connect(self._end_print)
        self.reading.read.connect(self._show)
        self.reading.refused.connect(lambda text: show_refusal(self.refusal, text))

    # -- what it is told

    def begin(self, selected: str) -> None:
        """Show what the desk should look at, else who is there; ``selected`` is the incident of
        the moment."""
        self._open(selected)
        self.sheets.set_current(0 if self._for_desk() else 1)
        self.ask()
        self.list.setFocus()

    def begin_at(self, area: str, rt: str, selected: str) -> None:
        """Show who is there at a place."""
        self._open(selected)
        self.filter.go_to(area, rt)
        self.sheets.set_current(1)
        self.ask()
        self.list.setFocus()

    def ask(self) -> None:
        """Look for it anew."""
        show_refusal(self.refusal, "" if self._allowed else self._t("guests.other_desk"))
        if self._allowed:
            self.reading.ask()
        self._show()

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        if self.isVisible() and (change.guests or change.partners or change.reset):
            self._show()

    def set_role(self, role: Role | None) -> None:
        """Who of the desk sits here; with nobody, nothing is kept."""
        self._allowed = role is not None
        self.print.setEnabled(self._allowed)
        self.printing.set_role(role)
        if role is None:
            self.forget()

    def forget(self) -> None:
        """Nothing of anybody stays here, nor what was looked for."""
        self.reading.forget()
        self.filter.forget()
        self.printing.forget()
        self.detail.forget()
        self.model.show(())
        self._sum.setText("")
        self._selected = ""
        show_refusal(self.refusal, "")

    def tick(self) -> None:
        """A second has passed."""
        self.detail.tick()
        self._seconds = (self._seconds + 1) % AGAIN_S
        if self._seconds == 0 and self.isVisible() and self._allowed:
            self.reading.ask()

    def choose(self, subject: str) -> None:
        """Mark a report and bring it into sight."""
        for number, row in enumerate(self.model.rows()):
            if row.key == subject:
                self.list.setCurrentIndex(self.model.index(number))

    def texts(self) -> list[str]:
        """The rows as their words, the sum, refusals and the report in sight."""
        rows = [str(self.model.index(row).data()) for row in range(self.model.rowCount())]
        beside = [line.text() for line in (self._sum, self.refusal) if line.isVisible()]
        return [*rows, *beside, *self.detail.texts(), *self.printing.texts()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another order."""
        super().resizeEvent(event)
        self._arrange()

    # -- inside

    def _open(self, selected: str) -> None:
        self._selected = selected
        self.filter.offer(post.place for post in self._kit.board.posts.values())
        self.printing.forget()

    def _for_desk(self) -> list[GuestFigureView]:
        found = [view for view in self._kit.board.guests.values() if wants_desk(view)]
        here = [view for view in found if self.filter.fits(view)]
        return sorted(here, key=lambda view: (view.sent_at, view.subject), reverse=True)

    def _rows(self) -> list[GuestRow]:
        words, now = self._kit.words, self._kit.clock.now()
        sheet = SHEETS[max(0, self.sheets.current())]
        if sheet == "figures":
            return [figure_row(each, words) for each in self.reading.figures()]
        shown = self._for_desk() if sheet == "desk" else self.reading.reports()
        return [guest_row(view, words, now) for view in shown]

    def _show(self) -> None:
        chosen = self.detail.subject
        self.model.show(self._rows())
        self.choose(chosen)
        count = self.model.rowCount()
        sheet = SHEETS[max(0, self.sheets.current())]
        self._empty.setText(self._t(f"guests.empty.{sheet}"))
        self._empty.setVisible(not count)
        self.list.setVisible(bool(count))
        self._say_sum(self.reading.figures())
        self._show_current()

    def _say_sum(self, figures: Sequence[Figures]) -> None:
        total = together(figures)
        said = self._t(
            "guests.sum",
            people=total.people,
            reports=total.reports,
            new=total.new,
            overdue=total.overdue,
            foreigners=total.foreigners,
        )
        self._sum.setText(f"{self.filter.said()}: {said}")

    def _on_current(self) -> None:
        self._show_current()

    def _show_current(self) -> None:
        row = self.model.row_at(self.list.currentIndex().row())
        view = row.view if row is not None else None
        newer = self._kit.board.guests.get(view.subject) if view is not None else None
        if view is not None and newer is not None and newer.version > view.version:
            view = newer
        self.detail.show_view(view, self._selected)
        self._arrange()

    def _on_activated(self, index: QModelIndex) -> None:
        """Enter on a place looks at it more closely."""
        row = self.model.row_at(index.row())
        if row is not None and row.area:
            self.filter.go_to(row.area, row.rt)
            self.sheets.set_current(1 if row.rt else 2)
            self.ask()

    def _begin_print(self) -> None:
        self.printing.open(self.reading.figures())
        self._arrange()

    def _end_print(self) -> None:
        self.printing.forget()
        self._arrange()
        self.list.setFocus()

    def _arrange(self) -> None:
        """Side by side where there is room; else the report below the list."""
        beside = self.width() >= self._kit.theme.scaled(SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(across if beside else down)
        self._line.setFixedSize(1 if beside else _UNBOUNDED, _UNBOUNDED if beside else 1)
        for part in (self._line, self._about):
            part.setVisible(bool(self.detail.subject))


def _said(row: GuestRow) -> str:
    cell = row.cell
    return " · ".join((cell.title, cell.state, cell.place, cell.detail))
