"""Guests for the Forkopimcam: figures by place, and who stays where; as a print and as a table."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from console.i18n import Words
from console.models.guest_rows import Figures, together
from gateway.protocol.enums import Mode
from gateway.protocol.views import GuestListRow
from widgets.sheet import Section, Sheet

#: The widths of the columns, percent.
_FIGURES: Final = (37, 9, 9, 9, 12, 12, 12)
_LIST: Final = (4, 15, 5, 13, 15, 16, 11, 12, 9)
#: What a spreadsheet takes for the beginning of a formula; residents type these texts.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def figure_sheet(
    figures: Sequence[Figures], about: str, mode: Mode, words: Words, now: datetime
) -> Sheet:
    """The figures of these places and their sum, without anybody's name."""
    t = words.t
    names = ("place", "people", "children", "foreigners", "reports", "new", "overdue")
    total = together(figures)
    rows = [
        *((each.title, *_numbers(each)) for each in figures),
        (t("guests.all"), *_numbers(total)),
    ]
    columns = tuple(t(f"guests.column.{name}") for name in names)
    section = Section(_as_of(words, now), columns, tuple(rows), _FIGURES)
    return _sheet("guests.title.figures", section, about, mode, words, now)


def list_sheet(
    rows: Sequence[GuestListRow], about: str, mode: Mode, words: Words, now: datetime
) -> Sheet:
    """Who stays where, without telephone, plate or number."""
    names = ("number", "name", "sex", "origin", "host", "where", "purpose", "stay", "state")
    columns = tuple(words.t(f"guests.column.{name}") for name in names)
    lines = tuple(_line(number, row, words) for number, row in enumerate(rows, 1))
    section = Section(_as_of(words, now), columns, lines, _LIST)
    return _sheet("guests.title.list", section, about, mode, words, now)


def table(sheet: Sheet) -> bytes:
    """The sheet's tables as CSV in UTF-8; the mark of a drill stands in every line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for section in sheet.sections:
        for line in (section.columns, *section.rows):
            writer.writerow([*map(_harmless, line), *([sheet.mark] if sheet.mark else [])])
    # Spreadsheets tell UTF-8 by its mark.
    return out.getvalue().encode("utf-8-sig")


def _as_of(words: Words, now: datetime) -> str:
    return words.t("guests.as_of", time=words.dated(now))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _numbers(figures: Figures) -> tuple[str, ...]:
    found = (figures.people, figures.children, figures.foreigners, figures.reports)
    return tuple(str(number) for number in (*found, figures.new, figures.overdue))


def _line(number: int, row: GuestListRow, words: Words) -> tuple[str, ...]:
    t, house = words.t, row.house
    foreign = t("guests.foreign") if row.foreign else ""
    near = t("guests.rt_rw", rt=house.rt, rw=house.rw) if house.rt or house.rw else ""
    where = ", ".join(part for part in (house.address, near, row.place.desa) if part)
    return (
        str(number),
        row.name,
        t(f"guest_sex_short.{row.sex.value}") if row.sex is not None else "",
        " · ".join(part for part in (row.origin, foreign) if part),
        house.host,
        where,
        t(f"guest_purpose.{row.stay.purpose.value}"),
        f"{words.dated(row.stay.arrives_at)} – {words.dated(row.until)}",
        t(f"guest_state.{row.state.value}"),
    )


def _sheet(
    key: str, section: Section, about: str, mode: Mode, words: Words, now: datetime
) -> Sheet:
    t = words.t
    made = t("report.made", time=words.date_clock(now))
    return Sheet(
        title=t(key),
        subtitle=about,
        mark=t(f"mode.{mode.value}") if mode is not Mode.REAL else "",
        sections=[section],
        foot=f"{t(key)} · {made}",
    )
