"""Where things are: outlines of areas, distances, and how long the way may take. No Qt.

Distances are straight lines and are named so on the screen. Times are estimates of ours: roads are
taken to be ``DETOUR`` times the straight line (measured 1.22 to 1.44 by region in South Korea, Kim
et al. 2015, J. Korean Soc. Agric. Eng. 57(4)), driven at ``SPEED_KMH`` on village roads.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gateway.protocol.views import BoundaryView

#: The mean radius of the earth, m (IUGG).
EARTH_M: Final = 6_371_008.8
#: Steps to a degree in a ``BoundaryView``.
GRID: Final = 100_000
#: Our estimates, see above.
DETOUR: Final = 1.4
SPEED_KMH: Final = 30.0
#: The latitude at which the flat map is true to scale: the middle of Kendal. At the kabupaten's
#: edges lengths are off by less than 0.1 %.
MIDDLE_LAT: Final = -7.02

_METRES: Final = EARTH_M * math.pi / 180
_SHRINK: Final = math.cos(math.radians(MIDDLE_LAT))

XY = tuple[float, float]
Ring = tuple[XY, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the earth, degrees."""

    lat: float
    lon: float

    @property
    def xy(self) -> XY:
        """On the flat map: metres to the east and to the south of 0, 0."""
        return self.lon * _METRES * _SHRINK, -self.lat * _METRES

    @classmethod
    def at(cls, xy: XY) -> "Spot":
        """The place at a point of the flat map."""
        return cls(-xy[1] / _METRES, xy[0] / (_METRES * _SHRINK))


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of an area on the flat map; ``middle`` is where its name stands."""

    area: str
    name: str
    middle: Spot
    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def is_village(self) -> bool:
        """A desa or kelurahan; else a kecamatan, or what is larger."""
        return self.area.count(".") == 3


@dataclass(frozen=True, slots=True)
class Near:
    """One of the nearest: which, how far by a straight line, how long the way may take."""

    key: str
    distance_m: float
    travel_s: float


def distance_m(one: Spot, other: Spot) -> float:
    """The straight line over the earth's surface (haversine), m."""
    here, there = math.radians(one.lat), math.radians(other.lat)
    half_lat = math.sin((there - here) / 2)
    half_lon = math.sin(math.radians(other.lon - one.lon) / 2)
    chord = half_lat**2 + math.cos(here) * math.cos(there) * half_lon**2
    return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, chord)))


def travel_s(straight_m: float) -> float:
    """How long the way may take by road, s: an estimate, see the module."""
    return straight_m * DETOUR / (SPEED_KMH / 3.6)


def nearest(here: Spot, places: Mapping[str, Spot], count: int) -> list[Near]:
    """The nearest places, nearest first."""
    found = sorted((distance_m(here, spot), key) for key, spot in places.items())
    return [Near(key, metres, travel_s(metres)) for metres, key in found[:count]]


def outline(view: BoundaryView) -> Outline:
    """The outline in a view."""
    return Outline(
        area=view.area,
        name=view.name,
        middle=Spot(view.lat, view.lon),
        polygons=tuple(tuple(_ring(ring) for ring in polygon) for polygon in view.polygons),
    )


def _ring(steps: list[int]) -> Ring:
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append(Spot(y / GRID, x / GRID).xy)
    return tuple(points)


@dataclass(frozen=True)
class Geography:
    """All outlines that the gateway has."""

    outlines: tuple[Outline, ...] = ()

    @classmethod
    def of(cls, views: Iterable[BoundaryView]) -> "Geography":
        """From the rows of a query."""
        return cls(tuple(outline(view) for view in views))

    def middle_of(self, area: str) -> Spot | None:
        """Where the name of an area stands, if the area is known."""
        return next((each.middle for each in self.outlines if each.area == area), None)
