"""How each officer last had the queue on this console: order and filter, kept for the next time."""

from typing import Final

import msgspec

from console.base.remembered import Remembered
from console.models.queue_cells import Order
from console.models.queue_filter import QueueFilter, Stage
from gateway.protocol.enums import Kind

_SECTION: Final = "queue"
#: Officers remembered at a console; the one who was here longest ago goes first.
_OFFICERS: Final = 40


class QueueLook(msgspec.Struct, frozen=True):
    """Order and filter. Words that were searched for are not kept: they hide too much."""

    order: Order = Order.URGENCY
    stage: Stage = Stage.OPEN
    kinds: tuple[Kind, ...] = ()

    @property
    def filter(self) -> QueueFilter:
        """The filter that it asks for."""
        return QueueFilter("", frozenset(self.kinds), self.stage)


class QueueMemory:
    """The looks by officer."""

    def __init__(self, remembered: Remembered) -> None:
        self._remembered = remembered

    def of(self, officer: str) -> QueueLook:
        """How that officer had it; the usual for one who was never here."""
        return self._looks().get(officer, QueueLook())

    def keep(self, officer: str, look: QueueLook) -> None:
        """That officer has it so now."""
        if not officer or look == self.of(officer):
            return
        looks = self._looks()
        looks.pop(officer, None)
        looks[officer] = look
        self._remembered.put(_SECTION, dict(list(looks.items())[-_OFFICERS:]))

    def _looks(self) -> dict[str, QueueLook]:
        return self._remembered.get(_SECTION, dict[str, QueueLook]) or {}
