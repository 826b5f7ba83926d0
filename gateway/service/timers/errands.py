"""Orders that the gateway gives itself, sent in the background."""

import asyncio
import logging
from collections.abc import Hashable
from typing import Protocol

from uuid_utils import uuid7

from gateway.domain.order import SYSTEM, InternalBody, Order
from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.clock import Clock
from gateway.service.commit.batch import Done

logger = logging.getLogger(__name__)


class Submits(Protocol):
    """The part of the writer that takes orders."""

    async def submit(self, order: Order) -> Done:
        """Have it committed. Raises Refused."""


class Errands:
    """Submits system orders, of each key at most one at a time.

    Who sends them looks again at the state later, so a failed one is only logged: it is sent
    again when it is still due.
    """

    def __init__(self, writer: Submits, clock: Clock) -> None:
        self._writer = writer
        self._clock = clock
        self._running: dict[Hashable, asyncio.Task[None]] = {}

    def send(self, key: Hashable, body: InternalBody) -> None:
        """Submit it unless the one before with this key is still under way."""
        if key in self._running:
            return
        task = asyncio.create_task(self._submit(body), name=f"errand {key}")
        self._running[key] = task
        task.add_done_callback(lambda _: self._running.pop(key, None))

    async def settled(self) -> None:
        """Wait until all that is under way has been answered."""
        while self._running:
            await asyncio.wait(list(self._running.values()))

    async def _submit(self, body: InternalBody) -> None:
        try:
            await self._writer.submit(system_order(body, self._clock))
        except Refused as refused:
            expected = refused.code is ErrorCode.SHUTTING_DOWN
            level = logging.INFO if expected else logging.WARNING
            logger.log(level, "%s was refused: %s", type(body).__name__, refused.code)


def system_order(body: InternalBody, clock: Clock) -> Order:
    """An order of the gateway itself, given now."""
    now = clock.now()
    return Order(id=str(uuid7()), actor=SYSTEM, body=body, received_at=now, acted_at=now)
