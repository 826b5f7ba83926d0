"""Which ways out the settings open."""

from gateway.protocol.enums import Channel
from gateway.service.outbound.channel import OutboundChannel
from gateway.service.outbound.email import SmtpChannel
from gateway.settings import Outbound


def open_channels(outbound: Outbound) -> dict[Channel, OutboundChannel]:
    """The channels that are configured; a message for another one is given up with a reason."""
    if not outbound.email.host:
        return {}
    return {Channel.EMAIL: SmtpChannel(outbound.email)}
