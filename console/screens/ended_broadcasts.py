"""The broadcasts that are over: what came of each, in a few quiet lines."""

from typing import Final

from PySide6.QtWidgets import QWidget

from console.models.broadcast_lines import counts_line, ended_line, neighbours_line
from console.screens.kit import Kit, clear, column
from gateway.protocol.views import BroadcastView
from widgets.theme import Size

#: So many are shown, the last that ended first.
SHOWN: Final = 12


class EndedBroadcasts(QWidget):
    """What ended in the running shift, or later while this console looked on."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._lines: list[tuple[str, str]] = []
        self._list = QWidget()
        self._rows = column(self._list, gap=8)
        self._rows.setContentsMargins(16, 4, 16, 12)
        layout = column(self)
        layout.addWidget(kit.head(kit.words.t("broadcast.ended")))
        layout.addWidget(self._list)
        self.hide()

    def refresh(self) -> None:
        """Show what is over now."""
        over = [view for view in self._kit.board.broadcasts.values() if view.ended_at is not None]
        over.sort(key=lambda view: (view.ended_at, view.subject), reverse=True)
        lines = [self._line(view) for view in over[:SHOWN]]
        if lines != self._lines:
            self._lines = lines
            clear(self._rows)
            for head, outcome in lines:
                self._rows.addWidget(self._row(head, outcome))
        self.setVisible(bool(lines))

    def texts(self) -> list[str]:
        """What the lines say."""
        return [text for line in self._lines for text in line if text]

    def _line(self, view: BroadcastView) -> tuple[str, str]:
        words = self._kit.words
        said = (counts_line(view, words), neighbours_line(view.answers, words))
        outcome = " · ".join(part for part in said if part)
        return ended_line(view, words, self._kit.clock.now()), outcome

    def _row(self, head: str, outcome: str) -> QWidget:
        row = QWidget()
        layout = column(row, gap=2)
        layout.addWidget(self._kit.label(head, size=Size.SMALL, wrap=True))
        layout.addWidget(
            self._kit.label(outcome, size=Size.SMALL, ink="dim", wrap=True, tabular=True)
        )
        return row
