"""What the console has heard of its own alarms: proof over time, from blocks of the monitor."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Final

from console.sound.proof import PILOT_FLOOR, Ear, Heard

WINDOW: Final = 2.5
"""Seconds within which a sounding alarm must be heard: longer than the longest rest of a rhythm."""

EAR_PATIENCE: Final = 1.5
PILOT_PATIENCE: Final = 2.0


class Hearing:
    """Opens and closes the ear, and keeps the last proof. Lives on the loop."""

    def __init__(self) -> None:
        self._ear: Ear | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._block = asyncio.Event()
        self._latest: Heard | None = None
        self._listening_since: float | None = None
        self._sounding_since: float | None = None
        self._loud_at: float | None = None
        self._verdict: bool | None = None

    @property
    def due(self) -> bool:
        """Whether an alarm should be heard now."""
        return self._sounding_since is not None

    @property
    def rms(self) -> float | None:
        """The loudness of the last quarter second that was listened to."""
        return self._latest.rms if self._latest else None

    def verdict(self) -> bool | None:
        """Whether the output is heard; None if that isn't known yet. Silence keeps the last."""
        since = self._sounding_since
        if since is None or self._listening_since is None:
            return self._verdict
        now = time.monotonic()
        if self._loud_at is not None and now - self._loud_at <= WINDOW:
            self._verdict = True
        elif now - max(since, self._listening_since) > WINDOW:
            self._verdict = False
        return self._verdict

    def expect(self, sounding: bool) -> None:
        """Whether an alarm should be in the air."""
        if not sounding:
            self._sounding_since = None
        elif self._sounding_since is None:
            self._sounding_since = time.monotonic()

    def listen(self, monitor: str) -> None:
        """Listen to this monitor, if that isn't done already."""
        if self._ear is not None and self._ear.monitor == monitor and not self._ear.deaf:
            return
        self.rest()
        self._loop = asyncio.get_running_loop()
        # Counted from the opening: a monitor that never gives a block has heard nothing.
        self._listening_since = time.monotonic()
        self._ear = Ear(monitor, self._from_thread)
        self._ear.open()

    def rest(self) -> None:
        """Stop listening; what was proven stays."""
        self.close()
        self._listening_since = None

    def forget(self) -> None:
        """Another output or another player: nothing is proven of it."""
        self.rest()
        self._latest = self._loud_at = self._sounding_since = self._verdict = None

    def close(self) -> None:
        """Let the monitor go."""
        if self._ear is not None:
            self._ear.close()
            self._ear = None

    async def test(self, play: Callable[[], None]) -> None:
        """Have the pilot tone played and listen for it, or for an alarm that sounds instead."""
        floor = max(PILOT_FLOOR, 2 * await self._background())
        play()
        deadline = time.monotonic() + PILOT_PATIENCE
        while (left := deadline - time.monotonic()) > 0:
            block = await self._next_block(left)
            if block is not None and (block.pilot >= floor or block.loud):
                self._verdict = True
                return
        self._verdict = False

    async def _background(self) -> float:
        """The pilot's pitch in what sounds anyway; waits until an earlier pilot tone has ended."""
        deadline = time.monotonic() + EAR_PATIENCE
        pilot = 0.0
        while (left := deadline - time.monotonic()) > 0:
            block = await self._next_block(left)
            pilot = block.pilot if block else 0.0
            if block is not None and pilot < PILOT_FLOOR:
                break
        return pilot

    async def _next_block(self, patience: float) -> Heard | None:
        self._block.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._block.wait(), patience)
            return self._latest
        return None

    def _from_thread(self, block: Heard) -> None:
        # The loop may be closed already when the console ends in disorder.
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._take, block)

    def _take(self, block: Heard) -> None:
        if self._listening_since is None or block.at < self._listening_since:
            return  # of a monitor that isn't listened to any more
        self._latest = block
        if block.loud:
            self._loud_at = block.at
        self._block.set()
