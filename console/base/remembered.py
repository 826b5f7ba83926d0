"""Small things that a console remembers from one day to the next: one file, a section for each."""

import logging
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from console.base.files import write_whole

FILE_NAME: Final = "remembered.json"
Section = TypeVar("Section")
logger = logging.getLogger(__name__)


class Remembered:
    """A section that can't be read is as one that was never written: nothing in here may keep a
    console from starting. ``file`` None remembers until the console ends."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._sections: dict[str, msgspec.Raw] = self._read()

    def get(self, name: str, kind: type[Section]) -> Section | None:
        """What is remembered under that name, None when nothing of that kind is."""
        held = self._sections.get(name)
        if held is None:
            return None
        try:
            return msgspec.json.decode(held, type=kind)
        except msgspec.ValidationError as error:
            logger.warning("%s of %s can't be read: %s", name, self._file, error)
            return None

    def put(self, name: str, section: Any) -> None:
        """Remember it; a disk that is full costs only the memory of it."""
        fresh = msgspec.Raw(msgspec.json.encode(section))
        if self._sections.get(name) == fresh:
            return
        self._sections[name] = fresh
        if self._file is None:
            return
        try:
            write_whole(self._file, msgspec.json.encode(self._sections))
        except OSError as error:
            logger.warning("%s can't be written: %s", self._file, error)

    def _read(self) -> dict[str, msgspec.Raw]:
        if self._file is None:
            return {}
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, msgspec.Raw])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError) as error:
            logger.warning("%s can't be read: %s", self._file, error)
            return {}
