"""Sends what is still coming to be, such as a recording, through every loss of the link."""

import asyncio
import hashlib
import logging
from collections import deque
from collections.abc import AsyncIterable, Awaitable, Callable
from typing import Final

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from console.link.backoff import Backoff
from console.link.media import MediaDoor, heard
from gateway.protocol.codec import encode
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.media import CHUNK_BYTES, WINDOW, Chunk, ChunkTaken, MediaDone, MediaEnd

logger = logging.getLogger(__name__)

#: Chunks that are kept after the gateway took them: a crash of it may cost it the last second.
KEPT: Final = 64
#: It ends by a refusal only when the gateway gives one of its own.
_PASSING: Final = (
    ErrorCode.DISCONNECTED,
    ErrorCode.SHUTTING_DOWN,
    ErrorCode.RATE_LIMITED,
    ErrorCode.STORE_FAILED,
    ErrorCode.TOO_MANY_CONNECTIONS,
)


class RunningUpload:
    """One object. ``grant`` gets leave for one try; ``send`` ends when the gateway has all."""

    def __init__(
        self,
        door: MediaDoor,
        grant: Callable[[], Awaitable[str]],
        parts: AsyncIterable[bytes],
        backoff: Backoff | None = None,
    ) -> None:
        self._door = door
        self._grant = grant
        self._parts = parts
        self._backoff = backoff or Backoff()
        self._chunks: deque[Chunk] = deque()
        self._made = 0
        self._size = 0
        self._digest = hashlib.sha256()
        self._begun = False
        self._whole = False
        self._more = asyncio.Event()

    async def send(self) -> None:
        """Send it to its end. Raises Refused when the gateway doesn't want it (any more), with
        ID_TAKEN when it holds a part that came from elsewhere."""
        gathering = asyncio.create_task(self._gather(), name="recording parts")
        try:
            while True:
                if await self._tried():
                    return
                await asyncio.sleep(self._backoff.next_s())
        finally:
            gathering.cancel()
            await asyncio.gather(gathering, return_exceptions=True)

    async def _gather(self) -> None:
        async for part in self._parts:
            self._digest.update(part)
            self._size += len(part)
            for start in range(0, len(part), CHUNK_BYTES):
                self._chunks.append(Chunk(self._made, part[start : start + CHUNK_BYTES]))
                self._made += 1
            self._more.set()
        self._whole = True
        self._more.set()

    async def _tried(self) -> bool:
        """Whether this try brought all of it over."""
        try:
            async with self._door.opened(await self._grant()) as (socket, opened):
                await self._send_from(socket, opened.taken)
        except (OSError, TimeoutError, WebSocketException) as error:
            logger.info("a recording waits for the link: %r", error)
            return False
        except Refused as error:
            if error.code not in _PASSING:
                raise
            logger.info("a recording waits: %s", error.code)
            return False
        return True

    async def _send_from(self, socket: ClientConnection, number: int) -> None:
        if number and not self._begun:
            raise Refused(ErrorCode.ID_TAKEN)
        self._begun = True
        taken = number
        while not self._whole or number < self._made:
            self._more.clear()
            while number < self._made and number - taken < WINDOW:
                await socket.send(self._chunk(number).packed())
                number += 1
            if taken < number:
                taken = await self._acknowledged(socket)
                self._forget(taken - KEPT)
            elif not self._whole:
                await self._more.wait()
        while taken < number:
            taken = await self._acknowledged(socket)
        end = MediaEnd(size=self._size, sha256=self._digest.hexdigest())
        await socket.send(encode(end), text=True)
        if not isinstance(await heard(socket), MediaDone):
            raise Refused(ErrorCode.UNEXPECTED)

    async def _acknowledged(self, socket: ClientConnection) -> int:
        answer = await heard(socket)
        if not isinstance(answer, ChunkTaken):
            raise Refused(ErrorCode.UNEXPECTED)
        return answer.number + 1

    def _chunk(self, number: int) -> Chunk:
        at = number - self._chunks[0].number if self._chunks else -1
        if at < 0:
            # The gateway lost more than is kept here.
            raise Refused(ErrorCode.UNEXPECTED)
        return self._chunks[at]

    def _forget(self, before: int) -> None:
        while self._chunks and self._chunks[0].number < before:
            self._chunks.popleft()
