"""The tables that are made from events, moved in the same commit as the events themselves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update
from uuid_utils import uuid7

from gateway.domain import telling
from gateway.domain.agency_task import AgencyTask
from gateway.domain.broadcast import Broadcast
from gateway.domain.call import Call
from gateway.domain.escalation import EscalationTimes, next_due
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.officer import Officer
from gateway.domain.world import Entry, State
from gateway.protocol import events as ev
from gateway.protocol.enums import Channel, DeliveryState, Escalation, Topic
from gateway.store import areas, calls, guests, media, recordings
from gateway.store.tables import incident, notice, outbound, personal, timer

#: What may become due by the mere passing of time.
_TIMED = (Incident, AgencyTask, Broadcast, GuestReport, Call, Officer)


def write(
    connection: Connection,
    entries: Sequence[Entry],
    states: Mapping[str, State],
    times: EscalationTimes,
) -> None:
    """Bring every projection up to these events. ``states`` are the subjects' states after them."""
    _write_incidents(connection, entries, [s for s in states.values() if isinstance(s, Incident)])
    calls.write(connection, [s for s in states.values() if isinstance(s, Call)])
    guests.write(connection, [s for s in states.values() if isinstance(s, GuestReport)])
    _write_timers(connection, list(states.values()), times)
    _queue_outbound(connection, entries)
    _queue_notices(connection, entries, states)
    _settle_outbound(connection, entries)
    areas.write(connection, entries)
    media.write(connection, entries)
    recordings.write(connection, entries)
    _erase(connection, entries)


def _write_incidents(
    connection: Connection, entries: Iterable[Entry], touched: Sequence[Incident]
) -> None:
    new = {e.subject for e in entries if isinstance(e.data, ev.AlarmRaised)}
    added = [_incident_row(found) for found in touched if found.subject in new]
    if added:
        connection.execute(insert(incident), added)
    moved = [
        {
            "key": found.subject,
            "kind": found.kind,
            "desk": found.desk,
            "state": found.state,
            "closed_at": found.closed_at,
        }
        for found in touched
        if found.subject not in new
    ]
    if moved:
        connection.execute(
            update(incident)
            .where(incident.c.subject == bindparam("key"))
            .values({name: bindparam(name) for name in ("kind", "desk", "state", "closed_at")}),
            moved,
        )


def _incident_row(found: Incident) -> dict[str, Any]:
    _, day, number = found.reference.rsplit("-", 2)
    return {
        "subject": found.subject,
        "reference": found.reference,
        "day": day,
        "number": int(number),
        "kind": found.kind,
        "mode": found.mode,
        "state": found.state,
        "desk": found.desk,
        "post": found.post,
        "area": found.place.area,
        "place": f"{found.place.desa}, {found.place.kecamatan}",
        "received_at": found.received_at,
        "closed_at": found.closed_at,
    }


def _write_timers(connection: Connection, states: Sequence[State], times: EscalationTimes) -> None:
    touched = [s for s in states if isinstance(s, _TIMED)]
    if not touched:
        return
    connection.execute(
        delete(timer).where(timer.c.subject == bindparam("key")),
        [{"key": found.subject} for found in touched],
    )
    due = [next_due(found, times) for found in touched]
    rows = [{"subject": d.subject, "step": d.step, "due_at": d.at} for d in due if d]
    if rows:
        connection.execute(insert(timer), rows)


def _queue_outbound(connection: Connection, entries: Iterable[Entry]) -> None:
    rows = [
        _outbound_row(entry.subject, entry.at)
        for entry in entries
        if isinstance(entry.data, ev.IncidentEscalated) and entry.data.step is Escalation.RELAY
    ]
    if rows:
        connection.execute(insert(outbound), rows)


def _outbound_row(subject: str, at: datetime) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "channel": Channel.EMAIL,
        "subject": subject,
        "template": Topic.UNCLAIMED,
        "created_at": at,
        "state": DeliveryState.PENDING,
        "attempts": 0,
        "next_at": at,
        "reason": "",
    }


def _queue_notices(
    connection: Connection, entries: Iterable[Entry], states: Mapping[str, State]
) -> None:
    rows = [
        {"seq": entry.seq, "subject": told.subject, "topic": told.topic, "at": entry.at}
        for entry in entries
        if (told := telling.notice(entry, states.get(entry.subject)))
    ]
    if rows:
        connection.execute(insert(notice), rows)


def _settle_outbound(connection: Connection, entries: Iterable[Entry]) -> None:
    for entry in entries:
        values: dict[str, Any]
        match entry.data:
            case ev.RelayDelivered(attempts=attempts):
                values = {"state": DeliveryState.SENT, "reason": "", "attempts": attempts}
            case ev.RelayConfirmed():
                values = {"state": DeliveryState.DELIVERED}
            case ev.RelayFailed(attempts=attempts, reason=reason):
                values = {"state": DeliveryState.FAILED, "reason": reason, "attempts": attempts}
            case _:
                continue
        connection.execute(
            update(outbound).where(outbound.c.id == entry.data.message).values(**values)
        )


def _erase(connection: Connection, entries: Iterable[Entry]) -> None:
    keys = [
        {"number": int(seq), "name": field}
        for entry in entries
        if isinstance(entry.data, ev.PersonalErased)
        for seq, _, field in (row.partition("/") for row in entry.data.rows)
    ]
    if keys:
        connection.execute(
            delete(personal).where(
                personal.c.seq == bindparam("number"), personal.c.field == bindparam("name")
            ),
            keys,
        )
