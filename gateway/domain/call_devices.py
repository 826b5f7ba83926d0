"""What becomes of the devices in a call: invited, dropped, joined, seen to work or not."""

from datetime import datetime
from typing import Final

from gateway.domain.call import Call, Leg
from gateway.domain.call_checks import (
    check_free,
    check_reachable,
    desks_of,
    device_of,
    held,
    of_desks,
    seat_of,
)
from gateway.domain.call_ending import dropped, left
from gateway.domain.decider import Deciders
from gateway.domain.device import Console
from gateway.domain.officer import Officer
from gateway.domain.order import LegOver, MarkLegAway, MarkLegBack, Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import CallEnd, LegRole, LegState
from gateway.protocol.errors import ErrorCode, Refused

#: What may be told of media; that a device left or rings follows from other acts.
_MEASURED: Final = frozenset({LegState.CONNECTING, LegState.ON, LegState.RECONNECTING})


def invite(world: World, order: Order, body: do.InviteToCall) -> list[Change]:
    """Ring one more party into the call."""
    found = held(world, order, body.call)
    if found.answered_at is None:
        raise Refused(ErrorCode.WRONG_STATE)
    party = check_reachable(world, body.to)
    known = found.leg(seat_of(party))
    if isinstance(party, Console) or (known is not None and known.is_in):
        raise Refused(ErrorCode.WRONG_STATE)
    added = ev.LegAdded(
        party=seat_of(party),
        officer=party.subject if isinstance(party, Officer) else None,
        title=party.title,
        role=LegRole.INVITED,
        state=LegState.RINGING,
        until=world.call_times.ring_until(order.received_at),
        desks=desks_of(party),
    )
    return [Change(subject=found.subject, data=added)]


def drop(world: World, order: Order, body: do.DropLeg) -> list[Change]:
    """Take a device out."""
    found = held(world, order, body.call)
    leg = found.leg(body.party)
    if leg is None or leg.party == found.hub:
        raise Refused(ErrorCode.NOT_FOUND)
    return left(found, leg.party, CallEnd.HUNG_UP) if leg.is_in else []


def join(world: World, order: Order, body: do.JoinCall) -> list[Change]:
    """A supervisor listens, or speaks; the second time changes from one to the other."""
    found = of_desks(world, order, body.call)
    if not found.is_live or found.answered_at is None or found.holder is None:
        raise Refused(ErrorCode.WRONG_STATE)
    role = LegRole.JOINED if body.speak else LegRole.LISTENER
    own = found.leg_of(order.actor.subject)
    if own is not None and own.role not in (LegRole.JOINED, LegRole.LISTENER):
        raise Refused(ErrorCode.WRONG_STATE)
    if own is not None and own.role is role:
        return []
    check_free(world, order, found)
    added = ev.LegAdded(
        party=device_of(order.actor),
        officer=order.actor.subject,
        title=order.actor.title,
        role=role,
        state=LegState.CONNECTING,
        until=world.call_times.connect_until(order.received_at),
    )
    return [Change(subject=found.subject, data=added)]


def report(world: World, order: Order, body: do.ReportLeg) -> list[Change]:
    """What the hub measures of another device, or a device of itself."""
    found = world.call(body.call)
    own, leg = found.leg(device_of(order.actor)), found.leg(body.party)
    if own is None or leg is None or not _sits_there(order, own):
        raise Refused(ErrorCode.NOT_FOUND)
    if body.state not in _MEASURED or not (found.is_live and leg.is_connected):
        raise Refused(ErrorCode.WRONG_STATE)
    if own.party != found.hub and not _may_tell(own, leg, body):
        return []
    same = (leg.state, leg.audio_only) == (body.state, body.audio_only)
    if same and not leg.away:
        return []
    moved = ev.LegMoved(
        party=leg.party,
        state=body.state,
        audio_only=body.audio_only,
        until=_until(world, order, leg, body.state),
    )
    return [Change(subject=found.subject, data=moved)]


def _sits_there(order: Order, own: Leg) -> bool:
    return own.is_in and (own.officer is None or own.officer == order.actor.subject)


def _may_tell(own: Leg, leg: Leg, body: do.ReportLeg) -> bool:
    """A device tells only that its own media flows, and the hub knows better when it doesn't."""
    if leg is not own or body.state is not LegState.ON:
        raise Refused(ErrorCode.FORBIDDEN)
    return leg.state is not LegState.RECONNECTING


def _until(world: World, order: Order, leg: Leg, state: LegState) -> datetime | None:
    if state is LegState.ON:
        return None
    if leg.state is state and leg.until is not None:
        return leg.until
    return world.call_times.connect_until(order.received_at)


def mark_away(world: World, order: Order, body: MarkLegAway) -> list[Change]:
    """The gateway lost a device of whose media nobody told."""
    found, leg = _in(world, body.call, body.party)
    if leg is None or leg.state is not LegState.ON:
        return []
    until = world.call_times.connect_until(order.received_at)
    return [Change(subject=found.subject, data=ev.LegAway(party=leg.party, until=until))]


def mark_back(world: World, order: Order, body: MarkLegBack) -> list[Change]:
    """The gateway reaches it again."""
    found, leg = _in(world, body.call, body.party)
    if leg is None or not leg.away:
        return []
    return [Change(subject=found.subject, data=ev.LegBack(party=leg.party))]


def leg_over(world: World, order: Order, body: LegOver) -> list[Change]:
    """A device had its time: the call is dropped without its hub, or goes on with the others."""
    found, leg = _in(world, body.call, body.party)
    if leg is None or leg.until is None:
        return []
    if leg.party == found.hub:
        return [dropped(found)]
    rang = leg.state is LegState.RINGING
    return left(found, leg.party, CallEnd.UNANSWERED if rang else CallEnd.DROPPED)


def _in(world: World, subject: str, party: str) -> tuple[Call, Leg | None]:
    found = world.call(subject)
    leg = found.leg(party) if found.is_live else None
    return found, leg if leg is not None and leg.is_in else None


DECIDERS: Final[Deciders] = {
    do.InviteToCall: invite,
    do.DropLeg: drop,
    do.JoinCall: join,
    do.ReportLeg: report,
    MarkLegAway: mark_away,
    MarkLegBack: mark_back,
    LegOver: leg_over,
}
