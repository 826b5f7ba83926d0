"""Commands by which partners' phones are reached while their page is closed."""

from typing import Annotated

from msgspec import Meta

from gateway.protocol.commands.base import Body
from gateway.protocol.enums import Language
from gateway.protocol.fields import Base64, Subject
from gateway.protocol.views import QuietHours

#: Where a browser's push service takes messages for one page.
Endpoint = Annotated[str, Meta(pattern="^https?://[!-~]+$", max_length=1000)]


class SubscribePush(Body, frozen=True, kw_only=True, tag="subscribe_push"):
    """A partner's phone may be woken (RFC 8030). ``p256dh`` and ``auth`` are its keys (RFC 8291),
    ``server_key`` is the gateway's public key that it subscribed with (RFC 8292)."""

    endpoint: Endpoint
    p256dh: Base64
    auth: Base64
    server_key: Base64
    language: Language = Language.INDONESIAN


class UnsubscribePush(Body, frozen=True, kw_only=True, tag="unsubscribe_push"):
    """A partner's phone is to be woken no more."""


class SetQuietHours(Body, frozen=True, kw_only=True, tag="set_quiet_hours"):
    """When a partner is left alone, emergencies excepted; None is never."""

    hours: QuietHours | None


class ProveNumber(Body, frozen=True, kw_only=True, tag="prove_number"):
    """Send a code by SMS to a partner's number: to the phone's own, or as an administrator."""

    partner: Subject | None = None


class ConfirmNumber(Body, frozen=True, kw_only=True, tag="confirm_number"):
    """The code that came by SMS."""

    code: Annotated[str, Meta(pattern="^[0-9]{6}$", max_length=6)]
