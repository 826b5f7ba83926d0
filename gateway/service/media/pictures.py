"""Pictures from tablets, decoded and made anew in a limited child process."""

import asyncio
import logging
import sys
from pathlib import Path
from typing import Final

from msgspec import Struct

from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.media.picture_child import TOO_LARGE

logger = logging.getLogger(__name__)

ROOT: Final = Path(__file__).parents[3]
#: The child may use 2 s of the processor; on a busy machine that takes longer.
PATIENCE_S: Final = 20.0
#: An alarm must find the machine free: pictures are decoded one after the other.
AT_ONCE: Final = 1


class Picture(Struct, frozen=True):
    """A picture that is safe to show."""

    full: bytes
    thumbnail: bytes
    width: int
    height: int


class Pictures:
    """Starts the child for each picture."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)

    async def made_anew(self, content: bytes) -> Picture:
        """The picture as JPEG of ours. Raises Refused (MEDIA_BROKEN, MEDIA_TOO_LARGE)."""
        async with self._places:
            code, out = await _run(content)
        if code == TOO_LARGE:
            raise Refused(ErrorCode.MEDIA_TOO_LARGE)
        if code != 0:
            logger.info("a picture of %d bytes could not be decoded: %d", len(content), code)
            raise Refused(ErrorCode.MEDIA_BROKEN)
        head, _, rest = out.partition(b"\n")
        width, height, size, small = map(int, head.split())
        return Picture(rest[:size], rest[size : size + small], width, height)


async def _run(content: bytes) -> tuple[int, bytes]:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gateway.service.media.picture_child"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
        env={},
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(PATIENCE_S):
            out, _ = await child.communicate(content)
    except TimeoutError:
        child.kill()
        await child.wait()
        return -1, b""
    return child.returncode or 0, out
