"""The command line beside a running gateway: real processes, the local socket between them."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gateway.data_folder import DataFolder
from gateway.protocol.commands import AddPost, RaiseAlarm
from gateway.protocol.enums import Kind
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Ack, Command, Refusal
from gateway.service.local.administration import actor_of
from gateway.service.local.client import LocalClient
from gateway.service.local.server import LocalSocket, user_name

AREA = "33.24.08.2012"
ID = "0198c0de-0000-7000-8000-000000000001"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    """A gateway in a process of its own."""

    folder: DataFolder
    process: asyncio.subprocess.Process

    async def run(self, *arguments: str) -> tuple[int | None, str]:
        """One command of the command line beside it; exit code and what was said."""
        command = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "gateway", *arguments, "--data", str(self.folder.path)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, "LC_ALL": "C"},
        )
        said, _ = await command.communicate()
        return command.returncode, said.decode()

    async def answer(self, *arguments: str) -> Any:
        """What a command that succeeds prints with ``--json``."""
        code, said = await self.run(*arguments, "--json")
        assert code == 0, said
        return json.loads(said)


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    folder = DataFolder(tmp_path / "data")
    ports = ("--port", str(free_port()), "--ws-port", str(free_port()))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gateway", "serve", "--host", "127.0.0.1", *ports),
        *("--data", str(folder.path)),
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert process.stderr is not None
    async with asyncio.timeout(30):
        while b"pages on port" not in (said := await process.stderr.readline()):
            assert said, "the gateway ended"
    yield Running(folder, process)
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


async def test_commands_go_through_the_running_gateway(running: Running) -> None:
    added = await running.answer("post", "add", "--name", "Pos A", "--area", AREA)
    assert running.folder.socket.stat().st_mode & 0o777 == 0o600
    listed = await running.answer("post", "list")
    assert [row["id"] for row in listed["devices"]] == [added["id"]]
    again = await running.run("post", "add", "--name", "Pos A", "--area", AREA)
    assert again == (1, "Nama Pos A sudah dipakai.\n")
    assert (await running.answer("verify"))["bad"] is None
    for refused in (("serve",), ("restore", "/dev/null"), ("migrate",)):
        code, said = await running.run(*refused)
        assert code == 1
        assert str(running.process.pid) in said


async def test_after_the_gateway_the_command_line_has_the_store(running: Running) -> None:
    await running.answer("seed", "demo")
    running.process.send_signal(signal.SIGTERM)
    assert await running.process.wait() == 0
    assert not running.folder.socket.exists()
    await running.answer("post", "add", "--name", "Pos B", "--area", AREA)
    assert (await running.answer("verify"))["bad"] is None


def short(folder: Path) -> Path:
    """A path that fits into a socket's address."""
    return folder / "s"


async def test_the_socket_names_who_asks_and_answers_refusals(tmp_path: Path) -> None:
    seen: list[str] = []

    async def obey(user: str, command: Command) -> Ack:
        seen.append(actor_of(user).subject)
        if isinstance(command.body, RaiseAlarm):
            raise Refused(ErrorCode.FORBIDDEN)
        return Ack(id=command.id, seq=1)

    path = short(tmp_path)
    path.touch()
    local = LocalSocket(path, obey)
    await local.start()
    client = await LocalClient.connect(path)
    refused = await client.ask(Command(id=ID, body=RaiseAlarm(kind=Kind.FIRE)), "en")
    assert isinstance(refused, Refusal)
    assert (refused.id, refused.code) == (ID, ErrorCode.FORBIDDEN)
    assert seen == [actor_of(user_name(os.geteuid())).subject]
    await client.close()
    await local.stop()
    assert not path.exists()


@pytest.mark.expects_log("a bug", "failed")
async def test_a_fault_is_answered_and_the_socket_lives_on(tmp_path: Path) -> None:
    async def obey(_: str, command: Command) -> Ack:
        if isinstance(command.body, RaiseAlarm):
            return Ack(id=command.id, seq=1)
        raise LookupError("a bug")

    local = LocalSocket(short(tmp_path), obey)
    await local.start()
    client = await LocalClient.connect(short(tmp_path))
    fault = await client.ask(Command(id=ID, body=AddPost(title="A", area=AREA)), "id")
    assert isinstance(fault, Refusal)
    assert fault.code is ErrorCode.INTERNAL
    fine = await client.ask(Command(id=ID, body=RaiseAlarm(kind=Kind.FIRE)), "id")
    assert fine == Ack(id=ID, seq=1)
    reader, writer = await asyncio.open_unix_connection(short(tmp_path))
    writer.write(b"{}\n")
    assert b'"code":"bad_frame"' in await reader.readline()
    writer.write(b"[" * 200_000 + b"\n")
    assert await reader.read() == b""
    writer.close()
    await client.close()
    await local.stop()


async def test_a_command_under_way_is_answered_before_the_end(tmp_path: Path) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def obey(_: str, command: Command) -> Ack:
        begun.set()
        await go_on.wait()
        return Ack(id=command.id, seq=1)

    local = LocalSocket(short(tmp_path), obey)
    await local.start()
    client = await LocalClient.connect(short(tmp_path))
    asking = asyncio.create_task(client.ask(Command(id=ID, body=RaiseAlarm(kind=Kind.FIRE)), "id"))
    await begun.wait()
    stopping = asyncio.create_task(local.stop())
    await asyncio.sleep(0)
    go_on.set()
    assert await asking == Ack(id=ID, seq=1)
    await stopping
    await client.close()


def test_a_system_users_name_becomes_a_subject() -> None:
    assert actor_of("Petugas Satu").subject == "cli:petugas-satu"
