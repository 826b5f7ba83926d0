"""What partners set about being reached, and what they write by SMS."""

from datetime import timedelta
from math import ceil
from typing import Final

from gateway.domain import agency_orders, guest_partner_orders
from gateway.domain.agency_task import AgencyTask
from gateway.domain.decider import Deciders
from gateway.domain.device import Partner
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.order import ActorKind, EndPush, Order, TakeText
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import ContactChannel, NumberState, TaskState
from gateway.protocol.errors import ErrorCode, Refused

#: How long a code that was sent by SMS holds, and how soon another may be asked for.
CODE_HOLDS: Final = timedelta(minutes=15)
CODE_AGAIN: Final = timedelta(minutes=1)
#: What says yes to the last thing that was asked by SMS.
YES: Final = frozenset({"ok", "oke", "okay", "ya", "iya", "siap"})


def subscribe(world: World, order: Order, body: do.SubscribePush) -> list[Change]:
    """The phone may be woken."""
    found = world.partner(order.actor.subject)
    held = found.reaching.push
    fresh = ev.PushSubscribed(
        endpoint=body.endpoint,
        p256dh=body.p256dh,
        auth=body.auth,
        server_key=body.server_key,
        language=body.language,
    )
    if held is not None and (held.endpoint, held.p256dh, held.auth, held.language) == (
        body.endpoint,
        body.p256dh,
        body.auth,
        body.language,
    ):
        return []
    return [Change(subject=found.subject, data=fresh)]


def unsubscribe(world: World, order: Order, body: do.UnsubscribePush) -> list[Change]:
    """The phone is woken no more."""
    found = world.partner(order.actor.subject)
    if found.reaching.push is None:
        return []
    return [Change(subject=found.subject, data=ev.PushEnded(reason="asked"))]


def end_push(world: World, order: Order, body: EndPush) -> list[Change]:
    """The push service knows the subscription no more; a newer one stands."""
    found = world.partner(body.partner)
    held = found.reaching.push
    if held is None or held.endpoint != body.endpoint:
        return []
    return [Change(subject=found.subject, data=ev.PushEnded(reason=body.reason))]


def set_quiet_hours(world: World, order: Order, body: do.SetQuietHours) -> list[Change]:
    """When the partner is left alone, emergencies excepted."""
    found = world.partner(order.actor.subject)
    if found.reaching.quiet == body.hours:
        return []
    return [Change(subject=found.subject, data=ev.QuietHoursSet(hours=body.hours))]


def prove_number(world: World, order: Order, body: do.ProveNumber) -> list[Change]:
    """Ask for a code to be sent to the partner's number."""
    own = order.actor.kind is ActorKind.PARTNER
    found = world.partner(order.actor.subject if own else body.partner or "")
    if order.sms_code is None:
        raise ValueError("an order that asks for a code must carry its seal")
    asked_at = found.reaching.number.asked_at
    if found.reaching.number.state is NumberState.PROVEN:
        return []
    wait = asked_at + CODE_AGAIN - order.received_at if asked_at else timedelta()
    if wait > timedelta():
        raise Refused(ErrorCode.RATE_LIMITED, seconds=ceil(wait.total_seconds()))
    asked = ev.NumberAsked(
        nonce=order.id,
        code_hmac=order.sms_code,
        expires_at=order.received_at + CODE_HOLDS,
    )
    return [Change(subject=found.subject, data=asked)]


def confirm_number(world: World, order: Order, body: do.ConfirmNumber) -> list[Change]:
    """The code was typed on the phone's page. A wrong one counts, and the answer says nothing."""
    found = world.partner(order.actor.subject)
    if found.reaching.number.state is NumberState.PROVEN:
        return []
    if not found.reaching.number.awaits(order.received_at):
        raise Refused(ErrorCode.CODE_EXPIRED)
    right = order.sms_code == found.reaching.number.code_hmac
    came = ev.NumberConfirmed() if right else ev.NumberTried()
    return [Change(subject=found.subject, data=came)]


def take_text(world: World, order: Order, body: TakeText) -> list[Change]:
    """A text came by SMS: a code, a yes to what was asked last, or words that are kept."""
    if body.partner is None:
        stray = ev.StrayTextReceived(number=body.number, words=body.words)
        return [Change(subject=f"text:{order.id}", data=stray)]
    partner = world.partner(body.partner)
    number = partner.reaching.number
    if number.awaits(order.received_at) and order.sms_code == number.code_hmac:
        return [Change(subject=partner.subject, data=ev.NumberConfirmed())]
    match world.find(body.about) if number.state is NumberState.PROVEN else None:
        case AgencyTask() as task:
            return _about_task(world, partner, task, body)
        case GuestReport() as report if says_yes(body.words):
            return guest_partner_orders.acknowledged(report, order)
        case _:
            return [_kept(partner.subject, partner, body)]


def _about_task(world: World, partner: Partner, task: AgencyTask, body: TakeText) -> list[Change]:
    if says_yes(body.words) and task.may_step(TaskState.ACKNOWLEDGED):
        step = TaskState.ACKNOWLEDGED
        return agency_orders.moved(task, step, ContactChannel.SMS, partner.title)
    incident = world.find(task.incident)
    about = incident.subject if isinstance(incident, Incident) else partner.subject
    return [_kept(about, partner, body)]


def _kept(subject: str, partner: Partner, body: TakeText) -> Change:
    kept = ev.TextReceived(partner=partner.subject, title=partner.title, words=body.words)
    return Change(subject=subject, data=kept)


def says_yes(words: str) -> bool:
    """Whether a text is nothing but a yes."""
    return words.strip(" \t\r\n.,!\"'").casefold() in YES


DECIDERS: Final[Deciders] = {
    do.SubscribePush: subscribe,
    do.UnsubscribePush: unsubscribe,
    do.SetQuietHours: set_quiet_hours,
    do.ProveNumber: prove_number,
    do.ConfirmNumber: confirm_number,
    EndPush: end_push,
    TakeText: take_text,
}
