"""Guest reports in the store: where they are found, counted, and what retention takes away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    tuple_,
)

from gateway.domain.guest import UNACKNOWLEDGED, GuestReport
from gateway.protocol.enums import GuestState
from gateway.protocol.queries import GuestCounts, GuestReports
from gateway.protocol.views import GuestCountRow
from gateway.store.queries import load_states
from gateway.store.tables import Instant, event, guest, personal

_THERE: Final = (
    GuestState.SENT,
    GuestState.NOTIFYING,
    GuestState.VALID,
    GuestState.EXPIRING,
    GuestState.OVERDUE,
    GuestState.NEEDS_MEETING,
    GuestState.NEEDS_CORRECTION,
)
_WAITING: Final = tuple(state for state in UNACKNOWLEDGED if state is not GuestState.PLANNED)


class Asker(Struct, frozen=True, kw_only=True):
    """Whose question it is: ``posts`` of a partner (None is all), and whether names may be sought
    in reports that nobody referred."""

    posts: tuple[str, ...] | None = None
    names: bool = False


class Kept(Struct, frozen=True, kw_only=True):
    """Subjects whose time is over, and the personal rows (``seq/field``) about them."""

    subjects: tuple[str, ...]
    rows: tuple[str, ...]


def write(connection: Connection, touched: Sequence[GuestReport]) -> None:
    """Bring the table up to these states; the caller commits."""
    if not touched:
        return
    connection.execute(
        delete(guest).where(guest.c.subject == bindparam("key")),
        [{"key": report.subject} for report in touched],
    )
    connection.execute(insert(guest), [_row(report) for report in touched])


def open_subjects(connection: Connection) -> list[str]:
    """The reports that are not over."""
    return list(
        connection.execute(select(guest.c.subject).where(guest.c.over_at.is_(None))).scalars()
    )


def references(connection: Connection) -> list[str]:
    """The highest reference numbers, of the newest day among them."""
    newest = select(func.max(guest.c.reference))
    found = connection.execute(newest).scalar_one_or_none()
    return [] if found is None else [found]


def find(
    connection: Connection, ask: GuestReports, asker: Asker, cursor: str | None, limit: int
) -> tuple[list[GuestReport], str | None]:
    """A page of reports, newest first, and the cursor of the next page."""
    chosen = _page(_chosen(ask, asker), cursor)
    rows = connection.execute(chosen.limit(limit + 1)).all()
    page = rows[:limit]
    last = page[-1] if len(rows) > limit else None
    states = load_states(connection, [row.subject for row in page])
    found = [states[row.subject] for row in page]
    following = f"{last.sent_at.isoformat()}|{last.subject}" if last else None
    return [state for state in found if isinstance(state, GuestReport)], following


def count(
    connection: Connection, ask: GuestCounts, asker: Asker, after: str, limit: int
) -> list[GuestCountRow]:
    """Figures of the next areas after a code, by code."""
    there = guest.c.state.in_(_THERE)
    chosen = (
        select(
            guest.c.area,
            func.min(guest.c.place).label("place"),
            func.count().label("reports"),
            _sum(guest.c.state.in_(_WAITING)),
            _sum(there),
            _sum(guest.c.state == GuestState.OVERDUE),
            _sum(there, guest.c.people),
            _sum(there, guest.c.children),
            _sum(there, guest.c.foreigners),
        )
        .where(*_within(ask, asker), guest.c.area > after)
        .group_by(guest.c.area)
        .order_by(guest.c.area)
        .limit(limit)
    )
    return [_count_row(tuple(row)) for row in connection.execute(chosen)]


def by_ticket(connection: Connection, seal: str) -> GuestReport | None:
    """The report that this ticket was made for, over or not."""
    subject = connection.execute(select(guest.c.subject).where(guest.c.ticket == seal)).scalar()
    found = load_states(connection, [subject]).get(subject) if subject else None
    return found if isinstance(found, GuestReport) else None


def kept_too_long(connection: Connection, before: datetime, limit: int) -> Kept:
    """The next reports that were over before an instant and still have identities."""
    over = (guest.c.over_at < before) & (guest.c.state != GuestState.PURGED)
    chosen = select(guest.c.subject).where(over).order_by(guest.c.over_at).limit(limit)
    subjects = tuple(connection.execute(chosen).scalars())
    rows = select(personal.c.seq, personal.c.field).where(personal.c.subject.in_(subjects))
    return Kept(
        subjects=subjects,
        rows=tuple(f"{row.seq}/{row.field}" for row in connection.execute(rows)),
    )


def talks_before(connection: Connection, before: datetime, limit: int) -> Kept:
    """The next messages between posts and partners from before an instant: the conversations they
    belong to, and their personal rows."""
    chosen = (
        select(personal.c.seq, personal.c.field, personal.c.subject)
        .join(event, event.c.seq == personal.c.seq)
        .where(event.c.kind == "talk_written", event.c.at < before)
        .order_by(personal.c.seq)
        .limit(limit)
    )
    rows = connection.execute(chosen).all()
    return Kept(
        subjects=tuple(dict.fromkeys(row.subject for row in rows)),
        rows=tuple(f"{row.seq}/{row.field}" for row in rows),
    )


def with_identities(connection: Connection) -> int:
    """How many reports still say who the guests are."""
    chosen = select(func.count()).where(guest.c.state != GuestState.PURGED)
    return connection.execute(chosen).scalar_one()


def _chosen(ask: GuestReports, asker: Asker) -> Select[tuple[str, datetime]]:
    chosen = select(guest.c.subject, guest.c.sent_at).where(*_within(ask, asker))
    if ask.post is not None:
        chosen = chosen.where(guest.c.post == ask.post)
    if ask.states:
        chosen = chosen.where(guest.c.state.in_(ask.states))
    if ask.over is not None:
        is_open = guest.c.over_at.is_(None)
        chosen = chosen.where(~is_open if ask.over else is_open)
    if ask.text:
        pattern = _pattern(ask.text)
        named = guest.c.words.like(pattern, escape="\\")
        place = func.lower(guest.c.place).like(pattern, escape="\\")
        number = func.lower(guest.c.reference).like(pattern, escape="\\")
        known = named if asker.names else named & guest.c.referred.is_(True)
        chosen = chosen.where(known | place | number)
    return chosen


def _within(ask: GuestReports | GuestCounts, asker: Asker) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [guest.c.mode == ask.mode]
    if asker.posts is not None:
        found.append(guest.c.post.in_(asker.posts))
    if ask.area is not None:
        below = guest.c.area.startswith(f"{ask.area}.", autoescape=True)
        found.append((guest.c.area == ask.area) | below)
    if ask.since is not None:
        found.append(guest.c.arrives_at >= ask.since)
    if ask.until is not None:
        found.append(guest.c.arrives_at < ask.until)
    return found


def _page(chosen: Select[tuple[str, datetime]], cursor: str | None) -> Select[tuple[str, datetime]]:
    if cursor is not None:
        instant, _, subject = cursor.partition("|")
        here = tuple_(guest.c.sent_at, guest.c.subject)
        there = tuple_(literal(datetime.fromisoformat(instant), Instant), literal(subject))
        chosen = chosen.where(here < there)
    return chosen.order_by(guest.c.sent_at.desc(), guest.c.subject.desc())


def _sum(where: ColumnElement[bool], what: Any = 1) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((where, what), else_=0)), 0)


def _count_row(row: tuple[Any, ...]) -> GuestCountRow:
    area, place, *figures = row
    desa, _, kecamatan = str(place).partition(", ")
    names = ("reports", "unacknowledged", "present", "overdue", "people", "children", "foreigners")
    return GuestCountRow(
        area=area, desa=desa, kecamatan=kecamatan, **dict(zip(names, figures, strict=True))
    )


def _row(report: GuestReport) -> dict[str, Any]:
    return {
        "subject": report.subject,
        "reference": report.reference,
        "post": report.post,
        "area": report.place.area,
        "place": f"{report.place.desa}, {report.place.kecamatan}",
        "mode": report.mode,
        "state": report.state,
        "ticket": report.ticket,
        "referred": report.is_referred,
        "words": _words(report),
        "people": report.stay.people,
        "children": report.stay.children,
        "foreigners": report.foreigners,
        "sent_at": report.sent_at,
        "arrives_at": report.stay.arrives_at,
        "acknowledged_at": report.acknowledged_at,
        "over_at": report.over_at,
    }


def _words(report: GuestReport) -> str:
    """What is sought by a Ketua RT: names, origin, host, plate and telephone."""
    found = [report.house.host, report.house.address]
    for person in report.guests:
        found += [person.name, person.origin, person.plate, person.phone]
    return "\n".join(found).strip().casefold()


def _pattern(text: str) -> str:
    escaped = text.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
