"""Several real media engines in one process of their own, told what to do over its pipes.

``python -m tests.helpers.engine_room N`` reads one JSON list a line, ``[number, engine, name,
arguments]``, and writes ``[number, answer]`` or ``[0, engine, what was told]``. Names are those of
``MediaEngine`` and of ``RoomEngine`` below. Tests use it through ``tests.helpers.engines``.
"""

import asyncio
import inspect
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final, get_type_hints

import msgspec
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWidgets import QApplication

from console import loop
from console.call import scheme
from console.call.page_host import PageHost
from console.call.web_engine import WebEngine

SCRIPT: Final = Path(__file__).with_suffix(".js")
POLL_S: Final = 0.05


class RoomEngine(WebEngine):
    """What a test does to an engine beside what a console does."""

    def _made(self) -> PageHost:
        host = super()._made()
        self._page = host.view.page()
        script = QWebEngineScript()
        script.setSourceCode(f"(() => {{{SCRIPT.read_text()}}})();")
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
        script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
        self._page.scripts().insert(script)
        self.view.resize(320, 240)
        self.view.show()
        return host

    async def furnish(self, tone: int, lacking: list[str]) -> None:
        """A microphone with that tone and a camera, but for those lacking (audio, video)."""
        await self._asked(f"furnish({tone}, {json.dumps(lacking)})")

    async def heard(self) -> Any:
        """The tones of each source, the own microphone first."""
        return json.loads(await self._asked("heard()"))

    async def recognise(self, content: bytes) -> Any:
        """The tones of a recording."""
        text = msgspec.json.encode(content).decode()
        await self._asked(f"void recognise({text})")
        while True:
            if found := await self._asked("recognised"):
                return json.loads(found)
            await asyncio.sleep(POLL_S)

    async def saturation(self) -> int:
        """How much colour is in the middle of what is shown: none without a picture."""
        picture = self.view.grab().toImage()
        return picture.pixelColor(picture.width() // 2, picture.height() // 2).saturation()

    async def let_listen(self, call: str, party: str, session: int) -> None:
        """Connect with one who isn't to be heard."""
        self.connect(call, party, session, heard=False)

    async def kill(self) -> None:
        """Its renderer dies."""
        os.kill(self.renderer, signal.SIGKILL)

    async def _asked(self, script: str) -> Any:
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._page.runJavaScript(script, 0, answer.set_result)
        return await answer


async def room(count: int) -> None:
    """Serve until standard input ends."""
    engines = [RoomEngine() for _ in range(count)]
    for index, engine in enumerate(engines):
        engine.told.subscribe(_writer(index))
        engine.start()
    commands = await _input()
    while line := await commands.readline():
        number, index, name, arguments = json.loads(line)
        done = _called(getattr(engines[index], name), arguments)
        _write([number, await done if inspect.isawaitable(done) else done])
    for engine in engines:
        engine.close()


def _called(method: Callable[..., Any], arguments: list[Any]) -> Awaitable[Any] | Any:
    kinds = [kind for name, kind in get_type_hints(method).items() if name != "return"]
    typed = [msgspec.convert(each, kind) for each, kind in zip(arguments, kinds, strict=False)]
    return method(*typed)


def _writer(index: int) -> Callable[[Any], None]:
    return lambda told: _write([0, index, told])


def _write(row: list[Any]) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
    sys.stdout.buffer.flush()


async def _input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=2**26)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


if __name__ == "__main__":
    scheme.register()
    loop.run(QApplication([]), lambda: room(int(sys.argv[1])))
