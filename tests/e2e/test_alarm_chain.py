"""From the resident's finger to the officer's ear and back, with nothing replaced."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.e2e.main_job import Story, play
from tests.helpers.mailbox import Mailbox, serving
from tests.helpers.pulse import RATE, Capture, capture, needs_pulse, recognise, rms
from tests.helpers.stage import Stage, stage

#: Seconds until the room follows, on however busy a machine.
ROOM_S = 20

pytestmark = [pytest.mark.browser, pytest.mark.sound, needs_pulse, pytest.mark.timeout(300)]


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as playing:
        yield playing


def waiting(state: dict[str, Any]) -> list[str]:
    """The rows of the queue that nobody has taken."""
    return [row for row in state["queue"] if "belum diambil" in row]


async def journal_is_whole(scene: Stage) -> None:
    assert (await scene.gateway.cli("verify"))["bad"] is None


async def test_the_main_job(scene: Stage, tmp_path: Path) -> None:
    await play(scene, Story(tmp_path / "pictures"))
    assert len(list((tmp_path / "pictures").glob("*.png"))) == 9
    await journal_is_whole(scene)


async def test_a_gateway_killed_between_two_alarms_loses_and_doubles_nothing(
    scene: Stage,
) -> None:
    console = await scene.console()
    tablet = await scene.tablet()
    await tablet.hold("fire")
    await tablet.sees("seen")
    await scene.gateway.kill()
    await tablet.go_home()
    await tablet.disconnected()
    lost = await console.until(lambda s: s["link"] != "online", "the console without a link")
    assert lost["banners"]
    assert lost["sounding"], "what is open must go on sounding without a link"
    await tablet.hold("crime")
    await tablet.sees("stored")
    await scene.gateway.start()
    await tablet.sees("seen")
    state = await console.until(lambda s: len(waiting(s)) == 2, "both alarms")
    assert sorted(row.split(" · ")[1] for row in state["queue"]) == ["Kebakaran", "Tindak kriminal"]
    assert not state["banners"]
    # Its sign-in outlives the gateway: the officer goes on without typing anything.
    assert state["officer"] == "Petugas 1"
    await journal_is_whole(scene)


async def test_an_unclaimed_alarm_gets_louder_is_heard_again_and_leaves_the_house(
    tmp_path: Path,
) -> None:
    mail = Mailbox()
    async with serving(mail) as port:
        settings = {
            "POSPIN_OUTBOUND_EMAIL_HOST": "127.0.0.1",
            "POSPIN_OUTBOUND_EMAIL_PORT": str(port),
            "POSPIN_OUTBOUND_EMAIL_SENDER": "pospin@kendal.example",
            "POSPIN_OUTBOUND_EMAIL_TO": "pengawas@kendal.example",
            "POSPIN_OUTBOUND_EMAIL_SECURITY": "none",
        }
        async with stage(tmp_path, sound=True, **settings) as scene:
            assert scene.sound is not None
            console = await scene.console()
            tablet = await scene.tablet()
            with capture(scene.sound) as ears:
                await tablet.hold("fire")
                await tablet.sees("seen")
                await asyncio.to_thread(ears.wait_for_sound, ROOM_S)
                normal = await loudness(ears, 6)
                await console.key("Home")
                await console.key("F2")
                await console.until(lambda s: not s["sounding"], "silence after F2")
                await asyncio.to_thread(ears.wait_for_silence, ROOM_S, 3, normal / 20)

                scene.gateway.move_clock(61)
                await console.until(lambda s: s["sounding"], "the tone again after 60 s")
                await tablet.page.locator('main.alarm[data-worry="unanswered"]').wait_for()
                await asyncio.to_thread(ears.wait_for_sound, ROOM_S)
                assert await loudness(ears, 6) > normal * 1.4

                scene.gateway.move_clock(30)
                state = await console.until(
                    lambda s: any("sudah diterima" in line for line in s["timeline"]),
                    "the relay on the timeline",
                )
                assert state["sounding"], "the tone goes on until an officer takes it"
            await journal_is_whole(scene)
    (letter,) = mail.letters
    assert "Krajankulon" in letter.as_string()


async def loudness(ears: Capture, seconds: float) -> float:
    """RMS of what the loudspeaker plays from now on."""
    return rms(await asyncio.to_thread(ears.wait_for, seconds))


async def test_a_console_killed_while_an_alarm_is_open_leaves_its_sound(scene: Stage) -> None:
    assert scene.sound is not None
    console = await scene.console()
    tablet = await scene.tablet()
    await tablet.hold("disaster")
    await tablet.sees("seen")
    with capture(scene.sound) as ears:
        await console.kill()
        heard = await asyncio.to_thread(ears.wait_for, 16)
    assert 4 in recognise(heard), "the disaster rhythm is four strokes"
    quarters = np.array_split(heard, 4)
    assert all(rms(quarter) > 0.01 for quarter in quarters)
    again = await scene.console_again(console)
    await again.until(lambda s: s["sounding"], "the new console sounds what is open")
    await again.key("Home")
    await again.key("F3")
    await tablet.sees("handled")
    with capture(scene.sound) as ears:
        heard = await asyncio.to_thread(ears.wait_for, 8)
    assert rms(heard[-3 * RATE :]) < 0.002, "taken: the loudspeaker falls silent"


async def test_a_blocked_console_goes_on_sounding(scene: Stage) -> None:
    assert scene.sound is not None
    console = await scene.console()
    tablet = await scene.tablet()
    await tablet.hold("crime")
    await tablet.sees("seen")
    with capture(scene.sound) as ears:
        await console.block(10)
        heard = await asyncio.to_thread(ears.wait_for, 10)
    assert all(rms(part) > 0.01 for part in np.array_split(heard, 3))


async def test_a_locked_console_shows_and_sounds_kind_and_place(scene: Stage) -> None:
    console = await scene.console(user="")
    tablet = await scene.tablet()
    await tablet.hold("medical")
    await tablet.sees("reached")
    state = await console.until(lambda s: s["sounding"], "a tone before anyone signs in")
    assert any("Krajankulon" in row for row in state["queue"])
    assert state["officer"] is None
    assert "KDL-" not in " ".join(state["queue"] + state["selected"])
    # Nobody is signed in, so no officer has seen it.
    assert await tablet.lit() == ["stored", "reached"]


async def test_a_cancelled_alarm_falls_silent_but_stays_until_an_officer_closes_it(
    scene: Stage,
) -> None:
    console = await scene.console()
    tablet = await scene.tablet()
    await tablet.hold("fire")
    await tablet.sees("reached")
    await tablet.cancel()
    state = await console.until(
        lambda s: any("batal" in row.casefold() for row in s["queue"]), "the cancelled card"
    )
    assert len(state["queue"]) == 1
    assert scene.sound is not None
    with capture(scene.sound) as ears:
        heard = await asyncio.to_thread(ears.wait_for, 18)
    assert rms(heard[-4 * RATE :]) < 0.002, "silence once the soft tone has played"
    assert len((await console.state())["queue"]) == 1, "the card stays"
