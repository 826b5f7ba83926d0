"""Leave to read who stays in an area, for the time that reading takes."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from gateway.protocol import commands as do
from gateway.protocol.enums import Mode
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Grant
from gateway.service.clock import Clock
from gateway.service.identity.base64url import encoded

#: All pages are read within this time.
OPEN: Final = timedelta(seconds=60)
_TOKEN_BYTES: Final = 32


class Opened(Struct, frozen=True, kw_only=True):
    """What one console may read until when."""

    console: str
    area: str
    mode: Mode
    until: datetime


class GuestLists:
    """Held in memory: who reads after a restart gives the reason again."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._opened: dict[str, Opened] = {}

    def open(self, console: str, body: do.OpenGuestList) -> Grant:
        """A new leave for a journaled order."""
        now = self._clock.now()
        self._opened = {token: one for token, one in self._opened.items() if one.until > now}
        token, until = encoded(secrets.token_bytes(_TOKEN_BYTES)), now + OPEN
        self._opened[token] = Opened(console=console, area=body.area, mode=body.mode, until=until)
        return Grant(code=token, expires_at=until)

    def opened(self, token: str, console: str) -> Opened:
        """What the leave is for. Raises Refused(FORBIDDEN) for another console's or an old one."""
        found = self._opened.get(token)
        if found is None or found.console != console or found.until <= self._clock.now():
            raise Refused(ErrorCode.FORBIDDEN)
        return found
