"""A short list of painted lines that is shown anew as a whole."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from widgets.timeline_row import ENTRY_ROLE, TimelineEntry

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class LinesModel(QAbstractListModel):
    """Holds ``TimelineEntry`` lines; meant for some dozens of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[TimelineEntry, ...] = ()

    def show(self, lines: Sequence[TimelineEntry]) -> None:
        """Hold exactly these."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The painted line, or its words."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == ENTRY_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.time} {line.sentence}"
        return None
