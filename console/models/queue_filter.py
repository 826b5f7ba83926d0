"""Which incidents of the queue are wanted."""

from dataclasses import dataclass, field
from enum import Enum

from console.i18n import search_words
from console.models.queue_cells import QueueRow
from gateway.protocol.enums import IncidentState, Kind


class Stage(Enum):
    """A part of the queue by state."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"

    def holds(self, state: IncidentState) -> bool:
        """Whether an incident in that state belongs here."""
        if self is Stage.WAITING:
            return state is IncidentState.WAITING
        return (state is IncidentState.CLOSED) == (self is Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Every word of ``text`` must begin a word of the row, a short number be one of its words.

    No ``kinds`` means all kinds.
    """

    text: str = ""
    kinds: frozenset[Kind] = field(default_factory=frozenset)
    stage: Stage = Stage.OPEN

    @property
    def narrows(self) -> bool:
        """Whether it leaves out anything that is open."""
        return bool(self.text.strip() or self.kinds) or self.stage is not Stage.OPEN

    def takes(self, row: QueueRow) -> bool:
        """Whether a row is wanted."""
        if not self.stage.holds(row.view.state):
            return False
        if self.kinds and row.view.kind not in self.kinds:
            return False
        return all(_sought(word) in row.haystack for word in search_words(self.text))


def _sought(word: str) -> str:
    # "petugas 2" must not find every incident of the year 2026.
    whole = len(word) <= 2 and word.isdigit()
    return f" {word} " if whole else f" {word}"
