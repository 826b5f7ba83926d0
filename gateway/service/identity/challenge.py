"""The nonce that a device must sign: random, good once, for 30 s."""

import secrets
from typing import Final

from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.clock import Clock
from gateway.service.identity.base64url import encoded

NONCE_BYTES: Final = 32
LIFE_S: Final = 30.0


class NonceChallenge:
    """The challenge of one connection."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._made_at = clock.monotonic()
        self._spent = False
        self.nonce: Final = encoded(secrets.token_bytes(NONCE_BYTES))

    def spend(self) -> str:
        """The nonce, once. Raises Refused(NONCE_EXPIRED)."""
        late = self._clock.monotonic() - self._made_at > LIFE_S
        if self._spent or late:
            raise Refused(ErrorCode.NONCE_EXPIRED)
        self._spent = True
        return self.nonce
