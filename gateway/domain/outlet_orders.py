"""What is recorded of the ways out of the system."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.order import Order, RecordChannel
from gateway.domain.outlet import Outlet, subject_of
from gateway.domain.world import Change, World
from gateway.protocol import events as ev
from gateway.protocol.enums import ChannelState


def record_channel(world: World, order: Order, body: RecordChannel) -> list[Change]:
    """Record that a channel died or works again."""
    subject = subject_of(body.channel)
    held = world.find(subject)
    failing = isinstance(held, Outlet) and held.state is ChannelState.FAILING
    if bool(body.failing) == failing:
        return []
    if body.failing:
        failed = ev.ChannelFailed(channel=body.channel, reason=body.failing)
        return [Change(subject=subject, data=failed)]
    return [Change(subject=subject, data=ev.ChannelWorks(channel=body.channel))]


DECIDERS: Final[Deciders] = {RecordChannel: record_channel}
