"""A gateway that does only what a test tells it: a real WebSocket server on a port of its own."""

import asyncio
import ssl
from typing import Self, TypeVar

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from gateway.protocol import codec
from gateway.protocol.messages import AnyClientMessage, Heartbeat, Hello, Message, Resume, Welcome
from gateway.protocol.version import SUBPROTOCOL
from tests.helpers import golden

#: A console in a process of its own computes 2 s before it calls, on a busy machine for long.
PATIENCE_S = 40.0
M = TypeVar("M", bound=Message)


class Session:
    """The gateway's end of one connection."""

    def __init__(self, socket: ServerConnection) -> None:
        self.socket = socket
        self._came: asyncio.Queue[AnyClientMessage] = asyncio.Queue()

    async def expect(self, kind: type[M]) -> M:
        """The next message, which must be of that type; heartbeats are passed over."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = await self._came.get()
                if isinstance(message, kind):
                    return message
                assert isinstance(message, Heartbeat), f"{message} instead of {kind.__name__}"

    async def send(self, *messages: Message) -> None:
        for message in messages:
            await self.socket.send(codec.encode(message), text=True)

    async def close(self, code: int, reason: str = "") -> None:
        await self.socket.close(code, reason)

    async def admit(self, welcome: Welcome | None = None) -> Resume:
        """Welcome whoever greets; what it then asks for."""
        await self.expect(Hello)
        await self.send(welcome or golden.welcome_locked())
        return await self.expect(Resume)

    async def read(self) -> None:
        try:
            async for frame in self.socket:
                self._came.put_nowait(codec.decode_client(frame))
        except ConnectionClosed:
            return

    def nothing_came(self) -> bool:
        """Whether nothing but heartbeats came since the last message that was expected."""
        came = [self._came.get_nowait() for _ in range(self._came.qsize())]
        return all(isinstance(message, Heartbeat) for message in came)


class FakeGateway:
    """``async with FakeGateway() as gateway``; each connection is told by ``accepted``."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._server: Server | None = None
        self._sessions: asyncio.Queue[Session] = asyncio.Queue()
        self.url = ""
        self.connections = 0
        self.headers: list[dict[str, str]] = []

    async def __aenter__(self) -> Self:
        self._server = await serve(
            self._serve,
            "127.0.0.1",
            0,
            ssl=self._tls,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            ping_interval=None,
        )
        port = next(iter(self._server.sockets)).getsockname()[1]
        self.url = f"{'wss' if self._tls else 'ws'}://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    async def accepted(self) -> Session:
        """The next connection; it has its challenge."""
        async with asyncio.timeout(PATIENCE_S):
            return await self._sessions.get()

    async def _serve(self, socket: ServerConnection) -> None:
        self.connections += 1
        assert socket.request is not None
        self.headers.append(dict(socket.request.headers.raw_items()))
        session = Session(socket)
        await session.send(golden.server_frames()["challenge"])
        self._sessions.put_nowait(session)
        await session.read()
