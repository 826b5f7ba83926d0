"""What may be done to an incident, and what follows from it."""

from typing import Final

from gateway.domain.broadcast_ending import endings
from gateway.domain.decider import Deciders
from gateway.domain.incident import QUIET_AFTER_HEAR, SAME_INCIDENT, Incident, desk_of
from gateway.domain.order import EscalateDue, ExpireClaim, Order, RecordRelay
from gateway.domain.rights import check_desk
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import DeliveryState, Escalation, IncidentState, Mode, Priority, Role
from gateway.protocol.errors import ErrorCode, Refused

_STEPS = list(Escalation)


def raise_alarm(world: World, order: Order, body: do.RaiseAlarm) -> list[Change]:
    """Begin an incident, or join the open one of the same post, kind and mode within 3 minutes.

    Every lesson is a drill of its own: the next pupil must not find the answer already there.
    """
    post = world.post(order.actor.subject)
    lesson_ms = body.lesson_ms if body.mode is Mode.DRILL else None
    same = None if lesson_ms is not None else _same_incident(world, order, body)
    if same is not None:
        again = ev.PressedAgain(press=order.id, pressed_at=order.acted_at)
        return [Change(subject=same.subject, data=again)]
    raised = ev.AlarmRaised(
        press=order.id,
        reference=world.next_reference(order.received_at),
        incident_kind=body.kind,
        mode=body.mode,
        priority=Priority.P1,
        desk=desk_of(body.kind),
        post=post.subject,
        post_title=post.title,
        place=post.place,
        pressed_at=order.acted_at,
        pressed_at_uncertain=order.acted_at_uncertain,
        lesson_ms=lesson_ms,
    )
    return [Change(subject=f"incident:{order.id}", data=raised)]


def _same_incident(world: World, order: Order, body: do.RaiseAlarm) -> Incident | None:
    for found in world.open_incidents_at(order.actor.subject):
        alike = found.kind is body.kind and found.mode is body.mode
        near = abs(order.acted_at - found.last_pressed_at) <= SAME_INCIDENT
        # A cancelled one does not take new presses: the resident means it now.
        if alike and near and found.state is not IncidentState.CANCELLED_BY_REPORTER:
            return found
    return None


def cancel_alarm(world: World, order: Order, body: do.CancelAlarm) -> list[Change]:
    """Take a press back. Never silences by itself once an officer has the incident."""
    found = world.incident_of_press(body.press)
    if found.post != order.actor.subject:
        raise Refused(ErrorCode.NOT_FOUND)
    if body.press in found.cancelled:
        return []
    if not found.is_open:
        raise Refused(ErrorCode.WRONG_STATE)
    standing = set(found.presses) - set(found.cancelled) - {body.press}
    cancelled = ev.PressCancelled(press=body.press, all_cancelled=not standing)
    return [Change(subject=found.subject, data=cancelled)]


def mark_shown(world: World, order: Order, body: do.MarkShown) -> list[Change]:
    """Record the first painting of each incident; later ones add nothing."""
    changes = []
    for subject in dict.fromkeys(body.incidents):
        found = world.incident(subject)
        check_desk(order.actor, found.desk)
        if found.shown_at is None:
            shown = ev.IncidentShown(console=order.actor.console)
            changes.append(Change(subject=subject, data=shown))
    return changes


def hear(world: World, order: Order, body: do.Hear) -> list[Change]:
    """Stop the tone for 60 s at the whole desk; the escalation goes on."""
    found = of_desk(world, order, body.incident)
    if found.state is not IncidentState.WAITING:
        raise Refused(ErrorCode.WRONG_STATE)
    heard = ev.IncidentHeard(
        officer=order.actor.subject,
        officer_title=order.actor.title,
        quiet_until=order.received_at + QUIET_AFTER_HEAR,
    )
    return [Change(subject=found.subject, data=heard)]


def claim(world: World, order: Order, body: do.Claim) -> list[Change]:
    """Take a free incident. A second claim of the holder adds nothing."""
    found = of_desk(world, order, body.incident)
    if not found.is_open:
        raise Refused(ErrorCode.WRONG_STATE)
    if found.claimed_by == order.actor.subject:
        return []
    if found.claimed_by is not None:
        raise Refused(ErrorCode.ALREADY_CLAIMED, holder=found.claimed_by_title)
    check_seen(found, order)
    claimed = ev.IncidentClaimed(officer=order.actor.subject, officer_title=order.actor.title)
    return [Change(subject=found.subject, data=claimed)]


