"""Calls between a real tablet and a real console: what is heard, seen, held, recorded, survived."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.helpers.call_stage import (
    DESK,
    PHONE,
    TABLET,
    TONES,
    CallStage,
    CallTablet,
    call_stage,
    part,
    said,
    talk,
)
from tests.helpers.console_process import ConsoleProcess
from tests.helpers.netem import Weather, bad_network, missing
from tests.helpers.pulse import needs_pulse
from tests.helpers.recorded_sound import decoded
from tests.helpers.tones import heard_once, sounds, tones_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sound,
    needs_pulse,
    pytest.mark.timeout(120),
    pytest.mark.asyncio(loop_scope="module"),
]

#: The note by which a tablet says that the call is recorded, Hz.
ANNOUNCED = 1_400
#: So long a call rings here before it is missed.
RING_S = 10
#: Link and media are gone for so long.
LOST_S = 10
POST = "Pos Krajankulon RT 03"


@pytest.fixture(autouse=True)
def no_threads_left() -> None:
    """A gateway that a test starts anew outlives it, and so does the thread that awaits its end."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def calls(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[CallStage]:
    settings = {"POSPIN_CALLS_RING_S": str(RING_S)}
    async with call_stage(tmp_path_factory.mktemp("calls"), **settings) as playing:
        yield playing


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cast(calls: CallStage) -> tuple[ConsoleProcess, CallTablet]:
    return await asyncio.gather(calls.console(), calls.tablet())


@pytest.fixture(scope="module")
def desk(cast: tuple[ConsoleProcess, CallTablet]) -> ConsoleProcess:
    return cast[0]


@pytest.fixture(scope="module")
def tablet(cast: tuple[ConsoleProcess, CallTablet]) -> CallTablet:
    return cast[1]


async def both_speak(calls: CallStage) -> None:
    await calls.hear(TABLET, DESK)
    await calls.hear(DESK, TABLET)


async def test_a_touch_rings_in_the_room_and_both_hear_each_other(
    calls: CallStage, tablet: CallTablet, desk: ConsoleProcess
) -> None:
    await tablet.call()
    await desk.until(lambda s: said(s, POST, "SIAP"), "the call rings")
    await sounds(calls.room)
    await desk.key("F5")
    await tablet.stands("on")
    await both_speak(calls)
    await desk.until(lambda s: said(s, "SIBUK", "Tersambung"), "a call that is spoken in")
    await part(tablet, desk)


async def test_pictures_go_both_ways_and_a_call_is_held_and_muted(
    calls: CallStage, tablet: CallTablet, desk: ConsoleProcess
) -> None:
    await talk(tablet, desk, video=True)
    await both_speak(calls)
    await desk.until(
        lambda s: s["media"]["picture"] and max(s["frames"].values()) > 10, "the resident's picture"
    )
    await tablet.sees_frames(10)
    await expect(tablet.mark("camera_on")).to_be_visible()

    await desk.key("F8")
    await calls.hear(TABLET)
    await calls.hear(DESK, TABLET)
    await expect(tablet.mark("other_muted")).to_be_visible()
    await desk.key("F8")
    await tablet.touch("mute")
    await calls.hear(DESK)
    await calls.hear(TABLET, DESK)
    await tablet.touch("mute")
    await both_speak(calls)

    await desk.key("F7")
    await tablet.stands("held")
    await calls.hear(TABLET)
    await calls.hear(DESK)
    await desk.key("F7")
    await tablet.stands("on")
    await both_speak(calls)
    await tablet.sees_frames(5)
    await part(tablet, desk)


async def test_who_was_missed_is_called_back(
    calls: CallStage, tablet: CallTablet, desk: ConsoleProcess
) -> None:
    await desk.until(lambda s: s["agent"] == "ready", "an officer who takes calls")
    await tablet.call()
    await desk.until(lambda s: said(s, POST), "the call rings")
    await tablet.stands("over")
    await desk.until(lambda s: said(s, "Tak terjawab"), "a call back that is due")
    await tablet.home()
    await desk.key("Ctrl+F5")
    await tablet.stands("incoming")
    await tablet.touch("answer")
    await tablet.stands("on")
    await both_speak(calls)
    await desk.until(lambda s: not said(s, "Tak terjawab"), "nobody is due")
    await part(tablet, desk)


