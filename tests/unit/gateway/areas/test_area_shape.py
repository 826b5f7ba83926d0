"""Packing, simplifying, and where a name is written."""

import math
from collections.abc import Callable
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.area_shape import KEPT_POINTS, Ring, label_point, packed, simplified
from gateway.protocol.codec import FRAME_LIMIT

POINTS = st.tuples(st.integers(-18_000_000, 18_000_000), st.integers(-9_000_000, 9_000_000))


def circle(points: int, radius: int) -> Ring:
    turns = (2 * math.pi * n / points for n in range(points))
    return [(round(radius * math.cos(t)), round(radius * math.sin(t))) for t in turns]


@given(st.lists(POINTS, min_size=3, max_size=30))
def test_the_steps_lead_back_to_the_points(ring: Ring) -> None:
    flat = packed(ring)
    x = y = 0
    read = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        read.append((x, y))
    assert read == ring


def test_a_small_shape_is_kept_as_it_is() -> None:
    polygons = [[circle(KEPT_POINTS, 100_000)]]
    assert simplified(polygons) == (polygons, 0)


def test_a_large_shape_stays_within_its_tolerance_and_fits_a_frame() -> None:
    ring = circle(KEPT_POINTS * 5, 90_000)
    kept, tolerance = simplified([[ring]])
    (thin,) = kept[0]
    assert len(thin) <= KEPT_POINTS
    assert tolerance > 0
    # Every corner is one of the file's, and no part of the circle is farther off than said.
    assert set(thin) <= set(ring)
    sagitta = max(
        90_000 - math.hypot((x0 + x1) / 2, (y0 + y1) / 2) for (x0, y0), (x1, y1) in pairwise(thin)
    )
    assert sagitta <= tolerance * 100_000 + 1
    assert len(msgspec.json.encode([[packed(thin)]])) < FRAME_LIMIT - 1_024


def test_islands_that_shrink_to_nothing_are_left_out_and_the_land_never() -> None:
    islands = [[[(n * 50, 0), (n * 50 + 1, 0), (n * 50, 1)]] for n in range(KEPT_POINTS)]
    land = [circle(KEPT_POINTS, 100_000)]
    kept, _ = simplified([land, *islands])
    assert 0 < len(kept) < len(islands)
    alone, _ = simplified(islands * 2)
    assert alone


@pytest.mark.parametrize(
    ("ring", "inside"),
    [
        ([(0, 0), (100, 0), (100, 100), (0, 100)], lambda x, y: 40 < x < 60),
        # A horseshoe, open above: its centroid lies in the gap.
        (
            [(0, 0), (90, 0), (90, 90), (80, 90), (80, 10), (10, 10), (10, 90), (0, 90)],
            lambda x, y: x < 10 or x > 80 or y < 10,
        ),
    ],
    ids=["square", "horseshoe"],
)
def test_the_name_is_inside(ring: Ring, inside: Callable[[float, float], bool]) -> None:
    assert inside(*label_point([[ring]]))


def test_the_name_keeps_out_of_holes() -> None:
    land = [(0, 0), (100, 0), (100, 100), (0, 100)]
    lake = [(10, 5), (95, 5), (95, 95), (10, 95)]
    x, _ = label_point([[land, lake]])
    assert x < 10 or x > 95


def test_the_largest_island_has_the_name() -> None:
    small, large = [(0, 0), (5, 0), (0, 5)], [(1000, 0), (1100, 0), (1100, 100), (1000, 100)]
    assert label_point([[small], [large]])[0] > 1000
