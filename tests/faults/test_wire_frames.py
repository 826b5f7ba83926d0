"""Broken frames: each is refused by its code; the gateway and the other clients are unharmed."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from gateway.protocol import commands as do
from gateway.protocol.enums import Kind
from gateway.protocol.errors import CloseCode, ErrorCode
from gateway.protocol.messages import Ack, Refusal
from tests.helpers.gateway_client import GatewayClient, new_console, new_id, new_post
from tests.helpers.play_gateway import PlayGateway, play_gateway

NOTE = (
    '{{"type":"command","id":"{id}",'
    '"body":{{"name":"add_note","incident":"incident:1","text":{text}}}}}'
)


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[PlayGateway]:
    async with play_gateway(tmp_path) as running:
        yield running


@pytest.fixture
async def witness(gateway: PlayGateway) -> AsyncIterator[GatewayClient]:
    """Another client, which must notice nothing."""
    client = await (await new_post(gateway, "Pos Saksi")).connect()
    yield client
    assert isinstance(await client.do(do.RaiseAlarm(kind=Kind.FIRE)), Ack)
    await client.close()


def nested(depth: int) -> str:
    return '{"type":"command","body":' + "[" * depth + "]" * depth + "}"


CLOSED: dict[str, tuple[str | bytes, ErrorCode | None, CloseCode]] = {
    "a frame of 1 MB": ('"' + "x" * 1_000_000 + '"', None, CloseCode.TOO_LARGE),
    "100,000 nested brackets": (nested(100_000), None, CloseCode.TOO_LARGE),
    "30,000 nested brackets": (nested(30_000), ErrorCode.TOO_DEEP, CloseCode.POLICY),
    "20 nested brackets": (nested(20), ErrorCode.TOO_DEEP, CloseCode.POLICY),
    "3,000 keys": (
        "{" + ",".join(f'"k{n}":0' for n in range(3_000)) + "}",
        ErrorCode.TOO_DEEP,
        CloseCode.POLICY,
    ),
    "no JSON": ("Kebakaran!", ErrorCode.BAD_FRAME, CloseCode.BAD_DATA),
    "not a number": ('{"type":"heartbeat","queue":NaN}', ErrorCode.BAD_FRAME, CloseCode.BAD_DATA),
    "a binary frame": (b'{"type":"heartbeat"}', ErrorCode.BAD_FRAME, CloseCode.BAD_DATA),
    "a lone surrogate": (
        r'{"type":"heartbeat","network":"\ud800"}',
        ErrorCode.BAD_TEXT,
        CloseCode.BAD_DATA,
    ),
    "U+0000": (
        r'{"type":"heartbeat","network":"\u0000"}',
        ErrorCode.BAD_TEXT,
        CloseCode.BAD_DATA,
    ),
}


@pytest.mark.parametrize("frame", CLOSED)
async def test_a_frame_that_breaks_the_wire_ends_its_connection(
    frame: str, gateway: PlayGateway, witness: GatewayClient
) -> None:
    sent, refused, closed = CLOSED[frame]
    client = await (await new_post(gateway)).connect()
    await client.socket.send(sent)
    if refused is not None:
        answer = await client.expect(Refusal)
        assert (answer.id, answer.code) == (None, refused)
    assert (await client.ended())[0] == closed


OPEN: dict[str, tuple[Callable[[str], str], ErrorCode]] = {
    "an unknown type": (
        lambda about: f'{{"type":"teleport","id":"{about}"}}',
        ErrorCode.UNKNOWN_TYPE,
    ),
    "U+0000 in a note": (
        lambda about: NOTE.format(id=about, text=r'"a\u0000b"'),
        ErrorCode.BAD_TEXT,
    ),
    "an empty note": (lambda about: NOTE.format(id=about, text='""'), ErrorCode.BAD_FRAME),
}


@pytest.mark.parametrize("frame", OPEN)
async def test_a_frame_with_an_id_is_refused_under_it_and_the_connection_stays(
    frame: str, gateway: PlayGateway, witness: GatewayClient
) -> None:
    made, refused = OPEN[frame]
    client = await (await new_console(gateway)).connect()
    about = new_id()
    await client.socket.send(made(about))
    answer = await client.expect(Refusal)
    assert (answer.id, answer.code) == (about, refused)
    assert answer.message
    await client.beat()


async def test_a_type_that_is_unknown_and_has_no_id_leaves_the_connection_open(
    gateway: PlayGateway, witness: GatewayClient
) -> None:
    client = await (await new_post(gateway)).connect()
    await client.socket.send('{"type":"teleport"}')
    answer = await client.expect(Refusal)
    assert (answer.id, answer.code) == (None, ErrorCode.UNKNOWN_TYPE)
    await client.beat()


async def test_what_is_sent_before_hello_is_refused(
    gateway: PlayGateway, witness: GatewayClient
) -> None:
    client = await (await new_post(gateway)).open()
    refused = await client.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(refused, Refusal)
    assert refused.code is ErrorCode.UNEXPECTED
    await client.hello()


async def test_refusals_speak_the_language_of_the_client(gateway: PlayGateway) -> None:
    client = await (await new_post(gateway)).connect()
    await client.socket.send('{"type":"teleport"}')
    assert (await client.expect(Refusal)).message == "Jenis pesan tidak dikenal."


@pytest.mark.expects_log("a request failed")
async def test_a_fault_in_one_request_is_answered_and_touches_nothing_else(
    gateway: PlayGateway, witness: GatewayClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await (await new_post(gateway)).connect()

    async def fails(_: object) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as broken:
        broken.setattr(gateway.preparing, "prepared", fails)
        refused = await client.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(refused, Refusal)
    assert refused.code is ErrorCode.INTERNAL
    assert isinstance(await client.do(do.RaiseAlarm(kind=Kind.FIRE)), Ack)
