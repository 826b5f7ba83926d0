"""The queue in the store: reads on a reader connection, outcomes through the writer."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from gateway.domain import telling
from gateway.domain.agency_task import AgencyTask
from gateway.domain.call import Call
from gateway.domain.device import Partner
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.order import EndPush, RecordRelay, RecordTelling
from gateway.domain.wib import WIB
from gateway.domain.world import State
from gateway.protocol.enums import Channel, DeliveryState, Topic
from gateway.service.clock import Clock
from gateway.service.commit.writer import Writer
from gateway.service.outbound.message import Matter, OutboundMessage
from gateway.service.timers.errands import system_order
from gateway.store import outbound, queries
from gateway.store.store import Store

#: So many notices are spread at once, lest a backlog hold up the gateway or its end.
AT_ONCE: Final = 50


class StoredQueue:
    """Messages that the journal's events asked for. ``roll`` knows whom they go to."""

    def __init__(self, store: Store, writer: Writer, clock: Clock, roll: telling.Roll) -> None:
        self._store = store
        self._writer = writer
        self._clock = clock
        self._roll = roll
        self._spreading = asyncio.Lock()

    async def take_due(self, channel: Channel) -> list[OutboundMessage]:
        """The channel's messages whose time has come, with what their subjects say now."""
        await self._spread()
        return await self._store.read(_due, channel, self._clock.now())

    async def delivered(self, message: OutboundMessage) -> None:
        """The other side took it."""
        await self._record(message, DeliveryState.SENT)

    async def handed(self, message: OutboundMessage) -> None:
        """The modem's daemon has it; what becomes of it is heard later."""
        await self.settle(message.id, DeliveryState.HANDED)

    async def gone(self, message: OutboundMessage, reason: str) -> None:
        """Whom it was for can't be reached in this way any more."""
        partner = message.partner
        if partner is not None and partner.reaching.push is not None:
            endpoint = partner.reaching.push.endpoint
            ended = EndPush(partner=partner.subject, endpoint=endpoint, reason=reason)
            await self._writer.submit(system_order(ended, self._clock))
        await self._record(message, DeliveryState.FAILED, reason)

    async def failed(
        self, message: OutboundMessage, reason: str, retry_at: datetime | None
    ) -> None:
        """It was not taken: tried again, or given up."""
        if retry_at is None:
            await self._record(message, DeliveryState.FAILED, reason)
            return

        def again(connection: Connection) -> None:
            outbound.retry_later(connection, message.id, reason, retry_at)

        await self._writer.run(again)

    async def postpone(self, message: OutboundMessage, until: datetime) -> None:
        """Its recipient wants to be left alone for now."""
        await self._writer.run(lambda connection: outbound.postpone(connection, message.id, until))

    async def settle(self, message: str, state: DeliveryState, reason: str = "") -> None:
        """Write down how far a message came, in the queue alone."""
        await self._writer.run(lambda found: outbound.settle(found, message, state, reason))

    async def heard(self, message: outbound.Message, state: DeliveryState, reason: str) -> None:
        """The modem tells what became of a text."""
        found = await self._store.read(_described, [message], self._clock.now())
        await self._record(found[0], state, reason)

    async def _record(
        self, message: OutboundMessage, outcome: DeliveryState, reason: str = ""
    ) -> None:
        if not telling.MANNERS[message.topic].recorded:
            await self.settle(message.id, outcome, reason)
            return
        if message.topic is Topic.GUEST:
            await self._record_telling(message, outcome, reason)
            return
        body = RecordRelay(
            incident=message.matter.incident if message.matter else None,
            message=message.id,
            channel=message.channel,
            outcome=outcome,
            attempts=message.attempts,
            reason=reason,
            partner=message.partner.subject if message.partner else "",
        )
        await self._writer.submit(system_order(body, self._clock))

    async def _record_telling(
        self, message: OutboundMessage, outcome: DeliveryState, reason: str
    ) -> None:
        partner = message.partner.subject if message.partner else ""
        # A push service or the network has it, which is not yet the phone.
        if partner and outcome is not DeliveryState.SENT:
            told = RecordTelling(
                guest=message.subject, partner=partner, channel=message.channel, reason=reason
            )
            await self._writer.submit(system_order(told, self._clock))
        await self.settle(message.id, outcome, reason)

    async def _spread(self) -> None:
        async with self._spreading:
            while waiting := await self._store.read(outbound.waiting, AT_ONCE):
                await self._spread_some(waiting)

    async def _spread_some(self, waiting: list[outbound.Waiting]) -> None:
        subjects = sorted({each.notice.subject for each in waiting})
        states = await self._store.read(queries.load_states, subjects)
        found = [
            (each, telling.recipients(each.notice, states.get(each.notice.subject), self._roll))
            for each in waiting
        ]
        now = self._clock.now()

        def write(connection: Connection) -> None:
            for each, recipients in found:
                outbound.spread(connection, each, recipients, now)

        await self._writer.run(write)


def _due(connection: Connection, channel: Channel, now: datetime) -> list[OutboundMessage]:
    return _described(connection, outbound.due(connection, channel, now), now)


def _described(
    connection: Connection, rows: list[outbound.Message], now: datetime
) -> list[OutboundMessage]:
    named = {row.subject for row in rows} | {row.recipient for row in rows if row.recipient}
    states = queries.load_states(connection, sorted(named))
    sms = any(row.channel is Channel.SMS for row in rows)
    texts = outbound.texts_since(connection, _midnight(now)) if sms else {}
    return [_message(row, states.get, texts) for row in rows]


def _message(
    row: outbound.Message, find: Callable[[str], State | None], texts: Mapping[str, int]
) -> OutboundMessage:
    state, partner = find(row.subject), find(row.recipient)
    return OutboundMessage(
        id=row.id,
        channel=row.channel,
        topic=row.topic,
        subject=row.subject,
        created_at=row.created_at,
        attempts=row.attempts,
        wanted=telling.is_wanted(row.topic, state),
        emergency=telling.is_emergency(row.topic, state),
        matter=_matter(state),
        partner=partner if isinstance(partner, Partner) else None,
        texts_today=(sum(texts.values()), texts.get(row.recipient, 0)),
    )


def _matter(state: State | None) -> Matter | None:
    match state:
        case Incident():
            incident, kind, at = state.subject, state.kind, state.pressed_at
        case AgencyTask():
            incident, kind, at = state.incident, state.kind, state.created_at
        case GuestReport():
            return _without_kind(state, state.sent_at)
        case Call():
            return _without_kind(state, state.started_at)
        case _:
            return None
    return Matter(
        incident=incident,
        kind=kind,
        mode=state.mode,
        reference=state.reference,
        place=state.place,
        at=at,
    )


def _without_kind(state: GuestReport | Call, at: datetime) -> Matter:
    return Matter(
        incident=None,
        kind=None,
        mode=state.mode,
        reference=state.reference,
        place=state.place,
        at=at,
    )


def _midnight(now: datetime) -> datetime:
    return now.astimezone(WIB).replace(hour=0, minute=0, second=0, microsecond=0)
