"""Administrative areas: what an import brings, and which of them hold now.

Imports lie over each other: of two that name the same code the later one holds, and taking the
last one back uncovers what was before it. Nothing that an import doesn't name is touched by it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from gateway.protocol.events import ImportedFile
from gateway.protocol.fields import AreaCode, Latitude, Longitude, Name
from gateway.protocol.views import AreaView

#: Parts of a Kemendagri code: kabupaten ``33.24``, kecamatan ``33.24.08``, desa ``33.24.08.2012``.
REGENCY: Final = 2
DISTRICT: Final = 3
VILLAGE: Final = 4

#: A polygon: its outer ring, then its holes. A ring is x, y of its first point and then the steps
#: to the next ones, in 1e-5 degrees (about 1.1 m), without the last step back to the first.
Polygon = list[list[int]]


class Area(Struct, frozen=True, kw_only=True):
    """A kabupaten, kecamatan, desa or kelurahan and a point inside it."""

    code: AreaCode
    name: Name
    lat: Latitude
    lon: Longitude

    @property
    def parent(self) -> str:
        """The code of the area that this one lies in."""
        return parent_of(self.code)


class Boundary(Struct, frozen=True, kw_only=True):
    """The outline of an area, with the point where its name is written.

    ``tolerance`` (degrees): how far the outline may be from the file's; 0 where it was kept.
    """

    code: AreaCode
    name: Name
    lat: Latitude
    lon: Longitude
    tolerance: float
    polygons: list[Polygon]


class AreaBatch(Struct, frozen=True, kw_only=True):
    """Everything that one import brings. ``names`` are the files' names, a line each."""

    areas: list[Area]
    boundaries: list[Boundary]
    files: list[ImportedFile]
    names: str


class AreaImport(Struct, frozen=True):
    """An import that holds: its subject and its areas by code."""

    subject: str
    areas: Mapping[str, Area]


def level_of(code: str) -> int:
    """How many parts the code has: ``REGENCY``, ``DISTRICT`` or ``VILLAGE``."""
    return code.count(".") + 1


def parent_of(code: str) -> str:
    """The code without its last part."""
    return code.rpartition(".")[0]


class Land(Struct, frozen=True, kw_only=True):
    """An import of areas, or its undoing, as those see it who show areas."""

    subject: str
    version: int


class AreaBook:
    """The areas that hold, and the imports they come from. Never changes; a move makes another."""

    def __init__(self, built_in: Iterable[Area] = (), imports: Sequence[AreaImport] = ()) -> None:
        self._built_in = {area.code: area for area in built_in}
        self._imports = tuple(imports)
        self.areas: Mapping[str, Area] = dict(self._built_in)
        for each in self._imports:
            self.areas = {**self.areas, **each.areas}
        self.villages: Mapping[str, AreaView] = {
            code: self._village(area)
            for code, area in self.areas.items()
            if level_of(code) == VILLAGE
        }

    @property
    def last(self) -> AreaImport | None:
        """The import that can be taken back."""
        return self._imports[-1] if self._imports else None

    def with_import(self, subject: str, areas: Iterable[Area]) -> "AreaBook":
        """The book after an import."""
        brought = AreaImport(subject, {area.code: area for area in areas})
        return AreaBook(self._built_in.values(), (*self._imports, brought))

    def without(self, subject: str) -> "AreaBook":
        """The book after an import was taken back."""
        kept = [each for each in self._imports if each.subject != subject]
        return AreaBook(self._built_in.values(), kept)

    def _village(self, area: Area) -> AreaView:
        district = self.areas.get(area.parent)
        return AreaView(
            area=area.code,
            desa=area.name,
            kecamatan=district.name if district else "",
            lat=area.lat,
            lon=area.lon,
        )
