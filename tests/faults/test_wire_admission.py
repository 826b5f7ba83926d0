"""Who may not come in: foreign pages, replayed sessions, guessed codes, floods."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from gateway.protocol import commands as do
from gateway.protocol.enums import ClientKind, Kind
from gateway.protocol.errors import CloseCode, ErrorCode
from gateway.protocol.messages import Ack, Command, Enrolled, Refusal
from gateway.protocol.version import SUBPROTOCOL
from gateway.sockets.limits import Limits
from tests.helpers.gateway_client import (
    DeviceKey,
    GatewayClient,
    enrol,
    enrolled,
    new_console,
    new_id,
    new_post,
    open_socket,
)
from tests.helpers.play_gateway import HOST, ORIGIN, PlayGateway, play_gateway


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[PlayGateway]:
    async with play_gateway(tmp_path) as running:
        yield running


# -- origins


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.test:8443",
        "null",
        "https://sub.pospin.test:8443",
        "https://pospin.test",
        "https://pospin.test:9443",
        "http://pospin.test:8443",
    ],
)
async def test_a_page_of_a_foreign_origin_is_refused(gateway: PlayGateway, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await open_socket(gateway, ClientKind.POST, origin=Origin(origin))
    assert refused.value.response.status_code == 403
    assert refused.value.response.body == b"foreign_origin\n"


async def test_a_page_without_an_origin_or_with_two_is_refused(gateway: PlayGateway) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        await open_socket(gateway, ClientKind.POST, origin=None)
    with pytest.raises(InvalidStatus, match="403"):
        await open_socket(gateway, ClientKind.POST, additional_headers=[("Origin", ORIGIN)])


async def test_a_page_may_not_speak_as_a_console(gateway: PlayGateway) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        await open_socket(gateway, ClientKind.CONSOLE, origin=Origin(ORIGIN))


# -- what else is asked of the port


async def test_only_probes_and_endpoints_are_answered(gateway: PlayGateway) -> None:
    assert await http(gateway, "GET /healthz") == (200, b"ok\n")
    assert (await http(gateway, "GET /ws/admin"))[0] == 404
    assert (await http(gateway, "POST /healthz"))[0] == 405
    assert (await http(gateway, "GET /ws/console"))[0] == 400


async def test_another_subprotocol_is_refused(gateway: PlayGateway) -> None:
    with pytest.raises(InvalidStatus, match="400"):
        await open_socket(gateway, ClientKind.CONSOLE, subprotocols=[Subprotocol("chat")])


async def http(gateway: PlayGateway, line: str) -> tuple[int, bytes]:
    reader, writer = await asyncio.open_connection(HOST, gateway.port)
    writer.write(f"{line} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


# -- devices


async def test_a_replayed_session_is_refused_and_raises_nothing(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).open()
    hello = post.greeting()
    press = Command(id=new_id(), body=do.RaiseAlarm(kind=Kind.FIRE))
    await post.send(hello, press)
    assert isinstance(await post.answer(press.id), Ack)
    head = gateway.writer.head

    thief = await GatewayClient(gateway, ClientKind.POST, post.device, DeviceKey()).open()
    await thief.send(hello, press)
    assert await thief.ended() == (CloseCode.NOT_ADMITTED, ErrorCode.BAD_SIGNATURE)
    assert gateway.writer.head == head


async def test_a_signature_for_another_host_is_worth_nothing(gateway: PlayGateway) -> None:
    post = await new_post(gateway)
    url = f"ws://localhost:{gateway.port}/ws/post"
    async with connect(
        url, proxy=None, origin=Origin(ORIGIN), subprotocols=[Subprotocol(SUBPROTOCOL)]
    ) as socket:
        await post.take(socket)
        await post.send(post.greeting())
        assert await post.ended() == (CloseCode.NOT_ADMITTED, ErrorCode.BAD_SIGNATURE)


async def test_a_challenge_is_good_for_30_s(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).open()
    gateway.clock.move(31)
    await post.send(post.greeting())
    assert await post.ended() == (CloseCode.NOT_ADMITTED, ErrorCode.NONCE_EXPIRED)


async def test_a_device_is_only_admitted_at_its_own_endpoint(gateway: PlayGateway) -> None:
    console = await new_console(gateway)
    impostor = GatewayClient(gateway, ClientKind.POST, console.device, console.key)
    await impostor.open()
    await impostor.send(impostor.greeting())
    assert await impostor.ended() == (CloseCode.NOT_ADMITTED, ErrorCode.UNKNOWN_DEVICE)


async def test_no_common_version_is_told(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).open()
    lines = post.greeting()
    await post.socket.send(
        f'{{"type":"hello","min_version":7,"max_version":9,"kind":"post","build":"x",'
        f'"device":"{post.device}","signature":"{lines.signature}"}}'
    )
    assert (await post.ended())[0] == CloseCode.NO_COMMON_VERSION


async def test_a_silent_newcomer_is_sent_away(tmp_path: Path) -> None:
    async with play_gateway(tmp_path, limits=Limits(sign_in_s=0.2)) as gateway:
        silent = await GatewayClient(gateway, ClientKind.POST, "", DeviceKey()).open()
        assert (await silent.ended())[0] == CloseCode.SIGN_IN_TIMEOUT


async def test_a_flood_of_idle_connections_keeps_no_post_out(tmp_path: Path) -> None:
    limits = Limits(half_open=30, per_address=20)
    async with play_gateway(tmp_path, limits=limits) as gateway:
        post = await new_post(gateway)
        idle = [
            await GatewayClient(gateway, ClientKind.POST, "", DeviceKey()).open() for _ in range(25)
        ]
        assert await idle[0].ended() == (CloseCode.TRY_AGAIN, ErrorCode.TOO_MANY_CONNECTIONS)
        assert gateway.server.half_open == 20
        await post.connect()
        assert isinstance(await post.do(do.RaiseAlarm(kind=Kind.FIRE)), Ack)
        for client in idle:
            await client.close()


# -- enrolment codes


async def test_a_code_is_read_as_people_type_it(gateway: PlayGateway) -> None:
    _, code = await gateway.add_post()
    typed = f"{code[:4]}-{code[4:]}".lower().replace("0", "o").replace("1", "l")
    client = await enrolled(gateway, ClientKind.POST, typed)
    await client.connect()


async def test_an_expired_code_is_refused(gateway: PlayGateway) -> None:
    _, code = await gateway.add_post()
    gateway.clock.move(15 * 60 + 1)
    assert await refusal_of(gateway, code) is ErrorCode.CODE_EXPIRED


async def test_a_used_code_is_refused(gateway: PlayGateway) -> None:
    _, code = await gateway.add_post()
    await enrolled(gateway, ClientKind.POST, code)
    assert await refusal_of(gateway, code) is ErrorCode.CODE_USED


async def test_the_same_key_may_ask_again_when_the_answer_was_lost(gateway: PlayGateway) -> None:
    _, code = await gateway.add_post()
    first = await enrolled(gateway, ClientKind.POST, code)
    again = await enrolled(gateway, ClientKind.POST, code, first.key)
    assert again.device == first.device


async def test_a_code_of_a_post_enrols_no_console(gateway: PlayGateway) -> None:
    _, code = await gateway.add_post()
    client = GatewayClient(gateway, ClientKind.CONSOLE, "", DeviceKey())
    answer = await enrol(client, code)
    assert isinstance(answer, Refusal)
    assert answer.code is ErrorCode.CODE_WRONG


async def test_of_two_devices_racing_for_a_code_exactly_one_wins(gateway: PlayGateway) -> None:
    _, code = await gateway.add_post()
    clients = [GatewayClient(gateway, ClientKind.POST, "", DeviceKey()) for _ in range(2)]
    answers = await asyncio.gather(*(enrol(client, code) for client in clients))
    assert sorted(type(answer).__name__ for answer in answers) == ["Enrolled", "Refusal"]
    (refused,) = [answer for answer in answers if isinstance(answer, Refusal)]
    assert refused.code is ErrorCode.CODE_USED


async def test_five_wrong_guesses_at_a_code_void_it(gateway: PlayGateway) -> None:
    _, code = await gateway.add_post()
    for guess in wrong_codes(code, 5):
        assert await refusal_of(gateway, guess) is ErrorCode.CODE_WRONG
    assert await refusal_of(gateway, code) is ErrorCode.CODE_EXPIRED


async def test_twenty_wrong_codes_an_hour_are_all_an_address_may_try(
    gateway: PlayGateway,
) -> None:
    _, code = await gateway.add_post()
    for guess in wrong_codes("Z" + code[1:], 20):
        assert await refusal_of(gateway, guess) is ErrorCode.CODE_WRONG
    assert await refusal_of(gateway, code) is ErrorCode.TOO_MANY_TRIES
    gateway.clock.move(3_601)
    assert await refusal_of(gateway, code) is ErrorCode.CODE_EXPIRED


async def test_a_code_signed_by_another_key_is_refused(gateway: PlayGateway) -> None:
    _, code = await gateway.add_post()
    client = GatewayClient(gateway, ClientKind.POST, "", DeviceKey())
    client.key.public = DeviceKey().public
    answer = await enrol(client, code)
    assert isinstance(answer, Refusal)
    assert answer.code is ErrorCode.BAD_SIGNATURE
    other = GatewayClient(gateway, ClientKind.POST, "", DeviceKey())
    assert isinstance(await enrol(other, code), Enrolled)


def wrong_codes(code: str, count: int) -> list[str]:
    """Codes that begin like this one."""
    endings = ("".join(letters) for letters in itertools.product("23456789", repeat=4))
    return list(itertools.islice((code[:4] + e for e in endings if e != code[4:]), count))


async def refusal_of(gateway: PlayGateway, code: str) -> ErrorCode:
    client = GatewayClient(gateway, ClientKind.POST, "", DeviceKey())
    answer = await enrol(client, code)
    assert isinstance(answer, Refusal), answer
    assert (await client.ended())[0] == CloseCode.NOT_ADMITTED
    return answer.code
