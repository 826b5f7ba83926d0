"""Erases the identities of guests whose time is over, down to the bytes on the disk."""

import logging
from datetime import timedelta
from typing import Final, Protocol

from uuid_utils import uuid7

from gateway.domain import rights
from gateway.domain.order import Order, PurgeGuests
from gateway.service.clock import Clock
from gateway.service.commit.batch import Done
from gateway.store import guests
from gateway.store.store import Store

logger = logging.getLogger(__name__)

#: Reports erased with one commit.
AT_ONCE: Final = 100


class WritesAlone(Protocol):
    """The part of the writer that retention needs."""

    @property
    def head(self) -> int:
        """Number of the journal's last event."""

    async def submit(self, order: Order) -> Done:
        """Have it committed. Raises Refused."""

    async def compact(self) -> None:
        """Leave nothing on the disk of what was erased."""


class Retention:
    """``days``: how long identities are kept after the guests left."""

    def __init__(self, store: Store, writer: WritesAlone, clock: Clock, days: int) -> None:
        self._store = store
        self._writer = writer
        self._clock = clock
        self._keep = timedelta(days=days)

    async def run(self, order: Order) -> Done:
        """Erase all that is due, as the order's actor. The disk is cleaned each time, so that a run
        that was cut short is made good by the next. Raises Refused."""
        rights.check(order)
        before = self._clock.now() - self._keep
        erased = 0
        while (due := await self._store.read(guests.kept_too_long, before, AT_ONCE)).guests:
            await self._writer.submit(
                Order(
                    id=str(uuid7()),
                    actor=order.actor,
                    body=PurgeGuests(guests=due.guests, rows=due.rows),
                    received_at=self._clock.now(),
                    acted_at=order.acted_at,
                )
            )
            erased += len(due.guests)
        await self._writer.compact()
        logger.info("the identities of %d guest reports were erased", erased)
        return Done(seq=self._writer.head, subject=None)
