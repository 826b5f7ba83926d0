"""What becomes of recordings when they are over: stored, as far as they came."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from sqlalchemy.exc import SQLAlchemyError

from gateway.domain.call import Call, Recording
from gateway.domain.order import RecordRecording
from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.clock import Clock
from gateway.service.media.recordings import Recordings
from gateway.service.media.retention import RecordingRetention
from gateway.service.media.sounds import Sounds
from gateway.service.timers.errands import Submits, system_order
from gateway.store import queries, recordings
from gateway.store.media_files import MediaFiles
from gateway.store.recordings import Course, KnownRecording
from gateway.store.store import Store

logger = logging.getLogger(__name__)

#: One that is over and of which nothing came for so long is stored as far as it came.
GIVEN_UP_S: Final = 60.0
#: How often they are looked at.
LOOK_S: Final = 5.0
#: The reason of a failure where the sender left nothing behind.
NOTHING_CAME: Final = "nothing_came"


class Settling:
    """Looks at all recordings that are not stored, and in passing at those to be erased."""

    def __init__(
        self,
        store: Store,
        files: MediaFiles,
        writer: Submits,
        clock: Clock,
        arriving: Recordings,
        retention: RecordingRetention,
    ) -> None:
        self._store = store
        self._files = files
        self._writer = writer
        self._clock = clock
        self._arriving = arriving
        self._retention = retention
        self._sounds = Sounds()

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            try:
                await self.look()
                await self._retention.run()
            except (OSError, Refused, SQLAlchemyError):
                logger.exception("recordings could not be looked after")
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._arriving.news.wait()
            self._arriving.news.clear()

    async def look(self) -> None:
        """Settle those that are over. Raises OSError, Refused, SQLAlchemyError."""
        arrived = self._files.all_running()
        for known in await self._store.read(recordings.unsettled, arrived):
            if self._arriving.is_arriving(known.id) or self._waits_for_room(known):
                continue
            if known.id in self._arriving.ended or await self._is_over(known):
                await self._settle(known)
                self._arriving.ended.discard(known.id)

    def _waits_for_room(self, known: KnownRecording) -> bool:
        """Whether it was told already that the disk is full, and it still is."""
        if known.course is not Course.FAILED:
            return False
        try:
            self._arriving.require_room(_size(self._files.running(known.id)))
        except OSError:
            return True
        return False

    async def _is_over(self, known: KnownRecording) -> bool:
        state = (await self._store.read(queries.load_states, [known.call])).get(known.call)
        found = _of(state, known.id) if isinstance(state, Call) else None
        if found is None or found.stopped_at is None:
            return False
        part = self._files.running(known.id)
        heard = _changed(part) if part.exists() else found.stopped_at
        silent = self._clock.now() - max(found.stopped_at, heard)
        return silent > timedelta(seconds=GIVEN_UP_S)

    async def _settle(self, known: KnownRecording) -> None:
        record = RecordRecording(call=known.call, recording=known.id)
        part = self._files.running(known.id)
        try:
            record = await self._stored(record, part)
        except Refused as refused:
            record = replace(record, failed=refused.code)
        except OSError as error:
            logger.warning("a recording can't be stored: %s", error)
            record = replace(record, failed=ErrorCode.NO_ROOM)
        await self._writer.submit(system_order(record, self._clock))
        if record.failed != ErrorCode.NO_ROOM:
            part.unlink(missing_ok=True)

    async def _stored(self, record: RecordRecording, part: Path) -> RecordRecording:
        size = _size(part)
        if not size:
            return replace(record, failed=NOTHING_CAME)
        self._arriving.require_room(size)
        whole = part.with_name(f"{part.name}.whole")
        duration_s = await self._sounds.recording(part, whole)
        kept = await asyncio.to_thread(self._files.adopt, whole, "webm")
        return replace(
            record, file=kept.file, size=kept.size, sha256=kept.sha256, duration_s=duration_s
        )


def _of(call: Call, recording: str) -> Recording | None:
    return next((each for each in call.recordings if each.id == recording), None)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _changed(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
