"""Distances, times, the nearest, and outlines on the flat map."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.board.geography import (
    EARTH_M,
    Geography,
    Spot,
    distance_m,
    nearest,
    outline,
    travel_s,
)
from gateway.protocol.views import BoundaryView
from tests.helpers.lands import boundaries

SPOTS = st.builds(Spot, st.floats(-90, 90), st.floats(-180, 180))
KENDAL = st.builds(Spot, st.floats(-7.20, -6.83), st.floats(109.92, 110.37))


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        (Spot(0, 0), Spot(1, 0), EARTH_M * math.pi / 180),
        (Spot(0, 0), Spot(0, 180), EARTH_M * math.pi),
        (Spot(90, 0), Spot(-90, 77), EARTH_M * math.pi),
        # Krajankulon to Kutoharjo, computed apart by the spherical law of cosines.
        (Spot(-6.951, 110.257), Spot(-6.957, 110.263), 940.0),
        (Spot(-6.948, 110.271), Spot(-7.128, 110.000), 35_955.0),
    ],
)
def test_distances(one: Spot, other: Spot, metres: float) -> None:
    assert distance_m(one, other) == pytest.approx(metres, rel=1e-3)


@given(SPOTS, SPOTS)
def test_a_distance_is_the_same_both_ways_and_never_more_than_half_round(
    one: Spot, other: Spot
) -> None:
    there = distance_m(one, other)
    assert there == pytest.approx(distance_m(other, one))
    assert 0 <= there <= EARTH_M * math.pi * (1 + 1e-12)
    assert distance_m(one, one) == 0


@given(KENDAL, KENDAL)
def test_the_flat_map_is_true_to_scale_within_a_thousandth(one: Spot, other: Spot) -> None:
    flat = math.dist(one.xy, other.xy)
    assert flat == pytest.approx(distance_m(one, other), rel=1e-3, abs=0.1)


def test_time_is_said_by_the_stated_detour_and_speed() -> None:
    assert travel_s(1_000) == pytest.approx(1_400 / (30 / 3.6))
    assert travel_s(0) == 0


def test_the_nearest_come_nearest_first() -> None:
    here = Spot(-7, 110)
    places = {f"post:{n}": Spot(-7, 110 + n / 100) for n in (5, 1, 3, 2, 4)}
    found = nearest(here, places, 3)
    assert [near.key for near in found] == ["post:1", "post:2", "post:3"]
    assert found[0].travel_s == travel_s(found[0].distance_m)
    assert nearest(here, {}, 3) == []


def test_an_outline_is_unpacked_east_to_the_right_and_south_down() -> None:
    view = BoundaryView(
        area="33.24.08.2012",
        name="Krajankulon",
        lat=-6.95,
        lon=110.05,
        polygons=[[[11_000_000, -700_000, 10_000, 0, 0, 10_000]]],
    )
    made = outline(view)
    assert made.is_village
    (ring,) = made.polygons[0]
    (x0, y0), (x1, y1), (x2, y2) = ring
    assert (x1 > x0, y1) == (True, y0)
    assert (x2, y2 < y1) == (x1, True)
    assert ring[0] == Spot(-7, 110).xy


def test_a_land_of_a_regency() -> None:
    land = Geography.of(boundaries())
    assert sum(each.is_village for each in land.outlines) == 320
    assert land == Geography.of(boundaries())
