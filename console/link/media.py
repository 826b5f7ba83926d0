"""Fetches one stored picture or voice note over ``/ws/media``, by a grant from the main socket."""

import asyncio
import ssl
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


async def download(
    url: str, tls: ssl.SSLContext | None, identity: Identity, grant: str, language: str
) -> bytes:
    """The object. Raises Refused, OSError, TimeoutError or WebSocketException."""
    async with handshake.opened(url, tls, ENDPOINT) as socket:
        challenge = await _heard(socket)
        if not isinstance(challenge, Challenge):
            raise Refused(ErrorCode.UNEXPECTED)
        host = handshake.host_of(url)
        lines = signing.media_lines(identity.device, host, challenge.nonce, grant)
        signature = identity.key.sign(lines)
        ask = OpenMedia(device=identity.device, grant=grant, signature=signature, language=language)
        await socket.send(encode(ask), text=True)
        opened = await _heard(socket)
        if not isinstance(opened, MediaOpened):
            raise Refused(ErrorCode.UNEXPECTED)
        return await _gathered(socket, opened.size)


async def _gathered(socket: ClientConnection, size: int) -> bytes:
    content = bytearray()
    while len(content) < size:
        frame = await _received(socket)
        chunk = unpacked(frame if isinstance(frame, bytes) else b"")
        content += chunk.payload
        await socket.send(encode(ChunkTaken(number=chunk.number)), text=True)
    return bytes(content)


async def _heard(socket: ClientConnection) -> AnyMediaServer:
    message = decode_media_server(await _received(socket))
    if isinstance(message, Refusal):
        raise GatewayRefused(message)
    return message


async def _received(socket: ClientConnection) -> bytes | str:
    async with asyncio.timeout(SILENCE_S):
        return await socket.recv()
