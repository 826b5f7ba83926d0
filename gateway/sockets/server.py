"""The listener of the sockets: TLS for the network, plain on the loopback."""

import asyncio
import logging
import ssl
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, cast

from msgspec import Struct
from msgspec.structs import replace
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.typing import Subprotocol

from gateway.protocol.codec import FRAME_LIMIT
from gateway.protocol.enums import ClientKind
from gateway.protocol.errors import CloseCode, ErrorCode
from gateway.protocol.version import SUBPROTOCOL
from gateway.sockets.connection import Connection
from gateway.sockets.console import ConsoleEndpoint
from gateway.sockets.endpoint import Endpoint
from gateway.sockets.half_open import HalfOpen
from gateway.sockets.limits import Limits
from gateway.sockets.media import MediaConnection
from gateway.sockets.partner import PartnerEndpoint
from gateway.sockets.post import PostEndpoint
from gateway.sockets.rates import Rates
from gateway.sockets.requests import ENDPOINTS, MEDIA, Probe, Requests
from gateway.sockets.services import Services
from gateway.sockets.socket import CountedConnection

logger = logging.getLogger(__name__)

#: Connections that the kernel holds until they are accepted: thousands come back at once.
BACKLOG: Final = 4_096
#: Frames that are read ahead of one client.
READ_AHEAD: Final = 16


class Address(Struct, frozen=True, kw_only=True):
    """Where to listen; port 0 is any free one. Without ``tls`` only for the loopback."""

    host: str
    port: int
    tls: ssl.SSLContext | None = None


class SocketServer:
    """Listens on one or more addresses and serves each connection by its endpoint."""

    def __init__(
        self,
        services: Services,
        *,
        origins: Collection[str],
        probes: Mapping[str, Callable[[], Probe]],
        limits: Limits,
    ) -> None:
        self._services = services
        self._limits = limits
        self._requests = Requests(probes, origins)
        self._rates = Rates(limits, services.clock.monotonic)
        signals = replace(limits, rate_per_s=limits.signals_per_s, burst=limits.signal_burst)
        self._signal_rates = Rates(signals, services.clock.monotonic)
        self._endpoints: dict[ClientKind, Endpoint] = {
            ClientKind.POST: PostEndpoint(services, self._rates),
            ClientKind.PARTNER: PartnerEndpoint(services, self._rates),
            ClientKind.CONSOLE: ConsoleEndpoint(services, self._rates),
        }
        self._half_open = HalfOpen(limits)
        self._connections: set[Connection] = set()
        self._transfers: set[MediaConnection] = set()
        self._servers: list[Server] = []
        self._draining = False

    @property
    def half_open(self) -> int:
        """How many connections have not signed in."""
        return len(self._half_open)

    async def start(self, *addresses: Address) -> list[int]:
        """Listen; returns the ports."""
        for address in addresses:
            self._servers.append(await self._listen(address))
        return [server.sockets[0].getsockname()[1] for server in self._servers]

    async def stop(self) -> None:
        """Take no more requests, answer those under way, send what is queued, close with 1001."""
        self._draining = True
        for server in self._servers:
            server.close(close_connections=False)
        for connection in self._connections:
            connection.draining = True
        requests = [task for one in self._connections for task in one.requests]
        if requests:
            await asyncio.wait(requests, timeout=self._limits.drain_s)
        for connection in self._connections:
            connection.mailbox.end(CloseCode.GOING_AWAY, ErrorCode.SHUTTING_DOWN)
        for transfer in self._transfers:
            transfer.end()
        self._half_open.abort_opening()
        for server in self._servers:
            await server.wait_closed()

    async def _listen(self, address: Address) -> Server:
        tls: dict[str, Any] = {}
        if address.tls is not None:
            tls = {"ssl": address.tls, "ssl_handshake_timeout": self._limits.tls_s}
        return await serve(
            self._serve,
            address.host,
            address.port,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            compression=None,
            process_request=self._requests,
            server_header=None,
            open_timeout=self._limits.request_s,
            ping_interval=None,
            close_timeout=self._limits.close_s,
            max_size=FRAME_LIMIT,
            max_queue=READ_AHEAD,
            create_connection=cast("type[ServerConnection]", self._counted),
            backlog=BACKLOG,
            **tls,
        )

    def _counted(self, *args: Any, **kwargs: Any) -> CountedConnection:
        return CountedConnection(self._half_open, *args, **kwargs)

    async def _serve(self, socket: ServerConnection) -> None:
        request = socket.request
        if not isinstance(socket, CountedConnection) or request is None:
            raise TypeError("only connections of this server are served")
        if request.path == MEDIA:
            await self._transfer(socket)
            return
        endpoint = self._endpoints[ENDPOINTS[request.path]]
        connection = Connection(
            socket, endpoint, self._services, self._limits, self._rates, self._signal_rates
        )
        connection.draining = self._draining
        self._connections.add(connection)
        try:
            await connection.serve()
        finally:
            self._connections.discard(connection)

    async def _transfer(self, socket: CountedConnection) -> None:
        transfer = MediaConnection(socket, self._services, self._limits)
        self._transfers.add(transfer)
        try:
            await transfer.serve()
        finally:
            self._transfers.discard(transfer)
