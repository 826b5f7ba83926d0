"""The whole system on one machine: a real gateway, real consoles, real tablets, a sound server."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from playwright.async_api import ViewportSize, async_playwright

from tests.helpers.console_process import ConsoleProcess, State
from tests.helpers.gateway_process import GatewayProcess
from tests.helpers.pulse import PulseServer, pulse_server
from tests.helpers.tablet import CHROMIUM, LANDSCAPE, Tablet, tablet

SINKS = ("spk", "spk2")
#: A quiet night: no console reports a sound that it can't prove, no proxy stands between.
SOUNDLESS = {"PULSE_SERVER": "unix:/nonexistent"}


class Stage:
    """Who plays, and what they need to enter."""

    def __init__(
        self, folder: Path, gateway: GatewayProcess, sound: PulseServer | None, seed: dict[str, Any]
    ) -> None:
        self.folder = folder
        self.gateway = gateway
        self.sound = sound
        self.password: str = seed["password"]
        self._posts = [row for row in seed["devices"] if row["id"].startswith("post:")]
        self._stack = AsyncExitStack()
        self._consoles = 0

    async def tablet(
        self,
        post: int = 0,
        size: ViewportSize = LANDSCAPE,
        *flags: str,
        executable: str = CHROMIUM,
        **environment: str,
    ) -> Tablet:
        """A tablet of the pilot's nth post, enrolled and at its home screen."""
        made = await self.browser(
            f"tablet-{post}", size=size, flags=flags, executable=executable, **environment
        )
        await made.open()
        answer = await self.gateway.cli("post", "code", self.post(post))
        await made.enrol(answer["code"])
        return made

    async def browser(
        self,
        name: str,
        path: str = "",
        *,
        size: ViewportSize = LANDSCAPE,
        flags: Sequence[str] = (),
        executable: str = CHROMIUM,
        **environment: str,
    ) -> Tablet:
        """A browser of its own for the page at ``path``, which isn't opened yet."""
        return await self._stack.enter_async_context(
            tablet(
                await self._playwright(),
                self.folder / name,
                self.gateway.ca,
                f"{self.gateway.page}{path}",
                size,
                flags,
                executable,
                **environment,
            )
        )

    def post(self, number: int = 0) -> str:
        """The pilot's nth post, by its subject."""
        return str(self._posts[number]["id"])

    async def console(self, user: str = "petugas1", **environment: str) -> ConsoleProcess:
        """A console of its own, enrolled; ``user`` signs in unless it is empty."""
        self._consoles += 1
        number = self._consoles
        name = f"Konsol uji {number}"
        answer = await self.gateway.cli("console", "add", "--name", name)
        console = self._new_console(f"console-{number}", environment)
        password = self.password if user else ""
        await console.start(code=answer["code"], user=user, password=password)
        self._stack.push_async_callback(console.stop)
        await console.until(connected, "the console is connected")
        if user:
            await console.until(signed_in, "an officer is signed in")
        return console

    async def console_again(self, was: ConsoleProcess, user: str = "petugas1") -> ConsoleProcess:
        """A new process of a console that was enrolled before."""
        console = ConsoleProcess(
            was.folder, self.gateway.sockets, self.gateway.ca, **self._console_environment({})
        )
        await console.start(user=user, password=self.password if user else "")
        self._stack.push_async_callback(console.stop)
        await console.until(connected, "the console is connected again")
        if user:
            await console.until(signed_in, "an officer is signed in again")
        return console

    async def close(self) -> None:
        """Everybody leaves, the last one in first."""
        await self._stack.aclose()

    def _new_console(self, name: str, environment: dict[str, str]) -> ConsoleProcess:
        return ConsoleProcess(
            self.folder / name,
            self.gateway.sockets,
            self.gateway.ca,
            **self._console_environment(environment),
        )

    def _console_environment(self, environment: dict[str, str]) -> dict[str, str]:
        sound = self.sound.environment if self.sound else SOUNDLESS
        return {**sound, **environment}

    async def _playwright(self) -> Any:
        if not hasattr(self, "_browsers"):
            self._browsers = await self._stack.enter_async_context(async_playwright())
        return self._browsers


def connected(state: State) -> bool:
    """Whether a console is connected to the gateway."""
    return bool(state["link"] == "online")


def signed_in(state: State) -> bool:
    """Whether an officer is signed in at a console."""
    return bool(state["officer"])


@asynccontextmanager
async def stage(
    folder: Path,
    sinks: tuple[str, ...] = SINKS,
    /,
    *,
    sound: bool = True,
    host: str = "127.0.0.1",
    **environment: str,
) -> AsyncIterator[Stage]:
    """A running gateway with the pilot's posts and the demonstration officers.

    ``sinks`` are the outputs of the sound server, ``host`` is where the gateway listens.
    """
    gateway = GatewayProcess(folder / "gateway", host=host, **environment)
    seed = await gateway.cli("seed", "demo")
    with pulse_server(sinks) if sound else nullcontext() as server:
        await gateway.start()
        playing = Stage(folder, gateway, server, seed)
        try:
            yield playing
        finally:
            await playing.close()
            await gateway.stop()
