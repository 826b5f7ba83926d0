"""Reads the facts that figures are made of, without any personal field."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, false, literal, or_, select

from gateway.domain.figures import reading
from gateway.domain.figures.facts import Facts, IncidentFacts
from gateway.domain.figures.figures import figures
from gateway.domain.world import Entry
from gateway.protocol.enums import Desk, Mode
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.events import EventData
from gateway.protocol.queries import Figures
from gateway.protocol.views import FiguresView
from gateway.store.journal_export import BARE
from gateway.store.tables import call, event, guest, incident

#: The longest period that is computed at once.
LONGEST: Final = timedelta(days=3 * 366)

T = TypeVar("T")
Kinds = Sequence[type[EventData]]


def of_period(
    connection: Connection, ask: Figures, desks: Sequence[Desk], now: datetime, *, officers: bool
) -> FiguresView:
    """The figures of a period; those of single officers only if asked for. Raises Refused."""
    return figures(read(connection, ask, desks, now), officers=officers)


def read(connection: Connection, ask: Figures, desks: Sequence[Desk], now: datetime) -> Facts:
    """The facts of a period: real incidents, calls and reports that began in it.

    A call, a guest report, a post have no kind of incident: with one asked for they are left out.
    Guest reports are the Satpol PP desk's.
    Raises Refused(BAD_FRAME) for a period that ends before it begins, or is over three years.
    """
    if not timedelta() < ask.until - ask.since <= LONGEST:
        raise Refused(ErrorCode.BAD_FRAME)
    facts = Facts(
        since=ask.since,
        until=ask.until,
        now=now,
        incidents=tuple(_incidents(connection, _meant(ask, desks))),
        officers=tuple(
            officer
            for officer in _of_type(connection, "officer", reading.OF_OFFICERS, reading.officer)
            if set(officer.desks) & set(desks)
        ),
    )
    return facts if ask.kind is not None else _with_others(connection, facts, ask, desks)


def incidents_of(connection: Connection, subjects: Sequence[str]) -> dict[str, IncidentFacts]:
    """The facts of these incidents, drills and tests among them."""
    found = _incidents(connection, incident.c.subject.in_(subjects))
    return {one.subject: one for one in found}


def _with_others(
    connection: Connection, facts: Facts, ask: Figures, desks: Sequence[Desk]
) -> Facts:
    for_desk = or_(false(), *(call.c.desks.contains(f"|{desk}|") for desk in desks))
    calls = and_(
        for_desk,
        call.c.mode == Mode.REAL,
        call.c.started_at >= ask.since,
        call.c.started_at < ask.until,
    )
    reports = and_(
        literal(Desk.SATPOL_PP in desks),
        guest.c.mode == Mode.REAL,
        guest.c.sent_at >= ask.since,
        guest.c.sent_at < ask.until,
        *_in_area(guest, ask),
    )
    posts = _of_type(connection, "post", reading.OF_POSTS, reading.post)
    return msgspec.structs.replace(
        facts,
        calls=tuple(
            one
            for one in _joined(connection, call, calls, reading.OF_CALLS, reading.call)
            if ask.area is None or _within(one.area, ask.area)
        ),
        guests=tuple(_joined(connection, guest, reports, reading.OF_GUESTS, reading.guest)),
        posts=tuple(
            post for post in posts if ask.area is None or _within(post.place.area, ask.area)
        ),
    )


def _meant(ask: Figures, desks: Sequence[Desk]) -> ColumnElement[bool]:
    of_kind = [] if ask.kind is None else [incident.c.kind == ask.kind]
    return and_(
        incident.c.desk.in_(desks),
        incident.c.mode == Mode.REAL,
        incident.c.received_at >= ask.since,
        incident.c.received_at < ask.until,
        *of_kind,
        *_in_area(incident, ask),
    )


def _in_area(table: Table, ask: Figures) -> list[ColumnElement[bool]]:
    if ask.area is None:
        return []
    below = table.c.area.startswith(f"{ask.area}.", autoescape=True)
    return [(table.c.area == ask.area) | below]


def _within(area: str, wanted: str) -> bool:
    return area == wanted or area.startswith(f"{wanted}.")


def _incidents(connection: Connection, meant: ColumnElement[bool]) -> list[IncidentFacts]:
    return _joined(connection, incident, meant, reading.OF_INCIDENTS, reading.incident)


def _joined(
    connection: Connection,
    table: Table,
    meant: ColumnElement[bool],
    kinds: Kinds,
    fold: Callable[[Iterable[Entry]], T | None],
) -> list[T]:
    """Folded events of the subjects that a table's rows are meant of."""
    subjects = select(table.c.subject).where(meant)
    return _folded(connection, event.c.subject.in_(subjects), kinds, fold)


def _of_type(
    connection: Connection,
    name: str,
    kinds: Kinds,
    fold: Callable[[Iterable[Entry]], T | None],
) -> list[T]:
    """Folded events of all subjects ``name:…``."""
    # A range instead of LIKE, so that the index on the subject serves it on both stores.
    these = (event.c.subject >= f"{name}:") & (event.c.subject < f"{name};")
    return _folded(connection, these, kinds, fold)


def _folded(
    connection: Connection,
    where: ColumnElement[bool],
    kinds: Kinds,
    fold: Callable[[Iterable[Entry]], T | None],
) -> list[T]:
    tags = [str(kind.__struct_config__.tag) for kind in kinds]
    chosen = select(event.c.bytes).where(where, event.c.kind.in_(tags))
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for raw in connection.execute(chosen.order_by(event.c.subject, event.c.version)).scalars():
        entry = BARE.decode(raw)
        entries[entry.subject].append(entry)
    found = (fold(of_one) for of_one in entries.values())
    return [facts for facts in found if facts is not None]
