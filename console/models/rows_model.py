"""A short list of rows held in a given order; only what differs is told to the view."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")
_ROOT: Final = QModelIndex()


@dataclass(frozen=True)
class Reading(Generic[R]):
    """How a row is read: its key, its words for screen readers, and its values by role."""

    key: Callable[[R], str]
    words: Callable[[R], str]
    roles: dict[int, Callable[[R], Any]]


class RowsModel(QAbstractListModel, Generic[R]):
    """Meant for some dozens of rows. Rows with the same keys in the same order stay where they
    are, so that a selection and the focus stay too."""

    def __init__(self, reading: Reading[R], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._rows: list[R] = []

    def show(self, rows: Sequence[R]) -> None:
        """Hold exactly these."""
        key = self._reading.key
        if [key(row) for row in rows] != [key(row) for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        before, self._rows = self._rows, list(rows)
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number), self.index(number))

    def rows(self) -> Sequence[R]:
        """All of them."""
        return tuple(self._rows)

    def row_at(self, number: int) -> R | None:
        """One of them."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def tick(self, *roles: int) -> None:
        """A second has passed: these roles of all rows have changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), list(roles))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the reading says."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._reading.words(row)
        read = self._reading.roles.get(role)
        return None if read is None else read(row)
