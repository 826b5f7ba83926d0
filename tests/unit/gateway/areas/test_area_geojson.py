"""Boundaries from GeoJSON: what is read, and each refusal with its feature."""

import json
from typing import Any

import pytest

from gateway.domain.area import Boundary
from gateway.domain.area_fault import AreaFault, Where
from gateway.domain.area_geojson import POINTS_LIMIT, read_geojson
from tests.helpers.lands import collection, feature

SQUARE: list[Any] = [[110.0, -7.0], [110.1, -7.0], [110.1, -6.9], [110.0, -6.9]]
GOOD = feature("33.24.08", "Kaliwungu", SQUARE)


def read(*features: Any) -> list[tuple[int, Boundary]]:
    return list(read_geojson("b.geojson", collection(*features)))


def shaped(kind: str, coordinates: Any) -> dict[str, Any]:
    return {**GOOD, "geometry": {"type": kind, "coordinates": coordinates}}


def test_a_ring_is_kept_open_as_steps() -> None:
    ((number, boundary),) = read(GOOD)
    assert number == 1
    assert boundary.polygons == [[[11_000_000, -700_000, 10_000, 0, 0, 10_000, -10_000, 0]]]
    assert boundary.tolerance == 0


def test_a_closed_ring_is_the_same_as_one_that_we_close() -> None:
    assert read(shaped("Polygon", [[*SQUARE, SQUARE[0]]])) == read(GOOD)


def test_repeated_points_and_heights_are_passed_over() -> None:
    doubled = [[x, y, 12.5] for x, y in SQUARE for _ in range(2)]
    assert read(shaped("Polygon", [doubled])) == read(GOOD)


def test_holes_and_islands() -> None:
    hole = [[110.02, -6.98], [110.04, -6.98], [110.04, -6.96]]
    island = [[110.3, -7.0], [110.31, -7.0], [110.31, -6.99]]
    ((_, boundary),) = read(shaped("MultiPolygon", [[SQUARE, hole], [island]]))
    assert [len(polygon) for polygon in boundary.polygons] == [2, 1]


def test_the_name_stands_inside() -> None:
    ((_, boundary),) = read(GOOD)
    assert (boundary.lat, boundary.lon) == pytest.approx((-6.95, 110.05), abs=1e-4)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({**GOOD, "properties": {"nama": "A"}}, "areas_bad_feature"),
        ({**GOOD, "properties": {"kode": 3324, "nama": "A"}}, "areas_bad_feature"),
        ({**GOOD, "properties": None}, "areas_bad_feature"),
        ({**GOOD, "properties": {"kode": "3324", "nama": "A"}}, "areas_bad_code"),
        ({**GOOD, "properties": {"kode": "33.24", "nama": " "}}, "areas_bad_name"),
        ({**GOOD, "geometry": None}, "areas_bad_feature"),
        (shaped("Point", [110.0, -7.0]), "areas_bad_feature"),
        (shaped("LineString", SQUARE), "areas_bad_feature"),
        (shaped("Polygon", [[["110", "-7"]] * 4]), "areas_bad_feature"),
        (shaped("Polygon", []), "areas_short_ring"),
        (shaped("MultiPolygon", []), "areas_short_ring"),
        (shaped("Polygon", [[]]), "areas_short_ring"),
        (shaped("Polygon", [SQUARE[:2]]), "areas_short_ring"),
        (shaped("Polygon", [[SQUARE[0], SQUARE[1], SQUARE[0]]]), "areas_short_ring"),
        (shaped("Polygon", [[[110.0], [110.1], [110.2]]]), "areas_bad_point"),
        (shaped("Polygon", [[[y, x] for x, y in SQUARE]]), "areas_out_of_range"),
        (shaped("Polygon", [SQUARE * (POINTS_LIMIT // 4 + 1)]), "areas_too_many_points"),
    ],
)
def test_a_bad_feature_is_refused_with_its_number(broken: Any, reason: str) -> None:
    with pytest.raises(AreaFault) as caught:
        read(GOOD, broken)
    found = caught.value
    assert (found.reason, found.where, found.at) == (reason, Where.FEATURE, 2)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"type":"Feature"}', b"\xff", b"[" * 100_000, json.dumps(GOOD).encode()],
)
def test_what_is_no_collection_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises(AreaFault) as caught:
        list(read_geojson("b.geojson", content))
    assert (caught.value.reason, caught.value.where) == ("areas_not_geojson", Where.FILE)
