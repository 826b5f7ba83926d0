"""The outbound queue: what is to be told, the messages on their way out, and where each stands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, delete, func, insert, select, update
from uuid_utils import uuid7

from gateway.domain.telling import Notice, Recipient
from gateway.protocol.enums import Channel, DeliveryState, Topic
from gateway.store.tables import notice, outbound

_WITH_MODEM = (DeliveryState.HANDED, DeliveryState.SENT)


class Message(Struct, frozen=True, kw_only=True):
    """A message. ``attempts`` were made before; ``subject`` is what it tells of; ``recipient`` is
    a partner, or empty where the settings say whom."""

    id: str
    channel: Channel
    subject: str
    topic: Topic
    recipient: str
    state: DeliveryState
    created_at: datetime
    attempts: int


class Waiting(Struct, frozen=True, kw_only=True):
    """A notice that nobody was told of yet, and the number of its event."""

    seq: int
    at: datetime
    notice: Notice


def due(connection: Connection, channel: Channel, now: datetime, limit: int = 20) -> list[Message]:
    """The pending messages of a channel whose time has come, oldest first."""
    pending = (outbound.c.state == DeliveryState.PENDING) & (outbound.c.next_at <= now)
    return _found(
        connection,
        select(outbound)
        .where(pending, outbound.c.channel == channel)
        .order_by(outbound.c.next_at)
        .limit(limit),
    )


def with_modem(connection: Connection, since: datetime) -> list[Message]:
    """The texts of which more may be heard: those made since then."""
    known = outbound.c.state.in_(_WITH_MODEM) & (outbound.c.created_at >= since)
    return _found(connection, select(outbound).where(known, outbound.c.channel == Channel.SMS))


def last_asked(
    connection: Connection, partner: str, topics: Sequence[Topic], since: datetime
) -> Message | None:
    """The newest text about these topics that went to a partner."""
    chosen = (
        select(outbound)
        .where(
            outbound.c.recipient == partner,
            outbound.c.channel == Channel.SMS,
            outbound.c.template.in_(topics),
            outbound.c.state.in_((*_WITH_MODEM, DeliveryState.DELIVERED)),
            outbound.c.created_at >= since,
        )
        .order_by(outbound.c.created_at.desc(), outbound.c.id.desc())
        .limit(1)
    )
    found = _found(connection, chosen)
    return found[0] if found else None


def texts_since(connection: Connection, since: datetime) -> dict[str, int]:
    """How many texts the modem got since then, by partner."""
    handed = outbound.c.state.in_((*_WITH_MODEM, DeliveryState.DELIVERED))
    chosen = (
        select(outbound.c.recipient, func.count())
        .where(outbound.c.channel == Channel.SMS, handed, outbound.c.created_at >= since)
        .group_by(outbound.c.recipient)
    )
    return {row[0]: row[1] for row in connection.execute(chosen)}


def waiting(connection: Connection, limit: int) -> list[Waiting]:
    """The first notices that nobody was told of yet."""
    return [
        Waiting(seq=row.seq, at=row.at, notice=Notice(topic=Topic(row.topic), subject=row.subject))
        for row in connection.execute(select(notice).order_by(notice.c.seq).limit(limit))
    ]


def spread(
    connection: Connection, told: Waiting, recipients: Iterable[Recipient], now: datetime
) -> None:
    """Turn a notice into a message for each recipient; the caller commits."""
    connection.execute(delete(notice).where(notice.c.seq == told.seq))
    rows = [
        {
            "id": str(uuid7()),
            "channel": each.channel,
            "subject": told.notice.subject,
            "template": told.notice.topic,
            "recipient": each.partner,
            "created_at": told.at,
            "state": DeliveryState.PENDING,
            "attempts": 0,
            "next_at": now,
            "reason": "",
        }
        for each in recipients
    ]
    if rows:
        connection.execute(insert(outbound), rows)


def retry_later(connection: Connection, message: str, reason: str, next_at: datetime) -> None:
    """Record a failed attempt that is followed by another; the caller commits."""
    _set(connection, message, attempts=outbound.c.attempts + 1, reason=reason, next_at=next_at)


def postpone(connection: Connection, message: str, next_at: datetime) -> None:
    """Try it later: nothing was wrong; the caller commits."""
    _set(connection, message, next_at=next_at)


def settle(connection: Connection, message: str, state: DeliveryState, reason: str = "") -> None:
    """Record how far a message came of which the journal tells nothing; the caller commits."""
    _set(connection, message, state=state, reason=reason)


def counts(connection: Connection) -> dict[str, int]:
    """How many messages stand in each delivery state."""
    chosen = select(outbound.c.state, func.count()).group_by(outbound.c.state)
    return {row[0]: row[1] for row in connection.execute(chosen)}


def _set(connection: Connection, message: str, **values: object) -> None:
    connection.execute(update(outbound).where(outbound.c.id == message).values(**values))


def _found(connection: Connection, chosen: Select[Any]) -> list[Message]:
    return [
        Message(
            id=row.id,
            channel=Channel(row.channel),
            subject=row.subject,
            topic=Topic(row.template),
            recipient=row.recipient,
            state=DeliveryState(row.state),
            created_at=row.created_at,
            attempts=row.attempts,
        )
        for row in connection.execute(chosen)
    ]
