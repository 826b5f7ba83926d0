"""The list that shows the incident queue: it pulses, and tells which rows were truly painted."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from widgets.queue_row import CELL_ROLE, Index, QueueCell, QueueRowDelegate

_FRAME_MS: Final = 80
_CYCLE_MS: Final = 1600


class QueueView(QListView):
    """A list of ``QueueCell`` rows. ``rows_painted(first, last)`` follows each true painting.

    ``unfold_asked(unfolded)``: to show what is gathered under the current row, or to hide it.
    """

    rows_painted = Signal(int, int)
    unfold_asked = Signal(bool)

    def __init__(self, delegate: QueueRowDelegate, *, pulses: bool) -> None:
        super().__init__()
        self._delegate = delegate
        self._pulses = pulses
        self._since = QElapsedTimer()
        self._since.start()
        self._pulse = QTimer(self, interval=_FRAME_MS)
        self._pulse.timeout.connect(self._on_pulse)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def set_stale(self, stale: bool) -> None:
        """Grey the rows: this is an old picture."""
        self._delegate.stale = stale
        self.viewport().update()

    def visible_rows(self) -> range:
        """The rows that are at least half inside the viewport."""
        model = self.model()
        count = model.rowCount() if model is not None else 0
        if not count:
            return range(0)
        port = self.viewport().rect()
        first = max(0, self.indexAt(port.topLeft()).row())
        last = self.indexAt(port.bottomLeft()).row()
        last = count - 1 if last < 0 else last
        if not self._half_inside(first, port):
            first += 1
        if not self._half_inside(last, port):
            last -= 1
        return range(first, last + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To the right and to the left unfold and fold; the rest moves."""
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.unfold_asked.emit(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A gathered row unfolds."""
        super().mouseDoubleClickEvent(event)
        self.unfold_asked.emit(True)

    def dataChanged(  # noqa: N802  Qt's name
        self, first: Index, last: Index, roles: Sequence[int] = ()
    ) -> None:
        """Paint what is in sight. QListView would lay out all rows anew, though their height never
        changes; so would a question where these rows are, in the middle of a batch."""
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and say what was painted if a person could have seen it."""
        super().paintEvent(event)
        if not self._in_sight():
            return
        rows = self.visible_rows()
        if rows:
            self.rows_painted.emit(rows.start, rows.stop - 1)
        still = self._pulse.isActive() or self._delegate.stale or not self._pulses
        if not still and self._urgent_rows():
            self._pulse.start()

    def _in_sight(self) -> bool:
        """Whether what is painted reaches a screen: a picture of a hidden window does not."""
        window = self.window()
        handle = window.windowHandle()
        exposed = handle is not None and handle.isExposed()
        return exposed and self.isVisible() and not window.isMinimized()

    def _half_inside(self, row: int, port: QRect) -> bool:
        area = self.visualRect(self.model().index(row, 0))
        return area.intersected(port).height() * 2 >= area.height()

    def _urgent_rows(self) -> list[QModelIndex]:
        model = self.model()
        indexes = (model.index(row, 0) for row in self.visible_rows())
        return [i for i in indexes if _urgent(i)]

    def _on_pulse(self) -> None:
        rows = self._urgent_rows() if self.isVisible() else []
        if not rows or self._delegate.stale:
            self._pulse.stop()
            self._delegate.phase = 0.0
            self.viewport().update()
            return
        turn = self._since.elapsed() % _CYCLE_MS / _CYCLE_MS
        self._delegate.phase = (1 - math.cos(2 * math.pi * turn)) / 2
        for index in rows:
            self.viewport().update(self.visualRect(index))


def _urgent(index: QModelIndex) -> bool:
    cell = index.data(CELL_ROLE)
    return isinstance(cell, QueueCell) and cell.urgent
