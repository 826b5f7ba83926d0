"""Shapes on a grid of 1e-5 degrees: packing, simplifying, and where a name is written."""

import math
from itertools import pairwise
from typing import Final

#: Steps to a degree; one is about 1.1 m.
GRID: Final = 100_000
#: A boundary of so many points stays under one frame of 64 KiB: a step takes 14 bytes at most.
KEPT_POINTS: Final = 4_000

Point = tuple[int, int]
Ring = list[Point]


def packed(ring: Ring) -> list[int]:
    """The first point, then the steps to the next ones."""
    flat = list(ring[0])
    for (x0, y0), (x1, y1) in pairwise(ring):
        flat += (x1 - x0, y1 - y0)
    return flat


def simplified(polygons: list[list[Ring]]) -> tuple[list[list[Ring]], float]:
    """The polygons as they are, or with fewer points where there are too many to send.

    Also the tolerance (degrees) that was needed, 0 for none. Neighbours that are simplified apart
    may leave slivers between them no wider than that.
    """
    tolerance, kept = 0, polygons
    while sum(len(ring) for polygon in kept for ring in polygon) > KEPT_POINTS:
        tolerance = tolerance * 2 or 1
        kept = _with_tolerance(polygons, tolerance)
    return kept, tolerance / GRID


def _with_tolerance(polygons: list[list[Ring]], tolerance: int) -> list[list[Ring]]:
    """Every ring thinned; holes and islands that shrink to nothing are left out."""
    made = []
    for polygon in polygons:
        rings = [_thinned(ring, tolerance) for ring in polygon]
        if len(rings[0]) >= 3:
            made.append([ring for ring in rings if len(ring) >= 3])
    return made or [[_thinned(max((p[0] for p in polygons), key=len), 1)]]


def _thinned(ring: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker, from the first point to the one farthest from it and back."""
    first = ring[0]
    far = max(range(len(ring)), key=lambda at: math.dist(first, ring[at]))
    closed = [*ring, first]
    keep = {0, far}
    waiting = [(0, far), (far, len(ring))]
    while waiting:
        begin, end = waiting.pop()
        ends = closed[begin], closed[end]
        distances = [_distance(closed[at], *ends) for at in range(begin + 1, end)]
        if not distances or (widest := max(distances)) <= tolerance:
            continue
        middle = begin + 1 + distances.index(widest)
        keep.add(middle)
        waiting += [(begin, middle), (middle, end)]
    return [ring[at] for at in sorted(keep)]


def _distance(point: Point, begin: Point, end: Point) -> float:
    (x, y), (x0, y0), (x1, y1) = point, begin, end
    length = math.dist(begin, end)
    if not length:
        return math.dist(point, begin)
    return abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length


def label_point(polygons: list[list[Ring]]) -> tuple[float, float]:
    """A point well inside the largest polygon: the middle of its widest part, of seven looked at.

    The centroid of a bent or hollow area may lie outside of it.
    """
    largest = max(polygons, key=lambda polygon: abs(_area(polygon[0])))
    bottom = min(y for _, y in largest[0])
    top = max(y for _, y in largest[0])
    spans = []
    for part in range(1, 8):
        # Half a step off the grid, so that no line runs through a point.
        height = math.floor(bottom + (top - bottom) * part / 8) + 0.5
        crossed = sorted(x for ring in largest for x in _crossings(ring, height))
        # The nearer to the middle the better, where widths are alike.
        weight = 1 - abs(part - 4) / 8
        spans += [
            ((right - left) * weight, (left + right) / 2, height)
            for left, right in zip(crossed[::2], crossed[1::2], strict=False)
        ]
    if not spans:
        x, y = largest[0][0]
        return float(x), float(y)
    _, middle, height = max(spans)
    return middle, height


def _crossings(ring: Ring, height: float) -> list[float]:
    """Where a horizontal line meets the ring."""
    found = []
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y0 < height) != (y1 < height):
            found.append(x0 + (x1 - x0) * (height - y0) / (y1 - y0))
    return found


def _area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2
