"""Leave to send or fetch one object: random, for one device, once, for 60 s, in memory only."""

import secrets
from datetime import timedelta
from typing import Final

from msgspec import Struct

from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Grant
from gateway.protocol.views import Attachment
from gateway.service.clock import Clock
from gateway.service.identity.base64url import encoded

LIFE_S: Final = 60.0
TOKEN_BYTES: Final = 32


class MediaLeave(Struct, frozen=True, kw_only=True):
    """What a grant allows ``device``: to fetch ``file``, to send what was ``announced``, or, with
    neither, to send something while it comes to be.

    ``object`` is the message or the recording, ``subject`` the incident or call that it belongs to.
    """

    device: str
    subject: str
    object: str
    file: str = ""
    announced: Attachment | None = None


class MediaGrants:
    """Hands out grants and takes them back; all on the event loop."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._leaves: dict[str, tuple[MediaLeave, float]] = {}

    def grant(self, leave: MediaLeave) -> Grant:
        """A new grant. Whether the device may is asked before."""
        now = self._clock.monotonic()
        self._leaves = {t: held for t, held in self._leaves.items() if held[1] >= now}
        token = encoded(secrets.token_bytes(TOKEN_BYTES))
        self._leaves[token] = (leave, now + LIFE_S)
        return Grant(code=token, expires_at=self._clock.now() + timedelta(seconds=LIFE_S))

    def spend(self, token: str, device: str) -> MediaLeave:
        """What the grant allows, once. Raises Refused(GRANT_VOID).

        A grant that another device tries stays with the one that it was made for.
        """
        leave, until = self._leaves.get(token, (None, 0.0))
        if leave is None or leave.device != device:
            raise Refused(ErrorCode.GRANT_VOID)
        del self._leaves[token]
        if self._clock.monotonic() > until:
            raise Refused(ErrorCode.GRANT_VOID)
        return leave
