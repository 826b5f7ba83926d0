"""A console without a screen: board and link on a loop, with time that a test can move."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from console.base.clock import GatewayClock
from console.board.board import Board
from console.link.backoff import Backoff
from console.link.connection import Pace
from console.link.identity import IdentityFile
from console.link.link import GatewayLink
from console.link.state import LinkState

PATIENCE_S: Final = 10.0
QUICK: Final = Pace(heartbeat_s=0.05, silence_s=0.4, look_s=0.02)


class MovableTime:
    """The monotonic clock, and as much later as a test says."""

    def __init__(self) -> None:
        self.shift = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.shift


class Room:
    """Board, link, and the task that runs it."""

    def __init__(self, url: str, keys: IdentityFile, backoff: Backoff, pace: Pace = QUICK) -> None:
        self.time = MovableTime()
        self.board = Board()
        self.clock = GatewayClock(self.time)
        self.link = GatewayLink(
            url, keys, self.board, self.clock, pace=pace, backoff=backoff, language="id"
        )
        self._turned = asyncio.Event()
        self.states: list[tuple[str, str | None]] = []
        self.link.state_changed.subscribe(lambda state, why: self.states.append((state, why)))
        for observers in (
            self.link.state_changed,
            self.link.officer_changed,
            self.link.notices,
            self.board.changed,
        ):
            observers.subscribe(lambda *_: self._turned.set())
        self._task = asyncio.create_task(self.link.run())

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until link and board have come to it."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                self._turned.clear()
                await self._turned.wait()

    async def is_in(self, state: LinkState) -> None:
        await self.until(lambda: self.link.state is state)

    async def stop(self) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task


def at_once(_low: float, _high: float) -> float:
    return 0.0
