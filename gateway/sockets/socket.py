"""One WebSocket as the rest of the gateway needs it, over the ``websockets`` library."""

import asyncio
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State

from gateway.protocol.errors import CloseCode, ErrorCode
from gateway.service.hub.mailbox import WireClosed
from gateway.sockets.half_open import HalfOpen

#: Where a connection without an address comes from (a Unix socket).
LOCAL = "local"


class CountedConnection(ServerConnection):
    """A connection that is counted as half-open from its first byte."""

    def __init__(self, half_open: HalfOpen, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.half_open = half_open
        self.address = LOCAL
        self._sending_away: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it."""
        super().connection_made(transport)
        peer = self.remote_address
        self.address = peer[0] if isinstance(peer, tuple) else LOCAL
        self.half_open.enter(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no more."""
        self.half_open.leave(self)
        super().connection_lost(exc)

    def send_away(self) -> None:
        """Make room: others are waiting to sign in."""
        if self.state is State.OPEN:
            close = self.close(CloseCode.TRY_AGAIN, ErrorCode.TOO_MANY_CONNECTIONS)
            self._sending_away = asyncio.create_task(close, name="send away")
        else:
            self.transport.abort()

    def abort_opening(self) -> None:
        """Don't wait for a request that may never come."""
        if self.state is State.CONNECTING:
            self.transport.abort()

    @property
    def name(self) -> str:
        """What the log calls it."""
        return self.id.hex[:8]

    @property
    def host(self) -> str:
        """The name that the client connected to, without the port."""
        host: str = self.request.headers.get("Host", "") if self.request else ""
        return host_name(host)


class SocketWire:
    """What a mailbox writes to."""

    def __init__(self, connection: CountedConnection, close_s: float) -> None:
        self._connection = connection
        self._close_s = close_s

    async def send(self, frame: bytes) -> None:
        """Hand one text frame to the socket. Raises WireClosed."""
        try:
            await self._connection.send(frame, text=True)
        except ConnectionClosed as error:
            raise WireClosed from error

    async def close(self, code: CloseCode, reason: str) -> None:
        """End the connection; never raises."""
        try:
            # The library's own timeout begins only when its write buffer has been taken.
            async with asyncio.timeout(self._close_s):
                await self._connection.close(code, reason)
        except TimeoutError:
            self._connection.transport.abort()


def host_name(header: str) -> str:
    """The host of a Host header: lower case, without port and without the brackets of IPv6."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()
