"""Areas from CSV. Columns are known by their names in the first line; others are passed over.

    kode,nama,tingkat,kode_induk,lat,lng[,...]

Comma or semicolon between the cells (Indonesian spreadsheets write semicolons), UTF-8 with or
without a byte order mark, a point in the numbers.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from gateway.domain.area import DISTRICT, REGENCY, VILLAGE, Area, level_of, parent_of
from gateway.domain.area_fault import AreaFault, Where

COLUMNS: Final = ("kode", "nama", "tingkat", "kode_induk", "lat", "lng")
LEVELS: Final = {
    "kabupaten": REGENCY,
    "kota": REGENCY,
    "kecamatan": DISTRICT,
    "desa": VILLAGE,
    "kelurahan": VILLAGE,
}
CODE: Final = re.compile(r"\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?", re.ASCII)
NAME_LIMIT: Final = 80

Line = tuple[int, Area]


def read_csv(file: str, content: bytes) -> Iterator[Line]:
    """The areas of a file with their lines. Raises AreaFault at the first fault."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AreaFault("areas_not_text", file) from error
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",")
    try:
        columns = [cell.strip().lower() for cell in next(rows, [])]
        if missing := [name for name in COLUMNS if name not in columns]:
            raise AreaFault(
                "areas_columns_missing", file, Where.LINE, 1, columns=", ".join(missing)
            )
        for row in rows:
            if any(cell.strip() for cell in row):
                yield rows.line_num, _area(file, rows.line_num, columns, row)
    except csv.Error as error:
        raise AreaFault(
            "areas_row_unreadable", file, Where.LINE, rows.line_num, why=error
        ) from error


def check_name(name: str) -> bool:
    """Whether it can stand on a screen: something, not too long, no control characters."""
    return 0 < len(name) <= NAME_LIMIT and name.isprintable()


def _area(file: str, line: int, columns: list[str], row: list[str]) -> Area:
    def fault(reason: str, **params: object) -> AreaFault:
        return AreaFault(reason, file, Where.LINE, line, **params)

    if len(row) != len(columns):
        raise fault("areas_row_length", wanted=len(columns), found=len(row))
    cells = {name: cell.strip() for name, cell in zip(columns, row, strict=True)}
    code = cells["kode"]
    if not CODE.fullmatch(code):
        raise fault("areas_bad_code", kode=code)
    if not check_name(cells["nama"]):
        raise fault("areas_bad_name", kode=code)
    if LEVELS.get(cells["tingkat"].lower()) != level_of(code):
        raise fault("areas_bad_level", kode=code, tingkat=cells["tingkat"])
    if cells["kode_induk"] != parent_of(code):
        raise fault("areas_bad_parent", kode=code, induk=cells["kode_induk"])
    try:
        lat, lon = float(cells["lat"]), float(cells["lng"])
    except ValueError as error:
        raise fault("areas_bad_number", lat=cells["lat"], lng=cells["lng"]) from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise fault("areas_out_of_range", lat=cells["lat"], lng=cells["lng"])
    return Area(code=code, name=cells["nama"], lat=lat, lon=lon)
