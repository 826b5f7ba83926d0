"""The console's end of ``/ws/media``: one object in one direction, by a grant."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from websockets.asyncio.client import ClientConnection

from console.link import handshake
from console.link.identity import Identity
from console.link.outcome import GatewayRefused
from gateway.protocol import signing
from gateway.protocol.codec import encode
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.media import (
    AnyMediaServer,
    ChunkTaken,
    MediaOpened,
    OpenMedia,
    decode_media_server,
    unpacked,
)
from gateway.protocol.messages import Challenge, Refusal

ENDPOINT: Final = "/ws/media"
#: A chunk that doesn't come within this time won't.
SILENCE_S: Final = 30.0


@dataclass(frozen=True)
class MediaDoor:
    """Where transfers go through, and as whom. All of it raises Refused, OSError, TimeoutError or
    WebSocketException."""

    url: str
    tls: ssl.SSLContext | None
    identity: Identity
    language: str

    @asynccontextmanager
    async def opened(self, grant: str) -> AsyncIterator[tuple[ClientConnection, MediaOpened]]:
        """A socket on which that grant was spent."""
        async with handshake.opened(self.url, self.tls, ENDPOINT) as socket:
            challenge = await heard(socket)
            if not isinstance(challenge, Challenge):
                raise Refused(ErrorCode.UNEXPECTED)
            await socket.send(encode(self._ask(grant, challenge)), text=True)
            opened = await heard(socket)
            if not isinstance(opened, MediaOpened):
                raise Refused(ErrorCode.UNEXPECTED)
            yield socket, opened

    async def download(self, grant: str) -> bytes:
        """A stored picture, voice note or recording."""
        async with self.opened(grant) as (socket, opened):
            return await _gathered(socket, opened.size)

    def _ask(self, grant: str, challenge: Challenge) -> OpenMedia:
        device, host = self.identity.device, handshake.host_of(self.url)
        lines = signing.media_lines(device, host, challenge.nonce, grant)
        return OpenMedia(
            device=device,
            grant=grant,
            signature=self.identity.key.sign(lines),
            language=self.language,
        )


async def _gathered(socket: ClientConnection, size: int) -> bytes:
    content = bytearray()
    while len(content) < size:
        frame = await _received(socket)
        chunk = unpacked(frame if isinstance(frame, bytes) else b"")
        content += chunk.payload
        await socket.send(encode(ChunkTaken(number=chunk.number)), text=True)
    return bytes(content)


async def heard(socket: ClientConnection) -> AnyMediaServer:
    """What the gateway says next. Raises Refused if it is that."""
    message = decode_media_server(await _received(socket))
    if isinstance(message, Refusal):
        raise GatewayRefused(message)
    return message


async def _received(socket: ClientConnection) -> bytes | str:
    async with asyncio.timeout(SILENCE_S):
        return await socket.recv()
