"""Pictures and voice notes that arrive over ``/ws/media``: gathered, made anew, stored, and written
in the journal."""

import asyncio
import hashlib
import logging
from io import BufferedReader
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict, replace

from gateway.domain.order import RecordMedia
from gateway.protocol.enums import MediaSort
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.media import CHUNK_BYTES
from gateway.protocol.views import Attachment
from gateway.service.clock import Clock
from gateway.service.media.grants import MediaLeave
from gateway.service.media.pictures import Pictures
from gateway.service.media.sounds import Sounds
from gateway.service.timers.errands import Submits, system_order
from gateway.store.media_files import MediaFiles

logger = logging.getLogger(__name__)

#: One minute of Opus is a quarter of this.
VOICE_BYTES: Final = 1_000_000


class _Stored(Struct, frozen=True):
    """Names and figures of what was stored."""

    file: str
    size: int
    thumbnail: str = ""
    width: int = 0
    height: int = 0


class Upload:
    """One object that is arriving; what came before a cut is there already.

    ``announced`` is what its message said of it.
    """

    def __init__(self, leave: MediaLeave, announced: Attachment, file: Path) -> None:
        self.leave = leave
        self.announced = announced
        self.file = file
        # A chunk that was cut off in the writing is sent again.
        whole = file.stat().st_size // CHUNK_BYTES if file.exists() else 0
        self.taken = min(whole, self._whole_chunks())
        with file.open("ab") as out:
            out.truncate(self.taken * CHUNK_BYTES)

    @property
    def complete(self) -> bool:
        """Whether every byte is there."""
        return self.file.stat().st_size == self.announced.size

    def take(self, number: int, payload: bytes) -> None:
        """Hold the next chunk. Raises Refused(BAD_FRAME) for another one or a wrong length."""
        left = self.announced.size - self.taken * CHUNK_BYTES
        if number != self.taken or len(payload) != min(left, CHUNK_BYTES):
            raise Refused(ErrorCode.BAD_FRAME)
        with self.file.open("ab") as out:
            out.write(payload)
        self.taken += 1

    def _whole_chunks(self) -> int:
        return self.announced.size // CHUNK_BYTES


class Intake:
    """Begins uploads and ends them; all on the event loop."""

    def __init__(self, files: MediaFiles, writer: Submits, clock: Clock) -> None:
        self._files = files
        self._writer = writer
        self._clock = clock
        self._pictures = Pictures()
        self._sounds = Sounds()
        self._uploads: dict[str, Upload] = {}

    def begin(self, leave: MediaLeave, announced: Attachment) -> Upload:
        """Go on where an earlier try was cut off. A second upload of the same message takes it."""
        self._files.make_room()
        upload = Upload(leave, announced, self._files.arriving(leave.object))
        self._uploads[leave.object] = upload
        return upload

    def holds(self, upload: Upload) -> bool:
        """Whether the upload is still the newest of its message."""
        return self._uploads.get(upload.leave.object) is upload

    def leave(self, upload: Upload) -> None:
        """The connection is gone; what came stays for the next try."""
        if self.holds(upload):
            del self._uploads[upload.leave.object]

    async def finish(self, upload: Upload) -> None:
        """Everything is there: store it and write it down. Raises Refused.

        What can't be taken is written down as well, so that nobody waits for it.
        """
        record = RecordMedia(incident=upload.leave.subject, message=upload.leave.object)
        failure: Refused | None = None
        try:
            record = replace(record, **asdict(await self._store(upload)))
        except Refused as refused:
            failure, record = refused, replace(record, refused=refused.code)
        await self._writer.submit(system_order(record, self._clock))
        upload.file.unlink(missing_ok=True)
        if failure is not None:
            raise failure

    def opened(self, file: str) -> tuple[BufferedReader, int]:
        """A stored file to read from and its size. Raises Refused(NOT_FOUND) if it is gone."""
        try:
            return self._files.open(file)
        except OSError as error:
            raise Refused(ErrorCode.NOT_FOUND) from error

    async def _store(self, upload: Upload) -> _Stored:
        content = await asyncio.to_thread(upload.file.read_bytes)
        if hashlib.sha256(content).hexdigest() != upload.announced.sha256:
            raise Refused(ErrorCode.MEDIA_BROKEN)
        if upload.announced.sort is MediaSort.VOICE:
            return await self._store_voice(upload.file, content)
        picture = await self._pictures.made_anew(content)
        return _Stored(
            file=self._files.put(picture.full, "jpg"),
            size=len(picture.full),
            thumbnail=self._files.put(picture.thumbnail, "jpg"),
            width=picture.width,
            height=picture.height,
        )

    async def _store_voice(self, arrived: Path, content: bytes) -> _Stored:
        if len(content) > VOICE_BYTES:
            raise Refused(ErrorCode.MEDIA_TOO_LARGE)
        whole = arrived.with_name(f"{arrived.name}.whole")
        await self._sounds.voice(arrived, whole)
        kept = self._files.adopt(whole, "webm")
        return _Stored(file=kept.file, size=kept.size)
