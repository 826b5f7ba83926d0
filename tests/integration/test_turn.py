"""A real coturn with the file that the gateway writes: whom it believes, where it relays to."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
import pytest

from gateway.protocol import commands as do
from gateway.protocol.enums import Desk
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Ack, Refusal, Result
from gateway.protocol.queries import IceServers
from gateway.protocol.views import IceServer
from gateway.service.tls import Tls
from gateway.service.turn.credentials import Credentials, credentials
from gateway.settings import Tls as TlsSettings
from tests.helpers.gateway_client import GatewayClient, new_console, new_post
from tests.helpers.play_gateway import TURN_SECRET, play_gateway
from tests.helpers.turn_client import TurnClient, TurnRefused
from tests.helpers.turn_server import TurnServer, needs_coturn, turn_server

pytestmark = needs_coturn

#: The one address of the private and loopback networks that the settings allow.
ALLOWED: Final = "127.0.0.5"


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    made = Tls(tmp_path_factory.mktemp("tls"), TlsSettings())
    made.ensure()
    return made


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, tls: Tls) -> Iterator[TurnServer]:
    folder = tmp_path_factory.mktemp("turn")
    allowed = [f"{ALLOWED}/32"]
    with turn_server(
        folder, TURN_SECRET, tls.server_file, allowed_peers=allowed, user_quota=2
    ) as running:
        yield running


def made_for(device: str, secret: str = TURN_SECRET, lifetime_s: float = 600) -> Credentials:
    """Credentials as a device in a call gets them."""
    return credentials(secret, "call", device, datetime.now(UTC) + timedelta(seconds=lifetime_s))


def relay(server: TurnServer, made: Credentials) -> TurnClient:
    return TurnClient(server.host, server.turn.port, made)


def test_who_has_credentials_gets_a_relay_and_nobody_else(server: TurnServer) -> None:
    with relay(server, made_for("post:1")) as client:
        client.allocate()
    for foreign in (made_for("post:1", secret="lain"), made_for("post:1", lifetime_s=-5)):
        with relay(server, foreign) as client, pytest.raises(TurnRefused, match="401"):
            client.allocate()


@pytest.mark.parametrize(
    "peer", ["127.0.0.1", "0.0.0.0", "10.0.0.1", "169.254.169.254", "192.168.1.1", "224.0.0.1"]
)
def test_nothing_is_relayed_into_the_machine_or_private_networks(
    server: TurnServer, peer: str
) -> None:
    with relay(server, made_for("post:2")) as client:
        client.allocate()
        with pytest.raises(TurnRefused, match="403"):
            client.permit(peer)


@pytest.mark.parametrize("peer", ["198.41.0.4", ALLOWED])
def test_public_and_allowed_peers_are_reached(server: TurnServer, peer: str) -> None:
    with relay(server, made_for("post:3")) as client:
        client.allocate()
        client.permit(peer)


def test_a_device_has_only_so_many_relays_in_a_call(server: TurnServer) -> None:
    made, other = made_for("post:4"), made_for("post:5")
    with relay(server, made) as first, relay(server, made) as second, relay(server, made) as third:
        first.allocate()
        second.allocate()
        with pytest.raises(TurnRefused, match="486"):
            third.allocate()
        with relay(server, other) as elsewhere:
            elsewhere.allocate()


def test_over_tls_with_the_gateways_certificate(server: TurnServer, tls: Tls) -> None:
    context = ssl.create_default_context(cafile=str(tls.ca_file))
    with TurnClient(server.host, server.turn.tls_port, made_for("post:6"), context) as client:
        client.allocate()


def test_datagrams_go_through(server: TurnServer) -> None:
    made = made_for("post:7")
    with echoing(ALLOWED) as port:
        done = subprocess.run(
            [
                *("turnutils_uclient", "-u", made.username, "-w", made.password),
                *("-e", ALLOWED, "-r", str(port), "-n", "3", "-m", "1", "-c", "-z", "1"),
                *("-p", str(server.turn.port), server.host),
            ],
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert "tot_send_msgs=3, tot_recv_msgs=3" in done.stdout, done.stdout


async def test_a_device_in_a_call_gets_what_the_server_believes(
    server: TurnServer, tmp_path: Path
) -> None:
    async with play_gateway(tmp_path, turn=server.turn) as gateway:
        await gateway.add_officer()
        console = await (await new_console(gateway)).connect()
        await console.sign_in()
        post, other = [await (await new_post(gateway, t)).connect() for t in ("Pos A", "Pos B")]
        started = await post.do(do.StartCall(desk=Desk.SATPOL_PP))
        assert isinstance(started, Ack)
        ask = IceServers(call=started.subject or "")
        for client in (post, console):
            stun, turn = await servers(client, ask)
            assert stun == IceServer(urls=(server.turn.urls[0],))
            assert turn.expires_at is not None
            assert turn.expires_at - gateway.clock.now() < timedelta(seconds=601)
            made = Credentials(username=turn.username, password=turn.credential)
            with relay(server, made) as connection:
                connection.allocate()
            assert turn.username.endswith(f":{ask.call.removeprefix('call:')}:{client.device}")
        refused = await other.ask(ask)
        assert isinstance(refused, Refusal)
        assert refused.code is ErrorCode.NOT_FOUND
        await post.do(do.EndCall(call=ask.call))
        assert isinstance(await post.ask(ask), Refusal), "the call is over"


async def servers(client: GatewayClient, ask: IceServers) -> list[IceServer]:
    answer = await client.ask(ask)
    assert isinstance(answer, Result), answer
    return [msgspec.json.decode(row, type=IceServer) for row in answer.rows]


@contextmanager
def echoing(host: str) -> Iterator[int]:
    """A peer that sends back what it hears; its port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind((host, 0))
        peer.settimeout(0.2)
        ending = threading.Event()

        def answer() -> None:
            while not ending.is_set():
                try:
                    peer.sendto(*peer.recvfrom(2_000))
                except TimeoutError:
                    continue

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield peer.getsockname()[1]
        finally:
            ending.set()
            thread.join()
