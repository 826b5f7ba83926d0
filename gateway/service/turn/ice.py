"""The STUN and TURN servers that a device in a call may use."""

from datetime import timedelta

from gateway.protocol.views import IceServer
from gateway.service.clock import Clock
from gateway.service.turn.credentials import credentials
from gateway.settings import Turn


class IceServers:
    """Writes down servers with fresh credentials. Whether a device is in a call is asked before."""

    def __init__(self, turn: Turn, secret: str, clock: Clock) -> None:
        self._turn = turn
        self._secret = secret
        self._clock = clock

    def rows(self, call: str, device: str) -> list[IceServer]:
        """For one device in one call; empty where the settings name no server."""
        stun = tuple(url for url in self._turn.urls if url.startswith("stun"))
        turn = tuple(url for url in self._turn.urls if url.startswith("turn"))
        rows = [IceServer(urls=stun, relay_only=self._turn.relay_only)] if stun else []
        if turn:
            expires_at = self._clock.now() + timedelta(seconds=self._turn.lifetime_s)
            made = credentials(self._secret, call, device, expires_at)
            rows.append(
                IceServer(
                    urls=turn,
                    username=made.username,
                    credential=made.password,
                    expires_at=expires_at,
                    relay_only=self._turn.relay_only,
                )
            )
        return rows
