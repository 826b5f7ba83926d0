"""Guests at the place of the incident that is shown: figures, and names where they were linked."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.board.changes import ChangeSet
from console.link.queries import Page
from console.models.guest_rows import (
    guest_views,
    linked_lines,
    neighbourhood,
    of_neighbourhoods,
    there_line,
)
from console.screens.kit import Kit, column
from gateway.protocol.queries import GuestReports
from gateway.protocol.views import GuestFigureView, IncidentView
from widgets.action_button import ActionButton
from widgets.theme import Size

#: The selection rests so long before it is asked for: a key held down asks nothing, ms.
REST_MS: Final = 250


class GuestsHere(QWidget):
    """``wanted(area, rt)`` opens the list of the place. Hidden while nobody is there, and for
    officers of other desks."""

    wanted = Signal(str, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        t = kit.words.t
        self._subject = ""
        self._allowed = False
        self._coming: list[GuestFigureView] = []
        self._line = kit.label(size=Size.SMALL, wrap=True, tabular=True)
        self._linked = kit.label(size=Size.SMALL, wrap=True)
        show = ActionButton(kit.theme, t("guests.show"), "", t("guests.show_hint"), "flat")
        show.clicked.connect(self._show_list)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._line, 1)
        row.addWidget(show)
        layout = column(self, gap=2)
        layout.setContentsMargins(20, 8, 20, 0)
        layout.addWidget(kit.heading(t("guests.here")))
        layout.addLayout(row)
        layout.addWidget(self._linked)
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self.ask)
        self.hide()

    def set_allowed(self, *, allowed: bool) -> None:
        """Whether this officer's desk may see guests."""
        self._allowed = allowed
        if not allowed:
            self.follow("")

    def follow(self, subject: str) -> None:
        """Another incident is shown."""
        self._subject = subject
        self._forget()
        if subject and self._allowed:
            self._rest.start()

    def take(self, change: ChangeSet) -> None:
        """A report that the desk looks at changed: maybe it was linked."""
        if change.guests and self._subject and self._allowed:
            self._rest.start()

    def ask(self, cursor: str | None = None) -> None:
        """Ask who is in its desa; without a link there is nothing to tell."""
        view = self._kit.board.incident(self._subject)
        if not isinstance(view, IncidentView) or not self._allowed:
            return
        if cursor is None:
            self._coming = []

        def taken(page: Page) -> None:
            if view.subject != self._subject or not self._allowed:
                return
            self._coming += guest_views(page)
            if page.next is not None:
                self.ask(page.next)
            else:
                self._show(view)

        asked = GuestReports(area=view.place.area, over=False, mode=view.mode)
        self._kit.acts.ask(
            asked, cursor=cursor, done=taken, refused=lambda _: None, whose="guests here"
        )

    def texts(self) -> list[str]:
        """Its lines, when it is in sight."""
        lines = (self._line, self._linked)
        return [line.text() for line in lines if line.text()] if self.isVisible() else []

    def _show(self, view: IncidentView) -> None:
        words, found = self._kit.words, self._coming
        near = f"{view.place.rt}/{view.place.rw}"
        figures = of_neighbourhoods(found, words)
        own = [each for each in figures if each.rt == near]
        # What was linked to it may be of another desa.
        known = {each.subject: each for each in (*self._kit.board.guests.values(), *found)}
        lines = linked_lines(known.values(), view.subject, words)
        self._line.setText(there_line(own, figures, words))
        self._linked.setText("\n".join(lines))
        self._linked.setVisible(bool(lines))
        self.setVisible(bool(found or lines))

    def _show_list(self) -> None:
        view = self._kit.board.incident(self._subject)
        if isinstance(view, IncidentView):
            near = f"{view.place.rt}/{view.place.rw}"
            known = any(neighbourhood(each) == near for each in self._coming)
            self.wanted.emit(view.place.area, near if known else "")

    def _forget(self) -> None:
        self._rest.stop()
        self._coming = []
        for label in (self._line, self._linked):
            label.setText("")
        self.hide()
