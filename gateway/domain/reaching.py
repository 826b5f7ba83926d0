"""How a partner is reached while the page is closed: by push, and by SMS to a proven number."""

from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.domain.wib import WIB
from gateway.protocol import events as ev
from gateway.protocol.enums import Channel, Language, NumberState
from gateway.protocol.views import QuietHours

#: Wrong codes after which a new one is needed.
TRIES: Final = 5


class Subscription(Struct, frozen=True, kw_only=True):
    """Where a browser's push service takes messages, and the keys to encrypt them (RFC 8291).

    ``server_key``: the gateway's public key that it was made for.
    """

    endpoint: str
    p256dh: str
    auth: str
    server_key: str
    language: Language


class NumberProof(Struct, frozen=True, kw_only=True):
    """Whether a number is its partner's. ``nonce`` and ``code_hmac`` are those of the last code."""

    state: NumberState = NumberState.UNPROVEN
    nonce: str = ""
    code_hmac: str = ""
    asked_at: datetime | None = None
    expires_at: datetime | None = None
    tries: int = 0

    def awaits(self, now: datetime) -> bool:
        """Whether the last code may still come back."""
        if self.expires_at is None or self.tries >= TRIES:
            return False
        return self.state in (NumberState.ASKED, NumberState.FAILED) and now < self.expires_at


class Reaching(Struct, frozen=True, kw_only=True):
    """All of it for one partner. ``push_ended``: why there is no subscription any more."""

    push: Subscription | None = None
    push_ended: str = ""
    quiet: QuietHours | None = None
    number: NumberProof = NumberProof()

    def is_quiet(self, now: datetime) -> bool:
        """Whether the partner asked to be left alone at this time."""
        if self.quiet is None:
            return False
        hour, first, last = now.astimezone(WIB).hour, self.quiet.first, self.quiet.last
        return first <= hour < last if first <= last else hour >= first or hour < last


def evolve(was: Reaching, at: datetime, event: ev.EventData) -> Reaching:
    """How the partner is reached after an event."""
    match event:
        case ev.PushSubscribed():
            return replace(was, push=_subscription(event), push_ended="")
        case ev.PushEnded():
            return replace(was, push=None, push_ended=event.reason)
        case ev.DeviceEnrolled():
            return replace(was, push=None, push_ended="")
        case ev.DeviceRevoked():
            return Reaching()
        case ev.QuietHoursSet():
            return replace(was, quiet=event.hours)
        case _:
            return replace(was, number=_proof(was.number, at, event))


def _subscription(event: ev.PushSubscribed) -> Subscription | None:
    # Its personal rows may have been erased.
    if not event.endpoint:
        return None
    return Subscription(
        endpoint=event.endpoint,
        p256dh=event.p256dh,
        auth=event.auth,
        server_key=event.server_key,
        language=event.language,
    )


def _proof(was: NumberProof, at: datetime, event: ev.EventData) -> NumberProof:
    match event:
        case ev.NumberAsked():
            return NumberProof(
                state=NumberState.ASKED,
                nonce=event.nonce,
                code_hmac=event.code_hmac,
                asked_at=at,
                expires_at=event.expires_at,
            )
        case ev.NumberTried():
            return replace(was, tries=was.tries + 1)
        case ev.NumberConfirmed():
            return NumberProof(state=NumberState.PROVEN)
        case ev.RelayFailed(channel=Channel.SMS) if was.state is NumberState.ASKED:
            return replace(was, state=NumberState.FAILED)
        case _:
            return was
