"""Tablets and consoles that call each other for real, each with a tone and an output of its own."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from playwright.async_api import Locator, expect

from tests.helpers.console_process import ConsoleProcess, State
from tests.helpers.gateway_client import PIN
from tests.helpers.netem import Network
from tests.helpers.partner_phone import SMALL
from tests.helpers.pulse import Capture
from tests.helpers.stage import Stage, stage
from tests.helpers.tablet import CHROMIUM, LANDSCAPE, WAIT_MS, Tablet
from tests.helpers.tones import fake_devices, hears

#: What each microphone hums, in Hz; none is a harmonic of another.
TABLET: Final = 1_000
DESK: Final = 700
SECOND: Final = 400
PHONE: Final = 1_300
TONES: Final = (TABLET, DESK, SECOND, PHONE)
#: The room's loudspeaker first, on which all consoles ring.
SINKS: Final = ("room", *(f"out{tone}" for tone in TONES))
FRAMES: Final = "document.querySelector('.call-remote').getVideoPlaybackQuality().totalVideoFrames"
#: Nobody has to be asked for the microphone, or to touch the screen before it sounds.
PERMITTED: Final = (
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)
#: A bad network's far side can't reach 127.0.0.1.
EVERYWHERE: Final = "0.0.0.0"
FLAGS: Final = "QTWEBENGINE_CHROMIUM_FLAGS"


class CallStage:
    """The system with people who speak. ``ears`` are at each one's own output, by their tone."""

    def __init__(self, playing: Stage, fps: int) -> None:
        sound = playing.sound
        assert sound is not None
        self.stage = playing
        self.gateway = playing.gateway
        self._fps = fps
        # At once: each has to wait two seconds for the first sample of a silent output.
        with ThreadPoolExecutor(len(SINKS)) as pool:
            room, *ears = pool.map(lambda sink: Capture(sound, sink), SINKS)
        self.room = room
        self.ears = dict(zip(TONES, ears, strict=True))

    async def tablet(
        self, tone: int = TABLET, post: int = 0, *, network: Network | None = None
    ) -> "CallTablet":
        """A tablet whose microphone hums; tone 0: neither camera nor microphone. It is at the far
        side of ``network``, if one is given."""
        made = await self.stage.tablet(
            post,
            LANDSCAPE,
            *self._flags(tone),
            *([] if network is None else [f"--host-resolver-rules=MAP localhost {network.near}"]),
            executable=CHROMIUM if network is None else self._inside(network),
            **self._output(tone or TABLET),
        )
        return CallTablet(made)

    async def phone(self, title: str) -> "CallTablet":
        """The page of a neighbourhood's head, paired and open, whose microphone hums."""
        answer = await self.gateway.cli(
            *("partner", "add", "--name", title, "--role", "ketua_rt", "--phone", "+6281200000003"),
            *("--post", self.stage.post()),
        )
        made = await self.stage.browser(
            "phone",
            f"mitra/#{answer['code']}",
            size=SMALL,
            flags=self._flags(PHONE),
            **self._output(PHONE),
        )
        await made.open()
        await made.page.fill('[name="pin"]', PIN)
        await made.page.fill('[name="repeat"]', PIN)
        await made.page.click('[type="submit"]')
        for digit in PIN:
            await made.page.get_by_role("button", name=digit, exact=True).click()
        await made.page.click('[data-action="open"]')
        await expect(made.page.locator(".duty")).to_be_visible(timeout=WAIT_MS)
        return CallTablet(made)

    async def console(self, user: str = "petugas1", tone: int = DESK) -> ConsoleProcess:
        """A console whose officer hums."""
        flags = " ".join(fake_devices(self.stage.folder, tone, self._fps))
        return await self.stage.console(user, **{FLAGS: flags}, **self._output(tone))

    async def hear(self, who: int, *expected: int) -> float:
        """Wait until exactly these tones come out at who hums that tone; seconds that it took."""
        return await hears(self.ears[who], TONES, *expected)

    def _flags(self, tone: int) -> list[str]:
        return [*PERMITTED, *fake_devices(self.stage.folder, tone, self._fps)]

    def _inside(self, network: Network) -> str:
        """A browser's program that runs it at the far side."""
        file = self.stage.folder / "chromium-inside"
        line = " ".join(network.inside(CHROMIUM))
        file.write_text(f'#!/bin/sh\nexec {line} "$@"\n')
        file.chmod(0o755)
        return str(file)

    def _output(self, tone: int) -> dict[str, str]:
        assert self.stage.sound is not None
        server = self.stage.sound.environment["PULSE_SERVER"]
        return {"PULSE_SERVER": server, "PULSE_SINK": f"out{tone}"}


class CallTablet:
    """The calls of a tablet, or a phone, by touch and by eye."""

    def __init__(self, tablet: Tablet) -> None:
        self.tablet = tablet
        self.page = tablet.page

    async def call(self, *, video: bool = False) -> None:
        """Touch "Hubungi petugas"."""
        name = ".service-video" if video else '.service[data-service="officer"]'
        await self.page.locator(name).first.click()
        await self.stands("calling")

    async def touch(self, name: str) -> None:
        """Touch a button of the call."""
        await self.page.locator(f'.call-button[data-call="{name}"]').click()

    async def stands(self, stage: str) -> None:
        """Wait until the call is so far."""
        panel = self.page.locator(f'.call-panel[data-stage="{stage}"]')
        await expect(panel).to_be_visible(timeout=WAIT_MS)

    async def home(self) -> None:
        """Read how the call ended, and leave it."""
        await self.touch("leave")
        await expect(self.page.locator("main.home")).to_be_visible()

    def mark(self, name: str) -> Locator:
        """A mark on the call."""
        return self.page.locator(f'.call-mark[data-mark="{name}"]')

    async def sees_frames(self, more: int) -> None:
        """Wait until so many more pictures of the other side were decoded."""
        before = await self.page.evaluate(FRAMES)
        await self.page.wait_for_function(f"before => {FRAMES} >= before + {more}", arg=before)


async def talk(tablet: CallTablet, desk: ConsoleProcess, *, video: bool = False) -> None:
    """A resident calls and the officer answers."""
    await desk.until(lambda s: s["agent"] == "ready", "an officer who takes calls")
    await tablet.call(video=video)
    await desk.until(lambda s: "Jawab" in s["buttons"], "the call rings")
    await desk.key("F5")
    await tablet.stands("on")


async def part(tablet: CallTablet, desk: ConsoleProcess) -> None:
    """The officer hangs up, and is ready for the next call."""
    await desk.key("F12")
    await tablet.stands("over")
    await tablet.home()
    await desk.until(lambda s: s["agent"] == "wrap_up", "the time to write things down")
    await desk.key("Ctrl+1")


def said(state: State, *words: str) -> bool:
    """Whether the call panel of a console says all of that."""
    whole = " | ".join(state["calls"])
    return all(word in whole for word in words)


@asynccontextmanager
async def call_stage(
    folder: Path, fps: int = 10, /, **environment: str
) -> AsyncIterator[CallStage]:
    """A running system in which calls can be made; cameras give so many pictures a second."""
    async with stage(folder, SINKS, sound=True, host=EVERYWHERE, **environment) as playing:
        calls = CallStage(playing, fps)
        try:
            yield calls
        finally:
            for ears in (calls.room, *calls.ears.values()):
                ears.stop()
