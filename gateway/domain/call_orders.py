"""Answering, declining and hanging up."""

from typing import Final

from gateway.domain.call import Call, Leg
from gateway.domain.call_checks import check_free, device_of
from gateway.domain.call_ending import ended, given_up, left, missed
from gateway.domain.decider import Deciders
from gateway.domain.order import Actor, ActorKind, Order, RingOver
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import CallEnd, CallState, LegRole, LegState
from gateway.protocol.errors import ErrorCode, Refused


def answer(world: World, order: Order, body: do.AnswerCall) -> list[Change]:
    """Take a ringing call. Of several officers the first has it."""
    found = world.call(body.call)
    leg = _own_leg(found, order.actor)
    if leg is not None and found.answered_at is not None and leg.is_connected:
        return []
    if leg is not None and _is_invited(found, leg):
        check_free(world, order, found)
        return [_come_in(world, order, body, found, leg)]
    _check_rings(found, order.actor)
    check_free(world, order, found)
    if found.state is CallState.ON_HOLD:
        return [_handed_over(world, order, found)]
    return [_answered(world, order, body, found), *_settled(world, found)]


def decline(world: World, order: Order, body: do.DeclineCall) -> list[Change]:
    """Not me. A desk goes on ringing; who was called alone ends it."""
    found = world.call(body.call)
    leg = _own_leg(found, order.actor)
    if leg is not None and _is_invited(found, leg):
        return left(found, leg.party, CallEnd.DECLINED)
    if order.actor.subject in found.declined_by or (leg is not None and not leg.is_in):
        return []
    _check_rings(found, order.actor)
    if found.called is not None:
        return [ended(found, CallEnd.DECLINED)]
    declined = ev.CallDeclined(officer=order.actor.subject)
    changes = [Change(subject=found.subject, data=declined)]
    if found.rings_at and set(found.rings_at) <= {*found.declined_by, order.actor.subject}:
        changes.append(_refused_by_all(found))
    return changes


def end(world: World, order: Order, body: do.EndCall) -> list[Change]:
    """Hang up: the hub for all, another device for itself, the caller before an answer."""
    found = world.call(body.call)
    leg = _own_leg(found, order.actor) or found.leg(device_of(order.actor))
    if leg is None:
        raise Refused(ErrorCode.NOT_FOUND)
    if not (found.is_live and leg.is_in):
        return []
    if leg.officer not in (None, order.actor.subject):
        raise Refused(ErrorCode.NOT_FOUND)
    if found.state is CallState.RINGING:
        first = found.legs[0]
        return [given_up(found) if leg is first else ended(found, CallEnd.DECLINED)]
    if leg.party == found.hub:
        return [ended(found, CallEnd.HUNG_UP)]
    return left(found, leg.party, CallEnd.HUNG_UP)


def ring_over(world: World, order: Order, body: RingOver) -> list[Change]:
    """Nobody answered in time: missed, or back to who handed it on."""
    found = world.call(body.call)
    if found.ring_until is None:
        return []
    if found.state is CallState.ON_HOLD:
        failed = ev.TransferFailed(end=CallEnd.UNANSWERED)
        return [Change(subject=found.subject, data=failed)]
    return [missed(found)]


def _own_leg(found: Call, actor: Actor) -> Leg | None:
    if actor.kind is ActorKind.OFFICER:
        return found.leg_of(actor.subject)
    return found.leg(actor.subject)


def _is_invited(found: Call, leg: Leg) -> bool:
    ringing = leg.role is LegRole.INVITED and leg.state is LegState.RINGING
    return ringing and found.is_live


def _check_rings(found: Call, actor: Actor) -> None:
    """Raise Refused unless it rings at the actor: NOT_FOUND, CALL_TAKEN or WRONG_STATE."""
    if not _is_for(found, actor):
        raise Refused(ErrorCode.NOT_FOUND)
    if found.ring_until is not None:
        return
    if found.is_live and actor.kind is ActorKind.OFFICER:
        raise Refused(ErrorCode.CALL_TAKEN, holder=_taker(found))
    raise Refused(ErrorCode.WRONG_STATE)


def _is_for(found: Call, actor: Actor) -> bool:
    if actor.kind is not ActorKind.OFFICER:
        return found.called == actor.subject
    if found.rings_at:
        return actor.subject in found.rings_at
    if found.ring_until is None:
        return bool(set(found.desks) & set(actor.desks))
    return found.called is None and found.desk in actor.desks


def _taker(found: Call) -> str:
    """Who was first: the other side of an officer's own call, else its holder."""
    rung = (leg.title for leg in found.legs if leg.role is LegRole.CALLED and leg.officer)
    return next(rung, found.holder_title)


def _answered(world: World, order: Order, body: do.AnswerCall, found: Call) -> Change:
    actor, device = order.actor, device_of(order.actor)
    answered = ev.CallAnswered(
        device=device,
        officer=actor.subject if actor.kind is ActorKind.OFFICER else None,
        title=actor.title if actor.kind is ActorKind.OFFICER else found.called_title,
        video=body.video,
        hub=found.hub or device,
        connect_until=world.call_times.connect_until(order.received_at),
    )
    return Change(subject=found.subject, data=answered)


def _handed_over(world: World, order: Order, found: Call) -> Change:
    handed = ev.CallHandedOver(
        officer=order.actor.subject,
        title=order.actor.title,
        hub=device_of(order.actor),
        connect_until=world.call_times.connect_until(order.received_at),
    )
    return Change(subject=found.subject, data=handed)


def _come_in(world: World, order: Order, body: do.AnswerCall, found: Call, leg: Leg) -> Change:
    came = ev.LegAnswered(
        invited=leg.party,
        party=device_of(order.actor),
        video=body.video,
        connect_until=world.call_times.connect_until(order.received_at),
    )
    return Change(subject=found.subject, data=came)


def _settled(world: World, found: Call) -> list[Change]:
    """Speaking with a resident settles the call backs that are due to them."""
    if found.between_residents:
        return []
    reached = ev.CalledBack(call=found.subject)
    return [
        Change(subject=owed.subject, data=reached)
        for owed in world.calls_due()
        if owed.subject == found.back_of
        or (owed.resident == found.resident and owed.mode is found.mode)
    ]


def _refused_by_all(found: Call) -> Change:
    if found.state is CallState.ON_HOLD:
        failed = ev.TransferFailed(end=CallEnd.DECLINED)
        return Change(subject=found.subject, data=failed)
    return ended(found, CallEnd.DECLINED)


DECIDERS: Final[Deciders] = {
    do.AnswerCall: answer,
    do.DeclineCall: decline,
    do.EndCall: end,
    RingOver: ring_over,
}
