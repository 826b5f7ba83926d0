"""The timeline of the incident that is shown: all journal entries, and what is asked for them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from console.link.queries import Page
from console.models.timeline_model import TimelineModel
from console.screens.kit import Kit
from gateway.protocol import queries
from gateway.protocol.messages import EventItem
from gateway.protocol.views import IncidentView
from widgets.timeline_row import TimelineDelegate


class TimelineList(QListView):
    """Stays at its end while it grows, unless somebody has scrolled up."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._subject = ""
        self._family: list[str] = []
        self.entries = TimelineModel(kit.words, self)
        self.setModel(self.entries)
        self.setItemDelegate(TimelineDelegate(kit.theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(kit.theme.scaled(80))
        self._at_end = True
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        # It grows, or its place becomes lower: the newest line stays in sight.
        bar.rangeChanged.connect(self._keep_end)

    def follow(self, subject: str) -> None:
        """Show another incident's timeline."""
        self._subject = subject
        self._family = self._kit.board.with_merged(subject)
        self._at_end = True
        self.entries.clear()

    def refresh(self, lines: dict[str, str]) -> None:
        """Show what is held; ``lines`` are the words of checklists by ``card/item``."""
        timeline = self._kit.board.timeline(self._subject)
        self.entries.show(timeline.entries, titles(self._kit) | lines)

    def ask_merged(self) -> None:
        """Have the timelines of reports sent that were merged into this incident meanwhile."""
        family = self._kit.board.with_merged(self._subject)
        if family != self._family:
            self._family = family
            self.ask()

    def ask(self, cursor: str | None = None) -> None:
        """Have what is missing sent, page by page, then what was said in merged reports."""
        board, shown = self._kit.board, self._subject
        wanted = (each for each in self._family if each and not board.timeline(each).complete)
        subject = next(wanted, "")
        if not subject:
            return

        def taken(page: Page) -> None:
            board.fill_timeline(subject, page.rows_as(EventItem), page.next is None)
            if shown == self._subject:
                self.ask(page.next)

        self._kit.acts.ask(
            queries.Timeline(subject=subject), cursor=cursor, done=taken, refused=lambda _: None
        )

    def texts(self) -> list[str]:
        """Its lines."""
        return [str(self.entries.index(row).data()) for row in range(self.entries.rowCount())]

    def _on_scrolled(self, value: int) -> None:
        self._at_end = value >= self.verticalScrollBar().maximum()

    def _keep_end(self) -> None:
        if self._at_end:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())


def titles(kit: Kit) -> dict[str, str]:
    """The names of officers and consoles, and the numbers of incidents, by subject."""
    board = kit.board
    named = {subject: view.title for subject, view in board.officers.items()}
    named |= {subject: view.title for subject, view in board.consoles.items()}
    for views in (board.alarms, board.closed):
        named |= {s: view.reference for s, view in views.items() if isinstance(view, IncidentView)}
    return named
