"""A recording sent as it runs: cut, resumed where the gateway is, ended by its size and digest."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from console.link.backoff import Backoff
from console.link.identity import DeviceKey, Identity
from console.link.media import MediaDoor
from console.link.outcome import GatewayRefused
from console.link.running import RunningUpload
from gateway.protocol.codec import encode
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.media import (
    CHUNK_BYTES,
    ChunkTaken,
    MediaDone,
    MediaEnd,
    MediaOpened,
    OpenMedia,
    decode_media_client,
    unpacked,
)
from gateway.protocol.messages import Refusal
from gateway.protocol.version import SUBPROTOCOL
from tests.helpers import golden
from tests.helpers.console_room import at_once

PARTS = [bytes([n]) * (n * 3_000 + 1) for n in range(12)]
WHOLE = b"".join(PARTS)


class Taker:
    """The gateway's end. ``cuts``: after so many chunks the connection breaks, once each; it then
    has lost the last ``lost`` of what it had acknowledged."""

    def __init__(self, *cuts: int, lost: int = 0) -> None:
        self.chunks: list[bytes] = []
        self.end: MediaEnd | None = None
        self.refusal: ErrorCode | None = None
        self._cuts = list(cuts)
        self._lost = lost
        self.url = ""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        protocols = [Subprotocol(SUBPROTOCOL)]
        async with serve(self._serve, "127.0.0.1", 0, subprotocols=protocols) as server:
            self.url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"
            yield

    async def _serve(self, socket: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            await self._take(socket)

    async def _take(self, socket: ServerConnection) -> None:
        await socket.send(encode(golden.server_frames()["challenge"]), text=True)
        assert isinstance(decode_media_client(await socket.recv()), OpenMedia)
        if self.refusal is not None:
            refusal = Refusal(id=None, code=self.refusal, message="")
            await socket.send(encode(refusal), text=True)
            return
        await socket.send(encode(MediaOpened(size=0, taken=len(self.chunks))), text=True)
        cut = self._cuts.pop(0) if self._cuts else None
        async for frame in socket:
            if isinstance(frame, str):
                await self._done(socket, frame)
                return
            chunk = unpacked(frame)
            assert chunk.number == len(self.chunks)
            self.chunks.append(chunk.payload)
            await socket.send(encode(ChunkTaken(number=chunk.number)), text=True)
            if len(self.chunks) == cut:
                del self.chunks[len(self.chunks) - self._lost :]
                socket.transport.abort()
                return

    async def _done(self, socket: ServerConnection, frame: str) -> None:
        end = decode_media_client(frame)
        assert isinstance(end, MediaEnd)
        self.end = end
        await socket.send(encode(MediaDone()), text=True)


def upload(taker: Taker, grants: list[str | ErrorCode]) -> RunningUpload:
    """The recording of ``PARTS``; each try gets the next grant, or is refused one."""
    identity = Identity(golden.CONSOLE, "127.0.0.1", DeviceKey.create())

    async def grant() -> str:
        given = grants.pop(0)
        if isinstance(given, ErrorCode):
            raise Refused(given)
        return given

    async def parts() -> AsyncIterator[bytes]:
        for part in PARTS:
            yield part
            await asyncio.sleep(0)

    return RunningUpload(
        MediaDoor(taker.url, None, identity, "id"), grant, parts(), Backoff(at_once)
    )


async def test_all_of_it_arrives_with_its_digest() -> None:
    taker = Taker()
    async with taker.open():
        await upload(taker, ["a"]).send()
    assert b"".join(taker.chunks) == WHOLE
    assert max(map(len, taker.chunks)) == CHUNK_BYTES
    assert taker.end == MediaEnd(size=len(WHOLE), sha256=hashlib.sha256(WHOLE).hexdigest())


async def test_it_goes_on_where_the_gateway_is_after_every_cut() -> None:
    taker = Taker(3, 9, lost=2)
    async with taker.open():
        await upload(taker, ["a", ErrorCode.DISCONNECTED, "b", "c"]).send()
    assert b"".join(taker.chunks) == WHOLE
    assert taker.end is not None


async def test_what_the_gateway_does_not_want_ends() -> None:
    taker = Taker()
    taker.refusal = ErrorCode.GRANT_VOID
    async with taker.open():
        with pytest.raises(GatewayRefused, match="grant_void"):
            await upload(taker, ["a"]).send()


async def test_nothing_is_added_to_a_recording_that_was_begun_elsewhere() -> None:
    taker = Taker()
    taker.chunks.append(b"another's")
    async with taker.open():
        with pytest.raises(Refused, match="id_taken"):
            await upload(taker, ["a"]).send()
    assert taker.chunks == [b"another's"]
