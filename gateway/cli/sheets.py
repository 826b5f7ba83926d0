"""Rows as JSON lines, CSV or an Excel workbook, in a file that only its owner can read."""

import csv
import os
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape

import msgspec

from gateway.domain.wib import WIB

Row = dict[str, Any]
Write = Callable[[BinaryIO, Sequence[str], Iterable[Row]], int]

#: What a spreadsheet takes for the beginning of a formula; residents type these texts.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_SHEET: Final = "xl/worksheets/sheet1.xml"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
#: The least that a workbook (ECMA-376) consists of, beside its one sheet.
_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_TYPE}.sheet.main+xml"/><Override PartName="/{_SHEET}" '
        f'ContentType="{_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="PosPin" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def write(file: Path, form: str, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Write all rows; returns how many. ``form`` is a key of ``FORMS``.

    Raises FileExistsError when the file is there, OSError when it can't be written.
    """
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        return FORMS[form](out, columns, rows)


def _json_lines(out: BinaryIO, columns: Sequence[str], rows: Iterable[Row]) -> int:
    count = 0
    for row in rows:
        out.write(msgspec.json.encode({name: row.get(name) for name in columns}) + b"\n")
        count += 1
    return count


def _csv(out: BinaryIO, columns: Sequence[str], rows: Iterable[Row]) -> int:
    # With a byte order mark, or Excel reads it as Windows-1252.
    text = TextIOWrapper(out, "utf-8-sig", newline="", write_through=True)
    sheet = csv.writer(text)
    sheet.writerow(columns)
    count = 0
    for row in rows:
        sheet.writerow([_harmless(_shown(row.get(name))) for name in columns])
        count += 1
    text.detach()
    return count


def _xlsx(out: BinaryIO, columns: Sequence[str], rows: Iterable[Row]) -> int:
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in _PARTS.items():
            book.writestr(name, _HEAD + part)
        with book.open(_SHEET, "w") as sheet:
            sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            sheet.write(_cells(columns))
            for row in rows:
                sheet.write(_cells([_shown(row.get(name)) for name in columns]))
                count += 1
            sheet.write(b"</sheetData></worksheet>")
    return count


def _cells(values: Iterable[object]) -> bytes:
    cells = "".join(
        f"<c><v>{value}</v></c>"
        if isinstance(value, int)
        else f'<c t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'
        for value in values
    )
    return f"<row>{cells}</row>".encode()


def _text(value: object) -> str:
    """As XML, which has no control characters but these."""
    return escape("".join(c for c in str(value) if c >= " " or c in "\t\n\r"))


def _harmless(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _shown(value: object) -> object:
    match value:
        case None:
            return ""
        case bool():
            return int(value)
        case datetime():
            return f"{value.astimezone(WIB):%Y-%m-%d %H:%M:%S}"
        case dict():
            return msgspec.json.encode(value).decode()
        case [*items]:
            return ", ".join(map(str, items))
        case _:
            return value


FORMS: Final[dict[str, Write]] = {"jsonl": _json_lines, "csv": _csv, "xlsx": _xlsx}
