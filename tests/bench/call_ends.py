"""The two ends of a call, and when what happened at them. Moments are ``time.time()``.

The moments of the tablet's page are those of its ``Date.now()``, and sound is told by what came out
at each one's output, jitter buffer and sound server included. Microphones hum four times a second
with pauses of 50 ms, which may make the first sound that much later.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct
from numpy.lib.stride_tricks import sliding_window_view

from tests.helpers.call_stage import DESK, TABLET, CallStage, CallTablet, part
from tests.helpers.console_process import ConsoleProcess
from tests.helpers.pulse import RATE, Capture, Samples

#: Run in the tablet's page before its own scripts.
NOTES: Final = """
addEventListener("click", () => { globalThis.touchedAt = Date.now(); }, true);
const peers = [];
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...options) { super(...options); peers.push(this); }
};
globalThis.watchPicture = () => {
  globalThis.pictureAt = 0;
  document.querySelector(".call-remote").requestVideoFrameCallback(() => {
    globalThis.pictureAt = Date.now();
  });
};
globalThis.counted = async () => {
  const report = await peers.at(-1).getStats();
  const inbound = [...report.values()].filter((each) => each.type === "inbound-rtp");
  return Object.fromEntries(inbound.map((each) => [each.kind, each]));
};
"""
#: As loud as a ring is at least, as a part of full scale.
RING_FLOOR: Final = 0.015
#: As loud as a voice is at least.
VOICE_FLOOR: Final = 0.005
#: A tone is looked for in windows of this length, so many a second.
WINDOW: Final = RATE // 25
WINDOWS_PER_S: Final = 200
PATIENCE_S: Final = 20.0
LOOK_S: Final = 0.1


class CallTimes(Struct, frozen=True):
    """Milliseconds: from the touch on the tablet to the ring's card and sound at the console, and
    from the officer's key to the first sound and picture of the other side, here and there; and
    the longest that the console's window stood still meanwhile."""

    ring_seen: float
    ring_heard: float
    console_hears: float
    tablet_hears: float
    console_sees: float
    tablet_sees: float
    stall: float


class Counted(Struct, frozen=True):
    """Counters of what has come to one end since the call began: packets and samples of sound,
    those that were lost and made up, and decoded pictures."""

    packets: int
    lost: int
    samples: int
    concealed: int
    frames: int


class Ends:
    """A tablet whose microphone hums ``tone``, and a console that it calls, with pictures."""

    def __init__(
        self, calls: CallStage, tablet: CallTablet, desk: ConsoleProcess, tone: int = TABLET
    ) -> None:
        self._calls = calls
        self.tablet = tablet
        self.desk = desk
        self._tone = tone

    async def prepare(self) -> None:
        """Have the page note what happens in it."""
        page = self.tablet.page
        await page.add_init_script(NOTES)
        await page.reload()
        await self.tablet.tablet.connected()

    async def talk(self) -> CallTimes:
        """Call, answer, and wait until both see and hear each other."""
        await self.desk.until(lambda s: s["agent"] == "ready", "an officer who takes calls")
        await self.desk.watch()
        await self.desk.beat()
        await self.tablet.call(video=True)
        touched = await self._in_page("touchedAt")
        seen = await _until(lambda: self._at_desk("ring"), "the ring's card")
        room = self._calls.room
        heard = await _until(lambda: _sound(room, touched), "the ring")
        await self.tablet.page.evaluate("watchPicture()")
        await self.desk.key("F5")
        answered = await _until(lambda: self._at_desk("key"), "the answer")
        ears, own = self._calls.ears, self._tone

        async def since_answer(look: Callable[[], Awaitable[float]], about: str) -> float:
            return (await _until(look, about) - answered) * 1_000

        return CallTimes(
            ring_seen=(seen - touched) * 1_000,
            ring_heard=(heard - touched) * 1_000,
            console_hears=await since_answer(
                lambda: _voice(ears[DESK], answered, own), "the resident's voice"
            ),
            tablet_hears=await since_answer(
                lambda: _voice(ears[own], answered, DESK), "the officer's voice"
            ),
            console_sees=await since_answer(lambda: self._at_desk("picture"), "their picture"),
            tablet_sees=await since_answer(lambda: self._in_page("pictureAt"), "our picture"),
            stall=max(await self.desk.lateness_ms()),
        )

    async def part(self) -> None:
        """The officer hangs up, and is ready for the next call."""
        await part(self.tablet, self.desk)

    async def counted(self) -> tuple[Counted, Counted]:
        """What has come to the console, and to the tablet."""
        at_desk = (await self.desk.watched())["figures"]["figures"]
        come = await self.tablet.page.evaluate("counted()")
        sound = come["audio"]
        at_tablet = Counted(
            packets=sound["packetsReceived"],
            lost=sound["packetsLost"],
            samples=sound["totalSamplesReceived"],
            concealed=sound["concealedSamples"] - sound["silentConcealedSamples"],
            frames=come["video"]["framesDecoded"],
        )
        return msgspec.convert(at_desk, Counted), at_tablet

    async def _in_page(self, name: str) -> float:
        return float(await self.tablet.page.evaluate(name)) / 1_000

    async def _at_desk(self, name: str) -> float:
        return float((await self.desk.watched())["moments"].get(name, 0.0))


async def _until(look: Callable[[], Awaitable[float]], about: str) -> float:
    """Look until there is a moment."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not (moment := await look()):  # noqa: ASYNC110
                await asyncio.sleep(LOOK_S)  # sounds and screens can only be looked at
    except TimeoutError as error:
        raise AssertionError(f"not noticed: {about}") from error
    return moment


async def _sound(ears: Capture, since: float) -> float:
    loud = np.flatnonzero(np.abs(_recorded(ears, since)) > RING_FLOOR)
    return since + float(loud[0]) / RATE if loud.size else 0.0


async def _voice(ears: Capture, since: float, tone: int) -> float:
    """When the tone was first heard; the end of the first window that holds it, and so does the
    one after it: the click with which another tone is cut holds every tone, for once."""
    samples = _recorded(ears, since)
    if samples.size < 2 * WINDOW:
        return 0.0
    windows = sliding_window_view(samples, WINDOW)[:: RATE // WINDOWS_PER_S]
    shape = np.hanning(WINDOW)
    wave = np.exp(-2j * np.pi * tone * np.arange(WINDOW) / RATE) * shape * 2 / shape.sum()
    loud = np.abs(windows @ wave) > VOICE_FLOOR
    after = WINDOW * WINDOWS_PER_S // RATE
    found = np.flatnonzero(loud[:-after] & loud[after:])
    return since + float(found[0]) / WINDOWS_PER_S + WINDOW / RATE if found.size else 0.0


def _recorded(ears: Capture, since: float) -> Samples:
    return ears.since(ears.second_of(since))
