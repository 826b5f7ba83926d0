"""Officers as those who take calls: what they choose, what their calls make of them, and whether
their desks are still covered.

    READY, BREAK, OUT   chosen; READY when signing in
    BUSY                while a call takes them up
    WRAP_UP             for 90 s after a call of theirs is over, unless they choose otherwise

A desk is covered while an officer of the desk is signed in and has chosen READY, in a call or not.
Supervisors don't count: they are the ones who are alarmed when the last one leaves.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from gateway.domain import call_course, desk, officer
from gateway.domain.call import Call
from gateway.domain.decider import Deciders
from gateway.domain.officer import Officer
from gateway.domain.order import EndWrapUp, Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import AgentState, Desk, Role
from gateway.protocol.errors import ErrorCode, Refused

_CHOOSABLE: Final = frozenset({AgentState.READY, AgentState.BREAK, AgentState.OUT})
#: What may change whether a desk is covered.
_COMING_AND_GOING: Final = (ev.OfficerSignedIn, ev.OfficerSignedOut, ev.AgentChose)


def set_state(world: World, order: Order, body: do.SetAgentState) -> list[Change]:
    """Choose. In a call it holds from the end of the call; it ends a wrap-up at once."""
    if body.state not in _CHOOSABLE:
        raise Refused(ErrorCode.WRONG_STATE)
    if body.state is AgentState.BREAK and not body.reason.strip():
        raise Refused(ErrorCode.REASON_NEEDED)
    found = world.officer(order.actor.subject)
    same = (found.chosen, found.agent_reason) == (body.state, body.reason)
    if same and found.agent is not AgentState.WRAP_UP:
        return []
    chose = ev.AgentChose(state=body.state, reason=body.reason)
    return [Change(subject=found.subject, data=chose)]


def end_wrap_up(world: World, order: Order, body: EndWrapUp) -> list[Change]:
    """The time for the wrap-up is over."""
    found = world.officer(body.officer)
    if found.agent is not AgentState.WRAP_UP:
        return []
    return [Change(subject=found.subject, data=ev.AgentMoved(state=found.chosen))]


def following(world: World, order: Order, changes: list[Change]) -> list[Change]:
    """What the changes make of the officers in the calls, and of their desks."""
    officers = _officers_after(world, order.received_at, changes)
    calls = _calls_after(world, order.received_at, changes)
    if not (officers or calls):
        return []
    moves = _moves(world, order.received_at, officers, calls)
    touched = {c.subject for c in changes if isinstance(c.data, _COMING_AND_GOING)}
    return [*moves, *_covers(world, {s: officers[s] for s in touched})]


def _officers_after(world: World, at: datetime, changes: Iterable[Change]) -> dict[str, Officer]:
    found: dict[str, Officer] = {}
    for change in changes:
        was = found.get(change.subject) or world.find(change.subject)
        if isinstance(was, Officer):
            found[change.subject] = officer.evolve(was, was.version + 1, at, change.data)
    return found


def _calls_after(world: World, at: datetime, changes: Iterable[Change]) -> dict[str, Call]:
    found: dict[str, Call] = {}
    for change in changes:
        was = found.get(change.subject) or world.find(change.subject)
        if isinstance(change.data, ev.CallStarted):
            found[change.subject] = call_course.begin(change.subject, at, change.data)
        elif isinstance(was, Call):
            found[change.subject] = call_course.evolve(was, was.version + 1, at, change.data)
    return found


def _moves(
    world: World, at: datetime, officers: Mapping[str, Officer], calls: Mapping[str, Call]
) -> list[Change]:
    """The agent states that differ now."""
    before = {c.subject: c for c in world.live_calls()}
    after = {**before, **calls}
    concerned = dict.fromkeys(officers)
    for call in (*(before[s] for s in calls if s in before), *calls.values()):
        concerned |= dict.fromkeys(leg.officer for leg in call.legs if leg.officer)
    moves = []
    for subject in concerned:
        found = officers.get(subject) or world.find(subject)
        if not isinstance(found, Officer) or found.session is None:
            continue
        busy = any(call.engages(subject) for call in after.values())
        ended = any(_has_lost(subject, before.get(s), after[s]) for s in calls)
        move = _move(world, at, found, busy=busy, ended=ended)
        if move is not None:
            moves.append(Change(subject=subject, data=move))
    return moves


def _move(
    world: World, at: datetime, found: Officer, *, busy: bool, ended: bool
) -> ev.AgentMoved | None:
    if busy:
        taken_up = found.agent is AgentState.BUSY
        return None if taken_up else ev.AgentMoved(state=AgentState.BUSY)
    if ended and found.chosen is AgentState.READY:
        until = world.call_times.wrap_up_until(at)
        return ev.AgentMoved(state=AgentState.WRAP_UP, until=until)
    if found.agent is AgentState.BUSY:
        return ev.AgentMoved(state=found.chosen)
    return None


def _has_lost(subject: str, before: Call | None, after: Call) -> bool:
    """Whether the officer had this call, spoke in it, and has it no longer."""
    if before is None or before.holder != subject or before.answered_at is None:
        return False
    return not after.is_live or after.holder != subject


def _covers(world: World, officers: Mapping[str, Officer]) -> list[Change]:
    """The desks that are left, and those that are covered again."""
    if not officers:
        return []
    before = {found.subject: found for found in world.officers()}
    after = {**before, **officers}
    changes = []
    for each in dict.fromkeys(d for found in officers.values() for d in found.desks):
        subject = desk.subject_of(each)
        unready = world.is_unready(each)
        if not unready and _is_covered(each, before) and not _is_covered(each, after):
            changes.append(Change(subject=subject, data=ev.DeskUnready(desk=each)))
        elif unready and _is_covered(each, after):
            changes.append(Change(subject=subject, data=ev.DeskReady(desk=each)))
    return changes


def _is_covered(each: Desk, officers: Mapping[str, Officer]) -> bool:
    return any(
        found.takes_calls and found.role is Role.OFFICER and each in found.desks
        for found in officers.values()
    )


DECIDERS: Final[Deciders] = {
    do.SetAgentState: set_state,
    EndWrapUp: end_wrap_up,
}
