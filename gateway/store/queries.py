"""Questions that clients and the gateway itself ask of the store. Reads only."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, func, literal, select, tuple_

from gateway.domain import drill
from gateway.domain.area import AreaBook
from gateway.domain.broadcast import Broadcast
from gateway.domain.incident import Incident
from gateway.domain.world import Entry, State, World
from gateway.protocol.enums import Desk, Mode
from gateway.protocol.queries import Drills, Incidents
from gateway.protocol.views import DrillScore
from gateway.store import journal
from gateway.store.tables import Instant, incident


def entries_after(connection: Connection, seq: int, limit: int) -> list[Entry]:
    """The next events after a number, oldest first."""
    return journal.after(connection, seq, limit)


def timeline(connection: Connection, subject: str, after: int, limit: int) -> list[Entry]:
    """The events of one subject after a number, oldest first."""
    return journal.of_subject(connection, subject, after, limit)


def load_states(connection: Connection, subjects: Sequence[str]) -> dict[str, State]:
    """The states of these subjects, made from their events; unknown subjects are left out."""
    world = World(AreaBook(), "")
    for entry in journal.of_subjects(connection, subjects):
        world.apply(entry)
    return world.states()


def incidents(
    connection: Connection, ask: Incidents, desks: Sequence[Desk], cursor: str | None, limit: int
) -> tuple[list[Incident], str | None]:
    """A page of incidents of these desks, newest first, and the cursor of the next page."""
    chosen = _of(desks, ask)
    if ask.text:
        pattern = f"%{_escaped(ask.text.lower())}%"
        chosen = chosen.where(
            func.lower(incident.c.place).like(pattern, escape="\\")
            | func.lower(incident.c.reference).like(pattern, escape="\\")
        )
    if ask.kind is not None:
        chosen = chosen.where(incident.c.kind == ask.kind)
    if ask.area is not None:
        within = incident.c.area.startswith(f"{ask.area}.", autoescape=True)
        chosen = chosen.where((incident.c.area == ask.area) | within)
    subjects, following = _newest_first(connection, chosen, cursor, limit)
    states = load_states(connection, subjects)
    found = [states[subject] for subject in subjects]
    return [state for state in found if isinstance(state, Incident)], following


def drills(
    connection: Connection, ask: Drills, desks: Sequence[Desk], cursor: str | None, limit: int
) -> tuple[list[DrillScore], str | None]:
    """A page of the scores of these desks' drills, newest first, and the next page's cursor."""
    chosen = _of(desks, ask).where(incident.c.mode == Mode.DRILL)
    subjects, following = _newest_first(connection, chosen, cursor, limit)
    events: dict[str, list[Entry]] = {subject: [] for subject in subjects}
    for entry in journal.of_subjects(connection, subjects):
        events[entry.subject].append(entry)
    scores = [drill.score(entries) for entries in events.values()]
    return [score for score in scores if score is not None], following


def _of(desks: Sequence[Desk], ask: Incidents | Drills) -> Select[tuple[str, datetime]]:
    chosen = select(incident.c.subject, incident.c.received_at).where(incident.c.desk.in_(desks))
    if ask.post is not None:
        chosen = chosen.where(incident.c.post == ask.post)
    if ask.since is not None:
        chosen = chosen.where(incident.c.received_at >= ask.since)
    if ask.until is not None:
        chosen = chosen.where(incident.c.received_at < ask.until)
    return chosen


def _newest_first(
    connection: Connection,
    chosen: Select[tuple[str, datetime]],
    cursor: str | None,
    limit: int,
) -> tuple[list[str], str | None]:
    """The subjects of one page, and the cursor of the next."""
    if cursor is not None:
        instant, _, subject = cursor.partition("|")
        here = tuple_(incident.c.received_at, incident.c.subject)
        there = tuple_(literal(datetime.fromisoformat(instant), Instant), literal(subject))
        chosen = chosen.where(here < there)
    order = (incident.c.received_at.desc(), incident.c.subject.desc())
    rows = connection.execute(chosen.order_by(*order).limit(limit + 1)).all()
    page = rows[:limit]
    last = page[-1] if len(rows) > limit else None
    following = f"{last.received_at.isoformat()}|{last.subject}" if last else None
    return [row.subject for row in page], following


def closed_since(connection: Connection, instant: datetime) -> list[Incident]:
    """The incidents that were closed or merged since an instant."""
    chosen = select(incident.c.subject).where(incident.c.closed_at >= instant)
    states = load_states(connection, list(connection.execute(chosen).scalars()))
    return [state for state in states.values() if isinstance(state, Incident)]


def broadcasts_ended_since(connection: Connection, instant: datetime) -> list[Broadcast]:
    """The broadcasts that ended since an instant."""
    subjects = journal.subjects_with(connection, "broadcast:", "broadcast_ended", instant)
    states = load_states(connection, subjects)
    return [state for state in states.values() if isinstance(state, Broadcast)]


def open_incidents(connection: Connection) -> list[str]:
    """The subjects of all incidents that are not closed."""
    chosen = select(incident.c.subject).where(incident.c.closed_at.is_(None))
    return list(connection.execute(chosen).scalars())


def last_alarms(connection: Connection) -> list[tuple[str, datetime]]:
    """When each post last raised an alarm."""
    chosen = select(incident.c.post, func.max(incident.c.received_at)).group_by(incident.c.post)
    return [(row[0], row[1]) for row in connection.execute(chosen)]


def newest_references(connection: Connection) -> list[str]:
    """The highest reference number of each of the last two days that had any."""
    days = select(incident.c.day).distinct().order_by(incident.c.day.desc()).limit(2)
    found = []
    for day in connection.execute(days).scalars():
        newest = select(incident.c.reference).where(incident.c.day == day)
        newest = newest.order_by(incident.c.number.desc()).limit(1)
        found.append(connection.execute(newest).scalar_one())
    return found


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
