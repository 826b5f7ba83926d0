"""A night's work by two officers at two consoles with three tablets, nothing replaced.

One story on one gateway: two want the same alarm, a second report is joined and parted again, the
neighbours are called and answer, a lesson is answered and scored, the run card is dispatched and an
agency stays silent. ``tmp_path`` holds a picture of each moment.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.helpers.console_process import ConsoleProcess, State
from tests.helpers.stage import Stage, stage
from tests.helpers.tablet import PORTRAIT, WAIT_MS, Tablet

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

KRAJANKULON, KUTOHARJO, NOLOKERTO = 0, 1, 2
OFFICERS = {"petugas1": "Petugas 1", "petugas2": "Petugas 2"}
#: Three contacts are tried, each for so long, s.
PATIENCE, CONTACTS = 61, 3


@dataclass
class Night:
    """Who plays. ``first`` won the first alarm, ``other`` did not."""

    scene: Stage
    first: ConsoleProcess
    other: ConsoleProcess
    reporter: Tablet
    second: Tablet
    third: Tablet
    pictures: Path

    async def picture(self, name: str) -> None:
        """Save what all screens show now."""
        for who in ("first", "other", "reporter", "second", "third"):
            await getattr(self, who).picture(self.pictures / f"{name}-{who}.png")


@pytest.fixture
async def night(tmp_path: Path) -> AsyncIterator[Night]:
    async with stage(tmp_path, sound=False) as scene:
        first, other = [await scene.console(user) for user in OFFICERS]
        reporter = await scene.tablet(KRAJANKULON)
        second = await scene.tablet(KUTOHARJO, PORTRAIT)
        third = await scene.tablet(NOLOKERTO)
        yield Night(scene, first, other, reporter, second, third, tmp_path / "pictures")


def says(part: str, words: str) -> Callable[[State], bool]:
    """Whether a part of the window says this, whatever the case."""
    return lambda state: words.casefold() in "\n".join(state[part]).casefold()


def waiting(state: State) -> list[str]:
    """The rows of the queue that nobody has taken."""
    return [row for row in state["queue"] if "belum diambil" in row]


def counted_in(figures: State) -> State:
    """What of the figures tells of incidents, and not of the time that goes by."""
    names = ("incidents", "measures", "kinds", "dispositions", "hours", "areas")
    return {name: figures[name] for name in names} | {"alarms": figures["load"]["alarms"]}


async def find(console: ConsoleProcess, words: str) -> None:
    """Select a report by the command line."""
    await console.key("/")
    await console.type(words)
    await console.key("Return")
    await console.until(says("selected", words), f"{words} selected")


async def test_a_night_of_two_officers(night: Night) -> None:
    await two_want_the_same_alarm(night)
    await a_second_report_is_joined_and_parted_again(night)
    await the_neighbours_are_called_and_answer(night)
    await a_lesson_is_scored_and_counts_for_nothing_else(night)
    # Last: the clock that moves makes claims stale and posts silent.
    await the_card_is_dispatched_and_one_agency_stays_silent(night)
    assert (await night.scene.gateway.cli("verify"))["bad"] is None


async def two_want_the_same_alarm(night: Night) -> None:
    await night.reporter.hold("fire")
    for console in (night.first, night.other):
        await console.until(lambda s: bool(waiting(s)), "the alarm")
        await console.key("Home")
    await asyncio.gather(night.first.key("F3"), night.other.key("F3"))
    states = [
        await console.until(lambda s: not waiting(s), "the alarm taken")
        for console in (night.first, night.other)
    ]
    (holder,) = {row.rpartition(" · ")[2] for state in states for row in state["queue"]}
    if holder == OFFICERS["petugas2"]:
        night.first, night.other = night.other, night.first
    refusal = f"Sudah diambil {holder}"
    await night.other.until(says("selected", refusal), "who has it is told")
    assert not says("selected", refusal)(await night.first.state())
    await night.reporter.sees("handled")
    await night.picture("1-contention")


async def a_second_report_is_joined_and_parted_again(night: Night) -> None:
    await night.second.hold("fire")
    await night.first.until(lambda s: bool(waiting(s)), "the second report")
    await night.first.key("G")
    await night.picture("2-suggestion")
    await night.first.key("Return")
    for console in (night.first, night.other):
        await console.until(lambda s: not waiting(s) and len(s["queue"]) == 1, "one event")
    joined = night.second.page.locator(".standing", has_text="Digabung dengan laporan lain")
    await expect(joined).to_be_visible(timeout=WAIT_MS)
    await night.picture("3-joined")
    await find(night.other, "Kutoharjo")
    await night.other.key("U")
    for console in (night.first, night.other):
        await console.until(lambda s: len(s["queue"]) == 2, "two events again")
    await expect(joined).to_have_count(0, timeout=WAIT_MS)
    await night.other.key("F3")
    await night.other.until(lambda s: not waiting(s), "the second taken")
    await night.second.sees("handled")
    await night.second.go_home()


async def the_neighbours_are_called_and_answer(night: Night) -> None:
    await find(night.first, "Krajankulon")
    await find(night.other, "Krajankulon")
    await night.first.key("Ctrl+T")
    for tablet in (night.second, night.third):
        head = tablet.page.locator(".appeal h1")
        await expect(head).to_have_text("Kebakaran di dekat sini", timeout=WAIT_MS)
    done = says("broadcasts", "ditampilkan 2/2 · dibunyikan 2/2")
    await night.first.until(done, "both tablets showed and sounded it")
    assert await night.reporter.page.locator(".appeal").count() == 0, "who reported is not called"
    await night.picture("4-called")
    await night.second.page.locator('.reply[data-answer="needs_help"]').click()
    await night.third.page.locator('.reply[data-answer="coming"]').click()
    counted = "1 BUTUH BANTUAN · 1 warga menuju"
    await night.first.until(says("broadcasts", counted), "both answers on the broadcast")
    await night.other.until(says("selected", counted), "both answers on the incident")
    band = night.third.page.locator(".band[data-appeal]")
    await expect(band).to_contain_text("Saya menuju", timeout=WAIT_MS)
    await night.picture("5-answered")


async def a_lesson_is_scored_and_counts_for_nothing_else(night: Night) -> None:
    page, before = night.third.page, counted_in(await night.first.figures())
    await page.locator('[data-action="learn"]').click()
    await page.locator('[data-lesson="crime"]').click()
    await night.third.hold("crime")
    await night.other.until(says("queue", "LATIHAN"), "the drill in the queue, marked")
    await find(night.other, "Nolokerto")
    await night.other.key("F3")
    await night.third.sees("handled")
    await skip_the_questions(night.third)
    await expect(page.locator(".score dd").nth(1)).to_contain_text("detik", timeout=WAIT_MS)
    assert counted_in(await night.first.figures()) == before, "a drill counts for nothing"
    assert set(before["kinds"]) == {"fire"}
    await night.other.key("Ctrl+D")
    state = await night.other.until(says("drills", "Pos Nolokerto RT 02"), "the score sheet")
    assert len([row for row in state["drills"] if "LATIHAN" in row]) == 1, "no report of earnest"
    await night.picture("6-drill")


async def the_card_is_dispatched_and_one_agency_stays_silent(night: Night) -> None:
    await night.first.key("D")
    damkar = says("timeline", "Damkar Sektor Kaliwungu")
    await night.first.until(damkar, "the card dispatched")
    await find(night.other, "Krajankulon")
    await night.other.until(damkar, "the same at the other console")
    # The first line answers by radio; the other stays silent through all its contacts.
    await night.first.key("I")
    await night.first.key("1")
    await night.first.type("siap, meluncur")
    await night.first.key("Return")
    await night.first.until(says("timeline", "siap, meluncur"), "acknowledged on behalf")
    for _ in range(CONTACTS):
        night.scene.gateway.move_clock(PATIENCE)
        await night.first.until(lambda s: s["link"] == "online", "the console goes on")
    for console in (night.first, night.other):
        await console.until(says("queue", "TIDAK MENJAWAB"), "a silent agency")
    await night.picture("7-silent")


async def skip_the_questions(tablet: Tablet) -> None:
    """Touch "Lewati" until nothing is asked; a touch just after a question came is ignored."""
    skip = tablet.page.locator('[data-action="skip"]')
    async with asyncio.timeout(30):
        while await skip.is_visible():
            await skip.click()
            await asyncio.sleep(0.5)
