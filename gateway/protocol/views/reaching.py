"""Pictures of the ways out of the system, and of a partner's own phone."""

from gateway.protocol.enums import Channel, ChannelState, NumberState
from gateway.protocol.fields import Instant
from gateway.protocol.views.base import View
from gateway.protocol.views.values import QuietHours


class ChannelView(View, frozen=True, kw_only=True, tag="channel"):
    """A way out of the system. ``reason`` is a code while it fails."""

    channel: Channel
    state: ChannelState
    since: Instant
    reason: str


class OwnPhoneView(View, frozen=True, kw_only=True, tag="own_phone"):
    """How the gateway can reach this phone while its page is closed.

    ``server_key``: that of the subscription it holds, empty without one. ``push_ended``: why there
    is none any more. ``phone`` shows only the last digits.
    """

    server_key: str
    push_ended: str
    quiet: QuietHours | None
    phone: str
    number: NumberState
