"""One transfer over ``/ws/media``, as tablet and console do it, and pictures to send."""

import asyncio
import hashlib
from io import BytesIO

import msgspec
from PIL import Image
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from gateway.protocol import signing
from gateway.protocol.codec import encode
from gateway.protocol.enums import MediaForm, MediaSort
from gateway.protocol.media import (
    CHUNK_BYTES,
    AnyMediaServer,
    Chunk,
    ChunkTaken,
    MediaDone,
    MediaEnd,
    MediaOpened,
    OpenMedia,
    decode_media_server,
    unpacked,
)
from gateway.protocol.messages import Challenge, Grant, Refusal, Result
from gateway.protocol.queries import MediaGrant
from gateway.protocol.version import SUBPROTOCOL
from gateway.protocol.views import Attachment
from tests.helpers.gateway_client import PATIENCE_S, GatewayClient
from tests.helpers.play_gateway import HOST, ORIGIN


def picture(form: str = "JPEG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    """A picture with some structure in it."""
    ramp = Image.linear_gradient("L").resize(size)
    made = Image.merge("RGB", (ramp, ramp.rotate(90), ramp.rotate(180)))
    out = BytesIO()
    made.save(out, form, **options)
    return out.getvalue()


def announced(content: bytes, sort: MediaSort = MediaSort.PHOTO, seconds: int = 0) -> Attachment:
    digest = hashlib.sha256(content).hexdigest()
    return Attachment(sort=sort, size=len(content), sha256=digest, seconds=seconds)


async def grant_for(client: GatewayClient, incident: str, message: str, **ask: object) -> str:
    """A fresh grant; fails the test if it is refused."""
    answer = await client.ask(MediaGrant(incident=incident, message=message, **ask))  # type: ignore[arg-type]
    assert isinstance(answer, Result), answer
    return msgspec.json.decode(answer.rows[0], type=Grant).code


class Transfer:
    """A connection to ``/ws/media``."""

    def __init__(self, client: GatewayClient) -> None:
        self.client = client
        self.socket: ClientConnection

    async def open(self, grant: str, *, device: str = "") -> AnyMediaServer:
        """Spend a grant; the answer."""
        gateway = self.client.gateway
        self.socket = await connect(
            f"ws://{HOST}:{gateway.port}/ws/media",
            proxy=None,
            compression=None,
            ping_interval=None,
            origin=Origin(ORIGIN),
            subprotocols=[Subprotocol(SUBPROTOCOL)],
        )
        gateway.opened.append(self.socket)
        challenge = await self.read()
        assert isinstance(challenge, Challenge)
        device = device or self.client.device
        lines = signing.media_lines(device, HOST, challenge.nonce, grant)
        signature = self.client.key.sign(lines)
        ask = OpenMedia(device=device, grant=grant, signature=signature)
        await self.socket.send(encode(ask), text=True)
        return await self.read()

    async def send(self, content: bytes, first: int = 0, count: int | None = None) -> None:
        """Send chunks, each acknowledged."""
        chunks = range(0, len(content), CHUNK_BYTES)
        for number in range(first, len(chunks) if count is None else first + count):
            start = number * CHUNK_BYTES
            await self.socket.send(Chunk(number, content[start : start + CHUNK_BYTES]).packed())
            assert await self.read() == ChunkTaken(number=number)

    async def run(self, grant: str, parts: list[bytes], *, end: bool = True) -> AnyMediaServer:
        """Send parts that come to be, from where the gateway is; how it ended, or what it said of
        the last part."""
        opened = await self.open(grant)
        if not isinstance(opened, MediaOpened):
            return opened
        said: AnyMediaServer = opened
        for number in range(opened.taken, len(parts)):
            await self.socket.send(Chunk(number, parts[number]).packed())
            said = await self.read()
            if isinstance(said, Refusal):
                return said
        if end:
            whole = b"".join(parts)
            digest = hashlib.sha256(whole).hexdigest()
            await self.socket.send(encode(MediaEnd(size=len(whole), sha256=digest)), text=True)
            said = await self.read()
        return said

    async def sent_until_refused(self, parts: list[bytes]) -> Refusal:
        """Send the parts again and again on an open transfer, until they are refused."""
        number = 0
        while True:
            await self.socket.send(Chunk(number, parts[number % len(parts)]).packed())
            said = await self.read()
            if isinstance(said, Refusal):
                return said
            number += 1

    async def upload(self, grant: str, content: bytes) -> AnyMediaServer:
        """Send everything that is missing; how it ended."""
        opened = await self.open(grant)
        if isinstance(opened, Refusal):
            return opened
        assert isinstance(opened, MediaOpened)
        await self.send(content, opened.taken)
        return await self.read()

    async def download(self, grant: str) -> bytes:
        """Fetch everything; fails the test if it is refused."""
        opened = await self.open(grant)
        assert isinstance(opened, MediaOpened), opened
        content = b""
        while len(content) < opened.size:
            frame = await self.socket.recv()
            assert isinstance(frame, bytes)
            chunk = unpacked(frame)
            content += chunk.payload
            await self.socket.send(encode(ChunkTaken(number=chunk.number)), text=True)
        assert await self.read() == MediaDone()
        return content

    async def read(self) -> AnyMediaServer:
        async with asyncio.timeout(PATIENCE_S):
            return decode_media_server(await self.socket.recv())


async def fetched(client: GatewayClient, incident: str, message: str, form: MediaForm) -> bytes:
    """A stored object."""
    return await Transfer(client).download(await grant_for(client, incident, message, form=form))
