"""The listener under TLS, as tablets and consoles meet it."""

import asyncio
import ssl
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from gateway import settings
from gateway.protocol import commands as do
from gateway.protocol.enums import Kind
from gateway.protocol.messages import Ack
from gateway.protocol.version import SUBPROTOCOL
from gateway.service.tls import Tls
from gateway.sockets.limits import Limits
from gateway.sockets.server import Address
from tests.helpers.gateway_client import new_post
from tests.helpers.play_gateway import HOST, ORIGIN, play_gateway


@pytest.fixture
def tls(tmp_path: Path) -> Tls:
    folder = tmp_path / "tls"
    folder.mkdir()
    made = Tls(folder, settings.Tls())
    made.ensure()
    return made


async def test_an_alarm_travels_over_tls(tmp_path: Path, tls: Tls) -> None:
    async with play_gateway(tmp_path) as gateway:
        port = (await gateway.server.start(Address(host=HOST, port=0, tls=tls.context)))[-1]
        trust = ssl.create_default_context(cafile=tls.ca_file)
        post = await new_post(gateway)
        async with connect(
            f"wss://{HOST}:{port}/ws/post",
            ssl=trust,
            proxy=None,
            origin=Origin(ORIGIN),
            subprotocols=[Subprotocol(SUBPROTOCOL)],
        ) as socket:
            assert socket.subprotocol == SUBPROTOCOL
            assert socket.response
            assert "Sec-WebSocket-Extensions" not in socket.response.headers
            await post.take(socket)
            await post.hello()
            assert isinstance(await post.do(do.RaiseAlarm(kind=Kind.FIRE)), Ack)


async def test_who_does_not_finish_the_handshake_is_cut(tmp_path: Path, tls: Tls) -> None:
    async with play_gateway(tmp_path, limits=Limits(tls_s=0.2)) as gateway:
        port = (await gateway.server.start(Address(host=HOST, port=0, tls=tls.context)))[-1]
        reader, writer = await asyncio.open_connection(HOST, port)
        async with asyncio.timeout(5):
            assert await reader.read() == b""
        writer.close()


async def test_who_does_not_ask_for_anything_is_cut(tmp_path: Path) -> None:
    async with play_gateway(tmp_path, limits=Limits(request_s=0.2)) as gateway:
        reader, writer = await asyncio.open_connection(HOST, gateway.port)
        writer.write(b"GET /ws/post HTTP/1.1\r\nHost: ")
        async with asyncio.timeout(5):
            assert await reader.read() == b""
        writer.close()
