"""What the gateway answers about guests: reports that were looked for, and figures of places."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from console.link.queries import Page
from console.models.guest_rows import Figures, guest_views, of_counts, of_neighbourhoods
from console.screens.guest_filter import GuestFilter
from console.screens.kit import Kit
from gateway.protocol.queries import GuestCounts, GuestReports
from gateway.protocol.views import GuestCountRow, GuestFigureView

#: So many reports are read at most; a narrower place finds the others.
MOST: Final = 400


class GuestReading(QObject):
    """``read()`` when something came; ``refused(sentence)``. Answers to a question that is no
    longer asked are dropped."""

    read = Signal()
    refused = Signal(str)

    def __init__(self, kit: Kit, filter_: GuestFilter) -> None:
        super().__init__()
        self._kit = kit
        self._filter = filter_
        self._asked: GuestReports | None = None
        self._counted: GuestCounts | GuestReports | None = None
        self._reports: list[GuestFigureView] = []
        self._figures: list[Figures] = []

    def ask(self) -> None:
        """Look for what the filter says now."""
        self._asked = self._filter.asked()
        self._ask_reports(self._asked, None, [])
        area, mode = self._filter.area or None, self._filter.chosen_mode
        if self._filter.village.value:
            self._counted = GuestReports(area=area, over=False, mode=mode)
            self._count_here(self._counted, None, [])
        else:
            self._counted = GuestCounts(area=area, mode=mode)
            self._count_all(self._counted, None, [])

    def forget(self) -> None:
        """Nothing was asked, nothing is known."""
        self._asked = self._counted = None
        self._reports, self._figures = [], []

    def reports(self) -> Sequence[GuestFigureView]:
        """Those that were found, newest first."""
        return [view for view in self._reports if self._filter.fits(view)]

    def figures(self) -> Sequence[Figures]:
        """Of each desa; of each RT where a desa was chosen."""
        rt = self._filter.rt.value
        return [each for each in self._figures if rt in ("", each.rt)]

    def _ask_reports(
        self, ask: GuestReports, cursor: str | None, before: list[GuestFigureView]
    ) -> None:
        def taken(page: Page) -> None:
            found = [*before, *guest_views(page)]
            if ask is not self._asked:
                return
            if page.next is not None and len(found) < MOST:
                self._ask_reports(ask, page.next, found)
                return
            self._reports = found
            self.read.emit()

        self._ask(ask, cursor, taken, "found")

    def _count_here(
        self, ask: GuestReports, cursor: str | None, before: list[GuestFigureView]
    ) -> None:
        """A desa has so few that its RT are counted here."""

        def taken(page: Page) -> None:
            found = [*before, *guest_views(page)]
            if ask is not self._counted:
                return
            if page.next is not None:
                self._count_here(ask, page.next, found)
                return
            self._figures = of_neighbourhoods(found, self._kit.words)
            self.read.emit()

        self._ask(ask, cursor, taken, "here")

    def _count_all(self, ask: GuestCounts, cursor: str | None, before: list[GuestCountRow]) -> None:
        def taken(page: Page) -> None:
            found = [*before, *page.rows_as(GuestCountRow)]
            if ask is not self._counted:
                return
            if page.next is not None:
                self._count_all(ask, page.next, found)
                return
            self._figures = of_counts(found)
            self.read.emit()

        self._ask(ask, cursor, taken, "counts")

    def _ask(
        self,
        ask: GuestReports | GuestCounts,
        cursor: str | None,
        taken: Callable[[Page], None],
        whose: str,
    ) -> None:
        self._kit.acts.ask(
            ask, cursor=cursor, done=taken, refused=self.refused.emit, whose=f"guests {whose}"
        )
