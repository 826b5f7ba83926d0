"""``export journal`` and ``export incidents``; drills and tests are among them, and marked."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from gateway.cli import sheets
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import NotDone, Outcome
from gateway.domain.figures.facts import IncidentFacts
from gateway.domain.incident import Incident
from gateway.domain.wib import WIB
from gateway.protocol.enums import Desk
from gateway.protocol.queries import Incidents
from gateway.store import figures, journal_export, queries

#: Incidents read at a time.
_CHUNK: Final = 200
_JOURNAL: Final = ("seq", "at", "mode", "kind", "subject", "version", "actor", "data", "hash")
_INCIDENTS: Final = (
    *("reference", "mode", "state", "kind", "subkind", "priority", "desk", "post", "desa"),
    *("kecamatan", "rt", "rw", "pressed_at", "pressed_at_uncertain", "received_at", "shown_at"),
    *("claimed_at", "claimed_by", "tasked_at", "acknowledged_at", "on_scene_at", "closed_at"),
    *("disposition", "merged_into", "presses", "subject"),
)


def journal(invocation: Invocation) -> Outcome:
    """Writes one line an event, oldest first, without names, numbers and free text: those are kept
    apart from the journal's own bytes."""
    return _export(invocation, "journal", _JOURNAL, _events)


def incidents(invocation: Invocation) -> Outcome:
    """Writes one line an incident, newest first, with the first time of each step."""
    return _export(invocation, "incidents", _INCIDENTS, _incident_rows)


def midnight(day: date | None) -> datetime | None:
    """The beginning of a day in WIB."""
    return None if day is None else datetime.combine(day, time(), WIB)


def _export(invocation: Invocation, name: str, columns: tuple[str, ...], rows: Any) -> Outcome:
    given = invocation.arguments
    file: Path = given.out or Path(f"{name}.{given.format}")
    since, until = midnight(given.since), midnight(given.until)
    store = invocation.open_store()
    try:
        with store.engine.connect() as connection:
            count = sheets.write(file, given.format, columns, rows(connection, since, until))
    except FileExistsError as error:
        raise NotDone("cli_file_exists", file=file) from error
    finally:
        store.close()
    return Outcome(sentence="cli_exported", data={"file": str(file), "rows": count})


def _events(
    connection: Connection, since: datetime | None, until: datetime | None
) -> Iterator[sheets.Row]:
    for one in journal_export.events(connection, since, until):
        entry = one.entry
        fields = msgspec.to_builtins(entry.data)
        yield {
            "seq": entry.seq,
            "at": entry.at,
            "mode": one.mode,
            "kind": fields.pop("kind"),
            "subject": entry.subject,
            "version": entry.version,
            "actor": entry.actor,
            "data": {name: fields[name] for name in fields if name not in entry.data.PERSONAL},
            "hash": one.digest.hex(),
        }


def _incident_rows(
    connection: Connection, since: datetime | None, until: datetime | None
) -> Iterator[sheets.Row]:
    ask, cursor = Incidents(since=since, until=until), None
    while True:
        page, cursor = queries.incidents(connection, ask, tuple(Desk), cursor, _CHUNK)
        facts = figures.incidents_of(connection, [one.subject for one in page])
        for one in page:
            yield _incident_row(one, facts[one.subject])
        if cursor is None:
            return


def _incident_row(state: Incident, facts: IncidentFacts) -> sheets.Row:
    return {
        "reference": state.reference,
        "mode": state.mode,
        "state": state.state,
        "kind": state.kind,
        "subkind": state.subkind,
        "priority": state.priority,
        "desk": state.desk,
        "post": state.post_title,
        "desa": state.place.desa,
        "kecamatan": state.place.kecamatan,
        "rt": state.place.rt,
        "rw": state.place.rw,
        "pressed_at": state.pressed_at,
        "pressed_at_uncertain": state.pressed_at_uncertain,
        "received_at": state.received_at,
        "shown_at": facts.shown_at,
        "claimed_at": facts.claimed_at,
        "claimed_by": facts.claimed_by,
        "tasked_at": facts.tasked_at,
        "acknowledged_at": facts.acknowledged_at,
        "on_scene_at": facts.on_scene_at,
        "closed_at": facts.closed_at,
        "disposition": facts.disposition,
        "merged_into": state.merged_into,
        "presses": len(facts.alarms),
        "subject": state.subject,
    }
