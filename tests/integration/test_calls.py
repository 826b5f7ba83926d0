"""Calls over real sockets: in, out, contended, handed on, missed, over a restart of the gateway."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from gateway.protocol import commands as do
from gateway.protocol import queries
from gateway.protocol.enums import (
    AgentState,
    CallEnd,
    CallState,
    Desk,
    Kind,
    LegState,
    RecordingState,
    Role,
)
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Ack, EventItem, Refusal, Result, SignOut
from gateway.protocol.views import CallView, DeskView, OfficerView
from tests.helpers.call_room import CallRoom
from tests.helpers.gateway_client import GatewayClient, new_id
from tests.helpers.play_gateway import MovedClock, play_gateway


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[CallRoom]:
    async with play_gateway(tmp_path) as gateway:
        yield CallRoom(gateway)


async def calls(console: GatewayClient, **asked: object) -> list[CallView]:
    answer = await console.ask(queries.Calls(**asked))  # type: ignore[arg-type]
    assert isinstance(answer, Result)
    return [msgspec.json.decode(row, type=CallView) for row in answer.rows]


def agent_of(console: GatewayClient, user: str) -> AgentState:
    found = [
        view
        for view in console.picture.views.values()
        if isinstance(view, OfficerView) and view.title == user
    ]
    return found[0].agent


async def test_a_call_from_an_alarm_through_hold_and_recording_to_the_wrap_up(
    room: CallRoom,
) -> None:
    post, console = await room.tablet(), await room.officer(1)
    raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(raised, Ack)
    incident = raised.subject or ""
    press = incident.partition(":")[2]
    call = await room.done(post, do.StartCall(video=True, press=press))
    view = await room.seen(console, call)
    assert (view.state, view.about, view.video) == (CallState.RINGING, incident, True)
    assert (await room.shown(post, call)).own is LegState.RINGING

    await room.done(console, do.AnswerCall(call=call))
    shown = await room.shown(post, call)
    assert (shown.state, shown.hub) == (CallState.CONNECTING, console.device)
    await room.negotiated(console, post, call)
    await room.report(console, call, post)
    shown = await room.shown(post, call)
    assert (shown.state, shown.own, shown.parties) == (CallState.ACTIVE, LegState.ON, 2)
    await room.done(console, do.HoldCall(call=call))
    assert (await room.shown(post, call)).state is CallState.ON_HOLD
    await room.done(console, do.ResumeCall(call=call))
    await room.done(console, do.StartRecording(call=call))
    assert (await room.shown(post, call)).recording
    assert (await room.seen(console, call)).recording is RecordingState.ON
    await room.done(console, do.NoteCall(call=call, text="suara anak"))
    assert agent_of(console, "Petugas1") is AgentState.BUSY
    await room.done(post, do.EndCall(call=call))
    view = await room.seen(console, call)
    assert (view.state, view.end, view.recording) == (
        CallState.ENDED,
        CallEnd.HUNG_UP,
        RecordingState.OFF,
    )
    assert agent_of(console, "Petugas1") is AgentState.WRAP_UP
    room.gateway.clock.move(91)
    await room.due()
    await console.caught_up_to(room.gateway.writer.head)
    assert agent_of(console, "Petugas1") is AgentState.READY
    assert [found.subject for found in await calls(console, about=incident)] == [call]
    await timeline_has_the_call(console, incident)


async def timeline_has_the_call(console: GatewayClient, incident: str) -> None:
    answer = await console.ask(queries.Timeline(subject=incident))
    assert isinstance(answer, Result)
    items = [msgspec.json.decode(row, type=EventItem) for row in answer.rows]
    assert [item.seq for item in items] == sorted(item.seq for item in items)
    kinds = [item.kind for item in items]
    for kind in ("alarm_raised", "call_started", "call_answered", "call_noted", "call_ended"):
        assert kind in kinds
    assert "leg_moved" not in kinds


async def test_of_two_officers_at_once_exactly_one_has_the_call(room: CallRoom) -> None:
    post = await room.tablet()
    one, two = await room.officer(1), await room.officer(2)
    call = await room.done(post, do.StartCall())
    answers = await asyncio.gather(
        one.do(do.AnswerCall(call=call)), two.do(do.AnswerCall(call=call))
    )
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert [answer.code for answer in refused] == [ErrorCode.CALL_TAKEN]
    winner = one if isinstance(answers[0], Ack) else two
    for console in (one, two):
        assert (await room.seen(console, call)).hub == winner.device


async def test_an_officer_calls_an_open_phone_and_a_locked_one_sees_nothing(
    room: CallRoom,
) -> None:
    post, console = await room.tablet(), await room.officer(1)
    phone = await room.phone(post)
    call = await room.done(console, do.StartCall(to=phone.device))
    shown = await room.shown(phone, call)
    assert (shown.incoming, shown.own, shown.desk) == (True, LegState.RINGING, Desk.SATPOL_PP)
    assert call not in post.picture.views
    await room.done(phone, do.AnswerCall(call=call))
    await room.negotiated(console, phone, call)
    await room.report(console, call, phone)
    await room.done(console, do.InviteToCall(call=call, to=post.device))
    await room.done(post, do.AnswerCall(call=call))
    await room.report(console, call, post)
    assert (await room.shown(phone, call)).parties == 3
    await room.done(phone, do.EndCall(call=call))
    assert (await room.seen(console, call)).state is CallState.ACTIVE
    over = await room.shown(phone, call)
    assert (over.state, over.own, over.parties) == (CallState.ENDED, LegState.LEFT, 0)
    assert (await room.shown(post, call)).state is CallState.ACTIVE
    await phone.close()
    await phone.open()
    phone.session = None
    await phone.hello()
    await phone.resume()
    assert call not in phone.picture.views
    assert await room.refused(phone, do.EndCall(call=call)) is ErrorCode.PIN_NEEDED


async def test_warm_the_consulted_console_becomes_the_hub(room: CallRoom) -> None:
    post = await room.tablet()
    one, two = await room.officer(1), await room.officer(2)
    call = await room.talking(post, one)
    holder = (await room.seen(two, call)).holder
    other = next(
        view.subject
        for view in two.picture.views.values()
        if isinstance(view, OfficerView) and view.subject != holder
    )
    second = await room.done(one, do.TransferCall(call=call, to=other, consult=True))
    await room.done(two, do.AnswerCall(call=second))
    await room.negotiated(one, two, second)
    await room.report(one, second, two)
    await room.done(one, do.CompleteTransfer(call=second))
    view = await room.seen(two, call)
    assert (view.state, view.hub, view.holder) == (CallState.CONNECTING, two.device, other)
    await room.negotiated(two, post, call)
    await room.report(two, call, post)
    assert (await room.shown(post, call)).state is CallState.ACTIVE
    assert (await room.seen(one, second)).end is CallEnd.TRANSFERRED
    assert await room.refused(one, do.HoldCall(call=call)) is ErrorCode.CALL_TAKEN


async def test_blind_it_comes_back_when_nobody_takes_it(room: CallRoom) -> None:
    post = await room.tablet()
    one, two = await room.officer(1), await room.officer(2)
    call = await room.talking(post, one)
    await room.done(one, do.TransferCall(call=call, desk=Desk.PSC_119))
    assert (await room.seen(two, call)).rings_at
    room.gateway.clock.move(46)
    await room.due()
    view = await room.seen(one, call)
    assert (view.state, view.transfer_failed) == (CallState.ON_HOLD, CallEnd.UNANSWERED)
    await room.done(one, do.TransferCall(call=call, desk=Desk.PSC_119))
    await room.done(two, do.AnswerCall(call=call))
    assert (await room.shown(post, call)).hub == two.device


async def test_a_missed_call_is_due_and_called_back(room: CallRoom) -> None:
    post, console = await room.tablet(), await room.officer(1)
    call = await room.done(post, do.StartCall())
    room.gateway.clock.move(46)
    await room.due()
    assert (await room.shown(post, call)).state is CallState.MISSED
    assert [found.subject for found in await calls(console, due=True)] == [call]
    clerk = await room.officer(2, desks=(Desk.UP4,))
    assert await calls(clerk) == []
    assert call not in clerk.picture.views
    assert await room.refused(clerk, do.ReviewCall(call=call)) is ErrorCode.NOT_FOUND
    back = await room.done(console, do.StartCall(calls_back=call))
    await room.done(post, do.AnswerCall(call=back))
    assert not (await room.seen(console, call)).call_back_due
    assert await calls(console, due=True) == []
    newest_first = [found.subject for found in await calls(console, party=post.device)]
    assert newest_first == [back, call]


async def test_a_restart_of_the_gateway_neither_ends_nor_forgets_a_call(tmp_path: Path) -> None:
    clock = MovedClock()
    async with play_gateway(tmp_path, clock=clock) as gateway:
        room = CallRoom(gateway)
        post, other = await room.tablet(), await room.tablet("Pos Kamling RT 04")
        console = await room.officer(1)
        call = await room.talking(post, console)
        missed = await room.done(other, do.StartCall())
    clock.move(44)
    async with play_gateway(tmp_path, clock=clock) as gateway:
        room = CallRoom(gateway)
        clock.move(44)
        await room.look()
        for client in (post, console):
            client.gateway = gateway
            await client.connect()
        await room.look()
        await room.due()
        assert (await room.seen(console, call)).state is CallState.ACTIVE
        assert (await room.seen(console, missed)).call_back_due
        await room.negotiated(console, post, call, session=3)
        await room.hang(post, console)
        clock.move(1)
        await room.look()
        clock.move(6)
        await room.look()
        clock.move(31)
        await room.due()
        assert gateway.hub.replica.calls[call].state is CallState.DROPPED
        assert gateway.hub.replica.calls[call].call_back_due


async def test_a_lost_socket_is_shown_and_comes_back(room: CallRoom) -> None:
    room.gateway.clock.move(60)
    post, console = await room.tablet(), await room.officer(1)
    call = await room.talking(post, console)
    await room.hang(post)
    for seconds in (0, 4):
        room.gateway.clock.move(seconds)
        await room.look()
        assert (await room.seen(console, call)).state is CallState.ACTIVE
    room.gateway.clock.move(2)
    await room.look()
    assert (await room.seen(console, call)).state is CallState.RECONNECTING
    await post.connect()
    await room.look()
    assert (await room.seen(console, call)).state is CallState.ACTIVE


async def test_what_the_hub_measures_counts_before_a_lost_socket(room: CallRoom) -> None:
    room.gateway.clock.move(60)
    post, console = await room.tablet(), await room.officer(1)
    call = await room.talking(post, console)
    await room.hang(post)
    await room.look()
    room.gateway.clock.move(6)
    await room.look()
    assert (await room.seen(console, call)).state is CallState.RECONNECTING
    await room.report(console, call, post)
    room.gateway.clock.move(20)
    await console.beat()
    await room.look()
    await room.due()
    assert (await room.seen(console, call)).state is CallState.ACTIVE


async def test_the_call_of_an_officer_who_signs_out_is_dropped_and_due(room: CallRoom) -> None:
    room.gateway.clock.move(60)
    post, console = await room.tablet(), await room.officer(1)
    other = await room.officer(2)
    call = await room.talking(post, console)
    out = SignOut(id=new_id())
    await console.send(out)
    assert isinstance(await console.answer(out.id), Ack)
    await room.look()
    for seconds in (6, 31):
        room.gateway.clock.move(seconds)
        await post.beat()
        await other.beat()
        await room.look()
        await room.due()
    view = await room.seen(other, call)
    assert (view.state, view.call_back_due) == (CallState.DROPPED, True)


async def test_a_supervisor_sees_that_the_last_officer_left_and_listens_in(
    room: CallRoom,
) -> None:
    post, console = await room.tablet(), await room.officer(1)
    chief = await room.officer(2, Role.SUPERVISOR)
    call = await room.talking(post, console)
    assert await room.refused(console, do.JoinCall(call=call)) is ErrorCode.FORBIDDEN
    await room.done(chief, do.JoinCall(call=call))
    await room.negotiated(console, chief, call)
    assert len((await room.seen(console, call)).legs) == 3
    await room.done(console, do.SetAgentState(state=AgentState.BREAK, reason="salat"))
    await chief.caught_up_to(room.gateway.writer.head)
    desks = [v for v in chief.picture.views.values() if isinstance(v, DeskView)]
    assert {view.desk for view in desks if view.unready_since} == {Desk.SATPOL_PP, Desk.PSC_119}
    await room.done(console, do.SetAgentState(state=AgentState.READY))
    await chief.caught_up_to(room.gateway.writer.head)
    desks = [v for v in chief.picture.views.values() if isinstance(v, DeskView)]
    assert not any(view.unready_since for view in desks)
