"""The console trusts the one certificate authority that it was given, and no other."""

import asyncio
import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from console.base.clock import GatewayClock
from console.board.board import Board
from console.link import handshake
from console.link.backoff import Backoff
from console.link.handshake import tls_context
from console.link.identity import IdentityFile
from console.link.link import GatewayLink
from gateway.protocol import messages
from gateway.protocol.errors import Refused
from tests.helpers import golden
from tests.helpers.fake_gateway import FakeGateway


def certificate(folder: Path, name: str) -> Path:
    """A certificate of 127.0.0.1 that is its own authority; its key stands beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(made.public_bytes(Encoding.PEM))
    file.with_suffix(".key").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return file


def server_context(file: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, file.with_suffix(".key"))
    return context


async def enrolled(gateway: FakeGateway, link: GatewayLink) -> messages.Enrolled:
    act = asyncio.create_task(link.enrol("7K3MQ2XD"))
    session = await gateway.accepted()
    await session.expect(messages.Enrol)
    await session.send(messages.Enrolled(device=golden.CONSOLE, title="Meja 1"))
    return await act


def link_to(gateway: FakeGateway, ca: Path, keys: IdentityFile) -> GatewayLink:
    return GatewayLink(
        gateway.url, keys, Board(), GatewayClock(), tls=tls_context(ca), backoff=Backoff()
    )


async def test_its_own_authority_is_trusted(tmp_path: Path) -> None:
    ours = certificate(tmp_path, "ours")
    async with FakeGateway(server_context(ours)) as gateway:
        link = link_to(gateway, ours, IdentityFile(tmp_path / "identity.json"))
        assert (await enrolled(gateway, link)).device == golden.CONSOLE


async def test_another_authority_is_not(tmp_path: Path) -> None:
    ours, other = certificate(tmp_path, "ours"), certificate(tmp_path, "other")
    async with FakeGateway(server_context(other)) as gateway:
        link = link_to(gateway, ours, IdentityFile(tmp_path / "identity.json"))
        with pytest.raises(Refused) as caught:
            await link.enrol("7K3MQ2XD")
    assert caught.value.params == {"reason": "bad_certificate"}


async def test_the_end_of_the_certificate_is_read_from_the_connection(tmp_path: Path) -> None:
    ours = certificate(tmp_path, "ours")
    async with (
        FakeGateway(server_context(ours)) as gateway,
        handshake.opened(f"{gateway.url}/ws/console", tls_context(ours)) as socket,
    ):
        ends = handshake.certificate_end(socket)
    assert ends is not None
    assert abs(ends - datetime.now(UTC) - timedelta(days=1)) < timedelta(minutes=5)
