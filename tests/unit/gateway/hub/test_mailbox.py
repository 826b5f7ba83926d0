"""The queue and the one writer of a client: order, limits, endings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gateway.protocol.errors import CloseCode
from gateway.service.hub.mailbox import Mailbox, WireClosed
from gateway.service.hub.times import QueueLimits


class PlayWire:
    """Takes frames while it flows."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed: tuple[CloseCode, str] | None = None
        self.flows = asyncio.Event()
        self.flows.set()
        self.gone = False

    async def send(self, frame: bytes) -> None:
        if self.gone:
            raise WireClosed
        await self.flows.wait()
        self.sent.append(frame)

    async def close(self, code: CloseCode, reason: str) -> None:
        self.closed = (code, reason)


@asynccontextmanager
async def running(
    wire: PlayWire, limits: QueueLimits | None = None
) -> AsyncIterator[tuple[Mailbox, "asyncio.Task[None]"]]:
    mailbox = Mailbox(wire, limits or QueueLimits(), "test")
    task = asyncio.create_task(mailbox.run())
    yield mailbox, task
    mailbox.cut(CloseCode.NORMAL)
    await task


async def test_what_is_queued_is_sent_in_order_before_the_close() -> None:
    wire = PlayWire()
    async with running(wire) as (mailbox, task):
        for number in range(5):
            mailbox.put(b"%d" % number)
        mailbox.end(CloseCode.NOT_ADMITTED, "revoked")
        mailbox.put(b"too late")
        await task
    assert wire.sent == [b"0", b"1", b"2", b"3", b"4"]
    assert wire.closed == (CloseCode.NOT_ADMITTED, "revoked")


async def test_too_many_bytes_cut_the_client() -> None:
    wire = PlayWire()
    wire.flows.clear()
    async with running(wire, QueueLimits(queue_bytes=100, send_s=60)) as (mailbox, task):
        for _ in range(5):
            mailbox.put(b"x" * 30)
            await asyncio.sleep(0)
        assert mailbox.ending
        await task
    assert wire.closed == (CloseCode.TRY_AGAIN, "slow")


async def test_a_frame_that_takes_too_long_cuts_the_client() -> None:
    wire = PlayWire()
    wire.flows.clear()
    async with running(wire, QueueLimits(send_s=0.01)) as (mailbox, task):
        mailbox.put(b"x")
        await task
    assert wire.closed == (CloseCode.TRY_AGAIN, "slow")


async def test_a_cut_does_not_wait_for_a_stalled_socket() -> None:
    wire = PlayWire()
    wire.flows.clear()
    async with running(wire, QueueLimits(send_s=60)) as (mailbox, task):
        mailbox.put(b"x")
        await asyncio.sleep(0.01)
        mailbox.cut(CloseCode.REVOKED)
        async with asyncio.timeout(1):
            await task
    assert wire.closed == (CloseCode.REVOKED, "")


async def test_there_is_room_again_when_half_is_sent() -> None:
    wire = PlayWire()
    wire.flows.clear()
    async with running(wire, QueueLimits(queue_bytes=100)) as (mailbox, _):
        mailbox.put(b"x" * 60)
        waiting = asyncio.create_task(mailbox.room())
        await asyncio.sleep(0.01)
        assert not waiting.done()
        wire.flows.set()
        async with asyncio.timeout(1):
            await waiting


async def test_nobody_waits_for_room_in_a_mailbox_that_is_cut() -> None:
    wire = PlayWire()
    wire.flows.clear()
    async with running(wire, QueueLimits(queue_bytes=100)) as (mailbox, _):
        mailbox.put(b"x" * 60)
        mailbox.cut(CloseCode.LOST)
        async with asyncio.timeout(1):
            await mailbox.room()


async def test_the_writer_ends_when_the_other_side_is_gone() -> None:
    wire = PlayWire()
    wire.gone = True
    async with running(wire) as (mailbox, task):
        mailbox.put(b"x")
        async with asyncio.timeout(1):
            await task
    assert wire.sent == []
