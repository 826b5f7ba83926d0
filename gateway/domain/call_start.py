"""Who may call whom, and what the call is from its first moment."""

from typing import Final

from msgspec import Struct

from gateway.domain.call import Call, is_officer
from gateway.domain.call_about import About, about_of, named
from gateway.domain.call_checks import (
    check_free,
    check_reachable,
    desks_of,
    device_of,
    of_desks,
    seat_of,
)
from gateway.domain.decider import Deciders
from gateway.domain.device import Console, Device, Partner, Post
from gateway.domain.officer import Officer
from gateway.domain.order import ActorKind, Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import Desk, Mode
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import Place


class _Context(Struct, frozen=True, kw_only=True):
    """What a new call belongs to, and the call that it answers."""

    about: About | None
    missed: Call | None

    def mode(self, asked: Mode) -> Mode:
        """A call about a drill is a drill, whatever was asked (law 7)."""
        if self.missed is not None:
            return self.missed.mode
        return self.about.mode if self.about and self.about.mode else asked

    def desk(self, asked: Desk | None) -> Desk:
        """The desk that answers for a resident's call: that of what it is about."""
        if self.about and self.about.incident:
            return self.about.incident.desk
        return asked or Desk.SATPOL_PP


def start(world: World, order: Order, body: do.StartCall) -> list[Change]:
    """Ring a desk, a device or an officer."""
    check_free(world, order)
    if order.actor.kind is ActorKind.OFFICER:
        return _from_officer(world, order, body)
    context = _Context(about=about_of(world, order, body), missed=None)
    return [_from_resident(world, order, body, context)]


def _from_resident(world: World, order: Order, body: do.StartCall, context: _Context) -> Change:
    """A post or partner calls a desk, or a post one of its partners, whose hub it then is."""
    caller = world.device(order.actor.subject)
    called = None
    if body.to is not None:
        called = check_reachable(world, body.to)
        if not (isinstance(called, Partner) and caller.subject in called.posts):
            raise Refused(ErrorCode.FORBIDDEN)
    desk = context.desk(body.desk)
    return _started(
        world,
        order,
        body,
        context,
        caller=caller,
        called=called,
        desk=desk,
        desks=(desk,),
        hub=caller.subject if called else None,
    )


def _from_officer(world: World, order: Order, body: do.StartCall) -> list[Change]:
    missed = of_desks(world, order, body.calls_back) if body.calls_back else None
    to = body.to or (missed.resident if missed else None)
    if to is None or body.desk is not None or to == order.actor.subject:
        raise Refused(ErrorCode.BAD_FRAME)
    if not order.actor.desks:
        raise Refused(ErrorCode.FORBIDDEN)
    about = about_of(world, order, body)
    if about is None and missed is not None and missed.about and world.holds(missed.about):
        about = named(world, order, missed.about)
    context = _Context(about=about, missed=missed)
    called = check_reachable(world, to)
    if isinstance(called, Console):
        raise Refused(ErrorCode.NOT_FOUND)
    desk = context.desk(missed.desk if missed else order.actor.desks[0])
    if desk not in order.actor.desks:
        desk = order.actor.desks[0]
    call = _started(
        world,
        order,
        body,
        context,
        caller=world.officer(order.actor.subject),
        called=called,
        desk=desk,
        desks=tuple(dict.fromkeys((desk, *desks_of(called)))),
        hub=device_of(order.actor),
    )
    return [call]


def _started(
    world: World,
    order: Order,
    body: do.StartCall,
    context: _Context,
    *,
    caller: Device | Officer,
    called: Device | Officer | None,
    desk: Desk,
    desks: tuple[Desk, ...],
    hub: str | None,
) -> Change:
    by_officer = isinstance(caller, Officer)
    to_officer = called is not None and is_officer(called.subject)
    about = context.about
    started = ev.CallStarted(
        mode=context.mode(body.mode),
        desk=desk,
        desks=desks,
        caller=caller.subject,
        caller_device=device_of(order.actor),
        caller_title=caller.title,
        called=called.subject if called else None,
        called_device=seat_of(called) if called else None,
        called_title=called.title if called else "",
        place=_place(caller, called, about),
        about=about.subject if about else None,
        reference=about.reference if about else "",
        video=body.video,
        hub=hub,
        holder=caller.subject if by_officer else None,
        holder_title=caller.title if by_officer else "",
        rings_at=(called.subject,) if called and to_officer else (),
        ring_until=world.call_times.ring_until(order.received_at),
        back_of=context.missed.subject if context.missed else None,
    )
    return Change(subject=f"call:{order.id}", data=started)


def _place(
    caller: Device | Officer, called: Device | Officer | None, about: About | None
) -> Place | None:
    for party in (caller, called):
        if isinstance(party, Post):
            return party.place
    return about.incident.place if about and about.incident else None


DECIDERS: Final[Deciders] = {do.StartCall: start}
