"""What the rules of calls ask again and again: may they, and are they free?"""

from gateway.domain.call import Call, is_officer
from gateway.domain.device import Device
from gateway.domain.officer import Officer
from gateway.domain.order import Actor, ActorKind, Order
from gateway.domain.world import World
from gateway.protocol.enums import Desk
from gateway.protocol.errors import ErrorCode, Refused


def device_of(actor: Actor) -> str:
    """The device at which somebody acts: an officer's console, else the device itself."""
    return actor.console or actor.subject


def of_desks(world: World, order: Order, subject: str) -> Call:
    """A call that the officer's desks see. Raises Refused(NOT_FOUND)."""
    found = world.call(subject)
    if not set(found.desks) & set(order.actor.desks):
        raise Refused(ErrorCode.NOT_FOUND)
    return found


def held(world: World, order: Order, subject: str) -> Call:
    """A living call that the officer has. Raises Refused(NOT_FOUND, WRONG_STATE, CALL_TAKEN)."""
    found = of_desks(world, order, subject)
    if not found.is_live or found.holder is None:
        raise Refused(ErrorCode.WRONG_STATE)
    if found.holder != order.actor.subject:
        raise Refused(ErrorCode.CALL_TAKEN, holder=found.holder_title)
    return found


def check_free(world: World, order: Order, but: Call | None = None) -> None:
    """Raise Refused(CALL_ACTIVE) if another call takes up whoever acts."""
    actor = order.actor
    for call in world.live_calls():
        if but is not None and call.subject == but.subject:
            continue
        if actor.kind is ActorKind.OFFICER:
            taken = call.engages(actor.subject)
        else:
            taken = _has(call, actor.subject)
        if taken:
            raise Refused(ErrorCode.CALL_ACTIVE)


def check_reachable(world: World, party: str) -> Device | Officer:
    """Who is to be rung. Raises Refused: NOT_FOUND, WRONG_STATE for a device without a key,
    PARTY_BUSY for one in another call, NOBODY_READY for an officer who isn't signed in.

    An officer in a call is rung all the same, quietly.
    """
    if is_officer(party):
        officer = world.officer(party)
        if officer.session is None:
            raise Refused(ErrorCode.NOBODY_READY)
        return officer
    device = world.device(party)
    if not device.enrolment.enrolled:
        raise Refused(ErrorCode.WRONG_STATE)
    if any(_has(call, party) for call in world.live_calls()):
        raise Refused(ErrorCode.PARTY_BUSY, title=device.title)
    return device


def seat_of(party: Device | Officer) -> str:
    """The device that rings: an officer's console, else the device itself."""
    if isinstance(party, Officer):
        return party.session.console if party.session else ""
    return party.subject


def desks_of(party: Device | Officer) -> tuple[Desk, ...]:
    """The desks that see a call with this officer in it."""
    return party.desks if isinstance(party, Officer) else ()


def _has(call: Call, device: str) -> bool:
    leg = call.leg(device)
    return leg is not None and leg.is_in
