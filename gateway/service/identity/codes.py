"""Enrolment codes: eight characters that a person can read out and type."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Final

from gateway.domain.device import SELECTOR_LENGTH
from gateway.domain.order import FreshCode
from gateway.service.clock import Clock

#: Crockford base32: no I, L, O, U.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 8


class Codes:
    """Makes codes and seals them with the data folder's secret, so that the store holds none."""

    def __init__(self, secret: bytes, clock: Clock, minutes: float = 15) -> None:
        self._secret = secret
        self._clock = clock
        self._life = timedelta(minutes=minutes)

    def fresh(self) -> FreshCode:
        """A new code from a secure source."""
        plain = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        return FreshCode(
            plain=plain,
            selector=selector(plain),
            code_hmac=self.seal(plain),
            expires_at=self._clock.now() + self._life,
        )

    def sms(self, nonce: str) -> str:
        """The six digits that prove a number: they can be made again when they are sent, so no
        store has to hold them."""
        digest = hmac.new(self._secret, b"sms\n" + nonce.encode(), hashlib.sha256).digest()
        return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"

    def seal(self, plain: str) -> str:
        """What is kept of a code."""
        return hmac.new(self._secret, plain.encode(), hashlib.sha256).hexdigest()


def selector(plain: str) -> str:
    """The beginning of a code, which wrong tries are counted against."""
    return plain[:SELECTOR_LENGTH]
