"""The one way into the rules: an order is checked, then given to the module of its noun."""

from typing import Final

from gateway.domain import (
    agency_orders,
    agent,
    area_orders,
    broadcast_orders,
    call_devices,
    call_orders,
    call_record,
    call_recording,
    call_start,
    call_transfer,
    device_orders,
    guest_ladder,
    guest_orders,
    guest_partner_orders,
    incident_joining,
    incident_orders,
    incident_triage,
    incident_turns,
    kentongan_orders,
    message_orders,
    officer_orders,
    outlet_orders,
    post_watch,
    reaching_orders,
    record_orders,
    rights,
    ronda_orders,
    sound_rules_orders,
    talk_orders,
)
from gateway.domain.decider import Deciders
from gateway.domain.following import followed
from gateway.domain.order import Order, PurgeGuests
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol.errors import ErrorCode, Refused

_DECIDERS: Final[Deciders] = {
    **incident_orders.DECIDERS,
    **incident_triage.DECIDERS,
    **incident_turns.DECIDERS,
    **incident_joining.DECIDERS,
    **agency_orders.DECIDERS,
    **message_orders.DECIDERS,
    **broadcast_orders.DECIDERS,
    **call_start.DECIDERS,
    **call_orders.DECIDERS,
    **call_devices.DECIDERS,
    **call_transfer.DECIDERS,
    **call_record.DECIDERS,
    **agent.DECIDERS,
    **kentongan_orders.DECIDERS,
    **ronda_orders.DECIDERS,
    **device_orders.DECIDERS,
    **officer_orders.DECIDERS,
    **area_orders.DECIDERS,
    **reaching_orders.DECIDERS,
    **outlet_orders.DECIDERS,
    **guest_orders.DECIDERS,
    **guest_partner_orders.DECIDERS,
    **guest_ladder.DECIDERS,
    **talk_orders.DECIDERS,
    **record_orders.DECIDERS,
    **post_watch.DECIDERS,
    **sound_rules_orders.DECIDERS,
    **call_recording.DECIDERS,
}

#: The fields of orders that may name what is over.
_NAMING: Final = ("incident", "into", "other", "broadcast", "guest", "call", "about", "calls_back")


def decide(world: World, given: Order) -> list[Change]:
    """The events that follow from an order; none when it is done already.

    Raises Refused. Changes nothing: the caller numbers and applies the events.
    """
    rights.check(given)
    if given.expires_at is not None and given.received_at > given.expires_at:
        raise Refused(ErrorCode.EXPIRED)
    changes = _DECIDERS[type(given.body)](world, given, given.body)
    changes = [*changes, *followed(world, changes, given.received_at)]
    return [*changes, *agent.following(world, given, changes)]


def named_incidents(given: Order) -> tuple[str, ...]:
    """The incidents, broadcasts, guest reports and calls an order names, so that those which are
    over can be loaded before it is decided."""
    body = given.body
    if isinstance(body, do.MarkShown):
        return body.incidents
    if isinstance(body, do.MarkGuests | do.AcknowledgeGuests | PurgeGuests):
        return body.guests
    named = (getattr(body, field, None) for field in _NAMING)
    return tuple(subject for subject in named if isinstance(subject, str))


def named_press(given: Order) -> str | None:
    """The press an order names, whose incident may have to be loaded."""
    body = given.body
    named = (do.CancelAlarm, do.AnswerQuestions, do.SendMessage, do.StartCall)
    return body.press if isinstance(body, named) else None
