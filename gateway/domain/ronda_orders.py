"""What may be done about the ronda of a post."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.order import Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.errors import ErrorCode, Refused


def set_ronda(world: World, order: Order, body: do.SetRonda) -> list[Change]:
    """Switch it on with its hours, or off."""
    post = world.post(body.post)
    held = post.ronda.hours if post.ronda else None
    if held == body.hours:
        return []
    return [Change(subject=post.subject, data=ev.RondaSet(hours=body.hours))]


def ronda_safe(world: World, order: Order, body: do.RondaSafe) -> list[Change]:
    """All is well; once an hour is enough."""
    post = world.post(order.actor.subject)
    if post.ronda is None or not post.ronda.is_due(order.acted_at):
        raise Refused(ErrorCode.NO_RONDA)
    if post.ronda.told(order.acted_at):
        return []
    return [Change(subject=post.subject, data=ev.RondaReported(pressed_at=order.acted_at))]


DECIDERS: Final[Deciders] = {
    do.SetRonda: set_ronda,
    do.RondaSafe: ronda_safe,
}
