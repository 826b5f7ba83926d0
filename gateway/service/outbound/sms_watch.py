"""Hears from the modem's daemon: what became of texts, what came in, and that it is alive."""

import asyncio
import logging
import sqlite3
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.exc import SQLAlchemyError

from gateway.domain.agency_task import AgencyTask
from gateway.domain.device import Partner
from gateway.domain.order import Actor, ActorKind, Order, TakeText
from gateway.domain.telephone import e164
from gateway.domain.telling import MANNERS, Roll
from gateway.protocol.enums import Channel, DeliveryState, NumberState, Topic
from gateway.protocol.errors import Refused
from gateway.service.clock import Clock
from gateway.service.commit.writer import Writer
from gateway.service.identity.codes import Codes
from gateway.service.outbound.gammu import Outcome, Spool, Text
from gateway.service.outbound.stored import StoredQueue
from gateway.service.outbound.worker import OutboundWorker
from gateway.settings import Sms
from gateway.store import outbound, queries
from gateway.store.store import Store

_LOG = logging.getLogger(__name__)

LOOK_S: Final = 3.0
#: What a reply may be about.
_ASKED: Final = (Topic.TASK, Topic.GUEST)
#: A report that has not come by then never comes; a reply this late answers nothing any more.
REPORT_HOLDS: Final = timedelta(days=1)
_TEXTS: Final = UUID("5a2e5d4c-6f0b-5c43-9a77-0d6a6a1f5a11")


class SmsWatch:
    """Looks every few seconds until cancelled. A daemon that says nothing is a dead channel."""

    def __init__(
        self,
        sms: Sms,
        spool: Spool,
        *,
        store: Store,
        writer: Writer,
        queue: StoredQueue,
        worker: OutboundWorker,
        codes: Codes,
        roll: Roll,
        clock: Clock,
    ) -> None:
        self._sms = sms
        self._spool = spool
        self._store = store
        self._writer = writer
        self._queue = queue
        self._worker = worker
        self._codes = codes
        self._roll = roll
        self._clock = clock

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            try:
                await self.look()
            except (SQLAlchemyError, Refused):
                _LOG.exception("what the modem tells can't be written down; it is read again")
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """Look once."""
        try:
            silent_s = await asyncio.to_thread(self._spool.silent_s)
            await self._take_outcomes()
            for text in await asyncio.to_thread(self._spool.texts):
                await self._take(text)
        except sqlite3.Error:
            _LOG.warning("the modem's database can't be read", exc_info=True)
            self._worker.report(Channel.SMS, "spool_unreadable")
            return
        silent = silent_s is None or silent_s > self._sms.silent_s
        self._worker.report(Channel.SMS, "modem_silent" if silent else "")

    async def _take_outcomes(self) -> None:
        now = self._clock.now()
        known = await self._store.read(outbound.with_modem, now - REPORT_HOLDS)
        if not known:
            return
        by_id = {message.id: message for message in known}
        found = await asyncio.to_thread(self._spool.outcomes, list(by_id))
        for outcome in found:
            await self._hear(by_id.pop(outcome.message), outcome)
        for message in by_id.values():
            stale = now - message.created_at > MANNERS[message.topic].holds
            if message.state is DeliveryState.HANDED and stale:
                await self._give_up(message)

    async def _hear(self, message: outbound.Message, outcome: Outcome) -> None:
        if outcome.state is not message.state:
            await self._queue.heard(message, outcome.state, outcome.reason)
        if outcome.state is not DeliveryState.SENT:
            await asyncio.to_thread(self._spool.forget, [message.id])

    async def _give_up(self, message: outbound.Message) -> None:
        # The daemon may be sending it just now: then its outcome is heard the next time.
        if await asyncio.to_thread(self._spool.withdraw, message.id):
            await self._queue.heard(message, DeliveryState.FAILED, "too_late")

    async def _take(self, text: Text) -> None:
        if text.number not in self._sms.quiet_senders:
            await self._writer.submit(await self._order(text))
        await asyncio.to_thread(self._spool.took, text)

    async def _order(self, text: Text) -> Order:
        now = self._clock.now()
        partner = self._partner(text.number)
        asked = None
        if partner is not None:
            since = now - REPORT_HOLDS
            asked = await self._store.read(outbound.last_asked, partner.subject, _ASKED, since)
        about = asked.subject if asked else ""
        code = text.words.strip()
        return Order(
            # Made of what came, so that a text which is read twice is taken once.
            id=str(uuid5(_TEXTS, f"{text.rows} {text.number} {text.received} {text.words}")),
            actor=_actor(partner),
            body=TakeText(
                number=text.number,
                words=text.words[:2000],
                partner=partner.subject if partner else None,
                about=about,
                incident=await self._incident_of(about),
            ),
            received_at=now,
            acted_at=now,
            sms_code=self._codes.seal(code) if code.isdecimal() else "",
        )

    async def _incident_of(self, task: str) -> str | None:
        if not task:
            return None
        found = (await self._store.read(queries.load_states, [task])).get(task)
        return found.incident if isinstance(found, AgencyTask) else None

    def _partner(self, number: str) -> Partner | None:
        try:
            own = e164(number)
        except Refused:
            return None
        found = [p for p in self._roll.partners() if p.phone == own and not p.enrolment.revoked]
        found.sort(key=lambda p: p.reaching.number.state is not NumberState.PROVEN)
        return found[0] if found else None


def _actor(partner: Partner | None) -> Actor:
    # A text is the gateway's to take, in the name of whoever wrote it.
    if partner is None:
        return Actor(kind=ActorKind.SYSTEM, subject="system")
    return Actor(kind=ActorKind.SYSTEM, subject=partner.subject, title=partner.title)
