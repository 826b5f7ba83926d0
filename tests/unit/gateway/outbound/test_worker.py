"""The worker: retries, gives up, keeps law 7, and never sends twice what it can't write down."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from gateway.protocol.enums import Channel, ChannelState, DeliveryState, Mode
from gateway.service.outbound.channel import DeliveryFailed
from gateway.service.outbound.message import OutboundMessage
from gateway.service.outbound.worker import OutboundWorker, retry_delay
from tests.unit.gateway.outbound.test_message import message

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Queue:
    """Messages in memory; ``broken`` raises when an outcome is written."""

    def __init__(self, *messages: OutboundMessage) -> None:
        self.due = list(messages)
        self.done: list[str] = []
        self.handed_over: list[str] = []
        self.postponed: list[tuple[str, datetime]] = []
        self.failures: list[tuple[str, datetime | None]] = []
        self.broken: Exception | None = None
        self.taken = asyncio.Event()

    async def take_due(self, channel: Channel) -> list[OutboundMessage]:
        self.taken.set()
        return [message for message in self.due if message.channel is channel]

    async def delivered(self, message: OutboundMessage) -> None:
        if self.broken:
            raise self.broken
        self._leaves(message)
        self.done.append(message.id)

    async def failed(
        self, message: OutboundMessage, reason: str, retry_at: datetime | None
    ) -> None:
        self.failures.append((reason, retry_at))
        self._leaves(message)
        if retry_at:
            self.due.append(message)

    async def handed(self, message: OutboundMessage) -> None:
        self._leaves(message)
        self.handed_over.append(message.id)

    async def gone(self, message: OutboundMessage, reason: str) -> None:
        self._leaves(message)
        self.failures.append((reason, None))

    async def postpone(self, message: OutboundMessage, until: datetime) -> None:
        self._leaves(message)
        self.postponed.append((message.id, until))

    def _leaves(self, message: OutboundMessage) -> None:
        self.due = [other for other in self.due if other.id != message.id]


class Channelled:
    """A way out that does what the test says."""

    max_attempts = 3

    def __init__(
        self,
        outcome: Callable[[], None] = lambda: None,
        state: DeliveryState = DeliveryState.SENT,
    ) -> None:
        self.state = state
        self.sent: list[str] = []
        self.outcome = outcome

    async def send(self, message: OutboundMessage) -> DeliveryState:
        self.sent.append(message.id)
        self.outcome()
        return self.state

    def close(self) -> None:
        return


def refuse() -> None:
    raise DeliveryFailed("refused_451")


def worker(queue: Queue, channel: Channelled | None) -> OutboundWorker:
    return OutboundWorker(queue, {Channel.EMAIL: channel} if channel else {}, lambda: NOW)


async def test_what_is_taken_is_delivered_once() -> None:
    queue, channel = Queue(message()), Channelled()
    working = worker(queue, channel)
    assert working.reports[Channel.EMAIL].state is ChannelState.UNTRIED
    await working.deliver_due()
    await working.deliver_due()
    assert (queue.done, channel.sent) == (["m1"], ["m1"])
    assert working.reports[Channel.EMAIL].state is ChannelState.WORKING


@pytest.mark.expects_log("was not taken")
async def test_what_is_refused_is_tried_again_and_at_last_given_up() -> None:
    queue, channel = Queue(message()), Channelled(refuse)
    working = worker(queue, channel)
    for _ in range(4):
        await working.deliver_due()
    assert queue.failures == [
        ("refused_451", NOW + timedelta(seconds=30)),
        ("refused_451", NOW + timedelta(seconds=60)),
        ("refused_451", None),
    ]
    report = working.reports[Channel.EMAIL]
    assert (report.state, report.reason) == (ChannelState.FAILING, "refused_451")


@pytest.mark.parametrize(
    ("due", "reason"),
    [
        (message(Mode.DRILL), "not_real"),
        (message(Mode.TEST), "not_real"),
        (replace(message(), wanted=False), "answered_meanwhile"),
    ],
)
@pytest.mark.expects_log("is not sent")
async def test_what_must_not_leave_does_not(due: OutboundMessage, reason: str) -> None:
    queue, channel = Queue(due), Channelled()
    await worker(queue, channel).deliver_due()
    assert channel.sent == []
    assert queue.failures == [(reason, None)]


@pytest.mark.expects_log("is not sent")
async def test_without_a_channel_it_is_said() -> None:
    queue = Queue(message())
    working = worker(queue, None)
    await working.deliver_due()
    assert queue.failures == [("not_configured", None)]
    assert working.reports[Channel.EMAIL].state is ChannelState.OFF


@pytest.mark.expects_log("is not recorded")
async def test_what_was_taken_but_not_written_down_is_not_sent_again() -> None:
    queue, channel = Queue(message()), Channelled()
    working = worker(queue, channel)
    queue.broken = OSError("disk full")
    await working.deliver_due()
    await working.deliver_due()
    queue.broken = None
    await working.deliver_due()
    assert (queue.done, channel.sent) == (["m1"], ["m1"])


async def test_it_works_at_once_when_woken() -> None:
    queue, channel = Queue(), Channelled()
    working = worker(queue, channel)
    running = asyncio.create_task(working.run())
    await queue.taken.wait()
    queue.due.append(message())
    queue.taken.clear()
    working.wake()
    async with asyncio.timeout(1):
        await queue.taken.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


def test_pauses_double_up_to_ten_minutes() -> None:
    pauses = [retry_delay(attempts).total_seconds() for attempts in (1, 2, 3, 4, 5, 6, 60)]
    assert pauses == [30, 60, 120, 240, 480, 600, 600]
