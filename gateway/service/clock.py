"""The gateway's time: UTC that moves with the monotonic clock, re-based after a wall-clock jump."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

logger = logging.getLogger(__name__)

#: A difference between the clocks above this is a jump, not drift (design section 8).
JUMP_S: Final = 2.0


class Clock:
    """Now, in UTC. Between two jumps of the wall clock it never goes back.

    ``wall`` and ``monotonic`` give seconds; tests put their own in.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall
        self.monotonic = monotonic
        self._offset = wall() - monotonic()

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return datetime.fromtimestamp(self._offset + self.monotonic(), UTC)

    def rebase(self) -> timedelta:
        """Follow the wall clock if it jumped; returns by how much, zero if it did not."""
        jump = self._wall() - self.monotonic() - self._offset
        if abs(jump) <= JUMP_S:
            return timedelta()
        logger.warning("the wall clock jumped by %.1f s", jump)
        self._offset += jump
        return timedelta(seconds=jump)
