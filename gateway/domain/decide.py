"""The one way into the rules: an order is checked, then given to the module of its noun."""

from collections.abc import Callable
from typing import Any, Final

from gateway.domain import (
    agency_orders,
    area_orders,
    broadcast_orders,
    device_orders,
    incident_joining,
    incident_orders,
    incident_triage,
    incident_turns,
    kentongan_orders,
    message_orders,
    officer_orders,
    order,
    rights,
    ronda_orders,
)
from gateway.domain.order import Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.errors import ErrorCode, Refused

Decider = Callable[[World, Order, Any], list[Change]]


def erase_personal(world: World, given: Order, body: order.ErasePersonal) -> list[Change]:
    """Record that personal rows are gone; the store takes them away in the same commit."""
    erased = ev.PersonalErased(rows=body.rows, reason=body.reason)
    return [Change(subject=f"personal:{given.id}", data=erased)]


_DECIDERS: Final[dict[type, Decider]] = {
    do.RaiseAlarm: incident_orders.raise_alarm,
    do.CancelAlarm: incident_orders.cancel_alarm,
    do.MarkShown: incident_orders.mark_shown,
    do.Hear: incident_orders.hear,
    do.Claim: incident_orders.claim,
    do.Release: incident_orders.release,
    do.AddNote: incident_orders.add_note,
    do.CloseIncident: incident_orders.close,
    do.SetPriority: incident_triage.set_priority,
    do.SetKind: incident_triage.set_kind,
    do.SetFacts: incident_triage.set_facts,
    do.AnswerQuestions: incident_triage.answer,
    do.TickItem: incident_triage.tick,
    do.Verify: incident_turns.verify,
    do.MarkControlled: incident_turns.mark_controlled,
    do.Hold: incident_turns.hold,
    do.ResumeIncident: incident_turns.resume,
    do.Reopen: incident_turns.reopen,
    do.Merge: incident_joining.merge,
    do.Unmerge: incident_joining.unmerge,
    do.LinkIncidents: incident_joining.link,
    do.Split: incident_joining.split,
    do.DispatchCard: agency_orders.dispatch_card,
    do.AddTask: agency_orders.add_task,
    do.StepTask: agency_orders.step_task,
    do.AddAgency: agency_orders.add_agency,
    do.ChangeAgency: agency_orders.change_agency,
    order.AskNext: agency_orders.ask_next,
    do.SendMessage: message_orders.send,
    do.MarkMessages: message_orders.mark,
    do.Broadcast: broadcast_orders.broadcast,
    do.RelayAlarm: broadcast_orders.relay,
    do.ConfirmBroadcast: broadcast_orders.confirm,
    do.EndBroadcast: broadcast_orders.end,
    do.AnswerCall: broadcast_orders.answer_call,
    order.EndDueBroadcast: broadcast_orders.end_due,
    do.SetKentongan: kentongan_orders.set_kentongan,
    do.SetRonda: ronda_orders.set_ronda,
    do.RondaSafe: ronda_orders.ronda_safe,
    do.ReportSound: device_orders.report_sound,
    do.AddPost: device_orders.add_post,
    do.AddConsole: device_orders.add_console,
    do.AddPartner: device_orders.add_partner,
    do.IssueCode: device_orders.issue_code,
    do.RevokeDevice: device_orders.revoke,
    do.AddOfficer: officer_orders.add_officer,
    do.ImportAreas: area_orders.import_areas,
    do.UndoAreas: area_orders.undo_areas,
    order.EscalateDue: incident_orders.escalate,
    order.ExpireClaim: incident_orders.expire_claim,
    order.RecordRelay: incident_orders.record_relay,
    order.EnrolDevice: device_orders.enrol,
    order.CountTry: device_orders.count_try,
    order.MarkPostLost: device_orders.mark_lost,
    order.MarkPostBack: device_orders.mark_back,
    order.MarkPostFlapping: device_orders.mark_flapping,
    order.SignInOfficer: officer_orders.sign_in,
    order.SignOutOfficer: officer_orders.sign_out,
    order.RecordMedia: message_orders.record_media,
    order.RecordErasedMedia: message_orders.record_erased,
    order.ErasePersonal: erase_personal,
}


def decide(world: World, given: Order) -> list[Change]:
    """The events that follow from an order; none when it is done already.

    Raises Refused. Changes nothing: the caller numbers and applies the events.
    """
    rights.check(given)
    if given.expires_at is not None and given.received_at > given.expires_at:
        raise Refused(ErrorCode.EXPIRED)
    return _DECIDERS[type(given.body)](world, given, given.body)


def named_incidents(given: Order) -> tuple[str, ...]:
    """The incidents and broadcasts an order names, so that those which are over can be loaded
    before it is decided."""
    body = given.body
    if isinstance(body, do.MarkShown):
        return body.incidents
    named = (getattr(body, field, None) for field in ("incident", "into", "other", "broadcast"))
    return tuple(subject for subject in named if isinstance(subject, str))


def named_press(given: Order) -> str | None:
    """The press an order names, whose incident may have to be loaded."""
    body = given.body
    named = (do.CancelAlarm, do.AnswerQuestions, do.SendMessage)
    return body.press if isinstance(body, named) else None
