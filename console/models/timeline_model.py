"""The timeline of the selected incident as a Qt model."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.board.timeline import Entry
from console.i18n import Words
from console.models.sentences import timeline_entry
from gateway.protocol.events import MessagesMarked
from widgets.timeline_row import ENTRY_ROLE, TimelineEntry

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class TimelineModel(QAbstractListModel):
    """Entries in the journal's order. What was held stays; only what is new is told.

    How far a message came is told by the message itself, in the conversation."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._numbers: list[int] = []
        self._entries: list[TimelineEntry] = []

    def show(self, entries: Sequence[Entry], titles: Mapping[str, str]) -> None:
        """Hold exactly these, oldest first."""
        entries = [entry for entry in entries if not isinstance(entry.event, MessagesMarked)]
        numbers = [entry.seq for entry in entries]
        held = len(self._numbers)
        grown = numbers[:held] == self._numbers
        fresh = entries[held:] if grown else entries
        cells = [timeline_entry(entry, self._words, titles) for entry in fresh]
        if not grown:
            self.beginResetModel()
            self._numbers, self._entries = numbers, cells
            self.endResetModel()
        elif cells:
            self.beginInsertRows(_ROOT, held, len(numbers) - 1)
            self._numbers, self._entries = numbers, self._entries + cells
            self.endInsertRows()

    def clear(self) -> None:
        """Hold nothing."""
        self.show((), {})

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The painted entry, or its words in one line."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (entry.time, entry.sentence, entry.quote) if part)
        return None
