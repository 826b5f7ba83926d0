"""Partners' phones that were opened with their PIN, and for how long that holds."""

import hmac
from typing import Final

from msgspec import Struct

from gateway.domain.device import Partner
from gateway.service.clock import Clock

#: A phone that lay in the background for so long asks for the PIN again (design section 7).
FORGOTTEN_S: Final = 300.0


class _Open(Struct):
    """``seen`` is the monotonic time at which the page was last in front."""

    token_hash: str
    public_key: str
    seen: float


class Unlocks:
    """Kept in memory alone: after a restart of the gateway every phone asks again."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, _Open] = {}

    def open(self, partner: Partner, token_hash: str) -> None:
        """The PIN was right; only this phone's present key may use it."""
        self._open[partner.subject] = _Open(
            token_hash=token_hash,
            public_key=partner.enrolment.public_key,
            seen=self._clock.monotonic(),
        )

    def close(self, device: str) -> None:
        """The phone is locked."""
        self._open.pop(device, None)

    def seen(self, device: str) -> None:
        """The page is in front of its owner; what has lapsed stays so."""
        found = self._open.get(device)
        if found is not None and not self._lapsed(found):
            found.seen = self._clock.monotonic()

    def holds(self, partner: Partner, token_hash: str) -> bool:
        """Whether the phone is still open under this token."""
        found = self._open.get(partner.subject)
        if found is None or found.public_key != partner.enrolment.public_key:
            return False
        return hmac.compare_digest(found.token_hash, token_hash) and not self._lapsed(found)

    def _lapsed(self, found: _Open) -> bool:
        return self._clock.monotonic() - found.seen > FORGOTTEN_S
