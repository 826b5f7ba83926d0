"""Hold, resume, and handing a call on.

Warm: the call is on hold while its holder consults an officer in a second call; then it goes to
them. Blind: on hold, it rings elsewhere. Whatever fails leaves it with its holder, on hold.
"""

from typing import Final

from gateway.domain.call import Call
from gateway.domain.call_checks import check_free, check_reachable, device_of, held
from gateway.domain.call_ending import ended
from gateway.domain.decider import Deciders
from gateway.domain.officer import Officer
from gateway.domain.order import Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import AgentState, CallEnd, CallState, Desk, LegRole
from gateway.protocol.errors import ErrorCode, Refused


def hold(world: World, order: Order, body: do.HoldCall) -> list[Change]:
    """Put it on hold."""
    found = held(world, order, body.call)
    if found.state is CallState.ON_HOLD:
        return []
    if found.state is CallState.RINGING:
        raise Refused(ErrorCode.WRONG_STATE)
    return [Change(subject=found.subject, data=ev.CallHeld())]


def resume(world: World, order: Order, body: do.ResumeCall) -> list[Change]:
    """Go on with it; a transfer that still rings is taken back."""
    found = held(world, order, body.call)
    if found.state in (CallState.RINGING, CallState.ON_HOLD):
        check_free(world, order, found)
    if found.state is CallState.RINGING:
        raise Refused(ErrorCode.WRONG_STATE)
    if found.state is not CallState.ON_HOLD:
        return []
    changes = [Change(subject=found.subject, data=ev.CallResumed())]
    if found.ring_until is None:
        return changes
    taken_back = ev.TransferFailed(end=CallEnd.CANCELLED)
    return [Change(subject=found.subject, data=taken_back), *changes]


def transfer(world: World, order: Order, body: do.TransferCall) -> list[Change]:
    """Hand it on to an officer or desk, after a word with them (``consult``) or at once."""
    found = held(world, order, body.call)
    if found.answered_at is None or found.ring_until is not None:
        raise Refused(ErrorCode.WRONG_STATE)
    if (body.to is None) == (body.desk is None):
        raise Refused(ErrorCode.BAD_FRAME)
    targets = _targets(world, order, body)
    if body.consult:
        return _consult(world, order, body, found, targets)
    started = ev.TransferStarted(
        rings_at=tuple(target.subject for target in targets),
        title=_title(body, targets),
        ring_until=world.call_times.ring_until(order.received_at),
        desks=_desks(targets),
    )
    return [Change(subject=found.subject, data=started)]


def complete(world: World, order: Order, body: do.CompleteTransfer) -> list[Change]:
    """Give the call to who was consulted about it; ``call`` is either of the two."""
    consultation = _consultation(world, held(world, order, body.call))
    found = held(world, order, consultation.consult_of or "")
    consulted = next(
        (leg for leg in consultation.others if leg.role is LegRole.CALLED and leg.is_connected),
        None,
    )
    if consulted is None or consulted.officer is None or found.answered_at is None:
        raise Refused(ErrorCode.WRONG_STATE)
    handed = ev.CallHandedOver(
        officer=consulted.officer,
        title=consulted.title,
        hub=consulted.party,
        connect_until=world.call_times.connect_until(order.received_at),
    )
    return [
        Change(subject=found.subject, data=handed),
        ended(consultation, CallEnd.TRANSFERRED),
    ]


def _consultation(world: World, named: Call) -> Call:
    if named.consult_of is not None:
        return named
    for call in world.live_calls():
        if call.consult_of == named.subject and call.holder == named.holder:
            return call
    raise Refused(ErrorCode.WRONG_STATE)


def _targets(world: World, order: Order, body: do.TransferCall) -> list[Officer]:
    """Officers it is to ring at. Raises Refused(NOBODY_READY) if there is none."""
    if body.to is not None:
        to = check_reachable(world, body.to)
        if not isinstance(to, Officer) or to.subject == order.actor.subject:
            raise Refused(ErrorCode.NOT_FOUND)
        if to.chosen is not AgentState.READY:
            raise Refused(ErrorCode.NOBODY_READY)
        return [to]
    ready = [
        found
        for found in world.officers()
        if body.desk in found.desks and found.takes_calls and found.subject != order.actor.subject
    ]
    if not ready:
        raise Refused(ErrorCode.NOBODY_READY)
    return ready


def _consult(
    world: World, order: Order, body: do.TransferCall, found: Call, targets: list[Officer]
) -> list[Change]:
    """A second call, between the consoles; the first waits on hold."""
    check_free(world, order, found)
    to = targets[0] if body.to is not None else None
    started = ev.CallStarted(
        mode=found.mode,
        desk=found.desk,
        desks=tuple(dict.fromkeys((*found.desks, *_desks(targets)))),
        caller=order.actor.subject,
        caller_device=device_of(order.actor),
        caller_title=order.actor.title,
        called=to.subject if to else None,
        called_device=to.session.console if to and to.session else None,
        called_title=_title(body, targets),
        place=found.place,
        about=found.about,
        reference=found.reference,
        video=False,
        hub=device_of(order.actor),
        holder=order.actor.subject,
        holder_title=order.actor.title,
        rings_at=tuple(target.subject for target in targets),
        ring_until=world.call_times.ring_until(order.received_at),
        consult_of=found.subject,
    )
    begun = Change(subject=f"call:{order.id}", data=started)
    if found.state is CallState.ON_HOLD:
        return [begun]
    return [begun, Change(subject=found.subject, data=ev.CallHeld())]


def _title(body: do.TransferCall, targets: list[Officer]) -> str:
    return body.desk.value if body.desk is not None else targets[0].title


def _desks(targets: list[Officer]) -> tuple[Desk, ...]:
    return tuple(dict.fromkeys(desk for target in targets for desk in target.desks))


DECIDERS: Final[Deciders] = {
    do.HoldCall: hold,
    do.ResumeCall: resume,
    do.TransferCall: transfer,
    do.CompleteTransfer: complete,
}
