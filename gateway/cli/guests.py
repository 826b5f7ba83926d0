"""``export guests``: guest reports for reports and for the Forkopimcam; numbers are masked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from gateway.cli import sheets
from gateway.cli.export import midnight
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import NotDone, Outcome
from gateway.domain.guest import GuestReport
from gateway.protocol.enums import Mode
from gateway.protocol.queries import GuestReports
from gateway.protocol.views import GuestPerson
from gateway.store import guests
from gateway.store.guests import Asker
from resources.i18n import Translate, translator

#: Reports read at a time.
_CHUNK: Final = 200
_COLUMNS: Final = (
    *("reference", "mode", "state", "post", "desa", "kecamatan", "name", "sex", "origin"),
    *("foreign", "relation", "phone", "plate", "nik", "passport", "host", "address", "rt", "rw"),
    *("purpose", "arrives_at", "nights", "until", "people", "children", "left_at", "sent_at"),
    *("acknowledged_at", "acknowledged_by", "overdue_at"),
)
#: What the Forkopimcam is given: who stays where, without telephone, plate or number.
_LIST: Final = (
    *("number", "name", "sex", "origin", "foreign", "host", "address", "rt_rw", "desa"),
    *("kecamatan", "purpose", "arrives_at", "until", "people", "children", "state"),
)


def export(invocation: Invocation) -> Outcome:
    """Writes one line a guest, newest report first."""
    given = invocation.arguments
    file: Path = given.out or Path(f"guests.{given.format}")
    store = invocation.open_store()
    try:
        with store.engine.connect() as connection:
            found = _reports(connection, _ask(invocation))
            if given.forkopimcam:
                t = translator("gateway", invocation.language)
                columns = [t(f"guest_column_{name}") for name in _LIST]
                rows = _listed(found, t)
            else:
                columns, rows = list(_COLUMNS), _rows(found)
            count = sheets.write(file, given.format, columns, rows)
    except FileExistsError as error:
        raise NotDone("cli_file_exists", file=file) from error
    finally:
        store.close()
    return Outcome(sentence="cli_exported", data={"file": str(file), "rows": count})


def _ask(invocation: Invocation) -> GuestReports:
    given = invocation.arguments
    return GuestReports(
        area=given.area,
        mode=Mode(given.mode),
        over=False if given.forkopimcam else None,
        since=midnight(given.since),
        until=midnight(given.until),
    )


def _reports(connection: Connection, ask: GuestReports) -> Iterator[GuestReport]:
    cursor: str | None = None
    while True:
        page, cursor = guests.find(connection, ask, Asker(), cursor, _CHUNK)
        yield from page
        if cursor is None:
            return


def _rows(found: Iterator[GuestReport]) -> Iterator[sheets.Row]:
    for report in found:
        for person in report.guests:
            yield {
                "reference": report.reference,
                "mode": report.mode,
                "state": report.state,
                "post": report.post_title,
                "foreign": person.foreign,
                "phone": person.phone,
                "plate": person.plate,
                "relation": person.relation,
                "nik": person.nik,
                "passport": person.passport,
                "rt": report.house.rt,
                "rw": report.house.rw,
                "nights": report.stay.nights,
                "sex": person.sex,
                "purpose": report.stay.purpose,
                "left_at": person.left_at,
                "sent_at": report.sent_at,
                "acknowledged_at": report.acknowledged_at,
                "acknowledged_by": report.acknowledged_by,
                "overdue_at": report.overdue_at,
                **_common(report, person),
            }


def _listed(found: Iterator[GuestReport], t: Translate) -> Iterator[sheets.Row]:
    number = 0
    for report in found:
        for person in (report.guests[n] for n in report.present):
            number += 1
            row = {
                **_common(report, person),
                "number": number,
                "sex": t(f"guest_sex_{person.sex}") if person.sex else "",
                "foreign": t("guest_foreign") if person.foreign else "",
                "rt_rw": "/".join(part for part in (report.house.rt, report.house.rw) if part),
                "purpose": t(f"guest_purpose_{report.stay.purpose}"),
                "state": t(f"guest_state_{report.state}"),
            }
            yield {t(f"guest_column_{name}"): row[name] for name in _LIST}


def _common(report: GuestReport, person: GuestPerson) -> sheets.Row:
    return {
        "name": person.name,
        "origin": person.origin,
        "host": report.house.host,
        "address": report.house.address,
        "desa": report.place.desa,
        "kecamatan": report.place.kecamatan,
        "arrives_at": report.stay.arrives_at,
        "until": report.until,
        "people": report.stay.people,
        "children": report.stay.children,
    }
