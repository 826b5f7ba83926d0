"""The player's seat: one living player for each console data folder, and how it is handed over.

The seat is a local socket in the data folder (on Windows a named pipe of that folder). A new
player asks the one that sits there to leave and gets its open alarms, so a console that comes back
takes over the alarms of the one that was killed. The same way moves an alarm to another output.
"""

import contextlib
import hashlib
import logging
import os
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Final

import msgspec

from console.sound.messages import Leave, Line, Open, Stop, left_open, line, to_seat

NAME: Final = "sound.sock"
PATIENCE: Final = 1.0
"""Seconds that the old player has to leave; then it is frozen, and is killed."""

logger = logging.getLogger(__name__)

Visitor = Callable[[Line, Connection], None]


class Seat:
    """Taken with ``take``; calls ``visited`` on a thread of its own when someone comes."""

    def __init__(self, folder: Path, visited: Visitor) -> None:
        self._address = _address(folder)
        self._visited = visited

    def take(self) -> Open:
        """Make the old player leave, sit down, and return what it left open."""
        inherited = ask_to_leave(self._address)
        if sys.platform != "win32":
            Path(self._address).unlink(missing_ok=True)
            os.umask(0o077)
        # A frozen player accepts nobody; with room for few, who comes next would wait for ever.
        listener = Listener(self._address, backlog=64)
        threading.Thread(target=self._serve, args=(listener,), daemon=True, name="seat").start()
        return inherited

    def _serve(self, listener: Listener) -> None:
        while True:
            try:
                guest = listener.accept()
                if not guest.poll(PATIENCE):
                    guest.close()
                    continue
                self._visited(to_seat.decode(guest.recv_bytes(1024)), guest)
            except (OSError, EOFError, msgspec.DecodeError):
                # Someone who came and said nothing we know; the seat stays open for the next.
                logger.warning("a visitor of the seat was not understood", exc_info=True)


def stop(folder: Path) -> bool:
    """Silence the player of this data folder by hand. False if there was none."""
    try:
        with _reach(_address(folder)) as old:
            old.send_bytes(line(Stop()))
            _await_end(old)
    except OSError:
        return False
    return True


def ask_to_leave(address: str) -> Open:
    """What the old player left open; nothing if there was none or it couldn't answer."""
    try:
        old = _reach(address)
    except OSError:
        return Open()
    with old:
        try:
            old.send_bytes(line(Leave()))
            if old.poll(PATIENCE):
                left: Open = left_open.decode(old.recv_bytes())
                _await_end(old)
                return left
        except (OSError, EOFError, msgspec.DecodeError):
            logger.warning("the old player left without a word", exc_info=True)
        _kill(old)
    return Open()


def _address(folder: Path) -> str:
    if sys.platform == "win32":
        name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
        return rf"\\.\pipe\pospin-sound-{name}"
    # A socket's path holds about 100 bytes; a player lives in its folder, so the name is enough.
    os.chdir(folder)
    return NAME


def _reach(address: str) -> Connection:
    return Client(address)


def _await_end(old: Connection) -> None:
    """Wait until the other side is gone, so that two players never sound together."""
    with contextlib.suppress(OSError, EOFError):
        if old.poll(PATIENCE):
            old.recv_bytes()


def _kill(old: Connection) -> None:
    if not hasattr(socket, "SO_PEERCRED"):
        return
    with contextlib.suppress(OSError), socket.socket(fileno=os.dup(old.fileno())) as peer:
        size = struct.calcsize("3i")
        pid, _, _ = struct.unpack(
            "3i", peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
        )
        os.kill(pid, signal.SIGKILL)
        logger.warning("the old player (%d) was frozen and is killed", pid)
