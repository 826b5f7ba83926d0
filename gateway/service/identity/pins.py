"""PINs of partners' phones: chosen while pairing, checked here alone."""

import hashlib
import secrets
from typing import Final

from gateway.domain.device import Partner
from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.clock import Clock
from gateway.service.hub.unlocks import Unlocks
from gateway.service.identity.base64url import encoded
from gateway.service.identity.delays import GrowingDelay
from gateway.service.identity.passwords import Passwords

TOKEN_BYTES: Final = 32
#: Ten thousand PINs at this pace take more than 100 days, and the owner waits at most so long.
LONGEST_WAIT_S: Final = 900.0


class Pins:
    """Opens phones; wrong PINs make a phone wait ever longer, and never lock it for good."""

    def __init__(self, unlocks: Unlocks, passwords: Passwords, clock: Clock) -> None:
        self._unlocks = unlocks
        self._passwords = passwords
        self._delays = GrowingDelay(clock.monotonic, cap_s=LONGEST_WAIT_S)

    async def unlock(self, partner: Partner, pin: str) -> str:
        """The token of the opened phone. Raises Refused (TOO_MANY_TRIES, WRONG_PIN)."""
        self._delays.check(partner.subject)
        # Counted before it is known: tries sent together must not all pass the check above.
        self._delays.wrong(partner.subject)
        if not await self._passwords.matches(partner.pin_hash or None, pin):
            raise Refused(ErrorCode.WRONG_PIN)
        self._delays.right(partner.subject)
        token = encoded(secrets.token_bytes(TOKEN_BYTES))
        self._unlocks.open(partner, hashed(token))
        return token


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
