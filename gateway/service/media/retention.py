"""Erases recordings that were kept long enough, and writes down that it did."""

from datetime import timedelta

from gateway.domain.order import RecordErasedRecording
from gateway.service.clock import Clock
from gateway.service.timers.errands import Submits, system_order
from gateway.store import recordings
from gateway.store.media_files import MediaFiles
from gateway.store.store import Store


class RecordingRetention:
    """``days``: how long recordings are kept after they were stored; 0 is for ever."""

    def __init__(
        self, store: Store, files: MediaFiles, writer: Submits, clock: Clock, days: int
    ) -> None:
        self._store = store
        self._files = files
        self._writer = writer
        self._clock = clock
        self._days = days

    async def run(self) -> int:
        """Erase all that is due; how many. Raises OSError, Refused, SQLAlchemyError."""
        if not self._days:
            return 0
        before = self._clock.now() - timedelta(days=self._days)
        old = await self._store.read(recordings.stored_before, before)
        for known in old:
            # First the file: if the event is not written, it is looked at once more.
            if await self._store.read(recordings.keepers, known.file) == 1:
                self._files.remove(known.file)
            erased = RecordErasedRecording(call=known.call, recording=known.id)
            await self._writer.submit(system_order(erased, self._clock))
        return len(old)
