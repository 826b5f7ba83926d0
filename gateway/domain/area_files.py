"""Several files as one import: read, checked against each other and against what is known."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Final, TypeVar

from msgspec import Struct

from gateway.domain.area import REGENCY, Area, AreaBatch, Boundary, level_of
from gateway.domain.area_csv import read_csv
from gateway.domain.area_fault import AreaFault, Where
from gateway.domain.area_geojson import read_geojson
from gateway.protocol.events import ImportedFile

FILE_LIMIT: Final = 64 * 1024 * 1024
#: Areas, and boundaries, of one import; Jawa Tengah has about 9,200.
COUNT_LIMIT: Final = 10_000

T = TypeVar("T", Area, Boundary)

#: Told after each file: its name, how many areas and boundaries it gave.
Progress = Callable[[str, int, int], None]


class _Found(Struct, frozen=True):
    """Where in the files an area or a boundary stands."""

    file: str
    where: Where
    at: int

    def fault(self, reason: str, **params: object) -> AreaFault:
        return AreaFault(reason, self.file, self.where, self.at, **params)


class AreaReader:
    """Gathers files into one batch. Raises AreaFault; nothing is half read."""

    def __init__(self, known: Mapping[str, Area], progress: Progress) -> None:
        self._known = known
        self._progress = progress
        self._areas: dict[str, tuple[Area, _Found]] = {}
        self._boundaries: dict[str, tuple[Boundary, _Found]] = {}
        self._files: list[ImportedFile] = []
        self._names: list[str] = []

    def read(self, name: str, content: bytes) -> None:
        """Take one more file."""
        if len(content) > FILE_LIMIT:
            raise AreaFault("areas_file_too_large", name, limit=FILE_LIMIT >> 20)
        areas, boundaries = len(self._areas), len(self._boundaries)
        match PurePath(name).suffix.lower():
            case ".csv":
                _take(self._areas, name, Where.LINE, read_csv(name, content))
            case ".geojson" | ".json":
                _take(self._boundaries, name, Where.FEATURE, read_geojson(name, content))
            case _:
                raise AreaFault("areas_unknown_form", name)
        areas, boundaries = len(self._areas) - areas, len(self._boundaries) - boundaries
        if not areas + boundaries:
            raise AreaFault("areas_empty", name)
        digest = hashlib.sha256(content).hexdigest()
        self._files.append(ImportedFile(sha256=digest, areas=areas, boundaries=boundaries))
        self._names.append(name)
        self._progress(name, areas, boundaries)

    def batch(self) -> AreaBatch:
        """All files as one import."""
        known = self._known.keys() | self._areas.keys()
        for area, found in self._areas.values():
            if level_of(area.code) > REGENCY and area.parent not in known:
                raise found.fault("areas_unknown_parent", kode=area.code, induk=area.parent)
        for boundary, found in self._boundaries.values():
            if boundary.code not in known:
                raise found.fault("areas_unknown_code", kode=boundary.code)
        return AreaBatch(
            areas=[area for area, _ in self._areas.values()],
            boundaries=[boundary for boundary, _ in self._boundaries.values()],
            files=self._files,
            names="\n".join(self._names),
        )


def _take(
    held: dict[str, tuple[T, _Found]], file: str, where: Where, items: Iterator[tuple[int, T]]
) -> None:
    for at, item in items:
        found = _Found(file, where, at)
        if item.code in held:
            first = held[item.code][1]
            raise found.fault("areas_duplicate", kode=item.code, other=first.file, first=first.at)
        if len(held) >= COUNT_LIMIT:
            raise found.fault("areas_too_many", limit=COUNT_LIMIT)
        held[item.code] = (item, found)
