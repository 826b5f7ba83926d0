"""Recordings of calls, taken while they are made.

A recording begins with an event; what comes over ``/ws/media`` gathers in a file of parts, until it
is settled. Nothing here is waited for by a call or an alarm, and recordings leave room on the disk
for everything else.
"""

import asyncio
import errno
import logging
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

from gateway.domain.order import RecordRecording
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.media import MediaEnd
from gateway.service.clock import Clock
from gateway.service.media.grants import MediaLeave
from gateway.service.media.running import RunningUpload
from gateway.service.timers.errands import Submits, system_order
from gateway.store.media_files import MediaFiles

logger = logging.getLogger(__name__)

MB: Final = 1_000_000


class DiskFailed(Exception):  # noqa: N818  says what failed
    """The disk doesn't take (more of) a recording; a socket's own errors are others."""


class Recordings:
    """Those that arrive. All on the event loop; only the disk is waited for beside it.

    ``reserve_mb`` is what they leave free on the disk. ``ended`` are those whose sender said that
    all of it was sent, until somebody settles them; ``news`` is set when there is one more.
    """

    def __init__(
        self, files: MediaFiles, writer: Submits, clock: Clock, reserve_mb: int = 0
    ) -> None:
        self._files = files
        self._writer = writer
        self._clock = clock
        self._reserve = reserve_mb * MB
        self._arriving: dict[str, RunningUpload] = {}
        self.ended: set[str] = set()
        self.news = asyncio.Event()

    @asynccontextmanager
    async def receiving(self, leave: MediaLeave) -> AsyncIterator[RunningUpload]:
        """One connection that sends a recording; of two the newer has it.

        Without room for it that is written down, and Refused(NO_ROOM).
        """
        try:
            upload = await self._opened(leave)
            try:
                yield upload
            finally:
                if self._arriving.get(leave.object) is upload:
                    del self._arriving[leave.object]
                    await upload.close()
        except DiskFailed as error:
            logger.warning("a recording can't be written: %s", error.__cause__)
            failed = RecordRecording(
                call=leave.subject, recording=leave.object, failed=ErrorCode.NO_ROOM
            )
            await self._writer.submit(system_order(failed, self._clock))
            raise Refused(ErrorCode.NO_ROOM) from error

    def take(self, upload: RunningUpload, number: int, payload: bytes) -> None:
        """Hold the next part. Raises Refused (BAD_FRAME, UNEXPECTED for one that was replaced) and
        DiskFailed."""
        if self._arriving.get(upload.leave.object) is not upload:
            raise Refused(ErrorCode.UNEXPECTED)
        with _disk():
            self.require_room()
            upload.take(number, payload)

    async def end(self, upload: RunningUpload, end: MediaEnd) -> None:
        """All of it was sent. Raises Refused(MEDIA_BROKEN) if it is something else, DiskFailed."""
        with _disk():
            await upload.end(end)
        self.ended.add(upload.leave.object)
        self.news.set()

    def is_arriving(self, recording: str) -> bool:
        """Whether somebody is connected who sends it."""
        return recording in self._arriving

    def require_room(self, size: int = 0) -> None:
        """Raise OSError (ENOSPC) unless ``size`` bytes and the reserve are free."""
        if self._files.room() < size + self._reserve:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async def _opened(self, leave: MediaLeave) -> RunningUpload:
        before = self._arriving.pop(leave.object, None)
        if before is not None:
            await before.close()
        with _disk():
            self.require_room()
            upload = RunningUpload(leave, self._files.running(leave.object))
        self._arriving[leave.object] = upload
        return upload


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiskFailed from error
