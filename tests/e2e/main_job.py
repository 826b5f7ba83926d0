"""The main job, played by itself: a resident holds Kebakaran and the control room hears it.

    python -m tests.e2e.main_job [--pictures DIR]

Real gateway, real Chromium as two tablets of different kecamatan, real console, offscreen. Prints
each step with its time, saves pictures of console and tablet, ends with 0 only if every step was
truly seen. Where there is a screen it opens the system for a person instead (``desk.py``).
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.helpers.console_process import ConsoleProcess
from tests.helpers.pulse import Capture, capture, missing, recognise
from tests.helpers.stage import Stage, stage
from tests.helpers.tablet import Tablet

KALIWUNGU: Final = 0
BOJA: Final = 3
PICTURES: Final = Path("build/main-job")
FIRE: Final = [3, 3, 3, 3]


class Story:
    """Prints what happened and how long after the step before; saves pictures."""

    def __init__(self, pictures: Path) -> None:
        self._pictures = pictures
        self._began = self._last = time.monotonic()
        self._number = 0

    def tell(self, what: str) -> None:
        """A step was seen."""
        now = time.monotonic()
        print(f"{now - self._began:7.2f} s  +{now - self._last:5.2f}  {what}", flush=True)
        self._last = now

    async def picture(self, who: Tablet | ConsoleProcess, name: str) -> None:
        """Save what a screen shows now."""
        self._number += 1
        file = self._pictures / f"{self._number:02}-{name}.png"
        await who.picture(file)
        print(f"{'':18}{file}", flush=True)


async def report_and_take(
    story: Story, reporter: Tablet, console: ConsoleProcess, place: str
) -> None:
    """From what the console shows of a new report to what the tablet shows of its taking."""
    seen = await console.until(
        lambda s: any(place in row and "Kebakaran" in row for row in s["queue"]) and s["sounding"],
        f"the fire of {place} in the queue, sounding",
    )
    story.tell(f"konsol: {seen['queue'][0]}, berbunyi")
    await story.picture(console, "konsol-berbunyi")
    await reporter.sees("seen")
    story.tell("tablet: petugas melihat")
    await console.key("Home")
    await console.until(lambda s: place in " ".join(s["selected"]), f"{place} selected")
    await console.key("F2")
    await console.until(lambda s: not s["sounding"], "silence after F2")
    story.tell("petugas menekan F2: didengar, nada berhenti")
    await console.key("F3")
    await reporter.sees("handled")
    story.tell("petugas menekan F3: diambil; tablet: ditangani petugas")
    await story.picture(reporter, "tablet-ditangani")
    await story.picture(console, "konsol-diambil")


async def heard(story: Story, ears: Capture | None) -> None:
    """Recognise the rhythm at the loudspeaker, where there is a sound server."""
    if ears is None:
        print(f"{'':18}(tanpa peladen suara: {', '.join(missing)}; bunyi tidak direkam)")
        return
    groups = await asyncio.to_thread(lambda: recognise(ears.wait_for(14)))
    if not any(groups[i : i + 3] == FIRE[:3] for i in range(len(groups))):
        raise AssertionError(f"the loudspeaker did not play the fire rhythm but {groups}")
    story.tell(f"pengeras suara: irama kebakaran terdengar {groups}")


async def play(scene: Stage, story: Story) -> None:
    """Both reports: the first with a link, the second while the tablet had none."""
    story.tell("gateway siap")
    console = await scene.console()
    story.tell("konsol: terdaftar, Petugas 1 masuk")
    near, far = await scene.tablet(KALIWUNGU), await scene.tablet(BOJA)
    story.tell("dua tablet terdaftar: Kaliwungu dan Boja")
    await story.picture(near, "tablet-beranda")

    await near.hold("fire")
    await near.sees("reached")
    story.tell("warga menahan Kebakaran; tablet: tersimpan, sampai di pusat")
    await story.picture(near, "tablet-sampai")
    if scene.sound is None:
        await heard(story, None)
    else:
        with capture(scene.sound) as ears:
            await heard(story, ears)
    await report_and_take(story, near, console, "Kaliwungu")

    await far.cut()
    await far.disconnected()
    story.tell("tablet Boja: tidak terhubung")
    await far.hold("fire")
    await far.sees("stored")
    if "reached" in await far.lit():
        raise AssertionError("the tablet claims more than is proven")
    story.tell("warga menahan Kebakaran tanpa jaringan; tablet: tersimpan")
    await story.picture(far, "tablet-luring")
    await far.mend()
    await far.sees("reached")
    story.tell("jaringan kembali; tablet: sampai di pusat")
    await report_and_take(story, far, console, "Boja")
    state = await console.state()
    if len(state["queue"]) != 2:
        raise AssertionError(f"two reports were made, the queue shows {state['queue']}")
    verdict = await scene.gateway.cli("verify")
    story.tell(f"jurnal diperiksa: {verdict['events']} kejadian, rantai utuh")


async def main(pictures: Path) -> None:
    """Play it in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="pospin-") as folder:
        async with stage(Path(folder), sound=not missing) as scene:
            await play(scene, Story(pictures))
    print("Semua langkah terlihat.", flush=True)


def has_screen() -> bool:
    """Whether a window can be opened for a person."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    if has_screen():
        from tests.e2e.desk import main as open_desk

        sys.exit(open_desk())
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=Path, default=PICTURES)
    asyncio.run(main(parser.parse_args().pictures))