async def test_a_gateway_that_is_killed_takes_no_call_along(
    calls: CallStage, tablet: CallTablet, desk: ConsoleProcess
) -> None:
    await talk(tablet, desk)
    await both_speak(calls)
    await calls.gateway.kill()
    await desk.until(lambda s: s["link"] != "online", "the console without a link")
    await both_speak(calls)
    await calls.gateway.start()
    await desk.until(lambda s: s["link"] == "online" and bool(s["officer"]), "the link again")
    await both_speak(calls)
    await desk.key("F7")
    await tablet.stands("held")
    await calls.hear(TABLET)
    await desk.key("F7")
    await tablet.stands("on")
    await both_speak(calls)
    await part(tablet, desk)


async def test_an_engine_that_crashes_is_redialled_by_itself(
    calls: CallStage, tablet: CallTablet, desk: ConsoleProcess
) -> None:
    await talk(tablet, desk, video=True)
    await both_speak(calls)
    crashed = (await desk.state())["renderer"]
    await desk.crash_engine()
    await desk.until(
        lambda s: s["renderer"] != crashed and s["media"]["picture"] and said(s, "Tersambung"),
        "the picture again",
    )
    await both_speak(calls)
    await part(tablet, desk)


async def test_an_alarm_is_raised_in_the_middle_of_a_call(
    calls: CallStage, tablet: CallTablet, desk: ConsoleProcess
) -> None:
    await talk(tablet, desk)
    await tablet.tablet.hold("fire")
    await desk.until(lambda s: bool(s["sounding"]), "the alarm sounds")
    await tablet.tablet.sees("seen")
    await both_speak(calls)
    await desk.key("F12")
    await desk.until(lambda s: s["agent"] == "wrap_up", "the call is over")


async def test_a_call_about_an_alarm_is_recorded_played_and_proven(
    calls: CallStage, tablet: CallTablet, desk: ConsoleProcess
) -> None:
    await tablet.page.locator('[data-action="call"]').first.click()
    await desk.until(lambda s: said(s, "Terbuka: "), "the call rings, with its alarm")
    await desk.key("F5")
    await tablet.stands("on")
    await both_speak(calls)
    start = calls.ears[TABLET].seconds
    await desk.key("F11")
    await expect(tablet.mark("recorded")).to_be_visible()
    await desk.until(lambda s: said(s, "Direkam: suara"), "that it is recorded")
    await heard_once(calls.ears[TABLET], start, ANNOUNCED)
    await both_speak(calls)
    await desk.key("F11")
    await expect(tablet.mark("recorded")).to_be_hidden()
    await desk.key("F12")
    await desk.until(lambda s: s["agent"] == "wrap_up", "the call is over")

    await desk.key("Home")
    await desk.until(lambda s: "Putar" in s["buttons"], "a recording to be played")
    await calls.hear(DESK)
    await desk.click("Putar")
    await calls.hear(DESK, DESK, TABLET)
    (file,) = (calls.gateway.folder / "media").rglob("*.webm")
    assert tones_in(decoded(file.read_bytes()), TONES) == {DESK, TABLET}

    proven = await calls.gateway.cli("verify")
    assert (proven["bad"], proven["recordings"]) == (None, 1)
    with file.open("ab") as altered:
        altered.write(b"lain")
    with pytest.raises(RuntimeError, match="ended with"):
        await calls.gateway.cli("verify")


@pytest.mark.skipif(bool(missing), reason=f"no bad network: {missing}")
async def test_a_lost_link_is_found_again(calls: CallStage, desk: ConsoleProcess) -> None:
    with bad_network(Weather()) as network:
        tablet = await calls.tablet(PHONE, post=1, network=network)
        await desk.key("Ctrl+1")
        await tablet.call()
        await desk.until(lambda s: said(s, "Pos Kutoharjo RT 01"), "the call rings")
        await desk.key("F5")
        await tablet.stands("on")
        await calls.hear(PHONE, DESK)
        await calls.hear(DESK, PHONE)
        network.change(Weather(cut=True))
        mended = asyncio.get_running_loop().time() + LOST_S
        await calls.hear(DESK)
        await tablet.stands("reconnecting")
        await desk.until(lambda s: said(s, "Terputus"), "a call that is looked for")
        await asyncio.sleep(mended - asyncio.get_running_loop().time())
        network.change(Weather())
        await tablet.stands("on")
        await calls.hear(PHONE, DESK)
        await calls.hear(DESK, PHONE)
        await desk.until(lambda s: said(s, "Tersambung"), "the call again")
        await desk.key("F12")
        await tablet.stands("over")
        await tablet.page.context.close()
