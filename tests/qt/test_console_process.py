"""The whole console in a process of its own, against a gateway that a test scripts."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from console.base import settings
from gateway.protocol import commands
from gateway.protocol.messages import (
    Ack,
    Command,
    Enrol,
    Enrolled,
    Query,
    Resume,
    SignedIn,
    SignIn,
)
from tests.helpers import golden
from tests.helpers.console_process import ConsoleProcess
from tests.helpers.fake_gateway import FakeGateway, Session

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def gateway() -> AsyncIterator[FakeGateway]:
    async with FakeGateway() as running:
        yield running


@pytest.fixture
async def console(gateway: FakeGateway, tmp_path: Path) -> AsyncIterator[ConsoleProcess]:
    made = ConsoleProcess(tmp_path / "console", gateway.url, tmp_path / "none.pem")
    yield made
    if made.process is not None and made.process.returncode is None:
        await made.kill()


async def enrolled(gateway: FakeGateway) -> None:
    """Take the code."""
    session = await gateway.accepted()
    assert (await session.expect(Enrol)).code == "ABCD1234"
    await session.send(Enrolled(device=golden.CONSOLE, title="Meja 1"))


async def signed_in(gateway: FakeGateway) -> Session:
    """Enrol, admit and sign in whoever comes; then hand out one open alarm."""
    await enrolled(gateway)
    session = await gateway.accepted()
    await session.admit()
    await session.send(golden.snapshot(0, True, [golden.alarm_view()]))
    asked = await session.expect(SignIn)
    await session.send(SignedIn(id=asked.id, token="t", officer=golden.identity(), audience="a1"))
    await session.expect(Resume)
    await session.send(golden.snapshot(0, True, [golden.incident_view(), golden.officer_view()]))
    return session


async def command(session: Session, kind: type[commands.Body]) -> Command:
    """The next command of that kind; others and queries are passed over, commands acknowledged."""
    while True:
        message = await session.expect(Command | Query)  # type: ignore[arg-type]  # a union will do
        if isinstance(message, Command):
            await session.send(Ack(id=message.id, seq=50))
            if isinstance(message.body, kind):
                return message


async def test_credentials_enrol_and_sign_in_and_what_was_seen_is_told_once(
    gateway: FakeGateway, console: ConsoleProcess
) -> None:
    await console.start(code="abcd-1234", user="petugas1", password="rahasia-sekali")
    session = await signed_in(gateway)
    shown = await command(session, commands.MarkShown)
    assert shown.body == commands.MarkShown(incidents=(golden.INCIDENT,))
    state = await console.until(lambda s: bool(s["sounding"]), "the alarm sounds")
    assert state["officer"] == golden.identity().title
    assert state["page"] == "desk"
    await console.key("F3")
    claim = await command(session, commands.Claim)
    assert claim.version == golden.incident_view().version
    assert claim.expires_at is not None
    kept = settings.load(console.folder / settings.FILE_NAME)
    assert kept.gateway == gateway.url
    await console.stop()
    assert console.process is not None
    assert console.process.returncode == 0
    assert "rahasia" not in console.log


async def test_a_locked_console_shows_and_sounds_and_tells_nothing_of_being_seen(
    gateway: FakeGateway, console: ConsoleProcess
) -> None:
    await console.start(code="ABCD1234")
    await enrolled(gateway)
    session = await gateway.accepted()
    await session.admit()
    await session.send(golden.snapshot(0, True, [golden.alarm_view()]))
    state = await console.until(
        lambda s: bool(s["sounding"] and s["queue"]), "the alarm sounds and is shown"
    )
    assert state["page"] == "sign_in"
    assert len(state["queue"]) == 1
    await console.key("F3")
    state = await console.until(lambda s: bool(s["refusals"]), "the refusal")
    assert state["refusals"] == ["Masuk dahulu untuk melakukan ini."]
    await session.close(1001)
    state = await console.until(lambda s: s["link"] == "lost", "the link is lost")
    assert state["sounding"] == [golden.INCIDENT]
    assert state["banners"][0].startswith("Tidak tersambung sejak")
    await console.stop()


async def test_a_terminated_console_ends_in_order(
    gateway: FakeGateway, console: ConsoleProcess
) -> None:
    await console.start()
    await console.until(lambda s: s["page"] == "enrol", "the enrolment")
    assert console.process is not None
    console.process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(15):
        assert await console.process.wait() == 0


async def test_check_builds_the_window_and_ends(tmp_path: Path) -> None:
    arguments = ("-m", "console", "--check", "--data", str(tmp_path / "console"))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    assert said.decode().splitlines() == ["console: the window was built"]


async def test_a_broken_key_file_is_named_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "console"
    folder.mkdir()
    (folder / "identity.json").write_text(json.dumps({"device": "?"}))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "console", "--data", str(folder), cwd=ROOT,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, said = await process.communicate()
    assert process.returncode == 1
    assert "identity.json" in said.decode()
    assert json.loads((folder / "identity.json").read_text()) == {"device": "?"}
