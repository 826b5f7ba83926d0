"""Takes what is due from the queue and delivers it. A dead channel is shown and blocks nothing:
each channel has a loop of its own."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy.exc import SQLAlchemyError

from gateway.domain.telling import MANNERS
from gateway.protocol.enums import Channel, ChannelState, DeliveryState, Mode, NumberState, Topic
from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.outbound.channel import DeliveryFailed, OutboundChannel, RecipientGone
from gateway.service.outbound.message import OutboundMessage

_LOG = logging.getLogger(__name__)

POLL_S: Final = 5.0
FIRST_RETRY: Final = timedelta(seconds=30)
LONGEST_RETRY: Final = timedelta(minutes=10)
#: How long until it is looked again whether quiet hours are over.
QUIET_LOOK: Final = timedelta(minutes=5)


class OutboundQueue(Protocol):
    """Where messages wait, and where it is written down how each ended."""

    async def take_due(self, channel: Channel) -> list[OutboundMessage]:
        """The channel's messages whose time has come."""

    async def delivered(self, message: OutboundMessage) -> None:
        """The other side took it."""

    async def handed(self, message: OutboundMessage) -> None:
        """What becomes of it is heard later."""

    async def gone(self, message: OutboundMessage, reason: str) -> None:
        """Whom it was for can't be reached in this way any more."""

    async def failed(
        self, message: OutboundMessage, reason: str, retry_at: datetime | None
    ) -> None:
        """It was not taken; without ``retry_at`` it is given up."""

    async def postpone(self, message: OutboundMessage, until: datetime) -> None:
        """Its recipient wants to be left alone for now."""


class ChannelReport(Struct, frozen=True, kw_only=True):
    """State of a channel since when, and the reason's code while it fails."""

    state: ChannelState
    since: datetime
    reason: str = ""


