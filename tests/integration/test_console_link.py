"""The console's link and board against the real gateway, over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from console.board.sounding import Level, sounding
from console.link.backoff import Backoff
from console.link.connection import DEFAULT_PACE
from console.link.identity import IdentityFile
from console.link.outcome import GatewayRefused
from console.link.state import LinkState, Reason
from gateway.protocol import commands as do
from gateway.protocol import events, queries
from gateway.protocol.enums import Disposition, IncidentState, Kind
from gateway.protocol.errors import CloseCode, ErrorCode
from gateway.protocol.messages import Ack, EventItem
from gateway.protocol.views import AlarmView, IncidentView
from tests.helpers.console_room import Room, at_once
from tests.helpers.gateway_client import GatewayClient, new_post
from tests.helpers.play_gateway import HOST, PASSWORD, PlayGateway, play_gateway


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[PlayGateway]:
    async with play_gateway(tmp_path) as playing:
        await playing.add_officer()
        yield playing


@pytest.fixture
async def room(gateway: PlayGateway, tmp_path: Path) -> AsyncIterator[Room]:
    """An enrolled console with nobody signed in."""
    opened = open_room(gateway, tmp_path)
    _, code = await gateway.add_console()
    await opened.link.enrol(f"{code[:4]} {code[4:].lower()}")
    await opened.until(lambda: not opened.board.marked_old)
    yield opened
    await opened.stop()


def open_room(gateway: PlayGateway, folder: Path) -> Room:
    keys = IdentityFile(folder / "identity.json")
    return Room(f"ws://{HOST}:{gateway.port}", keys, Backoff(at_once), DEFAULT_PACE)


async def raised(post: GatewayClient) -> str:
    answer = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(answer, Ack)
    assert answer.subject is not None
    return answer.subject


async def test_an_alarm_from_the_ring_to_the_closing(gateway: PlayGateway, room: Room) -> None:
    post = await (await new_post(gateway)).connect()
    incident = await raised(post)
    board, link = room.board, room.link
    await room.until(lambda: incident in board.alarms)
    assert type(board.alarms[incident]) is AlarmView
    assert [s.level for s in sounding(board.alarms.values(), room.clock.now()).sounds] == [
        Level.NORMAL
    ]

    await link.sign_in("petugas1", PASSWORD)
    await room.until(lambda: isinstance(board.alarms.get(incident), IncidentView))
    assert board.posts
    assert board.officers
    assert board.consoles
    await room.until(lambda: board.presence[post.device].online)

    await link.do(do.MarkShown(incidents=(incident,)))
    await link.do(do.Hear(incident=incident))
    await room.until(lambda: board.alarms[incident].quiet_until is not None)
    now = room.clock.now()
    quiet = sounding(board.alarms.values(), now)
    assert quiet.sounds == ()
    assert quiet.changes_at is not None
    assert 50 < (quiet.changes_at - now).total_seconds() <= 60

    await link.do(do.Claim(incident=incident), version=board.alarms[incident].version)
    await room.until(lambda: board.alarms[incident].state is IncidentState.CLAIMED)
    await link.do(do.AddNote(incident=incident, text="Regu berangkat"))
    page = await link.ask(queries.Timeline(subject=incident))
    board.fill_timeline(incident, page.rows_as(EventItem), last=page.next is None)
    told = [type(entry.event) for entry in board.timeline(incident).entries]
    assert told[:4] == [
        events.AlarmRaised,
        events.IncidentShown,
        events.IncidentHeard,
        events.IncidentClaimed,
    ]
    assert events.NoteAdded(text="Regu berangkat") in [
        entry.event for entry in board.timeline(incident).entries
    ]

    await link.do(do.CloseIncident(incident=incident, disposition=Disposition.HANDLED))
    await room.until(lambda: incident in board.closed)
    assert incident not in board.alarms
    await link.sign_out()
    await room.until(lambda: not board.marked_old and not board.closed)
    assert link.officer is None
    assert not board.posts


async def test_after_a_cut_nothing_is_missing_and_the_sign_in_holds(
    gateway: PlayGateway, room: Room
) -> None:
    post = await (await new_post(gateway)).connect()
    await room.link.sign_in("petugas1", PASSWORD)
    await room.until(lambda: room.board.posts)
    console = next(c for c in gateway.hub.clients if c.device.startswith("console:"))
    console.mailbox.cut(CloseCode.TRY_AGAIN)
    incident = await raised(post)
    await room.until(lambda: incident in room.board.alarms)
    assert isinstance(room.board.alarms[incident], IncidentView)
    await room.until(lambda: not room.board.marked_old)
    assert [change for change in room.states if change[0] is LinkState.LOST]
    await room.link.do(do.Claim(incident=incident), version=1)


async def test_a_note_written_without_a_link_is_stored_once(
    gateway: PlayGateway, room: Room
) -> None:
    post = await (await new_post(gateway)).connect()
    incident = await raised(post)
    await room.link.sign_in("petugas1", PASSWORD)
    await room.until(lambda: isinstance(room.board.alarms.get(incident), IncidentView))
    console = next(c for c in gateway.hub.clients if c.device.startswith("console:"))
    console.mailbox.cut(CloseCode.TRY_AGAIN)
    await room.is_in(LinkState.LOST)
    note = asyncio.create_task(room.link.do(do.AddNote(incident=incident, text="Tanpa jaringan")))
    await note
    page = await room.link.ask(queries.Timeline(subject=incident))
    kinds = [item.kind for item in page.rows_as(EventItem)]
    assert kinds.count("note_added") == 1


async def test_a_picture_larger_than_one_frame(gateway: PlayGateway, room: Room) -> None:
    for number in range(150):
        await gateway.add_post(f"Pos {number}")
    await room.link.sign_in("petugas1", PASSWORD)
    await room.until(lambda: len(room.board.posts) >= 150)
    assert [change for change in room.states if change[0] is LinkState.LOST] == []


async def test_wrong_code_and_wrong_password_are_told_in_words(
    gateway: PlayGateway, room: Room, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    stranger = open_room(gateway, tmp_path / "other")
    with pytest.raises(GatewayRefused) as caught:
        await stranger.link.enrol("00000000")
    assert caught.value.code is ErrorCode.CODE_WRONG
    assert caught.value.sentence
    await stranger.stop()
    with pytest.raises(GatewayRefused) as caught:
        await room.link.sign_in("petugas1", "salah sekali")
    assert caught.value.code is ErrorCode.WRONG_PASSWORD


async def test_a_claim_of_what_another_holds_is_refused_with_the_holder(
    gateway: PlayGateway, room: Room, tmp_path: Path
) -> None:
    await gateway.add_officer("petugas2")
    post = await (await new_post(gateway)).connect()
    incident = await raised(post)
    (tmp_path / "second").mkdir()
    second = open_room(gateway, tmp_path / "second")
    _, code = await gateway.add_console("Meja 2")
    await second.link.enrol(code)
    await second.is_in(LinkState.ONLINE)
    await second.link.sign_in("petugas2", PASSWORD)
    await second.link.do(do.Claim(incident=incident))
    await room.link.sign_in("petugas1", PASSWORD)
    with pytest.raises(GatewayRefused) as caught:
        await room.link.do(do.Claim(incident=incident))
    assert caught.value.code is ErrorCode.ALREADY_CLAIMED
    assert "Petugas2" in caught.value.sentence
    await second.stop()


async def test_revoking_and_replacing_are_said(
    gateway: PlayGateway, room: Room, tmp_path: Path
) -> None:
    twin = open_room(gateway, tmp_path)
    await room.is_in(LinkState.REFUSED)
    assert room.link.reason is Reason.REPLACED
    await twin.is_in(LinkState.ONLINE)
    console = next(c for c in gateway.hub.clients if c.device.startswith("console:"))
    await gateway.do(do.RevokeDevice(device=console.device))
    await twin.is_in(LinkState.REFUSED)
    assert twin.link.reason is Reason.REVOKED
    await twin.stop()
