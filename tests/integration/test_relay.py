"""From an unclaimed alarm to a letter and back into the journal: store, writer, worker, SMTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from gateway.domain.escalation import EscalationTimes
from gateway.domain.order import SYSTEM, EscalateDue
from gateway.domain.world import Entry
from gateway.protocol import commands as do
from gateway.protocol.enums import Channel, ChannelState, DeliveryState, Escalation, Mode, Role
from gateway.protocol.events import RelayDelivered, RelayFailed
from gateway.service.clock import Clock
from gateway.service.commit.writer import Writer
from gateway.service.outbound.email import SmtpChannel
from gateway.service.outbound.stored import AT_ONCE, StoredQueue
from gateway.service.outbound.worker import OutboundWorker
from gateway.settings import Email
from gateway.store import outbound, queries
from gateway.store.store import Store
from tests.helpers import orders
from tests.helpers.mailbox import Mailbox, serving
from tests.helpers.rolls import FixedRoll


class MovedClock(Clock):
    """Stands at the moment of the helpers' orders, and later where the test moves it."""

    def __init__(self) -> None:
        self.seconds = orders.T0.timestamp()
        super().__init__(lambda: self.seconds, lambda: self.seconds)


@dataclass
class Relay:
    """The parts that carry an alarm outside."""

    store: Store
    writer: Writer
    clock: MovedClock
    worker: OutboundWorker

    async def unclaimed_alarm(self, mode: Mode = Mode.REAL) -> str:
        """An alarm that nobody took for 90 s."""
        post = (await self.writer.submit(orders.add_post())).subject
        raised = await self.writer.submit(orders.alarm(post or "", mode=mode))
        incident = raised.subject or ""
        for step in (Escalation.LOUDER, Escalation.SUPERVISOR, Escalation.RELAY):
            due = EscalateDue(incident=incident, step=step, due_at=orders.T0)
            await self.writer.submit(orders.order(SYSTEM, due))
        return incident

    async def told(self, incident: str) -> list[RelayDelivered | RelayFailed]:
        """What the incident's timeline says of the relay."""
        entries: list[Entry] = await self.store.read(queries.timeline, incident, 0, 100)
        return [e.data for e in entries if isinstance(e.data, RelayDelivered | RelayFailed)]

    async def counts(self) -> dict[str, int]:
        """How many messages stand in each state."""
        return await self.store.read(outbound.counts)


def settings(port: int, attempts: int = 3) -> Email:
    return Email(
        host="127.0.0.1",
        port=port,
        sender="pospin@kendal.example",
        to=["piket@kendal.example"],
        security="none",
        max_attempts=attempts,
        timeout_s=5,
    )


@pytest.fixture
async def relay(tmp_path: Path) -> AsyncIterator[Relay]:
    store, clock = Store.at(tmp_path / "journal.sqlite"), MovedClock()
    store.migrate()
    writer = Writer(store, EscalationTimes(), "KDL")
    writer.load()
    writer.start()
    queue = StoredQueue(store, writer, clock, FixedRoll())
    yield Relay(store, writer, clock, OutboundWorker(queue, {}, clock.now))
    await writer.stop()
    store.close()


async def test_a_backlog_is_spread_whole_in_small_steps(relay: Relay) -> None:
    post = (await relay.writer.submit(orders.add_post())).subject or ""
    for number in range(AT_ONCE + 3):
        await relay.writer.submit(orders.alarm(post, at=orders.T0 + number * timedelta(minutes=4)))
    first = await relay.store.read(outbound.waiting, AT_ONCE)
    assert len(first) == AT_ONCE
    await relay.worker.deliver_due()
    assert await relay.store.read(outbound.waiting, AT_ONCE) == []


def reaching(relay: Relay, wanted: Email) -> OutboundWorker:
    """A worker with the channels of these settings."""
    queue = StoredQueue(relay.store, relay.writer, relay.clock, FixedRoll())
    return OutboundWorker(queue, {Channel.EMAIL: SmtpChannel(wanted)}, relay.clock.now)


@pytest.mark.expects_log("was not taken")
async def test_refused_then_taken_and_written_down(relay: Relay) -> None:
    incident = await relay.unclaimed_alarm()
    mailbox = Mailbox("451 later")
    async with serving(mailbox) as port:
        worker = reaching(relay, settings(port))
        await worker.deliver_due()
        assert worker.reports[Channel.EMAIL].state is ChannelState.FAILING
        await worker.deliver_due()
        assert mailbox.letters == []
        relay.clock.seconds += 31
        await worker.deliver_due()
        await worker.deliver_due()
    assert len(mailbox.letters) == 1
    assert "KDL-20261123-0001" in mailbox.letters[0]["Subject"]
    (delivered,) = await relay.told(incident)
    assert isinstance(delivered, RelayDelivered)
    assert delivered.attempts == 2
    assert await relay.counts() == {DeliveryState.SENT: 1}


@pytest.mark.expects_log("was not taken")
async def test_a_dead_server_is_given_up_and_said(relay: Relay) -> None:
    incident = await relay.unclaimed_alarm()
    async with serving(Mailbox()) as port:
        closed = settings(port)
    worker = reaching(relay, closed)
    for _ in range(3):
        await worker.deliver_due()
        relay.clock.seconds += timedelta(minutes=11).total_seconds()
    (failed,) = await relay.told(incident)
    assert isinstance(failed, RelayFailed)
    assert (failed.attempts, failed.reason) == (3, "unreachable")
    assert await relay.counts() == {DeliveryState.FAILED: 1}


@pytest.mark.expects_log("is not sent")
async def test_without_settings_the_timeline_says_so(relay: Relay) -> None:
    incident = await relay.unclaimed_alarm()
    await relay.worker.deliver_due()
    (failed,) = await relay.told(incident)
    assert isinstance(failed, RelayFailed)
    assert failed.reason == "not_configured"


@pytest.mark.expects_log("is not sent: not_real")
@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.TEST])
async def test_a_drill_that_was_queued_by_mistake_stays_inside(relay: Relay, mode: Mode) -> None:
    incident = await relay.unclaimed_alarm(mode)
    mailbox = Mailbox()
    async with serving(mailbox) as port:
        await reaching(relay, settings(port)).deliver_due()
    assert mailbox.letters == []
    (failed,) = await relay.told(incident)
    assert isinstance(failed, RelayFailed)
    assert (failed.attempts, failed.reason) == (0, "not_real")


@pytest.mark.expects_log("was not taken", "is not sent")
async def test_what_was_claimed_meanwhile_is_not_told_as_unclaimed(relay: Relay) -> None:
    incident = await relay.unclaimed_alarm()
    mailbox = Mailbox("451 later")
    async with serving(mailbox) as port:
        worker = reaching(relay, settings(port))
        await worker.deliver_due()
        claim = orders.order(orders.officer(role=Role.OFFICER), do.Claim(incident=incident))
        await relay.writer.submit(claim)
        relay.clock.seconds += 31
        await worker.deliver_due()
    assert mailbox.letters == []
    (failed,) = await relay.told(incident)
    assert isinstance(failed, RelayFailed)
    assert failed.reason == "answered_meanwhile"


async def test_the_queue_outlives_a_restart(relay: Relay, tmp_path: Path) -> None:
    await relay.unclaimed_alarm()
    await relay.writer.stop()

    def due(connection: Connection) -> list[str]:
        return [
            message.subject
            for message in outbound.due(connection, Channel.EMAIL, relay.clock.now())
        ]

    again = Store.at(tmp_path / "journal.sqlite")
    assert len(await again.read(due)) == 1
    again.close()
