"""Which ways out the settings open."""

from gateway.protocol.enums import Channel
from gateway.service.identity.codes import Codes
from gateway.service.outbound.channel import OutboundChannel
from gateway.service.outbound.email import SmtpChannel
from gateway.service.outbound.gammu import Spool
from gateway.service.outbound.push import PushChannel
from gateway.service.outbound.sms import SmsChannel
from gateway.service.outbound.vapid import VapidKey
from gateway.settings import Settings


def open_channels(
    settings: Settings, *, key: VapidKey | None, spool: Spool, codes: Codes
) -> dict[Channel, OutboundChannel]:
    """The channels that are configured; a message for another one is given up with a reason."""
    found: dict[Channel, OutboundChannel] = {}
    if settings.outbound.email.host:
        found[Channel.EMAIL] = SmtpChannel(settings.outbound.email)
    if contact := push_contact(settings):
        found[Channel.PUSH] = PushChannel(settings.push, contact, key)
    if settings.sms.device:
        found[Channel.SMS] = SmsChannel(settings.sms, spool, codes)
    return found


def push_contact(settings: Settings) -> str:
    """Whom push services may ask about us (RFC 8292): of the settings, else the pages' public
    address; without either there is no push."""
    return settings.push.contact or settings.pages.public_url
