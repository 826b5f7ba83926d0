"""Recordings and voice notes, opened and packed anew in a limited child process."""

import asyncio
import logging
import sys
from pathlib import Path
from typing import Final

from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.media.sound_child import BYTES_A_CPU_S, NO_ROOM, RECORDING, VOICE

logger = logging.getLogger(__name__)

ROOT: Final = Path(__file__).parents[3]
#: The child may use 10 s of the processor and more; on a busy machine that takes longer.
PATIENCE_S: Final = 60.0
#: An alarm must find the machine free.
AT_ONCE: Final = 1
NICE: Final = 10


class Sounds:
    """Starts the child for each of them."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)

    async def recording(self, source: Path, target: Path) -> float:
        """Makes ``target`` from the parts in ``source``; its length in seconds.

        Raises Refused (MEDIA_BROKEN, NO_ROOM).
        """
        return await self._packed_anew(RECORDING, source, target)

    async def voice(self, source: Path, target: Path) -> float:
        """Makes ``target`` from the file ``source`` unless it can't be decoded to its end; its
        length in seconds. Raises Refused (MEDIA_BROKEN, NO_ROOM)."""
        return await self._packed_anew(VOICE, source, target)

    async def _packed_anew(self, kind: str, source: Path, target: Path) -> float:
        size = _size(source)
        async with self._places:
            code, said = await _run((kind, str(source), str(target)), _patience_s(size))
        if code == 0:
            return float(said)
        _drop(target)
        if code == NO_ROOM:
            raise Refused(ErrorCode.NO_ROOM)
        logger.info("a %s of %d bytes was not opened: %d", kind, size, code)
        raise Refused(ErrorCode.MEDIA_BROKEN)


async def _run(arguments: tuple[str, ...], patience_s: float) -> tuple[int, bytes]:
    child = await asyncio.create_subprocess_exec(
        *("nice", "-n", str(NICE), sys.executable, "-m", "gateway.service.media.sound_child"),
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(patience_s):
            said, _ = await child.communicate()
    except TimeoutError:
        child.kill()
        await child.wait()
        return -1, b""
    except asyncio.CancelledError:
        child.kill()
        await child.wait()
        raise
    return child.returncode or 0, said


def _size(file: Path) -> int:
    return file.stat().st_size


def _drop(file: Path) -> None:
    file.unlink(missing_ok=True)


def _patience_s(size: int) -> float:
    return PATIENCE_S + 4 * size / BYTES_A_CPU_S
