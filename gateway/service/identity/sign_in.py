"""Officers sign in at an enrolled console: a password opens a session that only it can use."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Final

from msgspec import Struct

from gateway.domain.officer import Officer
from gateway.domain.order import SignInOfficer, SignOutOfficer
from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.clock import Clock
from gateway.service.hub.client import Duty
from gateway.service.hub.replica import Replica
from gateway.service.identity.base64url import encoded
from gateway.service.identity.delays import GrowingDelay
from gateway.service.identity.passwords import Passwords
from gateway.service.timers.errands import Submits, system_order

TOKEN_BYTES: Final = 32
SESSION_LIFE: Final = timedelta(hours=12)


class Opened(Struct, frozen=True, kw_only=True):
    """A sign-in that holds. ``token`` is handed out once."""

    officer: Officer
    token: str
    duty: Duty


class SignIns:
    """Opens, recognises and ends sessions; wrong passwords make account and address wait."""

    def __init__(
        self, replica: Replica, writer: Submits, passwords: Passwords, clock: Clock
    ) -> None:
        self._replica = replica
        self._writer = writer
        self._passwords = passwords
        self._clock = clock
        self._accounts = GrowingDelay(clock.monotonic)
        self._addresses = GrowingDelay(clock.monotonic)

    async def sign_in(self, console: str, user: str, password: str, address: str) -> Opened:
        """Open a session here; whoever was on duty here is signed out. Raises Refused."""
        self._accounts.check(user)
        self._addresses.check(address)
        officer = next((o for o in self._replica.officers.values() if o.user == user), None)
        known = officer.password_hash if officer else None
        if not await self._passwords.matches(known, password) or officer is None:
            self._accounts.wrong(user)
            self._addresses.wrong(address)
            raise Refused(ErrorCode.WRONG_PASSWORD)
        self._accounts.right(user)
        self._addresses.right(address)
        await self._relieve(console, officer)
        return await self._open(console, officer)

    def resumed(self, console: str, token: str) -> Duty | None:
        """The session of a reconnecting console, if it still runs there."""
        given = _hashed(token)
        for officer in self._replica.officers.values():
            session = officer.session
            if session is None or session.console != console:
                continue
            runs = session.expires_at > self._clock.now()
            if hmac.compare_digest(session.token_hash, given) and runs:
                return Duty(officer=officer.subject, token_hash=given)
        return None

    async def sign_out(self, console: str, duty: Duty) -> int:
        """End the session; returns the number of its event. Raises Refused."""
        order = SignOutOfficer(officer=duty.officer, console=console, reason="asked")
        return (await self._writer.submit(system_order(order, self._clock))).seq

    async def _relieve(self, console: str, incoming: Officer) -> None:
        for officer in list(self._replica.officers.values()):
            session = officer.session
            here = session is not None and session.console == console
            if here and officer.subject != incoming.subject:
                out = SignOutOfficer(officer=officer.subject, console=console, reason="expired")
                await self._writer.submit(system_order(out, self._clock))

    async def _open(self, console: str, officer: Officer) -> Opened:
        token = encoded(secrets.token_bytes(TOKEN_BYTES))
        order = SignInOfficer(
            officer=officer.subject,
            console=console,
            session_hash=_hashed(token),
            expires_at=self._clock.now() + SESSION_LIFE,
        )
        await self._writer.submit(system_order(order, self._clock))
        duty = Duty(officer=officer.subject, token_hash=order.session_hash)
        return Opened(officer=officer, token=token, duty=duty)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
