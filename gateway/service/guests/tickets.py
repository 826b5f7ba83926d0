"""Ticket codes of guest reports: ten characters that a person can read out and type."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Final

from gateway.domain.order import Ticket
from gateway.protocol.signing import plain_code
from gateway.service.identity.codes import ALPHABET
from gateway.service.identity.delays import HourlyLimit

LENGTH: Final = 10
#: Wrong codes an hour and device (design section 7).
WRONG_AN_HOUR: Final = 10


class Tickets:
    """Makes codes and seals them with the data folder's secret, so that the store holds none."""

    def __init__(self, secret: bytes, monotonic: Callable[[], float]) -> None:
        self._secret = secret
        self._limit = HourlyLimit(monotonic, WRONG_AN_HOUR)

    def fresh(self) -> Ticket:
        """A new code from a secure source."""
        plain = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        return Ticket(seal=self._seal(plain), plain=plain)

    def typed(self, code: str, who: str) -> Ticket:
        """What somebody typed. Raises Refused(TOO_MANY_TRIES)."""
        self._limit.check(who)
        return Ticket(seal=self._seal(plain_code(code)))

    def wrong(self, who: str) -> None:
        """It was no code of a report."""
        self._limit.wrong(who)

    def _seal(self, plain: str) -> str:
        return hmac.new(self._secret, plain.encode(), hashlib.sha256).hexdigest()
