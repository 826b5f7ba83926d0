"""Whatever the moment of a cut, who comes back holds the same picture as who stayed."""

import asyncio
import random
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from gateway.domain.order import ExpireClaim
from gateway.protocol import commands as do
from gateway.protocol.codec import FRAME_LIMIT
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import ClientKind, Disposition, Kind
from gateway.protocol.errors import CloseCode
from gateway.protocol.messages import Ack, Command, Events, Resume, Snapshot
from gateway.service.hub.times import QueueLimits
from gateway.service.timers.errands import system_order
from gateway.sockets.limits import Limits
from tests.helpers.gateway_client import (
    GatewayClient,
    Picture,
    new_console,
    new_id,
    new_post,
    open_socket,
)
from tests.helpers.play_gateway import HOST, PlayGateway, play_gateway

PATIENT = Limits(rate_per_s=10_000, burst=10_000)


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[PlayGateway]:
    async with play_gateway(tmp_path, limits=PATIENT) as running:
        await running.add_officer()
        yield running


async def officer_at(gateway: PlayGateway, title: str) -> GatewayClient:
    """An officer of their own, signed in at a console of their own."""
    user = title.lower().replace(" ", "")
    await gateway.add_officer(user)
    console = await (await new_console(gateway, title)).connect()
    await console.sign_in(user)
    return console


async def raised(post: GatewayClient, kind: Kind = Kind.FIRE) -> tuple[str, int]:
    answer = await post.do(do.RaiseAlarm(kind=kind))
    assert isinstance(answer, Ack)
    return answer.subject or "", answer.seq


async def work(officer: GatewayClient, post: GatewayClient, stop: asyncio.Event) -> int:
    """Alarms, notes and endings, until told to stop; the last number."""
    chance, seq = random.Random(7), 0
    while not stop.is_set():
        incident, seq = await raised(post, chance.choice(list(Kind)))
        steps: list[AnyBody] = [
            do.MarkShown(incidents=(incident,)),
            do.AddNote(incident=incident, text="catatan " * chance.randrange(1, 60)),
            do.Claim(incident=incident),
            do.CloseIncident(incident=incident, disposition=Disposition.HANDLED),
        ]
        for body in steps[: chance.randrange(len(steps) + 1)]:
            done = await officer.do(body)
            seq = done.seq if isinstance(done, Ack) else seq
    return seq


async def test_any_cut_gives_the_same_picture_as_staying(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).connect()
    busy = await officer_at(gateway, "Meja 1")
    stays = await officer_at(gateway, "Meja 2")
    leaves = await officer_at(gateway, "Meja 3")
    seen = list(leaves.picture.seqs)
    stop = asyncio.Event()
    working = asyncio.create_task(work(busy, post, stop))
    chance = random.Random(11)
    for _ in range(25):
        await leaves.caught_up_to(leaves.picture.after + chance.randrange(1, 12))
        leaves.socket.transport.abort()
        await drained(leaves)
        await leaves.connect()
        assert leaves.picture.seqs[: len(seen)] == seen, "it began anew instead of resuming"
        seen = list(leaves.picture.seqs)
    stop.set()
    last = await working
    await stays.caught_up_to(last)
    await leaves.caught_up_to(last)
    assert leaves.picture.seqs == stays.picture.seqs[-len(leaves.picture.seqs) :]
    assert same(leaves.picture, stays.picture)


async def test_a_snapshot_taken_amid_commits_leaves_no_gap(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).connect()
    busy = await officer_at(gateway, "Meja 1")
    stays = await officer_at(gateway, "Meja 2")
    comes = await officer_at(gateway, "Meja 3")
    stop = asyncio.Event()
    working = asyncio.create_task(work(busy, post, stop))
    for _ in range(15):
        comes.picture = Picture()
        await comes.resume()
        await comes.caught_up_to(comes.picture.after + 3)
    stop.set()
    last = await working
    await stays.caught_up_to(last)
    await comes.caught_up_to(last)
    assert same(comes.picture, stays.picture)


async def test_a_post_resumes_its_own_reports(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway, "Pos A")).connect()
    other = await (await new_post(gateway, "Pos B")).connect()
    officer = await officer_at(gateway, "Meja 1")
    incident, _ = await raised(post)
    await post.close()
    await raised(other)
    claimed = await officer.do(do.Claim(incident=incident))
    assert isinstance(claimed, Ack)
    await post.connect()
    await post.caught_up_to(claimed.seq)
    assert set(post.picture.views) == {incident, post.device}
    assert post.picture.views[incident].version == 2


