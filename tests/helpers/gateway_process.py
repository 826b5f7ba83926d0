"""A gateway in a process of its own, driven by its command line and killed when a test says so."""

import asyncio
import json
import os
import signal
import socket
import ssl
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
START_S = 30.0


class GatewayProcess:
    """``python -m gateway serve`` on free ports over a data folder that outlives it."""

    def __init__(self, folder: Path, *, host: str = "127.0.0.1", **environment: str) -> None:
        self.folder = folder
        self._host = host
        self.port, self.ws_port = free_ports(2)
        self._clock = folder.with_name(folder.name + ".clock")
        self._clock.write_text("0")
        self._environment = {**os.environ, "POSPIN_LOG_LEVEL": "warning", **environment}
        self._log = folder.with_name(folder.name + ".log")
        self.process: Process | None = None

    @property
    def page(self) -> str:
        """Address of the kiosk page."""
        return f"https://localhost:{self.port}/"

    @property
    def sockets(self) -> str:
        """Address of the sockets."""
        return f"wss://localhost:{self.ws_port}"

    @property
    def ca(self) -> Path:
        """The local CA's certificate."""
        return self.folder / "tls" / "ca.pem"

    @property
    def log(self) -> str:
        """What the gateway wrote to its log."""
        return self._log.read_text() if self._log.exists() else ""

    async def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        with self._log.open("a") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.helpers.moved_gateway", str(self._clock),
                "serve", "--data", str(self.folder), "--host", self._host,
                "--port", str(self.port), "--ws-port", str(self.ws_port),
                cwd=ROOT, env=self._environment, stdin=asyncio.subprocess.DEVNULL,
                stdout=log, stderr=log,
            )  # fmt: skip
        async with asyncio.timeout(START_S):
            while not await self.is_ready():
                if self.process.returncode is not None:
                    raise RuntimeError(f"the gateway ended:\n{self.log}")
                await asyncio.sleep(0.05)

    async def is_ready(self) -> bool:
        """Whether ``/readyz`` answers 200."""
        if not self.ca.exists():
            return False
        context = ssl.create_default_context(cafile=str(self.ca))
        try:
            reader, writer = await asyncio.open_connection("localhost", self.ws_port, ssl=context)
        except (OSError, ssl.SSLError):
            return False
        writer.write(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = await reader.read()
        writer.close()
        return b" 200 " in answer.split(b"\r\n", 1)[0]

    async def cli(self, *arguments: str, password: str | None = None) -> dict[str, Any]:
        """Run a command of the command line with ``--json``; returns what it printed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "gateway", *arguments, "--data", str(self.folder), "--json",
            cwd=ROOT, env=self._environment, stdin=PIPE, stdout=PIPE, stderr=PIPE,
        )  # fmt: skip
        out, complaint = await process.communicate((password or "").encode())
        if process.returncode != 0:
            raise RuntimeError(f"{arguments} ended with {process.returncode}: {complaint.decode()}")
        answer: dict[str, Any] = json.loads(out)
        return answer

    async def kill(self) -> None:
        """End it as the power would: kill -9."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        """End it in order."""
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(15):
                await self.process.wait()

    def move_clock(self, seconds: float) -> None:
        """Put the gateway's time ahead by so much more."""
        ahead = float(self._clock.read_text()) + seconds
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(str(ahead))
        fresh.replace(self._clock)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now."""
    opened = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in opened]
    for s in opened:
        s.close()
    return ports
