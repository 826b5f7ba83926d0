"""A post that officers keep an eye on for a while."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.order import Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.errors import ErrorCode, Refused


def watch_post(world: World, order: Order, body: do.WatchPost) -> list[Change]:
    """Begin, prolong or end it. A watch without a reason would tell the next officer nothing."""
    post = world.post(body.post)
    reason = body.reason.strip()
    if body.until is not None and (not reason or body.until <= order.received_at):
        raise Refused(ErrorCode.BAD_FRAME)
    if body.until is None and post.watch_until is None:
        return []
    watched = ev.PostWatched(reason=reason if body.until else "", until=body.until)
    return [Change(subject=post.subject, data=watched)]


DECIDERS: Final[Deciders] = {
    do.WatchPost: watch_post,
}
