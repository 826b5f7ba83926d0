"""Saving the after-action report of an incident where the officer says."""

import logging
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QLineEdit

from console.models.report import Report, report
from console.screens.kit import Kit
from console.screens.panel import InlinePanel
from console.screens.timeline import titles
from gateway.protocol.views import IncidentView
from widgets.sheet import Section, Sheet, pdf
from widgets.theme import Size

logger = logging.getLogger(__name__)

#: The widths of the columns: times, agencies, history; and of the head, percent.
_SHARES: Final = ((6, 34, 28, 16, 16), (28, 12, 12, 12, 12, 12, 12), (26, 74))
_HEAD: Final = (22, 78)


class ReportPanel(InlinePanel):
    """A field with a sensible path; what was saved, and where, is said in place."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "reporting", key="Enter")
        self._view: IncidentView | None = None
        self._lines: dict[str, str] = {}
        self.path = QLineEdit()
        self.path.setAccessibleName(self._t("reporting.path"))
        self._saved = kit.label(size=Size.SMALL, ink="good", strong=True, wrap=True)
        self._saved.hide()
        self.body.addWidget(kit.label(self._t("reporting.path"), size=Size.SMALL, ink="dim"))
        self.body.addWidget(self.path)
        self.body.addWidget(self._saved)

    def open(self, view: IncidentView, lines: dict[str, str]) -> None:
        """Show it for an incident; ``lines`` are the words of its checklists."""
        self._view, self._lines = view, lines
        self.path.setText(str(_free(_folder() / f"{view.reference}.pdf")))
        self.refuse("")
        self._saved.hide()
        self.show()
        self.path.setFocus()

    def confirm(self) -> None:
        """Write the file; nothing that is there already is overwritten."""
        view, path = self._view, Path(self.path.text().strip()).expanduser()
        if view is None:
            return
        self._saved.hide()
        timeline = self._kit.board.timeline(view.subject)
        if not timeline.complete:
            self.refuse(self._t("reporting.incomplete"))
            return
        named = titles(self._kit) | self._lines
        now = self._kit.clock.now()
        made = report(view, timeline.entries, self._kit.words, named, now)
        try:
            # Refuses to overwrite, without a moment in which another could come in between.
            with path.open("xb") as file:
                file.write(pdf(_sheet(made), self._kit.theme.family))
        except FileExistsError:
            self.refuse(self._t("reporting.exists"))
        except (OSError, ValueError) as error:
            logger.info("report not written: %s", error)
            self.refuse(self._t("reporting.failed", path=path))
        else:
            self.refuse("")
            self._saved.setText(self._t("reporting.saved", path=path))
            self._saved.show()

    def texts(self) -> list[str]:
        """Where it was saved, or why not."""
        saved = [self._saved.text()] if self._saved.isVisible() else []
        return [*saved, *super().texts()]


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


def _folder() -> Path:
    where = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(where))
    return documents if documents.is_dir() else Path.home()


def _free(path: Path) -> Path:
    """The path, numbered if a file of this name is there."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
