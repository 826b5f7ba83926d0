"""How people without a console are reached: subscriptions, numbers, channels, replies by SMS."""

from typing import ClassVar

from gateway.protocol.enums import Channel, Language
from gateway.protocol.events.base import EventData
from gateway.protocol.fields import Instant
from gateway.protocol.views import QuietHours


class PushSubscribed(EventData, frozen=True, kw_only=True, tag="push_subscribed"):
    """A partner's phone may be woken. ``server_key``: by whom."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("endpoint", "p256dh", "auth")
    endpoint: str = ""
    p256dh: str = ""
    auth: str = ""
    server_key: str
    language: Language


class PushEnded(EventData, frozen=True, kw_only=True, tag="push_ended"):
    """A partner's phone can't be woken any more. ``reason`` is ``asked`` or why it is gone."""

    reason: str


class QuietHoursSet(EventData, frozen=True, kw_only=True, tag="quiet_hours_set"):
    """When a partner is left alone, emergencies excepted; None is never."""

    hours: QuietHours | None


class NumberAsked(EventData, frozen=True, kw_only=True, tag="number_asked"):
    """A partner's number is to be proven by a code, which ``nonce`` and the gateway's secret
    make; of the code itself only ``code_hmac`` is kept."""

    nonce: str
    code_hmac: str
    expires_at: Instant


class NumberTried(EventData, frozen=True, kw_only=True, tag="number_tried"):
    """A wrong code was typed."""


class NumberConfirmed(EventData, frozen=True, kw_only=True, tag="number_confirmed"):
    """The code came back: the partner's number is the partner's."""


class TextReceived(EventData, frozen=True, kw_only=True, tag="text_received"):
    """A partner wrote by SMS. It is told of the incident that the partner was last asked about, or
    of the partner."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title", "words")
    partner: str
    title: str = ""
    words: str = ""


class StrayTextReceived(EventData, frozen=True, kw_only=True, tag="stray_text_received"):
    """Somebody unknown wrote by SMS."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("number", "words")
    number: str = ""
    words: str = ""


class ChannelFailed(EventData, frozen=True, kw_only=True, tag="channel_failed"):
    """A way out of the system is dead. ``reason`` is a code."""

    channel: Channel
    reason: str


class ChannelWorks(EventData, frozen=True, kw_only=True, tag="channel_works"):
    """A way out of the system works again."""

    channel: Channel
