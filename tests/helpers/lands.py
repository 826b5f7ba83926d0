"""A land of our own making, as large as Kendal: kecamatan in a grid, each cut into desa.

Borders are broken lines that neighbours share, so that a map of it costs what a real one does.
"""

import json
import math
from typing import Any

from gateway.domain.area_files import AreaReader
from gateway.protocol.views import BoundaryView

#: South-west corner and size of a desa, degrees.
WEST, SOUTH, SIDE = 109.92, -7.20, 0.021
#: Kecamatan a row, rows; desa a row and rows of a kecamatan.
DISTRICTS = (5, 4)
VILLAGES = (4, 4)
#: Points of one side of a desa.
POINTS = 10

Point = tuple[float, float]


def _side(begin: Point, end: Point) -> list[Point]:
    """From begin on, without end: the same points whichever way it is walked."""
    one, other = sorted((begin, end))
    wave = math.sin(1_000 * (one[0] + other[1]))
    points = []
    for step in range(POINTS):
        share = step / POINTS
        off = 0.12 * SIDE * math.sin(math.pi * step / POINTS * 3) * wave
        x = one[0] + (other[0] - one[0]) * share + off * (one[0] == other[0])
        y = one[1] + (other[1] - one[1]) * share + off * (one[0] != other[0])
        points.append((round(x, 5), round(y, 5)))
    if begin == one:
        return points
    return [(round(other[0], 5), round(other[1], 5)), *reversed(points[1:])]


def _block(column: int, row: int, columns: int, rows: int) -> list[Point]:
    """The border of a block of desa, counterclockwise, closed."""

    def corner(x: int, y: int) -> Point:
        return WEST + (column + x) * SIDE, SOUTH + (row + y) * SIDE

    corners = [corner(x, 0) for x in range(columns)]
    corners += [corner(columns, y) for y in range(rows)]
    corners += [corner(x, rows) for x in range(columns, 0, -1)]
    corners += [corner(0, y) for y in range(rows, 0, -1)]
    ring = [
        point
        for begin, end in zip(corners, [*corners[1:], corners[0]], strict=True)
        for point in _side(begin, end)
    ]
    return [*ring, ring[0]]


def feature(code: str, name: str, ring: list[Point]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kode": code, "nama": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def collection(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def csv_file() -> bytes:
    """All areas of the land."""
    lines = ["kode,nama,tingkat,kode_induk,lat,lng,kodepos"]
    lines.append("33.99,Kabupaten Contoh,kabupaten,33,-7.0,110.1,")
    for code, name, column, row, columns, _ in _areas():
        level = "desa" if columns == 1 else "kecamatan"
        lat, lon = SOUTH + (row + 0.5) * SIDE, WEST + (column + 0.5) * SIDE
        parent = code.rpartition(".")[0]
        lines.append(f"{code},{name},{level},{parent},{lat:.6f},{lon:.6f},51300")
    return "\n".join(lines).encode()


def geojson_file() -> bytes:
    """All boundaries of the land."""
    return collection(*(feature(code, name, _block(*block)) for code, name, *block in _areas()))


def boundaries() -> list[BoundaryView]:
    """All boundaries as a console gets them."""
    reader = AreaReader({}, lambda *_: None)
    reader.read("contoh.csv", csv_file())
    reader.read("contoh.geojson", geojson_file())
    return [
        BoundaryView(area=b.code, name=b.name, lat=b.lat, lon=b.lon, polygons=b.polygons)
        for b in reader.batch().boundaries
    ]


def _areas() -> list[tuple[str, str, int, int, int, int]]:
    """Code, name, first column and row, columns and rows of each kecamatan and desa."""
    found = []
    columns, rows = VILLAGES
    for number in range(DISTRICTS[0] * DISTRICTS[1]):
        row, column = divmod(number, DISTRICTS[0])
        code = f"33.99.{number + 1:02}"
        found.append((code, f"Contoh {number + 1}", column * columns, row * rows, columns, rows))
        for village in range(columns * rows):
            y, x = divmod(village, columns)
            found.append(
                (
                    f"{code}.{2001 + village}",
                    f"Desa {number + 1}-{village + 1}",
                    column * columns + x,
                    row * rows + y,
                    1,
                    1,
                )
            )
    return found
