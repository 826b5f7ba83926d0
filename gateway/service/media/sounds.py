"""Recordings and voice notes, opened and packed anew in a limited child process."""

import asyncio
import logging
import sys
from pathlib import Path
from typing import Final

from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.media.sound_child import BYTES_A_CPU_S, NO_ROOM

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

    async def packed_anew(self, source: Path, target: Path, *, decode: bool = False) -> float:
        """Makes ``target`` from the parts in ``source``; its length in seconds.

        ``decode``: refuse what can't be decoded to its end. Raises Refused (MEDIA_BROKEN, NO_ROOM).
        """
        async with self._places:
            code, said = await _run(source, target, decode=decode)
        if code == 0:
            return float(said)
        target.unlink(missing_ok=True)
        if code == NO_ROOM:
            raise Refused(ErrorCode.NO_ROOM)
        logger.info("a sound of %d bytes could not be opened: %d", source.stat().st_size, code)
        raise Refused(ErrorCode.MEDIA_BROKEN)


async def _run(source: Path, target: Path, *, decode: bool) -> tuple[int, bytes]:
    options = ("--decode",) if decode else ()
    child = await asyncio.create_subprocess_exec(
        *("nice", "-n", str(NICE), sys.executable, "-m", "gateway.service.media.sound_child"),
        *(*options, str(source.absolute()), str(target.absolute())),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(PATIENCE_S + 4 * source.stat().st_size / BYTES_A_CPU_S):
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
