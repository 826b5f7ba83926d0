"""The folder of pictures, voice notes and recordings: stored files by their hash, what is arriving.

Nothing here is ever served by a path: a file is read by the name that the journal gave it.
"""

import hashlib
import os
import re
from io import BufferedReader
from pathlib import Path
from typing import Final

from msgspec import Struct

from gateway.data_folder import sync_folder, write_private

#: Unfinished uploads that are kept; the oldest goes.
UNFINISHED: Final = 100
_NAME: Final = re.compile(r"[0-9a-f]{64}\.(jpg|webm)")
_ID: Final = re.compile(r"[0-9a-f-]{36}")
#: What is in these folders is not stored yet.
INCOMING: Final = "incoming"
RUNNING: Final = "running"


class Kept(Struct, frozen=True, kw_only=True):
    """A file that was stored: the name to read it by, its size in bytes, the SHA-256 of them."""

    file: str
    size: int
    sha256: str


class MediaFiles:
    """Files in ``folder``, which only the gateway may read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder = folder.absolute()
        self._incoming = folder / INCOMING
        self._running = folder / RUNNING
        for each in (self._incoming, self._running):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)

    def put(self, content: bytes, suffix: str) -> str:
        """Store for good; the name under which it is read again."""
        name = f"{hashlib.sha256(content).hexdigest()}.{suffix}"
        file = self._path(name)
        file.parent.mkdir(mode=0o700, exist_ok=True)
        if not file.exists():
            write_private(file, content)
        return name

    def adopt(self, file: Path, suffix: str) -> Kept:
        """Store a file that is there already, synced, by moving it. Raises OSError."""
        with file.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        kept = Kept(file=f"{digest}.{suffix}", size=file.stat().st_size, sha256=digest)
        target = self._path(kept.file)
        target.parent.mkdir(mode=0o700, exist_ok=True)
        file.chmod(0o600)
        file.replace(target)
        sync_folder(target.parent)
        return kept

    def open(self, name: str) -> tuple[BufferedReader, int]:
        """A stored file to read from, and its size in bytes. Raises OSError and ValueError."""
        path = self._path(name)
        return path.open("rb"), path.stat().st_size

    def read(self, name: str) -> bytes:
        """A stored file. Raises OSError if it is gone, ValueError for what is no name of one."""
        return self._path(name).read_bytes()

    def remove(self, name: str) -> None:
        """Delete a stored file, if it is there."""
        self._path(name).unlink(missing_ok=True)

    def arriving(self, message: str) -> Path:
        """Where the bytes of a message gather. Raises ValueError for what is no message's id."""
        return self._incoming / _checked(message)

    def running(self, recording: str) -> Path:
        """Where the parts of a recording gather. Raises ValueError for what is no id of one."""
        return self._running / _checked(recording)

    def all_running(self) -> list[str]:
        """The recordings of which parts are there."""
        return [file.name for file in self._running.iterdir() if _ID.fullmatch(file.name)]

    def room(self) -> int:
        """Bytes that may still be written here."""
        found = os.statvfs(self._folder)
        return found.f_bavail * found.f_frsize

    def make_room(self) -> None:
        """Drop the oldest unfinished uploads when there are too many."""
        unfinished = sorted(self._incoming.iterdir(), key=lambda file: file.stat().st_mtime)
        for file in unfinished[: max(0, len(unfinished) - UNFINISHED + 1)]:
            file.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return stored_path(self._folder, name)


def stored_path(folder: Path, name: str) -> Path:
    """Where a file of this name is stored. Raises ValueError for what is no name of one."""
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    return folder / name[:2] / name


def _checked(name: str) -> str:
    if not _ID.fullmatch(name):
        raise ValueError(name)
    return name
