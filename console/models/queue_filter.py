"""Which incidents of the queue are wanted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from console.i18n import search_words
from console.models.queue_cells import ENDED, QueueRow
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
        return (state in ENDED) == (self is Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Every word of ``text`` must begin a word of the row, a short number be one of its words.

    No ``kinds`` means all kinds.
    """

    text: str = ""
    kinds: frozenset[Kind] = field(default_factory=frozenset)
    stage: Stage = Stage.OPEN

    @property
    def searches(self) -> bool:
        """Whether it looks for certain incidents: each is shown by itself then."""
        return bool(self.text.strip() or self.kinds) or self.stage is Stage.CLOSED

    @property
    def narrows(self) -> bool:
        """Whether it leaves out anything that is open."""
        return bool(self.text.strip() or self.kinds) or self.stage is not Stage.OPEN

    def test(self) -> Callable[[QueueRow], bool]:
        """A function that says whether a row is wanted, made once for many rows."""
        words = [_sought(word) for word in search_words(self.text)]
        # Tuples and not sets: members of an enum are hashed slowly and compared quickly.
        kinds = tuple(self.kinds or Kind)
        states = tuple(state for state in IncidentState if self.stage.holds(state))

        def takes(row: QueueRow) -> bool:
            if row.view.state not in states or row.view.kind not in kinds:
                return False
            return all(word in row.haystack for word in words)

        return takes


def _sought(word: str) -> str:
    # "petugas 2" must not find every incident of the year 2026.
    whole = len(word) <= 2 and word.isdigit()
    return f" {word} " if whole else f" {word}"
