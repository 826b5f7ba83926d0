"""What waits to be sent to one client: a bounded queue and the one task that writes."""

import asyncio
import logging
from collections import deque
from typing import Protocol

from gateway.protocol.codec import encode
from gateway.protocol.errors import CloseCode
from gateway.protocol.messages import Message
from gateway.service.hub.times import QueueLimits

logger = logging.getLogger(__name__)


class WireClosed(Exception):  # noqa: N818  an ending, not an error
    """The other side is gone."""


class Wire(Protocol):
    """A connection as the hub needs it."""

    async def send(self, frame: bytes) -> None:
        """Hand one text frame to the socket. Raises WireClosed."""

    async def close(self, code: CloseCode, reason: str) -> None:
        """End the connection; never raises."""


class Mailbox:
    """Takes frames at once and never blocks; a client too slow for its limits is cut with 1013.

    It comes back and resumes: nobody else waits for it, and its backlog never grows without bound.
    """

    def __init__(self, wire: Wire, limits: QueueLimits, name: str) -> None:
        self._wire = wire
        self._limits = limits
        self._name = name
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._wake = asyncio.Event()
        self._roomy = asyncio.Event()
        self._roomy.set()
        self._sending: asyncio.Timeout | None = None
        self._ending: tuple[CloseCode, str] | None = None

    @property
    def ending(self) -> bool:
        """Whether nothing more is taken."""
        return self._ending is not None

    @property
    def roomy(self) -> bool:
        """Whether the queue is at most half full."""
        return self._roomy.is_set()

    def put(self, frame: bytes) -> None:
        """Queue a frame; dropped when the connection is ending."""
        if self._ending is not None:
            return
        if self._bytes + len(frame) > self._limits.queue_bytes:
            self._cut_slow()
            return
        self._frames.append(frame)
        self._bytes += len(frame)
        if self._bytes > self._limits.queue_bytes // 2:
            self._roomy.clear()
        self._wake.set()

    def say(self, message: Message) -> None:
        """Queue a message."""
        self.put(encode(message))

    async def room(self) -> None:
        """Wait until the queue is at most half full. Returns too when the connection ends."""
        await self._roomy.wait()

    def end(self, code: CloseCode, reason: str = "") -> None:
        """Close once all that is queued has been sent."""
        if self._ending is None:
            self._ending = (code, reason)
            self._roomy.set()
            self._wake.set()

    def cut(self, code: CloseCode, reason: str = "") -> None:
        """Drop what is queued and close now."""
        self.end(code, reason)
        self._frames.clear()
        self._bytes = 0
        if self._sending is not None:
            self._sending.reschedule(asyncio.get_running_loop().time())

    async def run(self) -> None:
        """Write until the end; then the connection is closed."""
        try:
            while self._frames or self._ending is None:
                await self._wake.wait()
                self._wake.clear()
                await self._write()
        except WireClosed:
            self.end(CloseCode.GOING_AWAY)
        except TimeoutError:
            self._cut_slow()
        self._frames.clear()
        code, reason = self._ending or (CloseCode.NORMAL, "")
        await self._wire.close(code, reason)

    async def _write(self) -> None:
        while self._frames:
            frame = self._frames[0]
            try:
                async with asyncio.timeout(self._limits.send_s) as self._sending:
                    await self._wire.send(frame)
            finally:
                self._sending = None
            if self._frames:
                self._bytes -= len(self._frames.popleft())
            if self._bytes <= self._limits.queue_bytes // 2:
                self._roomy.set()

    def _cut_slow(self) -> None:
        if self._ending is None:
            logger.info("too slow, cut", extra={"connection": self._name})
        self.cut(CloseCode.TRY_AGAIN, "slow")
