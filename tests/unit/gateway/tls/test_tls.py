"""Certificates: checked by a real TLS handshake, constrained, renewed while in use."""

import asyncio
import re
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from gateway import settings
from gateway.service.tls import NameNotPermitted, Tls, own_hosts, page_origins
from gateway.service.tls.authority import Authority
from gateway.service.tls.names import parse_name, wanted_names

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Clock:
    """A present that the test moves."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


async def handshake(server: ssl.SSLContext, ca_file: Path | None, host: str) -> bytes:
    """Connects as a client that trusts the CA only (or anybody); the certificate it was shown."""
    listener = await asyncio.start_server(
        lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=server
    )
    async with listener:
        port = listener.sockets[0].getsockname()[1]
        client = ssl.create_default_context(cafile=ca_file)
        if ca_file is None:
            client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
        _, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=client, server_hostname=host
        )
        shown: bytes = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        writer.close()
        await writer.wait_closed()
        return shown


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "pusat.kendal.example"])
async def test_clients_that_trust_the_ca_connect(tmp_path: Path, host: str) -> None:
    tls = Tls(tmp_path, settings.Tls(names=["pusat.kendal.example"]))
    assert tls.ensure()
    assert host in tls.names
    assert await handshake(tls.context, tls.ca_file, host)


async def test_a_name_that_is_not_ours_fails(tmp_path: Path) -> None:
    tls = Tls(tmp_path, settings.Tls())
    tls.ensure()
    with pytest.raises(ssl.SSLCertVerificationError):
        await handshake(tls.context, tls.ca_file, "bank.example")


async def test_browsers_refuse_what_a_thief_of_the_ca_would_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority.load_or_make(tmp_path, ["pusat.example"], datetime.now(UTC))
    with pytest.raises(NameNotPermitted):
        authority.issue(["bank.example"], NOW, 90)
    monkeypatch.setattr(Authority, "permits", lambda *_: True)
    (tmp_path / "forged.pem").write_bytes(authority.issue(["bank.example"], datetime.now(UTC), 9))
    forged = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    forged.load_cert_chain(tmp_path / "forged.pem")
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        await handshake(forged, tmp_path / "ca.pem", "bank.example")


async def test_renewal_reaches_the_next_handshake_without_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    tls = Tls(tmp_path, settings.Tls(), clock)
    tls.ensure()
    first = await handshake(tls.context, tls.ca_file, "localhost")
    clock.now += timedelta(days=59)
    assert not tls.ensure()
    assert tls.days_left == pytest.approx(31, abs=0.01)
    clock.now += timedelta(days=1, seconds=1)
    assert tls.ensure()
    assert tls.days_left == pytest.approx(90, abs=0.01)
    second = await handshake(tls.context, None, "localhost")
    assert second != first
    assert second == tls.certificate.public_bytes(Encoding.DER)


@pytest.mark.expects_log("could not be renewed")
async def test_it_is_kept_fresh_by_itself_and_failing_once_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.service.tls.keeper._CHECK_EVERY", timedelta(milliseconds=1))
    tls = Tls(tmp_path, settings.Tls())
    tls.ensure()
    outcomes: Iterator[OSError | bool] = iter([OSError("disk full"), False, True])
    renewed = asyncio.Event()

    def ensure() -> bool:
        outcome = next(outcomes, False)
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    async def tell() -> None:
        renewed.set()

    monkeypatch.setattr(tls, "ensure", ensure)
    keeping = asyncio.create_task(tls.keep_fresh(tell))
    async with asyncio.timeout(5):
        await renewed.wait()
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping


def test_a_new_address_renews_and_a_foreign_name_is_refused(tmp_path: Path) -> None:
    Tls(tmp_path, settings.Tls()).ensure()
    moved = Tls(tmp_path, settings.Tls(names=["10.1.2.3"]))
    assert moved.ensure()
    assert "10.1.2.3" in moved.names
    with pytest.raises(NameNotPermitted, match=r"pusat\.example"):
        Tls(tmp_path, settings.Tls(names=["pusat.example"])).ensure()


@pytest.mark.expects_log("not of this CA")
def test_a_certificate_of_another_ca_is_replaced(tmp_path: Path) -> None:
    tls = Tls(tmp_path, settings.Tls())
    tls.ensure()
    tls.ca_file.unlink()
    assert tls.ensure()
    assert not tls.ensure()


def test_keys_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "tls"
    folder.mkdir()
    Tls(folder, settings.Tls()).ensure()
    assert {file.name for file in folder.iterdir()} == {"ca.key", "ca.pem", "server.pem"}
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in folder.iterdir())


def test_names_of_this_machine() -> None:
    names = wanted_names(["192.0.2.9"])
    assert {"localhost", ip_address("127.0.0.1"), ip_address("::1")} <= set(names)
    assert names[0] == ip_address("192.0.2.9")
    assert len(names) == len(set(names))
    assert parse_name("Pusat.Example.") == "pusat.example"


@pytest.mark.parametrize("text", ["", "a b", "-x", "a_b", "*.example", "x" * 64])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_name(text)


def test_origins_are_the_pages_own() -> None:
    wanted = settings.Settings(
        listen=settings.Listen(loopback=True),
        pages=settings.Pages(public_url="https://pospin.kendal.example/"),
    )
    assert page_origins(wanted, ["pusat", "10.0.0.2", "::1"]) == (
        "https://pusat:8443",
        "https://10.0.0.2:8443",
        "http://127.0.0.1:8480",
        "http://localhost:8480",
        "https://pospin.kendal.example",
    )


def test_a_device_may_sign_for_the_public_name_too() -> None:
    public = settings.Settings(pages=settings.Pages(public_url="https://pospin.kendal.example/"))
    assert own_hosts(public, ["pusat"]) == {"pusat", "pospin.kendal.example"}
    assert own_hosts(settings.Settings(), ["pusat"]) == {"pusat"}
