"""The after-action report of an incident as a print."""

from typing import Final

from console.models.report import Report, report
from console.screens.kit import Kit
from console.screens.panel import InlinePanel
from console.screens.saving import SaveField
from console.screens.timeline import titles
from gateway.protocol.views import IncidentView
from widgets.sheet import Section, Sheet, pdf

#: The widths of the columns: times, agencies, history; and of the head, percent.
_SHARES: Final = ((6, 34, 28, 16, 16), (28, 12, 12, 12, 12, 12, 12), (26, 74))
_HEAD: Final = (22, 78)


class ReportPanel(InlinePanel):
    """Saved where the officer says."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "reporting", key="Enter")
        self._view: IncidentView | None = None
        self._lines: dict[str, str] = {}
        self.save = SaveField(kit)
        self.body.addWidget(self.save)

    def open(self, view: IncidentView, lines: dict[str, str]) -> None:
        """Show it for an incident; ``lines`` are the words of its checklists."""
        self._view, self._lines = view, lines
        self.save.offer(f"{view.reference}.pdf")
        self.show()
        self.save.path.setFocus()

    def confirm(self) -> None:
        """Write the file."""
        view = self._view
        if view is None:
            return
        timeline = self._kit.board.timeline(view.subject)
        if not timeline.complete:
            self.save.refuse(self._t("reporting.incomplete"))
            return
        named = titles(self._kit) | self._lines
        now = self._kit.clock.now()
        made = report(view, timeline.entries, self._kit.words, named, now)
        self.save.write(lambda: pdf(_sheet(made), self._kit.theme.family))

    def texts(self) -> list[str]:
        """Where it was saved, or why not."""
        return [*self.save.texts(), *super().texts()]


def _sheet(made: Report) -> Sheet:
    head = Section("", (), made.head, _HEAD)
    tables = zip(made.tables, _SHARES, strict=True)
    sections = [Section(each.heading, each.columns, each.rows, s) for each, s in tables]
    return Sheet(
        title=made.name,
        subtitle=made.title,
        mark=made.mark,
        sections=[head, *sections],
        foot=f"{made.reference} · {made.made}",
    )
