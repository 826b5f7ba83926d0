"""The line under the queue's head: what is new since the officer looked, and the order."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from console.models.queue_cells import Order
from console.screens.kit import Kit, column, flowing
from widgets.text import plain_tooltip

_ORDERS: Final = tuple(Order)


class QueueLine(QWidget):
    """``next_new()``: to the next one that was not seen; ``order_chosen(order)``: sort so."""

    next_new = Signal()
    order_chosen = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._t = kit.words.t
        self._order = Order.URGENCY
        self._new = self._button("queue.next_new_hint", "Q")
        self._sorted = self._button("queue.order_hint", "S")
        row = column(self)
        row.setContentsMargins(10, 0, 10, 4)
        row.addWidget(flowing(self._new, self._sorted, gap=2))
        self._new.clicked.connect(self.next_new)
        self._sorted.clicked.connect(self.choose_next)
        self.count_new(0)
        self.show_order(Order.URGENCY)

    def count_new(self, count: int) -> None:
        """How many were not seen."""
        self._new.setText(self._t("queue.unseen" if count else "queue.all_seen", n=count))
        self._new.setEnabled(bool(count))

    def set_officer(self, officer: str) -> None:
        """Where nobody sits there is nobody who has seen it all."""
        self._new.setVisible(bool(officer))

    def show_order(self, order: Order) -> None:
        """The order that holds."""
        self._order = order
        self._sorted.setText(self._t(f"order.{order.value}"))

    def choose_next(self) -> None:
        """Another order (S)."""
        place = _ORDERS.index(self._order) + 1
        self.order_chosen.emit(_ORDERS[place % len(_ORDERS)])

    def _button(self, hint: str, key: str) -> QPushButton:
        made = QPushButton()
        made.setProperty("tone", "flat")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setToolTip(plain_tooltip(f"{self._t(hint)} ({key})"))
        return made
