"""A recording on its way: parts from the engine, taken by the upload as fast as the link lets."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Final

from console.call.engine import Recorded

logger = logging.getLogger(__name__)

#: Bytes that may wait for the link: 40 minutes of speech with pictures, a day of speech alone.
WAITING_LIMIT: Final = 256 * 1024 * 1024


class RecordingTooLarge(Exception):  # noqa: N818  said to the officer as a reason
    """The link has taken nothing for so long that no more can be kept."""


class RecordingParts:
    """The parts of one recording, in order, each read once; the reading ends with the recording."""

    def __init__(self, recording: str) -> None:
        self.recording = recording
        self._waiting: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._size = 0
        self._ended = False

    def take(self, part: Recorded) -> None:
        """The next part. Raises RecordingTooLarge."""
        self._size += len(part.data)
        if self._size > WAITING_LIMIT:
            raise RecordingTooLarge
        if part.data:
            self._waiting.put_nowait(part.data)
        if part.last:
            self.end()

    def end(self) -> None:
        """No more comes, be it that the engine is gone."""
        if not self._ended:
            self._ended = True
            self._waiting.put_nowait(None)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """What was recorded."""
        while (part := await self._waiting.get()) is not None:
            self._size -= len(part)
            yield part
