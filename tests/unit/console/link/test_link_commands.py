"""Commands, questions, sign-in and enrolment over a link that comes and goes."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from console.link import commands as pending
from console.link.backoff import Backoff
from console.link.identity import IdentityError, IdentityFile
from console.link.outcome import GatewayRefused, OutcomeUnknown
from console.link.state import LinkState, Reason
from gateway.protocol import commands, messages, queries
from gateway.protocol.errors import CloseCode, ErrorCode, Refused
from gateway.protocol.views import AlarmView, IncidentView
from tests.helpers import golden
from tests.helpers.console_room import Room, at_once
from tests.helpers.fake_gateway import FakeGateway, Session

SERVER = golden.server_frames()
CLAIM = commands.Claim(incident=golden.INCIDENT)
NOTE = commands.AddNote(incident=golden.INCIDENT, text="Regu berangkat")


def begun(act: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    return asyncio.create_task(act)


def refusal(id_: str, code: ErrorCode, retry_after_s: float | None = None) -> messages.Refusal:
    return messages.Refusal(id=id_, code=code, message="Tidak bisa.", retry_after_s=retry_after_s)


async def cut(room: Room, session: Session) -> None:
    session.socket.transport.abort()
    await room.is_in(LinkState.LOST)


@pytest.fixture
async def session(gateway: FakeGateway, room: Room) -> Session:
    """A connection with an officer signed in and the picture up to number 42."""
    opened = await gateway.accepted()
    await opened.admit(golden.welcome_signed_in())
    await opened.send(SERVER["snapshot.first"], SERVER["snapshot.last"])
    await room.until(lambda: not room.board.marked_old)
    return opened


async def test_act_is_acknowledged(room: Room, session: Session) -> None:
    act = begun(room.link.do(CLAIM, version=2))
    sent = await session.expect(messages.Command)
    assert (sent.body, sent.version) == (CLAIM, 2)
    assert sent.expires_at is not None
    left = (sent.expires_at - room.clock.now()).total_seconds()
    assert pending.EXPIRES_S - 5 < left <= pending.EXPIRES_S
    ack = messages.Ack(id=sent.id, seq=43, subject=golden.INCIDENT)
    await session.send(ack, ack)
    assert await act == ack


async def test_refusal_carries_the_sentence(room: Room, session: Session) -> None:
    act = begun(room.link.do(CLAIM))
    sent = await session.expect(messages.Command)
    await session.send(refusal(sent.id, ErrorCode.ALREADY_CLAIMED, 2.5))
    with pytest.raises(GatewayRefused) as caught:
        await act
    assert caught.value.code is ErrorCode.ALREADY_CLAIMED
    assert (caught.value.sentence, caught.value.retry_after_s) == ("Tidak bisa.", 2.5)


async def test_act_without_a_link_is_refused_at_once(room: Room, session: Session) -> None:
    await cut(room, session)
    with pytest.raises(Refused) as caught:
        await room.link.do(CLAIM)
    assert caught.value.code is ErrorCode.DISCONNECTED


async def test_what_waits_is_a_table_of_known_commands() -> None:
    assert set(get_args(commands.AnyBody)) >= pending.WAITING
    assert {
        commands.Hear,
        commands.Claim,
        commands.Release,
        commands.CloseIncident,
    }.isdisjoint(pending.WAITING)


async def test_note_waits_for_the_link_and_keeps_its_id(
    gateway: FakeGateway, room: Room, session: Session
) -> None:
    act = begun(room.link.do(NOTE))
    first = await session.expect(messages.Command)
    assert first.expires_at is None
    room.time.shift += 4
    await cut(room, session)
    again = await gateway.accepted()
    await again.admit(golden.welcome_signed_in())
    resent = await again.expect(messages.Command)
    assert (resent.id, resent.body) == (first.id, NOTE)
    assert resent.age_ms >= 4000
    await again.send(messages.Ack(id=resent.id, seq=50))
    assert (await act).seq == 50


async def test_note_written_without_a_link_is_sent_with_it(
    gateway: FakeGateway, room: Room, session: Session
) -> None:
    await cut(room, session)
    act = begun(room.link.do(NOTE))
    again = await gateway.accepted()
    await again.admit(golden.welcome_signed_in())
    sent = await again.expect(messages.Command)
    await again.send(messages.Ack(id=sent.id, seq=50))
    assert (await act).seq == 50


async def test_act_under_way_is_resent_with_its_expiry(
    gateway: FakeGateway, room: Room, session: Session
) -> None:
    act = begun(room.link.do(CLAIM, version=2))
    first = await session.expect(messages.Command)
    await cut(room, session)
    again = await gateway.accepted()
    await again.admit(golden.welcome_signed_in())
    resent = await again.expect(messages.Command)
    assert replace(resent, age_ms=0) == replace(first, age_ms=0)
    await again.send(refusal(resent.id, ErrorCode.STALE_VERSION))
    with pytest.raises(GatewayRefused):
        await act


async def test_act_without_an_answer_ends_unknown(room: Room, session: Session) -> None:
    act = begun(room.link.do(CLAIM))
    await session.expect(messages.Command)
    room.time.shift += pending.EXPIRES_S + pending.ANSWER_GRACE_S + 1
    with pytest.raises(OutcomeUnknown):
        await act


async def test_expired_act_is_not_resent(
    gateway: FakeGateway, room: Room, session: Session
) -> None:
    act = begun(room.link.do(CLAIM))
    await session.expect(messages.Command)
    await cut(room, session)
    await gateway.accepted()
    room.time.shift += pending.EXPIRES_S + pending.ANSWER_GRACE_S + 1
    with pytest.raises(OutcomeUnknown):
        await act


async def test_unanswered_on_a_living_link_is_sent_again(room: Room, session: Session) -> None:
    act = begun(room.link.do(NOTE))
    first = await session.expect(messages.Command)
    room.time.shift += pending.RESEND_S
    again = await session.expect(messages.Command)
    assert again.id == first.id
    await session.send(messages.Ack(id=first.id, seq=43))
    await act


async def test_note_outlives_a_passing_refusal(room: Room, session: Session) -> None:
    act = begun(room.link.do(NOTE))
    first = await session.expect(messages.Command)
    await session.send(refusal(first.id, ErrorCode.STORE_FAILED, 60.0))
    note = begun(room.link.ask(queries.Areas()))
    await session.expect(messages.Query)
    room.time.shift += 61
    again = await session.expect(messages.Command)
    assert again.id == first.id
    await session.send(messages.Ack(id=first.id, seq=43))
    assert (await act).seq == 43
    with pytest.raises(Refused):
        await note


async def test_refused_note_is_told(room: Room, session: Session) -> None:
    act = begun(room.link.do(NOTE))
    sent = await session.expect(messages.Command)
    await session.send(refusal(sent.id, ErrorCode.FORBIDDEN))
    with pytest.raises(GatewayRefused):
        await act


@pytest.mark.parametrize("text", ["x" * 2001, "nul \0", "half \ud800", ""])
async def test_text_that_cannot_be_sent_is_refused_here(
    room: Room, session: Session, text: str
) -> None:
    with pytest.raises(Refused) as caught:
        await room.link.do(commands.AddNote(incident=golden.INCIDENT, text=text))
    assert caught.value.code in (ErrorCode.BAD_FRAME, ErrorCode.BAD_TEXT)
    assert session.nothing_came()


async def test_waiting_commands_are_bounded(room: Room, session: Session) -> None:
    await cut(room, session)
    room.link.state_changed.subscribe(lambda *_: None)
    acts = [begun(room.link.do(NOTE)) for _ in range(pending.WAITING_LIMIT)]
    await asyncio.sleep(0)
    with pytest.raises(Refused):
        await room.link.do(NOTE)
    for act in acts:
        act.cancel()
    await asyncio.wait(acts)


async def test_query_pages(room: Room, session: Session) -> None:
    first = begun(room.link.ask(queries.Timeline(subject=golden.INCIDENT)))
    asked = await session.expect(messages.Query)
    await session.send(replace(SERVER["result.timeline"], id=asked.id))
    page = await first
    (item,) = page.rows_as(messages.EventItem)
    assert (item.seq, page.next) == (42, "42")
    second = begun(room.link.ask(queries.Timeline(subject=golden.INCIDENT), page.next))
    asked = await session.expect(messages.Query)
    assert asked.cursor == "42"
    await session.send(messages.Result(id=asked.id, rows=[]))
    assert (await second).next is None


async def test_query_dies_with_the_link(room: Room, session: Session) -> None:
    asked = begun(room.link.ask(queries.Areas(text="Suko")))
    await session.expect(messages.Query)
    await cut(room, session)
    with pytest.raises(Refused) as caught:
        await asked
    assert caught.value.code is ErrorCode.DISCONNECTED
    with pytest.raises(Refused):
        await room.link.ask(queries.Areas())


async def test_query_refused_or_unanswered(room: Room, session: Session) -> None:
    refused = begun(room.link.ask(queries.Areas()))
    asked = await session.expect(messages.Query)
    await session.send(refusal(asked.id, ErrorCode.FORBIDDEN))
    with pytest.raises(GatewayRefused):
        await refused
    slow = begun(room.link.ask(queries.Areas()))
    await session.expect(messages.Query)
    room.time.shift += 11
    with pytest.raises(Refused):
        await slow


# -- sign-in


@pytest.fixture
async def locked(gateway: FakeGateway, room: Room) -> Session:
    opened = await gateway.accepted()
    await opened.admit()
    await opened.send(SERVER["snapshot.locked"])
    await room.until(lambda: not room.board.marked_old)
    return opened


async def sign_in(room: Room, session: Session) -> messages.Resume:
    act = begun(room.link.sign_in(" Petugas1 ", "kata sandi"))
    asked = await session.expect(messages.SignIn)
    assert (asked.user, asked.password) == ("petugas1", "kata sandi")
    await session.send(replace(SERVER["signed_in"], id=asked.id))
    assert await act == golden.identity()
    resume = await session.expect(messages.Resume)
    await session.send(SERVER["snapshot.first"], SERVER["snapshot.last"])
    await room.until(lambda: isinstance(room.board.alarms[golden.INCIDENT], IncidentView))
    return resume


async def test_sign_in_widens_the_picture(room: Room, locked: Session) -> None:
    resume = await sign_in(room, locked)
    assert (resume.after, resume.audience) == (42, "locked1")
    assert room.link.officer == golden.identity()


async def test_sign_in_is_resumed_after_a_cut(
    gateway: FakeGateway, room: Room, locked: Session
) -> None:
    await sign_in(room, locked)
    await cut(room, locked)
    assert room.link.officer == golden.identity()
    again = await gateway.accepted()
    hello = await again.expect(messages.Hello)
    assert hello.session == golden.NONCE


async def test_lost_session_locks_the_console(
    gateway: FakeGateway, room: Room, locked: Session
) -> None:
    await sign_in(room, locked)
    await locked.close(CloseCode.RIGHTS_CHANGED)
    again = await gateway.accepted()
    resume = await again.admit()
    assert resume.after == 0
    assert room.link.officer is None
    assert type(room.board.alarms[golden.INCIDENT]) is AlarmView
    assert not room.board.posts


@pytest.mark.parametrize("user", ["petugas1", "Petugas Satu", ""])
async def test_wrong_password_is_told(room: Room, locked: Session, user: str) -> None:
    act = begun(room.link.sign_in(user, "salah"))
    if user == "petugas1":
        asked = await locked.expect(messages.SignIn)
        await locked.send(refusal(asked.id, ErrorCode.WRONG_PASSWORD))
    with pytest.raises(Refused) as caught:
        await act
    assert caught.value.code is ErrorCode.WRONG_PASSWORD
    assert room.link.officer is None


async def test_sign_out_locks_at_once_and_takes_nothing_more(room: Room, locked: Session) -> None:
    await sign_in(room, locked)
    act = begun(room.link.sign_out())
    asked = await locked.expect(messages.SignOut)
    assert room.link.officer is None
    assert type(room.board.alarms[golden.INCIDENT]) is AlarmView
    await locked.send(SERVER["events.claimed"], messages.Ack(id=asked.id, seq=45))
    await act
    assert (await locked.expect(messages.Resume)).after == 0
    assert type(room.board.alarms[golden.INCIDENT]) is AlarmView
    await locked.send(SERVER["snapshot.locked"])
    await room.until(lambda: set(room.board.alarms) == {golden.INCIDENT})


async def test_sign_out_without_a_link(gateway: FakeGateway, room: Room, locked: Session) -> None:
    await sign_in(room, locked)
    await cut(room, locked)
    await room.link.sign_out()
    assert room.link.officer is None
    assert set(room.board.alarms) == {golden.INCIDENT}
    assert room.board.marked_old
    assert (await (await gateway.accepted()).expect(messages.Hello)).session is None


async def test_revoked_console_forgets_what_was_for_its_officer(
    room: Room, locked: Session
) -> None:
    await sign_in(room, locked)
    await locked.close(CloseCode.REVOKED)
    await room.is_in(LinkState.REFUSED)
    assert room.link.officer is None
    assert type(room.board.alarms[golden.INCIDENT]) is AlarmView


# -- enrolment


@pytest.fixture
async def fresh(gateway: FakeGateway, tmp_path: Path) -> AsyncIterator[Room]:
    opened = Room(gateway.url, IdentityFile(tmp_path / "fresh.json"), Backoff(at_once))
    yield opened
    await opened.stop()


async def test_enrolment_keeps_the_key_and_connects(
    gateway: FakeGateway, fresh: Room, tmp_path: Path
) -> None:
    await fresh.is_in(LinkState.REFUSED)
    assert fresh.link.reason is Reason.NOT_ENROLLED
    assert gateway.connections == 0
    act = begun(fresh.link.enrol("7k3m-q2xd"))
    session = await gateway.accepted()
    asked = await session.expect(messages.Enrol)
    assert asked.code == "7K3MQ2XD"
    await session.send(messages.Enrolled(device=golden.CONSOLE, title="Meja 1"))
    assert (await act).title == "Meja 1"
    await (await gateway.accepted()).admit()
    await fresh.is_in(LinkState.ONLINE)
    kept = IdentityFile(tmp_path / "fresh.json").load()
    assert kept is not None
    assert (kept.device, kept.host) == (golden.CONSOLE, "127.0.0.1")
    assert kept.key.public_key == asked.public_key


async def test_wrong_code_is_told_and_nothing_kept(
    gateway: FakeGateway, fresh: Room, tmp_path: Path
) -> None:
    act = begun(fresh.link.enrol("7K3MQ2XD"))
    session = await gateway.accepted()
    await session.expect(messages.Enrol)
    await session.send(replace(refusal(golden.COMMAND, ErrorCode.CODE_WRONG), id=None))
    with pytest.raises(GatewayRefused) as caught:
        await act
    assert caught.value.code is ErrorCode.CODE_WRONG
    assert IdentityFile(tmp_path / "fresh.json").load() is None


async def test_enrolment_without_an_answer_says_why(gateway: FakeGateway, fresh: Room) -> None:
    act = begun(fresh.link.enrol("7K3MQ2XD"))
    session = await gateway.accepted()
    await session.expect(messages.Enrol)
    await session.close(CloseCode.GOING_AWAY)
    with pytest.raises(Refused) as caught:
        await act
    assert caught.value.code is ErrorCode.DISCONNECTED
    assert caught.value.params == {"reason": Reason.SHUTTING_DOWN.value}


async def test_enrolment_is_tried_again_with_the_same_key(
    gateway: FakeGateway, fresh: Room
) -> None:
    act = begun(fresh.link.enrol("7K3MQ2XD"))
    session = await gateway.accepted()
    first = await session.expect(messages.Enrol)
    session.socket.transport.abort()
    with pytest.raises(Refused):
        await act
    act = begun(fresh.link.enrol("7K3MQ2XD"))
    session = await gateway.accepted()
    assert (await session.expect(messages.Enrol)).public_key == first.public_key
    await session.send(messages.Enrolled(device=golden.CONSOLE, title="Meja 1"))
    await act


async def test_key_that_cannot_be_kept_serves_for_now_and_is_told(
    gateway: FakeGateway, fresh: Room, tmp_path: Path
) -> None:
    (tmp_path / "fresh.json").mkdir()
    act = begun(fresh.link.enrol("7K3MQ2XD"))
    session = await gateway.accepted()
    await session.expect(messages.Enrol)
    await session.send(messages.Enrolled(device=golden.CONSOLE, title="Meja 1"))
    with pytest.raises(IdentityError):
        await act
    await (await gateway.accepted()).admit()
