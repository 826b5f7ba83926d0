"""A lesson with nothing replaced: the pupil holds, the officer answers, the score stands."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.helpers.stage import Stage, stage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as playing:
        yield playing


async def skip_the_questions(page: Page) -> None:
    """Touch "Lewati" until nothing is asked; a touch just after a question came is ignored."""
    skip = page.locator('[data-action="skip"]')
    async with asyncio.timeout(30):
        while await skip.is_visible():
            await skip.click()
            await asyncio.sleep(0.5)


async def test_a_lesson_is_answered_by_an_officer_and_scored(scene: Stage) -> None:
    console, tablet = await scene.console(), await scene.tablet()
    page = tablet.page
    await page.locator('[data-action="learn"]').click()
    await page.locator('[data-lesson="fire"]').click()
    await tablet.hold("fire")
    await tablet.sees("seen")
    state = await console.until(lambda s: bool(s["queue"]), "the drill in the queue")
    assert "LATIHAN" in " ".join(state["queue"]).upper()
    await console.key("Home")
    await console.key("F3")
    await tablet.sees("handled")
    await skip_the_questions(page)
    await expect(page.locator(".score dd").nth(1)).to_contain_text("detik")
    await tablet.go_home()
    await expect(page.locator('.band[data-mode="drill"]')).to_contain_text("LATIHAN")
