"""A broadcast from the control room to the neighbours and back, with nothing replaced."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.helpers.stage import Stage, stage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as playing:
        yield playing


async def test_a_taken_fire_reaches_the_neighbours_and_their_answer_the_desk(
    scene: Stage, tmp_path: Path
) -> None:
    console = await scene.console()
    reporter, neighbour = await scene.tablet(0), await scene.tablet(1)
    await reporter.hold("fire")
    await reporter.sees("seen")
    await console.key("Home")
    await console.key("Ctrl+T")
    state = await console.until(lambda s: s["broadcasts"][-1:] != [""], "the refusal of the relay")
    assert "F3" in state["broadcasts"][-1], "nobody has taken it yet"
    await console.key("F3")
    await reporter.sees("handled")

    ordered = time.monotonic()
    await console.key("Ctrl+T")
    await expect(neighbour.page.locator(".appeal h1")).to_have_text("Kebakaran di dekat sini")
    shown = time.monotonic()
    await console.until(
        lambda s: any("ditampilkan 1/1 · dibunyikan 1/1" in line for line in s["broadcasts"]),
        "the tablet's word that it showed and sounded it",
    )
    told = time.monotonic()
    print(f"order -> shown {shown - ordered:.2f} s, -> told on the desk {told - ordered:.2f} s")
    assert await reporter.page.locator(".appeal").count() == 0, "who reported it is not called"

    await neighbour.page.locator('.reply[data-answer="coming"]').click()
    state = await console.until(
        lambda s: any("1 warga menuju" in line for line in s["broadcasts"]),
        "the answer on the desk",
    )
    await console.until(
        lambda s: any("memanggil 1 pos tetangga" in line for line in s["timeline"]),
        "the appeal on the timeline",
    )
    await console.picture(tmp_path / "console.png")
    await neighbour.picture(tmp_path / "neighbour.png")
    await expect(neighbour.page.locator(".band[data-appeal]")).to_contain_text("Saya menuju")
    assert (await scene.gateway.cli("verify"))["bad"] is None
