"""A test's hands on the engines of ``tests.helpers.engine_room``; engine n is ``console:n``."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from console.call.engine import AnyTold, LegSeen, MediaState, PictureSeen, Ready, SignalMade

FLAGS: Final = "--use-fake-device-for-media-stream=fps=30"
PATIENCE_S: Final = 30.0
LIMIT: Final = 2**26
CALL: Final = "call:1"

Told = TypeVar("Told", bound=AnyTold)


class _Row(msgspec.Struct, array_like=True):
    number: int
    first: msgspec.Raw
    told: msgspec.Raw = msgspec.Raw(b"null")


class Engines:
    """Asks engines, hears what they tell, and carries their signals to each other."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._number = 0
        self._news = asyncio.Condition()
        self.told: list[tuple[int, AnyTold]] = []
        self.cut: set[int] = set()

    async def do(self, engine: int, name: str, *arguments: Any) -> Any:
        """Have it done; what it gives."""
        self._number += 1
        number = self._number
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        assert self._process.stdin is not None
        row = [number, engine, name, arguments]
        self._process.stdin.write(msgspec.json.encode(row) + b"\n")
        async with asyncio.timeout(PATIENCE_S):
            return await answer

    async def until(self, fits: Callable[[], object]) -> None:
        """Wait until what was told fits."""
        async with asyncio.timeout(PATIENCE_S), self._news:
            await self._news.wait_for(fits)

    def of(self, engine: int, kind: type[Told]) -> list[Told]:
        """What that engine told of that kind, oldest first."""
        return [told for each, told in self.told if each == engine and isinstance(told, kind)]

    async def ready(self, engine: int, times: int = 1) -> None:
        """Wait until it is up, for the so-manieth time."""
        await self.until(lambda: len(self.of(engine, Ready)) >= times)

    async def connected(self, engine: int, party: int, call: str = CALL) -> None:
        """Wait until its media with that one flows."""
        await self.until(lambda: self.state(engine, party, call) is MediaState.CONNECTED)

    def state(self, engine: int, party: int, call: str = CALL) -> MediaState | None:
        """How its media with that one stands."""
        seen = [told.state for told in self.of(engine, LegSeen) if _fits(told, party, call)]
        return seen[-1] if seen else None

    async def sees(self, engine: int, party: int, shown: bool = True, call: str = CALL) -> None:
        """Wait until that one's pictures come, or come no more."""

        def fits() -> bool:
            seen = [t.shown for t in self.of(engine, PictureSeen) if _fits(t, party, call)]
            return bool(seen) and seen[-1] is shown

        await self.until(fits)

    async def hears(self, engine: int, *expected: list[int]) -> None:
        """Wait until its sources are these, the own microphone first."""
        async with asyncio.timeout(PATIENCE_S):
            while (found := await self.do(engine, "heard")) != list(expected):
                print("hears", engine, found)  # shown when the waiting fails
                await asyncio.sleep(0.1)

    async def listen(self) -> None:
        """Take what the process writes until it ends."""
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            row = msgspec.json.decode(line, type=_Row)
            if row.number:
                answer = self._waiting.pop(row.number)
                if not answer.done():
                    answer.set_result(msgspec.json.decode(row.first))
            else:
                await self._on_told(int(row.first), msgspec.json.decode(row.told, type=AnyTold))

    async def _on_told(self, engine: int, told: AnyTold) -> None:
        async with self._news:
            self.told.append((engine, told))
            self._news.notify_all()
        if isinstance(told, SignalMade):
            other = int(told.party.partition(":")[2])
            if not {engine, other} & self.cut:
                name = f"console:{engine}"
                await self._send(other, "take", told.call, name, told.session, told.body)

    async def _send(self, engine: int, name: str, *arguments: Any) -> None:
        self._number += 1
        self._waiting[self._number] = asyncio.get_running_loop().create_future()
        assert self._process.stdin is not None
        row = [self._number, engine, name, arguments]
        self._process.stdin.write(msgspec.json.encode(row) + b"\n")


def _fits(told: LegSeen | PictureSeen, party: int, call: str) -> bool:
    return told.party == f"console:{party}" and told.call == call


@asynccontextmanager
async def engines(count: int, log: Path) -> AsyncIterator[Engines]:
    """So many engines, ready; what Chromium complains of goes to ``log``."""
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "QTWEBENGINE_CHROMIUM_FLAGS": FLAGS,
    }
    with log.open("wb") as complaints:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.helpers.engine_room", str(count)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=complaints,
            env=os.environ | environment,
            limit=LIMIT,
        )
    room = Engines(process)
    listening = asyncio.create_task(room.listen())
    try:
        for engine in range(count):
            await room.ready(engine)
        yield room
    finally:
        assert process.stdin is not None
        process.stdin.close()
        async with asyncio.timeout(PATIENCE_S):
            ended = await process.wait()
        await listening
        assert ended == 0, "an engine doesn't end in order"
