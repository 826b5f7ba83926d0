"""The outbound queue: messages on their way out, and where each stands."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, func, select, update

from gateway.protocol.enums import Channel, DeliveryState
from gateway.store.tables import outbound


class Message(Struct, frozen=True, kw_only=True):
    """A message that is due. ``attempts`` were made before; ``subject`` is what it tells of."""

    id: str
    channel: Channel
    subject: str
    template: str
    created_at: datetime
    attempts: int


def due(connection: Connection, now: datetime, limit: int = 20) -> list[Message]:
    """The pending messages whose time has come, oldest first."""
    pending = (outbound.c.state == DeliveryState.PENDING) & (outbound.c.next_at <= now)
    chosen = select(outbound).where(pending).order_by(outbound.c.next_at).limit(limit)
    return [
        Message(
            id=row.id,
            channel=Channel(row.channel),
            subject=row.subject,
            template=row.template,
            created_at=row.created_at,
            attempts=row.attempts,
        )
        for row in connection.execute(chosen)
    ]


def retry_later(connection: Connection, message: str, reason: str, next_at: datetime) -> None:
    """Record a failed attempt that is followed by another; the caller commits."""
    connection.execute(
        update(outbound)
        .where(outbound.c.id == message)
        .values(attempts=outbound.c.attempts + 1, reason=reason, next_at=next_at)
    )


def counts(connection: Connection) -> dict[str, int]:
    """How many messages stand in each delivery state."""
    chosen = select(outbound.c.state, func.count()).group_by(outbound.c.state)
    return {row[0]: row[1] for row in connection.execute(chosen)}
