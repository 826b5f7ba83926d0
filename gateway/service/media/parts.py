"""A file that grows part by part, each with its length before it: what a crash tears off is known.

The lengths make the number of whole parts the place where a sender goes on.
"""

import os
from io import BufferedIOBase, RawIOBase
from pathlib import Path
from typing import Final, Self

#: Bytes of a length, big-endian.
_HEAD: Final = 4


class PartsFile:
    """Appends. What was torn off in the writing of the last part is cut away."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab+", buffering=0)
        path.chmod(0o600)
        self.count = 0
        self._whole = 0
        self._file.seek(0)
        while (length := _length(self._file)) is not None:
            self._whole = self._file.seek(length, os.SEEK_CUR)
            self.count += 1
        self._file.truncate(self._whole)

    def append(self, part: bytes) -> None:
        """Write it, not yet for good. Raises OSError; then nothing of it is there."""
        framed = len(part).to_bytes(_HEAD) + part
        written = 0
        try:
            while written < len(framed):
                written += self._file.write(framed[written:])
        except OSError:
            self._file.truncate(self._whole)
            raise
        self._whole += len(framed)
        self.count += 1

    def sync(self) -> None:
        """Make for good what was written. Raises OSError."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class PartsReader:
    """Reads what was written, without the lengths, as one stream of bytes. It can't be sought."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._left = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._file.close()

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes, all that are left when it is negative; none at the end."""
        if size < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        if not self._left:
            self._left = _length(self._file) or 0
        read = self._file.read(min(size, self._left))
        self._left -= len(read)
        return read

    def readable(self) -> bool:
        """Whether it can be read."""
        return True


def _length(file: RawIOBase | BufferedIOBase) -> int | None:
    """The length of the part that begins here, the file standing at its bytes; None where no whole
    part begins."""
    head = file.read(_HEAD) or b""
    length = int.from_bytes(head)
    left = os.fstat(file.fileno()).st_size - file.tell()
    return length if len(head) == _HEAD and 0 < length <= left else None
