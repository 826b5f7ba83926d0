"""Listening with uvicorn's HTTP protocol, with deadlines for the handshake and for each request."""

import asyncio
import logging
import socket
import ssl
from email.utils import formatdate
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

HANDSHAKE_S: Final = 15.0
REQUEST_S: Final = 10.0
KEEP_ALIVE_S: Final = 30
CONNECTIONS: Final = 2_000
_DRAIN_S: Final = 3.0

# One warning for each malformed request would let strangers fill the log.
logging.getLogger("uvicorn.error").setLevel(logging.ERROR)


class PromptHttp(HttpToolsProtocol):
    """HTTP that cuts a peer whose request isn't whole in time."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Starts the first deadline."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._await_request()

    def on_message_begin(self) -> None:
        """Starts the deadline of a later request."""
        super().on_message_begin()
        self._await_request()

    def on_headers_complete(self) -> None:
        """The request is whole: what it may carry besides is never read."""
        self._stop_waiting()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """The peer left."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _await_request(self) -> None:
        self._stop_waiting()
        self._deadline = self.loop.call_later(REQUEST_S, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None


class Listener:
    """One application on one listening socket; with ``tls`` over HTTPS."""

    def __init__(self, app: ASGIApp, listening: socket.socket, tls: ssl.SSLContext | None) -> None:
        self._socket = listening
        self._tls = tls
        self._state = ServerState()
        self._config = uvicorn.Config(
            app,
            http=PromptHttp,
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE_S,
            limit_concurrency=CONNECTIONS,
        )
        self._config.load()

    async def serve(self, stop: asyncio.Event) -> None:
        """Answers until ``stop``, then lets running answers end."""
        handshake: dict[str, Any] = {"ssl_handshake_timeout": HANDSHAKE_S} if self._tls else {}
        server = await asyncio.get_running_loop().create_server(
            lambda: PromptHttp(self._config, self._state, {}),
            sock=self._socket,
            ssl=self._tls,
            backlog=1_024,
            **handshake,
        )
        clock = asyncio.create_task(self._keep_date())
        try:
            await stop.wait()
        finally:
            clock.cancel()
            server.close()
            await self._drain()

    async def _keep_date(self) -> None:
        while True:
            self._state.default_headers = [(b"date", formatdate(usegmt=True).encode())]
            await asyncio.sleep(1)

    async def _drain(self) -> None:
        for connection in list(self._state.connections):
            connection.shutdown()
        if self._state.tasks:
            await asyncio.wait(self._state.tasks, timeout=_DRAIN_S)
        for connection in list(self._state.connections):
            connection.transport.abort()
