"""Turns in an incident's course: verify, control, hold and resume, reopen."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.incident import REOPEN_BY_ANYONE, UNDER_WAY, UNDISPATCHED, Incident
from gateway.domain.incident_orders import check_holder, check_seen, of_desk
from gateway.domain.order import Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import IncidentState, Role
from gateway.protocol.errors import ErrorCode, Refused


def verify(world: World, order: Order, body: do.Verify) -> list[Change]:
    """Begin to find out whether it is so."""
    found = _held_by(world, order, body.incident)
    if found.state is IncidentState.VERIFYING:
        return []
    if found.state not in UNDISPATCHED:
        raise Refused(ErrorCode.WRONG_STATE)
    return [Change(subject=found.subject, data=ev.VerificationBegun())]


def mark_controlled(world: World, order: Order, body: do.MarkControlled) -> list[Change]:
    """The danger is over."""
    found = _held_by(world, order, body.incident)
    if found.state is IncidentState.CONTROLLED:
        return []
    if found.state not in UNDER_WAY:
        raise Refused(ErrorCode.WRONG_STATE)
    return [Change(subject=found.subject, data=ev.IncidentControlled())]


def hold(world: World, order: Order, body: do.Hold) -> list[Change]:
    """Put it aside; a second hold moves the time."""
    found = _held_by(world, order, body.incident)
    if body.until <= order.received_at:
        raise Refused(ErrorCode.EXPIRED)
    held = ev.IncidentHeld(reason=body.reason, until=body.until)
    return [Change(subject=found.subject, data=held)]


def resume(world: World, order: Order, body: do.ResumeIncident) -> list[Change]:
    """Take it up again."""
    found = of_desk(world, order, body.incident)
    if found.state is not IncidentState.ON_HOLD:
        raise Refused(ErrorCode.WRONG_STATE)
    return [Change(subject=found.subject, data=ev.IncidentResumed())]


def reopen(world: World, order: Order, body: do.Reopen) -> list[Change]:
    """Undo a closing: a supervisor at any time, any officer of the desk within 10 minutes."""
    found = of_desk(world, order, body.incident)
    if found.state is not IncidentState.CLOSED or found.closed_at is None:
        raise Refused(ErrorCode.WRONG_STATE)
    late = order.received_at - found.closed_at > REOPEN_BY_ANYONE
    if late and order.actor.role is Role.OFFICER:
        raise Refused(ErrorCode.TOO_LATE)
    reopened = ev.IncidentReopened(officer=order.actor.subject, officer_title=order.actor.title)
    return [Change(subject=found.subject, data=reopened)]


def _held_by(world: World, order: Order, subject: str) -> Incident:
    found = of_desk(world, order, subject)
    if not found.is_open or found.claimed_by is None:
        raise Refused(ErrorCode.WRONG_STATE)
    check_holder(found, order)
    check_seen(found, order)
    return found


DECIDERS: Final[Deciders] = {
    do.Verify: verify,
    do.MarkControlled: mark_controlled,
    do.Hold: hold,
    do.ResumeIncident: resume,
    do.Reopen: reopen,
}
