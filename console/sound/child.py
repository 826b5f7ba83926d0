"""One player process as the console holds it.

The pipes are served by two threads, so that neither a frozen player can block the console nor a
busy console loses sight of the player. ``subprocess`` and not asyncio starts it: asyncio kills its
children when a loop is torn down, and this child must outlive a console that crashes.
"""

import asyncio
import contextlib
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from console.sound.messages import FromPlayer, Line, Stop, line, to_console
from console.sound.outputs import Output

LOG: Final = "sound.log"
LOG_LIMIT: Final = 256 * 1024

logger = logging.getLogger(__name__)


def default_command() -> tuple[str, ...]:
    """How the player is started: this Python, or in the bundle the executable beside this one."""
    if getattr(sys, "frozen", False):
        suffix = ".exe" if sys.platform == "win32" else ""
        return (str(Path(sys.executable).with_name(f"pospin-sound{suffix}")),)
    return (sys.executable, "-m", "console.sound")


class PlayerProcess:
    """A started player. ``told`` is called on the loop for each of its lines."""

    def __init__(
        self,
        command: Sequence[str],
        output: Output,
        folder: Path,
        told: Callable[["PlayerProcess", FromPlayer], None],
    ) -> None:
        self.output = output
        self._told = told
        self._loop = asyncio.get_running_loop()
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._heard_at = time.monotonic()
        self._process = _spawn(command, output, folder)
        self._threads = [
            threading.Thread(target=work, daemon=True, name=f"player{work.__name__}")
            for work in (self._read, self._write)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    @property
    def silence(self) -> float:
        """Seconds since its last line, or since its start."""
        return time.monotonic() - self._heard_at

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def send(self, message: Line) -> None:
        """Say something to it; never blocks."""
        self._lines.put(line(message))

    def kill(self) -> None:
        """End it at once: it is frozen."""
        self._process.kill()

    def close(self, patience: float = 2.0, say: Line | None = None) -> None:
        """Wait until it has left, with a last word if there is one; kill it if it doesn't.

        Blocks; belongs on a thread.
        """
        if say is not None:
            self.send(say)
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            logger.warning("the player (%d) doesn't leave and is killed", self.pid)
            self._process.kill()
            self._process.wait()
        self._lines.put(None)
        for thread in self._threads:
            thread.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    def stop(self) -> None:
        """Silence and end it. Blocks; belongs on a thread."""
        self.close(say=Stop())

    def _read(self) -> None:
        stream = self._process.stdout
        for text in stream or ():
            self._heard_at = time.monotonic()
            try:
                message = to_console.decode(text)
            except msgspec.DecodeError:
                logger.warning("the player said something unknown: %r", text[:200])
                continue
            # The loop may be closed already when the console ends in disorder.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._told, self, message)

    def _write(self) -> None:
        stream = self._process.stdin
        while stream and (text := self._lines.get()) is not None:
            try:
                stream.write(text)
                stream.flush()
            except OSError:
                # The player is gone; that is seen by ``alive`` and mended there.
                return


def _spawn(command: Sequence[str], output: Output, folder: Path) -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    device = "pulse" if output.served else output.id
    environment = dict(os.environ)
    if output.served:
        environment["PULSE_SINK"] = output.id
    with _log(folder / LOG) as log:
        return subprocess.Popen(  # noqa: S603 -- our own command, no shell
            (*command, "play", "--data", str(folder), "--device", device),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=environment,
            **_apart(),
        )


def _log(file: Path) -> Any:
    long = file.exists() and file.stat().st_size > LOG_LIMIT
    return file.open("wb" if long else "ab")


def _apart() -> dict[str, Any]:
    """A session of its own: no signal to the console's group or terminal reaches the player."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
