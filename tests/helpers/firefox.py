"""Debian's Firefox ESR, driven over WebDriver BiDi."""

import asyncio
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from websockets.asyncio.client import ClientConnection, connect

#: Where it is installed, or None.
FIREFOX: Final = shutil.which("firefox-esr")
PATIENCE_S: Final = 30
_LISTENING: Final = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")
_UNTIL: Final = """new Promise((resolve) => {
    const look = () => (%s) ? resolve() : setTimeout(look, 50);
    look();
})"""


class Firefox:
    """One page in one browser."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._asked = 0
        self._page = ""

    async def begin(self) -> None:
        """Take the browser's first page."""
        await self.ask("session.new", capabilities={})
        tree = await self.ask("browsingContext.getTree")
        self._page = tree["contexts"][0]["context"]

    async def ask(self, method: str, **params: object) -> Any:
        """The answer to a command. Raises AssertionError when the browser refuses."""
        self._asked += 1
        command = {"id": self._asked, "method": method, "params": params}
        await self._socket.send(json.dumps(command))
        async with asyncio.timeout(PATIENCE_S):
            while (answer := json.loads(await self._socket.recv())).get("id") != self._asked:
                continue
        assert answer["type"] == "success", answer
        return answer["result"]

    async def open(self, address: str) -> None:
        """Load a page."""
        await self.ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    async def run(self, script: str) -> object:
        """The value of an expression in the page, awaited."""
        target = {"context": self._page}
        answer = await self.ask(
            "script.evaluate", expression=script, target=target, awaitPromise=True
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    async def until(self, condition: str) -> None:
        """Wait until an expression is true in the page."""
        await self.run(_UNTIL % condition)


@asynccontextmanager
async def firefox(profile: Path) -> AsyncIterator[Firefox]:
    """A headless browser with an empty profile."""
    assert FIREFOX is not None
    started = await asyncio.create_subprocess_exec(
        FIREFOX,
        *("--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"),
        stderr=asyncio.subprocess.PIPE,
        env={"HOME": str(profile), "PATH": "/usr/bin:/bin"},
    )
    try:
        async with asyncio.timeout(PATIENCE_S):
            address = await _address(started.stderr)
        async with connect(f"{address}/session", max_size=None) as socket:
            page = Firefox(socket)
            await page.begin()
            yield page
    finally:
        started.terminate()
        await started.communicate()


async def _address(output: asyncio.StreamReader | None) -> str:
    assert output is not None
    async for line in output:
        if found := _LISTENING.search(line):
            return found[1].decode()
    raise AssertionError("Firefox ended before it listened")
