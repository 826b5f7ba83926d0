"""The folder of pictures and voice notes: stored files by their hash, and what is arriving.

Nothing here is ever served by a path: a file is read by the name that the journal gave it.
"""

import hashlib
import re
from pathlib import Path
from typing import Final

from gateway.data_folder import write_private

#: Unfinished uploads that are kept; the oldest goes.
UNFINISHED: Final = 100
_NAME: Final = re.compile(r"[0-9a-f]{64}\.(jpg|webm)")
_MESSAGE: Final = re.compile(r"[0-9a-f-]{36}")


class MediaFiles:
    """Files in ``folder``, which only the gateway may read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)

    def put(self, content: bytes, suffix: str) -> str:
        """Store for good; the name under which it is read again."""
        name = f"{hashlib.sha256(content).hexdigest()}.{suffix}"
        file = self._path(name)
        file.parent.mkdir(mode=0o700, exist_ok=True)
        if not file.exists():
            write_private(file, content)
        return name

    def read(self, name: str) -> bytes:
        """A stored file. Raises OSError if it is gone, ValueError for what is no name of one."""
        return self._path(name).read_bytes()

    def remove(self, name: str) -> None:
        """Delete a stored file, if it is there."""
        self._path(name).unlink(missing_ok=True)

    def arriving(self, message: str) -> Path:
        """Where the bytes of a message gather. Raises ValueError for what is no message's id."""
        if not _MESSAGE.fullmatch(message):
            raise ValueError(message)
        return self._incoming / message

    def make_room(self) -> None:
        """Drop the oldest unfinished uploads when there are too many."""
        unfinished = sorted(self._incoming.iterdir(), key=lambda file: file.stat().st_mtime)
        for file in unfinished[: max(0, len(unfinished) - UNFINISHED + 1)]:
            file.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        return self._folder / name[:2] / name