class OutboundWorker:
    """Delivers messages until cancelled. ``now`` gives the present in UTC; ``tell`` hears of every
    channel that dies (with the reason) or works again (empty)."""

    def __init__(
        self,
        queue: OutboundQueue,
        channels: Mapping[Channel, OutboundChannel],
        now: Callable[[], datetime],
        tell: Callable[[Channel, str], None] = lambda _channel, _reason: None,
    ) -> None:
        self._queue = queue
        self._channels = channels
        self._now = now
        self._tell = tell
        self._wakes = {channel: asyncio.Event() for channel in Channel}
        self._unrecorded: dict[str, DeliveryState] = {}
        self.reports = {
            channel: ChannelReport(
                state=ChannelState.UNTRIED if channel in channels else ChannelState.OFF,
                since=now(),
            )
            for channel in Channel
        }

    def wake(self) -> None:
        """Something may be due now."""
        for wake in self._wakes.values():
            wake.set()

    async def run(self) -> None:
        """Works until cancelled."""
        for channel, report in self.reports.items():
            if report.state is ChannelState.OFF:
                self._tell(channel, "")
        await asyncio.gather(*map(self._serve, Channel))

    async def deliver_due(self) -> None:
        """Tries everything that is due, once."""
        await asyncio.gather(*map(self._deliver_due, Channel))

    def report(self, channel: Channel, failing: str) -> None:
        """Note that a channel fails and why, or that it works (empty)."""
        before = self.reports[channel]
        state = ChannelState.FAILING if failing else ChannelState.WORKING
        since = before.since if before.state is state else self._now()
        self.reports[channel] = ChannelReport(state=state, since=since, reason=failing)
        if state is not before.state:
            self._tell(channel, failing)

    async def _serve(self, channel: Channel) -> None:
        wake = self._wakes[channel]
        while True:
            wake.clear()
            try:
                while await self._deliver_due(channel):
                    continue
            except (SQLAlchemyError, OSError):
                _LOG.exception("the outbound queue can't be read; what is due stays due")
            except Refused as refused:
                expected = refused.code is ErrorCode.SHUTTING_DOWN
                _LOG.log(logging.INFO if expected else logging.ERROR, "refused: %s", refused.code)
            try:
                async with asyncio.timeout(POLL_S):
                    await wake.wait()
            except TimeoutError:
                continue

    async def _deliver_due(self, channel: Channel) -> bool:
        """Whether there may be more: all that was due was tried and written down."""
        due = await self._queue.take_due(channel)
        outcomes = await asyncio.gather(*map(self._deliver, due), return_exceptions=True)
        for message, outcome in zip(due, outcomes, strict=True):
            if outcome is not None:
                _LOG.error("the outcome of %s is not recorded", message.id, exc_info=outcome)
        return bool(due) and not any(outcomes)

    async def _deliver(self, message: OutboundMessage) -> None:
        tried = replace(message, attempts=message.attempts + 1)
        if message.id in self._unrecorded:
            await self._record_taken(tried, self._unrecorded[message.id])
            return
        if reason := self._obstacle(message):
            # That a relay is missing must be seen; that a neighbour has no phone is no fault.
            level = logging.WARNING if message.topic is Topic.UNCLAIMED else logging.INFO
            _LOG.log(level, "%s is not sent: %s", message.name, reason)
            await self._queue.failed(message, reason, None)
            return
        if self._is_quiet(message):
            await self._queue.postpone(message, self._now() + QUIET_LOOK)
            return
        channel = self._channels[message.channel]
        try:
            state = await channel.send(message)
        except RecipientGone as gone:
            _LOG.info("%s: the recipient is gone: %s", message.name, gone.reason)
            await self._queue.gone(tried, gone.reason)
        except DeliveryFailed as failure:
            await self._record_failed(tried, failure, channel.max_attempts)
        else:
            await self._record_taken(tried, state)

    def _obstacle(self, message: OutboundMessage) -> str:
        # Law 7 is also kept where messages are queued; this is the last door.
        if message.matter is not None and message.matter.mode is not Mode.REAL:
            return "not_real"
        if not message.wanted:
            return "answered_meanwhile"
        if message.channel not in self._channels:
            return "not_configured"
        if self._now() - message.created_at > MANNERS[message.topic].holds:
            return "too_late"
        return _unreachable(message)

    def _is_quiet(self, message: OutboundMessage) -> bool:
        if message.emergency or message.partner is None:
            return False
        return message.partner.reaching.is_quiet(self._now())

    async def _record_taken(self, message: OutboundMessage, state: DeliveryState) -> None:
        # While it can't be written down it must not be sent a second time.
        self._unrecorded[message.id] = state
        if state is DeliveryState.HANDED:
            await self._queue.handed(message)
        else:
            self.report(message.channel, "")
            await self._queue.delivered(message)
        del self._unrecorded[message.id]
        _LOG.info("%s was taken by %s", message.name, message.channel)

    async def _record_failed(
        self, message: OutboundMessage, failure: DeliveryFailed, most: int
    ) -> None:
        if failure.dead:
            self.report(message.channel, failure.reason)
        last = failure.final or message.attempts >= most
        retry_at = None if last else self._now() + retry_delay(message.attempts)
        _LOG.warning("%s was not taken by %s: %s", message.name, message.channel, failure.reason)
        await self._queue.failed(message, failure.reason, retry_at)


def _unreachable(message: OutboundMessage) -> str:
    reaching = message.partner.reaching if message.partner else None
    if message.channel is Channel.PUSH and (reaching is None or reaching.push is None):
        return "no_subscription"
    if message.channel is Channel.SMS and message.topic is not Topic.NUMBER_CODE:
        proven = reaching is not None and reaching.number.state is NumberState.PROVEN
        return "" if proven else "number_unproven"
    return ""


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: 30 s, doubling up to 10 minutes."""
    return min(FIRST_RETRY * (1 << min(attempts - 1, 10)), LONGEST_RETRY)
