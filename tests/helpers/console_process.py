"""The real console in a process of its own, offscreen, used by keyboard and by eye."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
#: Without a screen; the engine of calls, as root in CI, without a sandbox.
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
WAIT_S = 40.0
LOOK_S = 0.05

State = dict[str, Any]


class ConsoleProcess:
    """``tests.helpers.console_driver`` over a data folder that outlives it."""

    def __init__(self, folder: Path, gateway: str, ca: Path, **environment: str) -> None:
        self.folder = folder
        self._gateway = gateway
        self._ca = ca
        self._environment = {**os.environ, **OFFSCREEN, **environment}
        self._log = folder.with_name(folder.name + ".log")
        self.process: Process | None = None

    async def start(self, *, code: str = "", user: str = "", password: str = "") -> None:
        """Start it; the credentials given are handed over on its standard input."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("a") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.helpers.console_driver",
                "--gateway", self._gateway, "--ca", str(self._ca), "--data", str(self.folder),
                "--credentials-stdin",
                cwd=ROOT, env=self._environment, stdin=PIPE, stdout=PIPE, stderr=log,
                limit=16 * 1024 * 1024,
            )  # fmt: skip
        await self._write({"code": code, "user": user, "password": password})

    async def key(self, name: str) -> None:
        """Press a key, as ``F3`` or ``Ctrl+Return``, on whatever has the focus."""
        await self._write({"do": "key", "key": name})

    async def type(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        await self._write({"do": "type", "text": text})

    async def click(self, words: str) -> None:
        """Click the button in sight with those words."""
        await self._write({"do": "click", "text": words})

    async def picture(self, file: Path) -> None:
        """Save what the window shows."""
        file.parent.mkdir(parents=True, exist_ok=True)
        await self._write({"do": "grab", "path": str(file)})

    async def resize(self, width: int, height: int) -> None:
        """Give the window a size in px."""
        await self._write({"do": "resize", "w": width, "h": height})

    async def block(self, seconds: float) -> None:
        """Keep the user interface's thread busy."""
        await self._write({"do": "block", "seconds": seconds})

    async def state(self) -> State:
        """What the window shows now, as texts."""
        return await self._asked({"do": "state"})

    async def watch(self) -> None:
        """Forget the moments that were noted."""
        await self._write({"do": "watch"})

    async def watched(self) -> State:
        """Moments and figures, see ``tests.helpers.console_watch``; asking disturbs nothing."""
        return await self._asked({"do": "watched"})

    async def beat(self) -> None:
        """Begin to watch a 10 ms timer in the window's thread."""
        await self._write({"do": "beat"})

    async def lateness_ms(self) -> list[float]:
        """How late each beat of it came since; ends it."""
        late: list[float] = (await self._asked({"do": "late"}))["late"]
        return late

    async def figures(self) -> State:
        """The figures of these two days, as the gateway tells them to this officer."""
        return await self._asked({"do": "figures"})

    async def until(self, holds: Callable[[State], bool], about: str) -> State:
        """Look until the condition holds; fails with the last picture of the state."""
        state: State = {}
        try:
            async with asyncio.timeout(WAIT_S):
                while not holds(state := await self.state()):  # noqa: ASYNC110
                    await asyncio.sleep(LOOK_S)  # a screen can only be looked at
        except TimeoutError as error:
            raise AssertionError(f"not seen: {about}\n{json.dumps(state, indent=1)}") from error
        return state

    async def kill(self) -> None:
        """End it as a crash would: kill -9."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def crash_engine(self) -> None:
        """The media engine crashes: kill -9 of its page's process."""
        await self._write({"do": "crash"})

    async def stop(self) -> None:
        """End it in order."""
        if self.process is not None and self.process.returncode is None:
            await self._write({"do": "quit"})
            async with asyncio.timeout(WAIT_S):
                await self.process.wait()

    @property
    def log(self) -> str:
        """What the console complained about."""
        return self._log.read_text() if self._log.exists() else ""

    async def _asked(self, line: dict[str, Any]) -> State:
        await self._write(line)
        assert self.process is not None
        assert self.process.stdout is not None
        async with asyncio.timeout(WAIT_S):
            answered = await self.process.stdout.readline()
        if not answered:
            raise RuntimeError(f"the console ended:\n{self.log}")
        answer: State = json.loads(answered)
        return answer

    async def _write(self, line: dict[str, Any]) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(line).encode() + b"\n")
        await self.process.stdin.drain()
