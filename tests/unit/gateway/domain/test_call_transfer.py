"""Handing a call on: warm, blind, and back when it fails."""

import pytest

from gateway.domain.order import RingOver
from gateway.protocol import commands as do
from gateway.protocol.enums import AgentState, CallEnd, CallState, Desk, LegState
from gateway.protocol.errors import ErrorCode
from tests.helpers.call_worlds import Room


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def call(room: Room) -> str:
    """A call that officer 1 has."""
    return room.talking(room.kiosk, room.one)


def test_warm_the_consulted_officer_gets_the_call(room: Room, call: str) -> None:
    second = room.act(room.one, do.TransferCall(call=call, to=room.two.subject, consult=True))
    assert room.call(call).state is CallState.ON_HOLD
    consultation = room.call(second)
    assert (consultation.consult_of, consultation.hub) == (call, room.one.console)
    complete = do.CompleteTransfer(call=second)
    assert room.code_of(room.one, complete) is ErrorCode.WRONG_STATE
    room.act(room.two, do.AnswerCall(call=second))
    room.connect(room.one, second, room.two.console)
    assert room.code_of(room.two, complete) is ErrorCode.CALL_TAKEN
    room.act(room.one, complete)
    assert room.call(second).end is CallEnd.TRANSFERRED
    state = room.call(call)
    assert (state.state, state.holder, state.hub) == (
        CallState.CONNECTING,
        room.two.subject,
        room.two.console,
    )
    post, old = state.leg(room.kiosk.subject), state.leg(room.one.console)
    assert post is not None
    assert post.state is LegState.CONNECTING
    assert post.until is not None
    assert old is not None
    assert old.state is LegState.LEFT
    room.connect(room.two, call, room.kiosk.subject)
    assert room.call(call).state is CallState.ACTIVE
    assert room.agent(room.one).agent is AgentState.WRAP_UP
    assert room.agent(room.two).agent is AgentState.BUSY


def test_a_consultation_may_be_completed_by_the_name_of_the_call_too(room: Room, call: str) -> None:
    second = room.act(room.one, do.TransferCall(call=call, desk=Desk.PSC_119, consult=True))
    assert set(room.call(second).rings_at) == {room.two.subject, room.chief.subject}
    room.act(room.two, do.AnswerCall(call=second))
    assert room.code_of(room.chief, do.AnswerCall(call=second)) is ErrorCode.CALL_TAKEN
    room.act(room.one, do.CompleteTransfer(call=call))
    assert room.call(call).holder == room.two.subject


def test_a_consultation_that_is_declined_leaves_the_call_on_hold(room: Room, call: str) -> None:
    second = room.act(room.one, do.TransferCall(call=call, to=room.two.subject, consult=True))
    room.act(room.two, do.DeclineCall(call=second))
    assert (room.call(second).end, room.call(call).state) == (
        CallEnd.DECLINED,
        CallState.ON_HOLD,
    )
    room.act(room.one, do.ResumeCall(call=call))
    assert room.call(call).state is CallState.ACTIVE


def test_blind_it_rings_at_once_and_the_first_has_it(room: Room, call: str) -> None:
    room.act(room.one, do.TransferCall(call=call, desk=Desk.SATPOL_PP))
    state = room.call(call)
    assert (state.state, state.transfer_to_title) == (CallState.ON_HOLD, "SATPOL_PP")
    assert set(state.rings_at) == {room.two.subject, room.chief.subject}
    assert room.agent(room.one).agent is AgentState.READY
    room.act(room.two, do.AnswerCall(call=call))
    assert room.code_of(room.chief, do.AnswerCall(call=call)) is ErrorCode.CALL_TAKEN
    state = room.call(call)
    assert (state.holder, state.state, state.transfer_to_title) == (
        room.two.subject,
        CallState.CONNECTING,
        "",
    )


@pytest.mark.parametrize("end", [CallEnd.DECLINED, CallEnd.UNANSWERED, CallEnd.CANCELLED])
def test_blind_whatever_fails_it_comes_back(room: Room, call: str, end: CallEnd) -> None:
    room.act(room.one, do.TransferCall(call=call, to=room.two.subject))
    if end is CallEnd.DECLINED:
        room.act(room.two, do.DeclineCall(call=call))
    elif end is CallEnd.UNANSWERED:
        room.of_system(RingOver(call=call))
    else:
        room.act(room.one, do.ResumeCall(call=call))
    state = room.call(call)
    assert (state.holder, state.ring_until) == (room.one.subject, None)
    if end is not CallEnd.CANCELLED:
        assert (state.state, state.transfer_failed) == (CallState.ON_HOLD, end)
        assert room.code_of(room.two, do.AnswerCall(call=call)) is ErrorCode.CALL_TAKEN
        room.act(room.one, do.ResumeCall(call=call))
    assert room.call(call).state is CallState.ACTIVE


def test_nobody_is_rung_who_is_not_ready(room: Room, call: str) -> None:
    nobody = do.TransferCall(call=call, desk=Desk.DAMKAR)
    assert room.code_of(room.one, nobody) is ErrorCode.NOBODY_READY
    room.act(room.two, do.SetAgentState(state=AgentState.BREAK, reason="salat"))
    to_two = do.TransferCall(call=call, to=room.two.subject)
    assert room.code_of(room.one, to_two) is ErrorCode.NOBODY_READY
    assert room.call(call).state is CallState.ACTIVE


def test_another_desks_officer_sees_the_call_once_it_rings_there(room: Room, call: str) -> None:
    assert room.code_of(room.clerk, do.NoteCall(call=call, text="x")) is ErrorCode.NOT_FOUND
    room.act(room.one, do.TransferCall(call=call, desk=Desk.UP4))
    room.act(room.clerk, do.AnswerCall(call=call))
    assert room.call(call).holder == room.clerk.subject
    room.act(room.clerk, do.NoteCall(call=call, text="jalan rusak"))


def test_a_ringing_call_can_not_be_handed_on(room: Room) -> None:
    out = room.act(room.one, do.StartCall(to=room.kiosk.subject))
    for body in (
        do.TransferCall(call=out, to=room.two.subject),
        do.HoldCall(call=out),
        do.ResumeCall(call=out),
        do.InviteToCall(call=out, to=room.ketua.subject),
    ):
        assert room.code_of(room.one, body) is ErrorCode.WRONG_STATE
