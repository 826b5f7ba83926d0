"""The queue in the store: reads on a reader connection, outcomes through the writer."""

from datetime import datetime

from sqlalchemy import Connection
from uuid_utils import uuid7

from gateway.domain.incident import Incident
from gateway.domain.order import SYSTEM, Order, RecordRelay
from gateway.protocol.enums import IncidentState
from gateway.service.clock import Clock
from gateway.service.commit.writer import Writer
from gateway.service.outbound.message import OutboundMessage
from gateway.store import outbound, queries
from gateway.store.store import Store


class StoredQueue:
    """Messages that the journal's events asked for."""

    def __init__(self, store: Store, writer: Writer, clock: Clock) -> None:
        self._store = store
        self._writer = writer
        self._clock = clock

    async def take_due(self) -> list[OutboundMessage]:
        """The messages whose time has come, with what their incident says now."""
        return await self._store.read(_due, self._clock.now())

    async def delivered(self, message: OutboundMessage) -> None:
        """The other side took it: an event on the incident's timeline."""
        await self._record(message, delivered=True)

    async def failed(
        self, message: OutboundMessage, reason: str, retry_at: datetime | None
    ) -> None:
        """It was not taken: tried again, or given up by an event."""
        if retry_at is None:
            await self._record(message, delivered=False, reason=reason)
            return

        def postpone(connection: Connection) -> None:
            outbound.retry_later(connection, message.id, reason, retry_at)

        await self._writer.run(postpone)

    async def _record(self, message: OutboundMessage, *, delivered: bool, reason: str = "") -> None:
        now = self._clock.now()
        body = RecordRelay(
            incident=message.incident,
            message=message.id,
            channel=message.channel,
            delivered=delivered,
            attempts=message.attempts,
            reason=reason,
        )
        order = Order(id=str(uuid7()), actor=SYSTEM, body=body, received_at=now, acted_at=now)
        await self._writer.submit(order)


def _due(connection: Connection, now: datetime) -> list[OutboundMessage]:
    rows = outbound.due(connection, now)
    states = queries.load_states(connection, [row.subject for row in rows])
    found = []
    for row in rows:
        incident = states[row.subject]
        if not isinstance(incident, Incident):
            raise TypeError(f"message {row.id} tells of {row.subject}")
        found.append(
            OutboundMessage(
                id=row.id,
                channel=row.channel,
                incident=row.subject,
                kind=incident.kind,
                mode=incident.mode,
                reference=incident.reference,
                place=incident.place,
                pressed_at=incident.pressed_at,
                waiting=incident.state is IncidentState.WAITING,
                attempts=row.attempts,
            )
        )
    return found
