"""Removes the files of pictures whose personal rows were erased, and writes down that it did."""

import asyncio
import logging

from gateway.domain.order import RecordErasedMedia
from gateway.protocol import events as ev
from gateway.protocol.errors import Refused
from gateway.service.clock import Clock
from gateway.service.commit.batch import Committed
from gateway.service.timers.errands import Submits, system_order
from gateway.store import media
from gateway.store.media_files import MediaFiles
from gateway.store.store import Store

logger = logging.getLogger(__name__)


class MediaRemoval:
    """Looks at the start and after each erasure; what a crash left undone is done then."""

    def __init__(self, store: Store, files: MediaFiles, writer: Submits, clock: Clock) -> None:
        self._store = store
        self._files = files
        self._writer = writer
        self._clock = clock
        self._wake = asyncio.Event()
        self._wake.set()

    def tell(self, committed: Committed) -> None:
        """Something was committed."""
        if any(isinstance(entry.data, ev.PersonalErased) for entry in committed.entries):
            self._wake.set()

    async def run(self) -> None:
        """Remove what is to be removed, until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self.remove()
            except (OSError, Refused):
                logger.exception("files of erased pictures could not be removed")

    async def remove(self) -> None:
        """Remove the files of everything that was erased. Raises OSError, Refused."""
        for gone in await self._store.read(media.erased):
            for file in gone.files:
                self._files.remove(file)
            record = RecordErasedMedia(incident=gone.incident, message=gone.message)
            await self._writer.submit(system_order(record, self._clock))
