"""Takes what is due from the queue and delivers it. A dead channel is shown and blocks nothing."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy.exc import SQLAlchemyError

from gateway.protocol.enums import Channel, Mode
from gateway.service.outbound.channel import DeliveryFailed, OutboundChannel
from gateway.service.outbound.message import OutboundMessage

_LOG = logging.getLogger(__name__)

POLL_S: Final = 5.0
FIRST_RETRY: Final = timedelta(seconds=30)
LONGEST_RETRY: Final = timedelta(minutes=10)


class OutboundQueue(Protocol):
    """Where messages wait, and where it is written down how each ended."""

    async def take_due(self) -> list[OutboundMessage]:
        """The messages whose time has come."""

    async def delivered(self, message: OutboundMessage) -> None:
        """The other side took it."""

    async def failed(
        self, message: OutboundMessage, reason: str, retry_at: datetime | None
    ) -> None:
        """It was not taken; without ``retry_at`` it is given up."""


class ChannelState(StrEnum):
    """What is known of a channel."""

    OFF = "off"
    UNTRIED = "untried"
    WORKING = "working"
    FAILING = "failing"


class ChannelReport(Struct, frozen=True, kw_only=True):
    """State of a channel since when, and the reason's code while it fails."""

    state: ChannelState
    since: datetime
    reason: str = ""


class OutboundWorker:
    """Delivers messages until cancelled. ``now`` gives the present in UTC."""

    def __init__(
        self,
        queue: OutboundQueue,
        channels: Mapping[Channel, OutboundChannel],
        now: Callable[[], datetime],
    ) -> None:
        self._queue = queue
        self._channels = channels
        self._now = now
        self._wake = asyncio.Event()
        self._unrecorded: set[str] = set()
        self.reports = {
            channel: ChannelReport(
                state=ChannelState.UNTRIED if channel in channels else ChannelState.OFF,
                since=now(),
            )
            for channel in Channel
        }

    def wake(self) -> None:
        """Something may be due now."""
        self._wake.set()

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            self._wake.clear()
            try:
                await self.deliver_due()
            except (SQLAlchemyError, OSError):
                _LOG.exception("the outbound queue can't be read; what is due stays due")
            try:
                async with asyncio.timeout(POLL_S):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def deliver_due(self) -> None:
        """Tries everything that is due, once."""
        due = await self._queue.take_due()
        outcomes = await asyncio.gather(*map(self._deliver, due), return_exceptions=True)
        for message, outcome in zip(due, outcomes, strict=True):
            if outcome is not None:
                _LOG.error("the outcome of %s is not recorded", message.id, exc_info=outcome)

    async def _deliver(self, message: OutboundMessage) -> None:
        tried = replace(message, attempts=message.attempts + 1)
        if message.id in self._unrecorded:
            await self._record_delivered(tried)
            return
        if reason := self._obstacle(message):
            _LOG.warning("%s is not sent: %s", message.reference, reason)
            await self._queue.failed(message, reason, None)
            return
        channel = self._channels[message.channel]
        try:
            await channel.send(message)
        except DeliveryFailed as failure:
            await self._record_failed(tried, failure.reason, channel.max_attempts)
        else:
            await self._record_delivered(tried)

    def _obstacle(self, message: OutboundMessage) -> str:
        # Law 7 is also kept where messages are queued; this is the last door.
        if message.mode is not Mode.REAL:
            return "not_real"
        if not message.waiting:
            return "answered_meanwhile"
        if message.channel not in self._channels:
            return "not_configured"
        return ""

    async def _record_delivered(self, message: OutboundMessage) -> None:
        self._report(message.channel, ChannelState.WORKING)
        # While it can't be written down it must not be sent a second time.
        self._unrecorded.add(message.id)
        await self._queue.delivered(message)
        self._unrecorded.discard(message.id)
        _LOG.info("%s was taken by %s", message.reference, message.channel)

    async def _record_failed(self, message: OutboundMessage, reason: str, most: int) -> None:
        self._report(message.channel, ChannelState.FAILING, reason)
        last = message.attempts >= most
        retry_at = None if last else self._now() + retry_delay(message.attempts)
        _LOG.warning("%s was not taken by %s: %s", message.reference, message.channel, reason)
        await self._queue.failed(message, reason, retry_at)

    def _report(self, channel: Channel, state: ChannelState, reason: str = "") -> None:
        before = self.reports[channel]
        since = before.since if before.state is state else self._now()
        self.reports[channel] = ChannelReport(state=state, since=since, reason=reason)


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: 30 s, doubling up to 10 minutes."""
    return min(FIRST_RETRY * (1 << min(attempts - 1, 10)), LONGEST_RETRY)
