"""One recording that arrives while it is made."""

import asyncio
import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.media import MediaEnd
from gateway.service.media.grants import MediaLeave
from gateway.service.media.parts import PartsFile, PartsReader

#: What was taken is made for good at least so often: a crash of the machine costs no more.
SYNC_S: Final = 0.5


class RunningUpload:
    """Takes parts in their order; what came before a cut or a restart is there already."""

    def __init__(self, leave: MediaLeave, file: Path) -> None:
        self.leave = leave
        self._path = file
        self._parts = PartsFile(file)
        self._unsynced = False
        self._failure: OSError | None = None
        self._closing = asyncio.Event()
        self._syncing = asyncio.create_task(self._keep_synced(), name="syncing a recording")

    @property
    def taken(self) -> int:
        """How many parts are there."""
        return self._parts.count

    def take(self, number: int, payload: bytes) -> None:
        """Hold the next part. Raises Refused(BAD_FRAME) for another one, OSError without room."""
        if self._failure is not None:
            raise self._failure
        if number != self.taken:
            raise Refused(ErrorCode.BAD_FRAME)
        self._parts.append(payload)
        self._unsynced = True

    async def end(self, end: MediaEnd) -> None:
        """All of it was sent. Raises Refused(MEDIA_BROKEN) if it is something else, OSError."""
        size, sha256 = await asyncio.to_thread(_digest, self._path)
        if (size, sha256) != (end.size, end.sha256):
            raise Refused(ErrorCode.MEDIA_BROKEN)
        await self._sync()

    async def close(self) -> None:
        """The connection is gone; what came stays."""
        self._closing.set()
        await self._syncing
        self._parts.close()

    async def _keep_synced(self) -> None:
        """Make for good what comes, again and again, until it is closed."""
        while not self._closing.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(SYNC_S):
                    await self._closing.wait()
            try:
                await self._sync()
            except OSError as error:
                self._failure = error

    async def _sync(self) -> None:
        if self._unsynced:
            self._unsynced = False
            await asyncio.to_thread(self._parts.sync)


def _digest(path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with PartsReader(path) as parts:
        while part := parts.read(1 << 20):
            digest.update(part)
            size += len(part)
    return size, digest.hexdigest()
