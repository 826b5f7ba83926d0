"""Working an incident with two officers at two consoles, nothing replaced."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.stage import Stage, stage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

KRAJANKULON, KUTOHARJO, BOJA = 0, 1, 3


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, sound=False) as playing:
        yield playing


def timeline(state: dict[str, Any]) -> str:
    return "\n".join(state["timeline"])


async def test_a_card_is_dispatched_and_a_silent_agency_is_told(scene: Stage) -> None:
    one, two = await scene.console("petugas1"), await scene.console("petugas2")
    tablet = await scene.tablet(KRAJANKULON)
    await tablet.hold("fire")
    await tablet.sees("seen")
    await one.key("Home")
    await one.key("F3")
    await tablet.sees("handled")
    await one.key("D")
    await one.until(lambda s: "Damkar Sektor Kaliwungu" in timeline(s), "the card dispatched")

    # Another officer sees it and can't take it unknowingly.
    await two.key("Home")
    await two.key("F3")
    state = await two.until(lambda s: "Damkar Sektor Kaliwungu" in timeline(s), "the same there")
    assert any("Petugas 1" in row for row in state["queue"])

    # The first line answers by radio; the other stays silent through all its contacts.
    await one.key("I")
    await one.key("1")
    await one.type("siap, meluncur")
    await one.key("Return")
    await one.until(lambda s: "siap, meluncur" in timeline(s), "acknowledged on behalf")
    for _ in range(3):
        scene.gateway.move_clock(61)
        await one.until(lambda s: s["link"] == "online", "the console goes on")
    state = await one.until(
        lambda s: any("TIDAK MENJAWAB" in row.upper() for row in s["queue"]), "a silent agency"
    )
    assert len(state["queue"]) == 1
    assert (await scene.gateway.cli("verify"))["bad"] is None


async def test_two_reports_of_one_event_are_merged_and_parted_again(scene: Stage) -> None:
    one = await scene.console("petugas1")
    near, other = await scene.tablet(KRAJANKULON), await scene.tablet(KUTOHARJO)
    for tablet in (near, other):
        await tablet.hold("fire")
        await tablet.sees("seen")
    await one.key("Home")
    await one.key("F3")
    await one.until(lambda s: "Petugas 1" in " ".join(s["queue"]), "the first taken")
    await one.key("G")
    await one.key("Return")
    state = await one.until(
        lambda s: sum("belum diambil" in row for row in s["queue"]) == 0, "merged"
    )
    assert "gabung" in timeline(state).casefold()
    assert (await scene.gateway.cli("verify"))["bad"] is None
