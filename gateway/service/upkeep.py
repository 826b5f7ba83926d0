"""What has to be done again and again while the gateway runs."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from gateway.protocol.errors import Refused
from gateway.service.clock import Clock
from gateway.service.commit.writer import Writer
from gateway.store import heads, timers

logger = logging.getLogger(__name__)

#: The head is signed every 10 minutes with change (design section 7).
SIGN_EVERY_S: Final = 600.0
#: How soon a jump of the wall clock is noticed.
WATCH_CLOCK_S: Final = 1.0


class Upkeep:
    """Signs the journal's head and follows jumps of the wall clock.

    ``shift`` moves due times that are held in memory.
    """

    def __init__(
        self,
        writer: Writer,
        clock: Clock,
        key: Ed25519PrivateKey,
        shift: Callable[[timedelta], None],
    ) -> None:
        self._writer = writer
        self._clock = clock
        self._key = key
        self._shift = shift

    async def sign_heads(self) -> None:
        """Sign now and every 10 minutes. Runs until cancelled."""
        while True:
            await self.sign_head()
            await asyncio.sleep(SIGN_EVERY_S)

    async def sign_head(self) -> None:
        """Sign the head if it moved."""

        def sign(connection: Connection) -> None:
            heads.sign_if_moved(connection, self._key, self._clock.now())

        await self._run(sign, "the head is not signed")

    async def watch_clock(self) -> None:
        """Move all due times when the wall clock jumps. Runs until cancelled."""
        while True:
            await asyncio.sleep(WATCH_CLOCK_S)
            jump = self._clock.rebase()
            if jump:
                await self.follow(jump)

    async def follow(self, jump: timedelta) -> None:
        """Move due times in memory and in the store by so much."""
        self._shift(jump)

        def shift(connection: Connection) -> None:
            timers.shift(connection, jump)

        await self._run(shift, "due times in the store are not moved")

    async def _run(self, job: Callable[[Connection], None], complaint: str) -> None:
        try:
            await self._writer.run(job)
        except (SQLAlchemyError, Refused):
            logger.exception(complaint)
