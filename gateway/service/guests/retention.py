"""Erases the identities of guests whose time is over, and what posts and their Ketua RT wrote as
long ago, down to the bytes on the disk."""

import logging
from datetime import timedelta
from typing import Final, Protocol

from uuid_utils import uuid7

from gateway.domain import rights
from gateway.domain.order import Order, PurgeGuests, PurgeTalks
from gateway.service.clock import Clock
from gateway.service.commit.batch import Done
from gateway.store import guests
from gateway.store.store import Store

logger = logging.getLogger(__name__)

#: Reports, or rows of messages, erased with one commit.
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
    """``days``: how long identities are kept after the guests left, and messages."""

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
        while (due := await self._store.read(guests.kept_too_long, before, AT_ONCE)).subjects:
            await self._give(order, PurgeGuests(guests=due.subjects, rows=due.rows))
            erased += len(due.subjects)
        while (due := await self._store.read(guests.talks_before, before, AT_ONCE)).rows:
            purge = PurgeTalks(talks=due.subjects, before=before, rows=due.rows)
            await self._give(order, purge)
        await self._writer.compact()
        logger.info("the identities of %d guest reports were erased", erased)
        return Done(seq=self._writer.head, subject=None)

    async def _give(self, order: Order, body: PurgeGuests | PurgeTalks) -> None:
        given = Order(
            id=str(uuid7()),
            actor=order.actor,
            body=body,
            received_at=self._clock.now(),
            acted_at=order.acted_at,
        )
        await self._writer.submit(given)
