"""The table of calls: written in the commit of their events, asked to find them again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, false, insert, literal, or_, select, tuple_

from gateway.domain.call import Call
from gateway.domain.world import Entry
from gateway.protocol import events as ev
from gateway.protocol.enums import Desk
from gateway.protocol.queries import Calls
from gateway.store import journal
from gateway.store.tables import Instant, call

#: What an incident's timeline tells of its calls; the coming and going of media is left out.
_TOLD: Final = (
    ev.CallStarted,
    ev.CallAnswered,
    ev.CallMissed,
    ev.CallDropped,
    ev.CallEnded,
    ev.CallHandedOver,
    ev.TransferFailed,
    ev.LegAdded,
    ev.CallAttached,
    ev.CallNoted,
    ev.CalledBack,
    ev.CallReviewed,
    ev.RecordingStarted,
    ev.RecordingFailed,
    ev.RecordingStored,
    ev.RecordingOpened,
)
_TOLD_KINDS: Final = tuple(str(event.__struct_config__.tag) for event in _TOLD)


def write(connection: Connection, touched: Sequence[Call]) -> None:
    """Bring the rows of these calls up to date."""
    if not touched:
        return
    connection.execute(
        delete(call).where(call.c.subject == bindparam("key")),
        [{"key": found.subject} for found in touched],
    )
    connection.execute(insert(call), [_row(found) for found in touched])


def open_calls(connection: Connection) -> list[str]:
    """The calls that live, or are to be called back."""
    return list(connection.execute(select(call.c.subject).where(call.c.open)).scalars())


def find(
    connection: Connection, ask: Calls, desks: Sequence[Desk], cursor: str | None, limit: int
) -> tuple[list[str], str | None]:
    """A page of calls that these desks see, newest first, and the cursor of the next page."""
    chosen = select(call.c.subject, call.c.started_at)
    chosen = chosen.where(or_(false(), *(call.c.desks.contains(_marked(desk)) for desk in desks)))
    if ask.about is not None:
        chosen = chosen.where(call.c.about == ask.about)
    if ask.party is not None:
        chosen = chosen.where(call.c.parties.contains(_marked(ask.party), autoescape=True))
    if ask.due:
        chosen = chosen.where(call.c.due)
    if ask.since is not None:
        chosen = chosen.where(call.c.started_at >= ask.since)
    if ask.until is not None:
        chosen = chosen.where(call.c.started_at < ask.until)
    if cursor is not None:
        instant, _, subject = cursor.partition("|")
        there = tuple_(literal(datetime.fromisoformat(instant), Instant), literal(subject))
        chosen = chosen.where(tuple_(call.c.started_at, call.c.subject) < there)
    order = (call.c.started_at.desc(), call.c.subject.desc())
    rows = connection.execute(chosen.order_by(*order).limit(limit + 1)).all()
    page = rows[:limit]
    last = page[-1] if len(rows) > limit else None
    following = f"{last.started_at.isoformat()}|{last.subject}" if last else None
    return [row.subject for row in page], following


def timeline(connection: Connection, incident: str, after: int, limit: int) -> list[Entry]:
    """The events of an incident and what is to be told of its calls, after a number."""
    chosen = select(call.c.subject).where(call.c.about == incident)
    calls = list(connection.execute(chosen).scalars())
    return journal.of_joined(connection, incident, calls, _TOLD_KINDS, after, limit)


def _row(found: Call) -> dict[str, Any]:
    parties = (found.caller, found.called, *(leg.party for leg in found.legs))
    officers = (leg.officer for leg in found.legs)
    named = dict.fromkeys(party for party in (*parties, *officers) if party)
    return {
        "subject": found.subject,
        "mode": found.mode,
        "desks": "".join(_marked(desk) for desk in found.desks),
        "parties": "".join(_marked(party) for party in named),
        "about": found.about,
        "state": found.state,
        "due": found.call_back_due,
        "open": found.is_open,
        "started_at": found.started_at,
    }


def _marked(word: str) -> str:
    """A word as it stands in a column of several, so that no other word contains it."""
    return f"|{word}|"
