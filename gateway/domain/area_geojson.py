"""Boundaries from GeoJSON (RFC 7946): features with ``kode`` and ``nama``, polygons only.

A ring that isn't closed is closed by us; points that fall together at 1e-5 degrees are one.
"""

from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Raw, Struct

from gateway.domain.area import Boundary
from gateway.domain.area_csv import CODE, check_name
from gateway.domain.area_fault import AreaFault, Where
from gateway.domain.area_shape import GRID, Ring, label_point, packed, simplified

#: Points of one boundary, before it is simplified.
POINTS_LIMIT: Final = 200_000

Feature = tuple[int, Boundary]


class _Collection(Struct, tag_field="type", tag="FeatureCollection"):
    features: list[Raw]


class _Properties(Struct):
    kode: str
    nama: str


class _Polygon(Struct, tag_field="type", tag="Polygon"):
    coordinates: list[list[list[float]]]


class _MultiPolygon(Struct, tag_field="type", tag="MultiPolygon"):
    coordinates: list[list[list[list[float]]]]


class _Feature(Struct, tag_field="type", tag="Feature"):
    properties: _Properties
    geometry: _Polygon | _MultiPolygon


class _Flaw(Exception):  # noqa: N818  becomes an AreaFault
    """A fault whose place in the file the caller knows."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


def read_geojson(file: str, content: bytes) -> Iterator[Feature]:
    """The boundaries of a file, each with its number. Raises AreaFault at the first fault."""
    try:
        features = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_Collection)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise AreaFault("areas_not_geojson", file, why=error) from error
    for number, raw in enumerate(features.features, 1):
        try:
            yield number, _boundary(msgspec.json.decode(raw, type=_Feature))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise AreaFault("areas_bad_feature", file, Where.FEATURE, number, why=error) from error
        except _Flaw as flaw:
            raise AreaFault(flaw.reason, file, Where.FEATURE, number, **flaw.params) from flaw


def _boundary(feature: _Feature) -> Boundary:
    code, name = feature.properties.kode.strip(), feature.properties.nama.strip()
    if not CODE.fullmatch(code):
        raise _Flaw("areas_bad_code", kode=code)
    if not check_name(name):
        raise _Flaw("areas_bad_name", kode=code)
    geometry = feature.geometry
    parts = [geometry.coordinates] if isinstance(geometry, _Polygon) else geometry.coordinates
    if sum(len(ring) for part in parts for ring in part) > POINTS_LIMIT:
        raise _Flaw("areas_too_many_points", limit=POINTS_LIMIT)
    polygons = [[_ring(ring) for ring in part] for part in parts]
    if not polygons or not all(polygons):
        raise _Flaw("areas_short_ring")
    kept, tolerance = simplified(polygons)
    lon, lat = label_point(polygons)
    return Boundary(
        code=code,
        name=name,
        lat=round(lat / GRID, 6),
        lon=round(lon / GRID, 6),
        tolerance=tolerance,
        polygons=[[packed(ring) for ring in polygon] for polygon in kept],
    )


def _ring(positions: list[list[float]]) -> Ring:
    """The ring on our grid, open, without points that repeat the one before."""
    ring: Ring = []
    for position in positions:
        if len(position) < 2:
            raise _Flaw("areas_bad_point")
        lon, lat = position[:2]
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise _Flaw("areas_out_of_range", lat=lat, lng=lon)
        point = (round(lon * GRID), round(lat * GRID))
        if not ring or ring[-1] != point:
            ring.append(point)
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    if len(ring) < 3:
        raise _Flaw("areas_short_ring")
    return ring
