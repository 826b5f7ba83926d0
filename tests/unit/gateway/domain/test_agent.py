"""Officers as those who take calls, and desks that are left."""

import pytest

from gateway.domain.desk import DeskCover
from gateway.domain.escalation import EscalationTimes, next_due
from gateway.domain.order import EndWrapUp, RingOver
from gateway.protocol import commands as do
from gateway.protocol.enums import AgentState, Desk
from gateway.protocol.errors import ErrorCode
from tests.helpers.call_worlds import Room, at


@pytest.fixture
def room() -> Room:
    return Room()


def cover(room: Room, desk: Desk) -> DeskCover | None:
    found = room.world.find(f"desk:{desk.lower()}")
    assert found is None or isinstance(found, DeskCover)
    return found


def unready(room: Room, desk: Desk) -> bool:
    found = cover(room, desk)
    return found is not None and found.unready_since is not None


def test_ready_when_signing_in_and_out_when_leaving(room: Room) -> None:
    assert room.agent(room.one).agent is AgentState.READY
    room.sign_out(room.one)
    assert room.agent(room.one).agent is AgentState.OUT
    room.sign_in(room.one)
    assert room.agent(room.one).agent is AgentState.READY


def test_a_call_makes_busy_and_its_end_a_wrap_up_of_90_seconds(room: Room) -> None:
    call = room.talking(room.kiosk, room.one)
    assert room.agent(room.one).agent is AgentState.BUSY
    room.act(room.one, do.EndCall(call=call))
    agent = room.agent(room.one)
    assert (agent.agent, agent.wrap_up_until) == (AgentState.WRAP_UP, at(90))
    due = next_due(agent, EscalationTimes())
    assert due is not None
    assert due.body == EndWrapUp(officer=room.one.subject)
    room.of_system(due.body)
    assert room.agent(room.one).agent is AgentState.READY
    assert next_due(room.agent(room.one), EscalationTimes()) is None
    assert room.of_system(due.body) == []


def test_a_wrap_up_ends_by_hand_or_with_the_next_call(room: Room) -> None:
    for ends in ("by hand", "by a call"):
        call = room.talking(room.kiosk, room.one)
        room.act(room.one, do.EndCall(call=call))
        if ends == "by hand":
            room.act(room.one, do.SetAgentState(state=AgentState.READY))
            assert room.agent(room.one).agent is AgentState.READY
        else:
            other = room.talking(room.other_kiosk, room.one)
            agent = room.agent(room.one)
            assert (agent.agent, agent.wrap_up_until) == (AgentState.BUSY, None)
            room.act(room.one, do.EndCall(call=other))


def test_a_call_on_hold_takes_nobody_up(room: Room) -> None:
    call = room.talking(room.kiosk, room.one)
    room.act(room.one, do.HoldCall(call=call))
    assert room.agent(room.one).agent is AgentState.READY
    room.act(room.kiosk, do.EndCall(call=call))
    assert room.agent(room.one).agent is AgentState.WRAP_UP


def test_a_break_has_a_reason_and_waits_for_the_end_of_the_call(room: Room) -> None:
    pause = do.SetAgentState(state=AgentState.BREAK)
    assert room.code_of(room.one, pause) is ErrorCode.REASON_NEEDED
    busy = do.SetAgentState(state=AgentState.BUSY)
    assert room.code_of(room.one, busy) is ErrorCode.WRONG_STATE
    call = room.talking(room.kiosk, room.one)
    room.act(room.one, do.SetAgentState(state=AgentState.BREAK, reason="makan"))
    assert room.agent(room.one).agent is AgentState.BUSY
    room.act(room.one, do.EndCall(call=call))
    agent = room.agent(room.one)
    assert (agent.agent, agent.agent_reason) == (AgentState.BREAK, "makan")


def test_an_own_call_that_nobody_answers_needs_no_wrap_up(room: Room) -> None:
    call = room.act(room.one, do.StartCall(to=room.kiosk.subject))
    assert room.agent(room.one).agent is AgentState.BUSY
    room.of_system(RingOver(call=call))
    assert room.agent(room.one).agent is AgentState.READY


def test_a_supervisor_is_busy_while_listening(room: Room) -> None:
    call = room.talking(room.kiosk, room.one)
    room.act(room.chief, do.JoinCall(call=call))
    assert room.agent(room.chief).agent is AgentState.BUSY
    room.act(room.chief, do.EndCall(call=call))
    assert room.agent(room.chief).agent is AgentState.READY
    assert room.agent(room.one).agent is AgentState.BUSY


def test_a_desk_is_unready_when_its_last_officer_leaves(room: Room) -> None:
    room.act(room.one, do.SetAgentState(state=AgentState.BREAK, reason="salat"))
    assert cover(room, Desk.SATPOL_PP) is None
    room.talking(room.kiosk, room.two)
    assert cover(room, Desk.SATPOL_PP) is None
    room.wait(5)
    room.act(room.two, do.SetAgentState(state=AgentState.OUT))
    found = cover(room, Desk.SATPOL_PP)
    assert found is not None
    assert (found.desk, found.unready_since) == (Desk.SATPOL_PP, at(5))
    assert unready(room, Desk.PSC_119)
    assert not unready(room, Desk.UP4)
    room.act(room.one, do.SetAgentState(state=AgentState.READY))
    assert not unready(room, Desk.SATPOL_PP)


def test_signing_out_leaves_the_desk_too_and_moving_to_another_console_does_not(
    room: Room,
) -> None:
    room.sign_in(room.clerk)
    assert not unready(room, Desk.UP4)
    room.sign_out(room.clerk)
    assert unready(room, Desk.UP4)
    room.sign_in(room.clerk)
    assert not unready(room, Desk.UP4)


def test_a_ready_supervisor_covers_no_desk(room: Room) -> None:
    room.sign_out(room.one)
    room.sign_out(room.two)
    assert room.agent(room.chief).agent is AgentState.READY
    assert unready(room, Desk.SATPOL_PP)