def release(world: World, order: Order, body: do.Release) -> list[Change]:
    """Give a claim back. Only its holder or a supervisor may."""
    found = of_desk(world, order, body.incident)
    if not found.is_open or found.claimed_by is None:
        raise Refused(ErrorCode.WRONG_STATE)
    check_holder(found, order)
    released = ev.IncidentReleased(officer=found.claimed_by)
    return [Change(subject=found.subject, data=released)]


def add_note(world: World, order: Order, body: do.AddNote) -> list[Change]:
    """Write on the timeline, in any state: what is learnt later belongs there too."""
    found = of_desk(world, order, body.incident)
    return [Change(subject=found.subject, data=ev.NoteAdded(text=body.text))]


def close(world: World, order: Order, body: do.CloseIncident) -> list[Change]:
    """End an incident that somebody has taken, or that the resident cancelled."""
    found = of_desk(world, order, body.incident)
    if found.state is IncidentState.WAITING or not found.is_open:
        raise Refused(ErrorCode.WRONG_STATE)
    if found.open_tasks:
        raise Refused(ErrorCode.TASKS_OPEN, count=len(found.open_tasks))
    if found.claimed_by is not None:
        check_holder(found, order)
    check_seen(found, order)
    closed = ev.IncidentClosed(disposition=body.disposition, text=body.text)
    return [Change(subject=found.subject, data=closed), *endings(world, found.subject)]


def escalate(world: World, order: Order, body: EscalateDue) -> list[Change]:
    """Carry an incident further, unless it was taken or carried there meanwhile."""
    found = world.incident(body.incident)
    passed = _STEPS.index(body.step) <= _STEPS.index(found.escalation)
    if found.state is not IncidentState.WAITING or passed:
        return []
    escalated = ev.IncidentEscalated(step=body.step, due_at=body.due_at)
    return [Change(subject=found.subject, data=escalated)]


def expire_claim(world: World, order: Order, body: ExpireClaim) -> list[Change]:
    """Free an incident whose holder is gone."""
    found = world.incident(body.incident)
    if not found.is_open or found.claimed_by != body.officer:
        return []
    return [Change(subject=found.subject, data=ev.ClaimWentStale(officer=body.officer))]


def record_relay(world: World, order: Order, body: RecordRelay) -> list[Change]:
    """Write on the timeline how far a message to the outside came; one that tells of no incident,
    in the record of the partner whom it is for."""
    partner = world.partner(body.partner) if body.partner else None
    to, title = (partner.subject, partner.title) if partner else ("", "")
    if body.incident is not None:
        subject = world.incident(body.incident).subject
    else:
        subject = world.partner(body.partner).subject
    outcome: ev.RelayDelivered | ev.RelayConfirmed | ev.RelayFailed
    message, channel, attempts = body.message, body.channel, body.attempts
    match body.outcome:
        case DeliveryState.FAILED:
            outcome = ev.RelayFailed(
                message=message,
                channel=channel,
                attempts=attempts,
                reason=body.reason,
                to=to,
                title=title,
            )
        case DeliveryState.DELIVERED:
            outcome = ev.RelayConfirmed(message=message, channel=channel, to=to, title=title)
        case _:
            outcome = ev.RelayDelivered(
                message=message, channel=channel, attempts=attempts, to=to, title=title
            )
    return [Change(subject=subject, data=outcome)]


def of_desk(world: World, order: Order, subject: str) -> Incident:
    """An incident of one of the officer's desks. Raises Refused (NOT_FOUND, FORBIDDEN)."""
    found = world.incident(subject)
    check_desk(order.actor, found.desk)
    return found


def check_holder(found: Incident, order: Order) -> None:
    """Raise Refused(ALREADY_CLAIMED) unless the officer holds it, or supervises."""
    if found.claimed_by != order.actor.subject and order.actor.role is Role.OFFICER:
        raise Refused(ErrorCode.ALREADY_CLAIMED, holder=found.claimed_by_title)


def check_seen(found: Incident, order: Order) -> None:
    """Raise Refused(STALE_VERSION) if its state moved after what the officer saw."""
    # Only what moves the state makes an order stale: a note or a painting elsewhere must not
    # throw back the officer who claims at the same moment.
    if order.version is not None and order.version < found.state_version:
        raise Refused(ErrorCode.STALE_VERSION)


DECIDERS: Final[Deciders] = {
    do.RaiseAlarm: raise_alarm,
    do.CancelAlarm: cancel_alarm,
    do.MarkShown: mark_shown,
    do.Hear: hear,
    do.Claim: claim,
    do.Release: release,
    do.AddNote: add_note,
    do.CloseIncident: close,
    EscalateDue: escalate,
    ExpireClaim: expire_claim,
    RecordRelay: record_relay,
}
