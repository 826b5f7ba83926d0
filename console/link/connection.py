"""One admitted connection: a reader, a writer with a bounded queue, and the heartbeat."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NoReturn

from websockets.asyncio.client import ClientConnection

from console.link.state import LinkLost, Reason
from gateway.protocol import codec
from gateway.protocol.errors import CloseCode, ErrorCode, Refused
from gateway.protocol.messages import AnyClientMessage, AnyServerMessage, Heartbeat

logger = logging.getLogger(__name__)

#: Messages that may wait for the socket. A link that takes none of so many is lost.
OUTGOING_LIMIT: Final = 2_000


@dataclass(frozen=True)
class Pace:
    """Seconds between heartbeats, of silence after which the link is lost, and between looks."""

    heartbeat_s: float = 5.0
    silence_s: float = 10.0
    look_s: float = 1.0


DEFAULT_PACE: Final = Pace()


class Connection:
    """Speaks on a socket until it ends; ``run`` raises why. ``on_message`` gets each message."""

    def __init__(
        self,
        socket: ClientConnection,
        pace: Pace,
        on_message: Callable[[AnyServerMessage], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._socket = socket
        self._pace = pace
        self._on_message = on_message
        self._monotonic = monotonic
        self._outgoing: asyncio.Queue[AnyClientMessage] = asyncio.Queue(OUTGOING_LIMIT)
        self._heard_at = monotonic()
        self._beats: deque[float] = deque()

    def send(self, message: AnyClientMessage) -> None:
        """Put it on its way. A socket that has taken nothing for long is dropped."""
        try:
            self._outgoing.put_nowait(message)
        except asyncio.QueueFull:
            self.drop()

    def drop(self) -> None:
        """End it now, without the courtesies of a closing handshake."""
        self._socket.transport.abort()

    def beat_answered(self) -> float:
        """When the oldest heartbeat without an answer was sent (monotonic); answers keep order."""
        return self._beats.popleft() if self._beats else self._monotonic()

    async def run(self) -> NoReturn:
        """Read, write and beat until one of them fails; raises that failure."""
        work = {"read": self._read(), "write": self._write(), "beat": self._beat()}
        jobs = [asyncio.create_task(job, name=f"link {name}") for name, job in work.items()]
        try:
            await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for job in jobs:
                job.cancel()
            ends = await asyncio.gather(*jobs, return_exceptions=True)
        failures = [end for end in ends if isinstance(end, Exception)]
        # What this side found counts most; then the reader, which knows the close code.
        raise next((each for each in failures if isinstance(each, LinkLost)), failures[0])

    async def _read(self) -> None:
        while True:
            frame = await self._socket.recv()
            self._heard_at = self._monotonic()
            try:
                message = codec.decode_server(frame)
            except Refused as error:
                if error.code is not ErrorCode.UNKNOWN_TYPE:
                    await self._socket.close(CloseCode.BAD_DATA, error.code.value)
                    raise LinkLost(Reason.CLOSED) from error
                # A newer gateway may say things that this build has no use for.
                logger.warning("the gateway sent a type of message that is unknown here")
                continue
            self._on_message(message)

    async def _write(self) -> None:
        while True:
            message = await self._outgoing.get()
            await self._socket.send(codec.encode(message), text=True)

    async def _beat(self) -> None:
        """Send heartbeats, and end the connection when nothing comes back.

        The first goes at once: it tells the gateway's time better than the slow handshake could.

        Time in which this process itself stood still (a blocked thread, a sleeping computer) isn't
        the gateway's silence: what it sent meanwhile is still to be read.
        """
        looked_at = self._monotonic()
        beat_at = looked_at - self._pace.heartbeat_s
        while True:
            now = self._monotonic()
            self._heard_at += max(0.0, now - looked_at - 2 * self._pace.look_s)
            looked_at = now
            if now - self._heard_at >= self._pace.silence_s:
                self.drop()
                raise LinkLost(Reason.SILENT)
            if now - beat_at >= self._pace.heartbeat_s:
                beat_at = now
                self._beats.append(now)
                self.send(Heartbeat())
            await asyncio.sleep(self._pace.look_s)
