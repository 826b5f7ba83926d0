"""The player process: ``python -m console.sound [play | stop | devices]``.

``play`` is started by the console and told what is open over its standard input. ``stop`` silences
a player by hand. ``devices`` prints PortAudio's outputs as JSON, one start for each look, since
PortAudio lists them only once.
"""

import argparse
import logging
import os
import queue
import signal
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import msgspec

from console.base.paths import data_folder
from console.sound import seat
from console.sound.messages import Leave, Line, Stop, line, to_player
from console.sound.player import Player
from console.sound.portaudio import device_argument, devices
from console.sound.speaker import PortAudioSpeaker

STEP: Final = 0.04
"""Seconds between two looks at what is due."""

logger = logging.getLogger("console.sound")

Visit = tuple[Line, Connection]


class _Gone:
    """The console closed its end of the pipe."""


class Process:
    """Joins pipe, seat, signals and player: all come in through one queue, on one thread."""

    def __init__(self, folder: Path, device: str | int | None) -> None:
        # SimpleQueue, because a signal handler may put while the same thread is inside get.
        self._inbox: queue.SimpleQueue[Line | Visit | _Gone] = queue.SimpleQueue()
        self._outbox: queue.Queue[bytes] = queue.Queue(maxsize=64)
        self._speaker = PortAudioSpeaker(device)
        self._player = Player(self._speaker, self._report)
        self._seat = seat.Seat(folder, lambda word, guest: self._inbox.put((word, guest)))

    def run(self) -> None:
        """Play until told to stop, or until there is nobody to play for."""
        signal.signal(signal.SIGTERM, lambda *_: self._inbox.put(Stop()))
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        for work in (self._read, self._write):
            threading.Thread(target=work, daemon=True, name=work.__name__).start()
        self._player.step()
        self._player.take(self._seat.take())
        while self._take_inbox() and self._player.needed:
            self._player.step()

    def _take_inbox(self) -> bool:
        """Wait for one step; False when it is time to end."""
        try:
            item = self._inbox.get(timeout=STEP)
        except queue.Empty:
            return True
        if isinstance(item, tuple):
            return not self._leave(*item)
        if isinstance(item, Stop):
            return False
        if isinstance(item, _Gone):
            self._player.desert()
        else:
            self._player.hear(item)
        return True

    def _leave(self, word: Line, guest: Connection) -> bool:
        """Give the seat up; not to someone who has gone before it was theirs."""
        if isinstance(word, Leave):
            try:
                guest.send_bytes(line(self._player.open))
            except OSError:
                logger.warning("who wanted the seat has gone; going on")
                return False
        return True

    def _report(self, message: Line) -> None:
        # A console that doesn't read must not stop the sound: what doesn't fit is dropped.
        if not self._outbox.full():
            self._outbox.put(line(message))

    def _read(self) -> None:
        for text in _lines(0):
            try:
                self._inbox.put(to_player.decode(text))
            except msgspec.DecodeError:
                logger.warning("line not understood: %r", text[:200])
        self._inbox.put(_Gone())

    def _write(self) -> None:
        while True:
            try:
                os.write(1, self._outbox.get())
            except OSError:
                # The console is gone; the reader notices and decides.
                return


def _lines(descriptor: int) -> Iterator[bytes]:
    pending = b""
    while chunk := os.read(descriptor, 65536):
        *whole, pending = (pending + chunk).split(b"\n")
        yield from whole


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands; the exit code."""
    parser = argparse.ArgumentParser(prog="console.sound", description=__doc__)
    parser.add_argument("command", nargs="?", default="play", choices=("play", "stop", "devices"))
    parser.add_argument("--data", type=Path, default=data_folder(), help="the console's folder")
    parser.add_argument("--device", type=device_argument, help="PortAudio's name or index")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    if options.command == "devices":
        print(msgspec.json.encode(devices()).decode(), flush=True)
        return 0
    options.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if options.command == "stop":
        return 0 if seat.stop(options.data) else 1
    Process(options.data, options.device).run()
    return 0


if __name__ == "__main__":
    code = main()
    # The threads wait on pipes and sockets; nothing of theirs needs an orderly end.
    logging.shutdown()
    os._exit(code)
