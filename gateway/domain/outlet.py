"""A way out of the system, as far as the journal knows: dead since when, or working again."""

from datetime import datetime

from msgspec import Struct

from gateway.protocol import events as ev
from gateway.protocol.enums import Channel, ChannelState
from gateway.protocol.views import ChannelView


class Outlet(Struct, frozen=True, kw_only=True):
    """A channel that has failed before. ``reason`` is a code while it fails."""

    subject: str
    version: int
    channel: Channel
    state: ChannelState
    since: datetime
    reason: str = ""


def subject_of(channel: Channel) -> str:
    """What the journal calls a channel."""
    return f"channel:{channel}"


def after(
    subject: str, version: int, at: datetime, event: ev.ChannelFailed | ev.ChannelWorks
) -> Outlet:
    """The channel after an event, whatever it was before."""
    failed = isinstance(event, ev.ChannelFailed)
    return Outlet(
        subject=subject,
        version=version,
        channel=event.channel,
        state=ChannelState.FAILING if failed else ChannelState.WORKING,
        since=at,
        reason=event.reason if isinstance(event, ev.ChannelFailed) else "",
    )


def view(state: Outlet) -> ChannelView:
    """The channel as consoles see it."""
    return ChannelView(
        subject=state.subject,
        version=state.version,
        channel=state.channel,
        state=state.state,
        since=state.since,
        reason=state.reason,
    )
