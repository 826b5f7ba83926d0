"""E-mail against a real SMTP server in this process."""

import asyncio
import ssl
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from msgspec.structs import replace

from gateway.protocol.enums import Channel, Kind, Mode, Topic
from gateway.protocol.views import Place
from gateway.service.outbound.channel import DeliveryFailed
from gateway.service.outbound.email import SmtpChannel
from gateway.service.outbound.message import Matter, OutboundMessage
from gateway.service.tls.authority import Authority
from gateway.service.tls.keeper import server_context
from gateway.settings import Email, Secret
from tests.helpers.mailbox import Mailbox, serving

MESSAGE = OutboundMessage(
    id="0198c0de-0000-7000-8000-000000000001",
    channel=Channel.EMAIL,
    topic=Topic.UNCLAIMED,
    subject="incident:1",
    created_at=datetime(2026, 11, 24, 12, tzinfo=UTC),
    matter=Matter(
        incident="incident:1",
        kind=Kind.FIRE,
        mode=Mode.REAL,
        reference="KDL-20261124-0007",
        place=Place(
            area="33.24.08.2012", desa="Krajankulon", kecamatan="Kaliwungu", rt="03", rw="05"
        ),
        at=datetime(2026, 11, 24, 12, tzinfo=UTC),
    ),
    wanted=True,
    attempts=0,
)


def settings(port: int, **changed: Any) -> Email:
    plain = Email(
        host="127.0.0.1",
        port=port,
        sender="pospin@kendal.example",
        to=["piket@kendal.example", "danru@kendal.example"],
        security="none",
        timeout_s=5,
    )
    return replace(plain, **changed)


async def fails(wanted: Email, reason: str) -> None:
    """Sends and expects this failure."""
    with pytest.raises(DeliveryFailed) as caught:
        await SmtpChannel(wanted).send(MESSAGE)
    assert caught.value.reason == reason


def secured(folder: Path) -> tuple[ssl.SSLContext, str]:
    """A certificate for 127.0.0.1 and the file of the CA that vouches for it."""
    folder.mkdir()
    now = datetime.now(UTC)
    authority = Authority.load_or_make(folder, [], now)
    (folder / "server.pem").write_bytes(authority.issue([ip_address("127.0.0.1")], now, 2))
    return server_context(folder / "server.pem"), str(folder / "ca.pem")


async def test_a_letter_arrives_with_all_that_matters() -> None:
    mailbox = Mailbox()
    async with serving(mailbox) as port:
        await SmtpChannel(settings(port)).send(MESSAGE)
    (letter,) = mailbox.letters
    assert mailbox.recipients == ["piket@kendal.example", "danru@kendal.example"]
    assert letter["Subject"].startswith("[DARURAT] Kebakaran di Krajankulon RT 03/RW 05")
    assert letter["Message-ID"] == f"<{MESSAGE.id}@pospin.invalid>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "24/11/2026 19.00 WIB" in letter.get_content()


async def test_refused_for_now_then_taken() -> None:
    mailbox = Mailbox("451 try later")
    async with serving(mailbox) as port:
        await fails(settings(port), "refused_451")
        assert mailbox.letters == []
        await SmtpChannel(settings(port)).send(MESSAGE)
    assert len(mailbox.letters) == 1


@pytest.mark.expects_log("1 of 2 addresses were refused")
async def test_one_good_address_is_enough() -> None:
    mailbox = Mailbox()
    mailbox.refused_addresses = {"piket@kendal.example"}
    async with serving(mailbox) as port:
        await SmtpChannel(settings(port)).send(MESSAGE)
    assert mailbox.recipients == ["danru@kendal.example"]


async def test_no_good_address_is_a_failure() -> None:
    mailbox = Mailbox()
    mailbox.refused_addresses = {"piket@kendal.example", "danru@kendal.example"}
    async with serving(mailbox) as port:
        await fails(settings(port), "refused_550")


async def test_a_server_that_is_down() -> None:
    async with serving(Mailbox()) as port:
        closed = settings(port)
    await fails(closed, "unreachable")


async def test_a_server_that_says_nothing() -> None:
    leave = asyncio.Event()

    async def mute(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await leave.wait()
        writer.close()

    server = await asyncio.start_server(mute, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    await fails(settings(port, timeout_s=0.2), "no_answer")
    leave.set()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.expects_log("login_data is deprecated", "SMTP session exception")
async def test_over_tls_with_a_password(tmp_path: Path, security: str) -> None:
    context, ca_file = secured(tmp_path / "ca")
    seen: list[LoginPassword] = []

    def admit(*asked: Any) -> AuthResult:
        seen.append(asked[4])
        return AuthResult(success=asked[4].password == b"kata sandi", handled=False)

    options: dict[str, Any] = {"authenticator": admit}
    if security == "starttls":
        options["tls_context"] = context
    else:
        options |= {"implicit": context, "auth_require_tls": False}
    password_file = tmp_path / "password"
    password_file.write_text("kata sandi\n")
    mailbox = Mailbox()
    async with serving(mailbox, **options) as port:
        wanted = settings(
            port,
            security=security,
            ca_file=ca_file,
            user="pospin",
            password_file=str(password_file),
        )
        await SmtpChannel(wanted).send(MESSAGE)
        assert len(mailbox.letters) == 1
        wrong = replace(wanted, password_file="", password=Secret("salah"))
        await fails(wrong, "sign_in_refused")
        lost = replace(wanted, password_file=str(tmp_path / "none"))
        await fails(lost, "no_password")
        stranger = replace(wanted, ca_file="")
        await fails(stranger, "unreachable")
    assert {attempt.password for attempt in seen} == {b"kata sandi", b"salah"}