@pytest.mark.parametrize(
    "stale", ["another audience", "another journal", "above the head", "a day old"]
)
async def test_what_can_not_be_resumed_is_answered_by_a_snapshot(
    gateway: PlayGateway, stale: str
) -> None:
    console = await officer_at(gateway, "Meja 1")
    post = await (await new_post(gateway)).connect()
    held = console.picture
    ask = {
        "another audience": Resume(after=held.after, audience="desk|", journal=held.journal),
        "another journal": Resume(after=held.after, audience=held.audience, journal="x"),
        "above the head": Resume(after=9_999, audience=held.audience, journal=held.journal),
        "a day old": held.resume(),
    }[stale]
    await console.close()
    await raised(post)
    if stale == "a day old":
        gateway.clock.move(timedelta(hours=25).total_seconds())
        console.session = None
    await console.open()
    await console.hello()
    console.picture = Picture()
    await console.send(ask)
    assert isinstance(await console.expect(Snapshot, Events), Snapshot)


async def test_what_is_older_than_memory_is_read_from_the_journal(
    tmp_path: Path, gateway: PlayGateway
) -> None:
    post = await (await new_post(gateway)).connect()
    console = await officer_at(gateway, "Meja 1")
    await console.close()
    await raised(post)
    incident, last = await raised(post, Kind.CRIME)
    gateway.hub.replica._recent.clear()
    await console.connect()
    await console.caught_up_to(last)
    assert incident in console.picture.views
    assert not [m for m in console.passed if isinstance(m, Snapshot) and m.seq >= last]


async def test_a_large_snapshot_comes_in_parts_under_64_kib(gateway: PlayGateway) -> None:
    for number in range(220):
        await gateway.add_post(f"Pos {number} " + "x" * 60)
    console = await officer_at(gateway, "Meja 1")
    await console.close()
    await console.open()
    await console.hello()
    await console.send(Resume())
    sizes = []
    while True:
        frame = await console.socket.recv(decode=False)
        sizes.append(len(frame))
        if b'"last":true' in frame[:200]:
            break
    assert len(sizes) > 1
    assert max(sizes) <= FRAME_LIMIT


async def test_a_client_that_does_not_read_is_cut_and_the_others_are_served(
    tmp_path: Path,
) -> None:
    queues = QueueLimits(queue_bytes=300_000, send_s=0.5)
    limits = Limits(rate_per_s=10_000, burst=10_000, close_s=1)
    async with play_gateway(tmp_path, limits=limits, queues=queues) as gateway:
        post = await (await new_post(gateway)).connect()
        writes = await officer_at(gateway, "Meja 1")
        reads = await officer_at(gateway, "Meja 2")
        slow = await officer_at(gateway, "Meja 3")
        await slow.close()
        small = socket.socket()
        small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        small.connect((HOST, gateway.port))
        await slow.take(await open_socket(gateway, ClientKind.CONSOLE, sock=small))
        await slow.hello()
        await slow.resume()
        slow.socket.transport.pause_reading()
        incident, _ = await raised(post)
        for _ in range(100):
            if is_cut(gateway, slow):
                break
            note = do.AddNote(incident=incident, text="x" * 2_000)
            notes = [Command(id=new_id(), body=note) for _ in range(20)]
            await writes.send(*notes)
            for sent in notes:
                assert isinstance(await writes.answer(sent.id), Ack)
        assert is_cut(gateway, slow)
        last = await writes.do(do.AddNote(incident=incident, text="akhir"))
        assert isinstance(last, Ack)
        await reads.caught_up_to(last.seq)

        slow.socket.transport.resume_reading()
        assert (await slow.ended())[0] in (CloseCode.TRY_AGAIN, 1006)
        await slow.connect()
        await slow.caught_up_to(last.seq)
        assert same(slow.picture, reads.picture)


async def test_a_claim_that_expires_is_seen_like_any_other_event(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).connect()
    officer = await officer_at(gateway, "Meja 1")
    incident, _ = await raised(post)
    assert isinstance(await officer.do(do.Claim(incident=incident)), Ack)
    holder = gateway.hub.replica.incidents[incident].claimed_by or ""
    gone = system_order(ExpireClaim(incident=incident, officer=holder), gateway.clock)
    done = await gateway.submit(gone)
    await officer.caught_up_to(done.seq)
    assert officer.picture.views[incident].version == 3


def is_cut(gateway: PlayGateway, slow: GatewayClient) -> bool:
    """Whether the gateway has given this client up."""
    return not any(c.device == slow.device and not c.mailbox.ending for c in gateway.hub.clients)


async def drained(client: GatewayClient) -> None:
    """What had arrived before the cut is taken."""
    try:
        while True:
            await client.read()
    except ConnectionClosed:
        return


def same(one: Picture, other: Picture) -> bool:
    """Whether both show the same. Consoles differ in what only one of them has been told."""
    return {s: v for s, v in one.views.items() if s.startswith("incident:")} == {
        s: v for s, v in other.views.items() if s.startswith("incident:")
    }
