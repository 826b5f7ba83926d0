"""Calls between a tablet and a desk: real media between two pages of one browser."""

import wave
from array import array
from collections.abc import Iterator
from math import pi, sin
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from gateway.protocol import commands
from gateway.protocol.enums import CallState, LegState
from tests.kiosk.call_gateway import CALL, CONSOLE, CallGateway, serving_calls
from tests.kiosk.conftest import LANDSCAPE, Tablet
from tests.kiosk.desk_page import KEEP_PEERS, RECEIVES_PICTURES, RECEIVES_TONE, DeskPage

pytestmark = pytest.mark.browser

#: What the tablet's fake microphone hums, and the desk's.
TABLET_HZ: Final = 700
DESK_HZ: Final = 1_000


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Debian's Chromium, whose fake microphone hums."""
    hum = tmp_path_factory.mktemp("hum") / "hum.wav"
    write_hum(hum)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                f"--use-file-for-fake-audio-capture={hum}",
                "--autoplay-policy=no-user-gesture-required",
            ],
        )
        yield browser
        browser.close()


def write_hum(path: Path) -> None:
    rate = 48_000
    samples = array("h", (int(9_000 * sin(2 * pi * TABLET_HZ * n / rate)) for n in range(rate)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())


@pytest.fixture
def gateway() -> Iterator[CallGateway]:
    """The other end."""
    with serving_calls() as gateway:
        yield gateway


@pytest.fixture
def desk(browser: Browser) -> Iterator[DeskPage]:
    """The officer's end."""
    context = browser.new_context(viewport=LANDSCAPE)  # type: ignore[arg-type]
    yield DeskPage(context.new_page())
    context.close()


@pytest.fixture
def home(tablet: Tablet) -> Page:
    """The enrolled tablet at its home screen."""
    tablet.page.add_init_script(KEEP_PEERS)
    tablet.enrol()
    expect(tablet.page.locator("main.home")).to_be_visible()
    return tablet.page


def button(page: Page, name: str) -> None:
    page.locator(f'.call-button[data-call="{name}"]').click()


def expect_stage(page: Page, stage: str) -> None:
    expect(page.locator(f'.call-panel[data-stage="{stage}"]')).to_be_visible()


def expect_mark(page: Page, name: str, *, shown: bool = True) -> None:
    mark = page.locator(f'.call-mark[data-mark="{name}"]')
    expect(mark).to_be_visible(visible=shown)


def answered(tablet: Tablet, gateway: CallGateway, desk: DeskPage, *, video: bool = False) -> None:
    """The tablet calls, an officer answers, and the media flows."""
    name = ".service-video" if video else '.service[data-service="officer"]'
    tablet.page.locator(name).first.click()
    expect_stage(tablet.page, "calling")
    (call,) = gateway.calls
    desk.open(tablet.pages, gateway.socket, call)
    gateway.connects()
    desk.meet()
    expect_stage(tablet.page, "on")
    gateway.talks()


def test_one_touch_calls_and_both_hear_each_other(
    home: Page, tablet: Tablet, gateway: CallGateway, desk: DeskPage
) -> None:
    answered(tablet, gateway, desk)
    order = gateway.ordered(commands.StartCall)
    assert (order.desk, order.video) == ("SATPOL_PP", False)
    home.wait_for_function(RECEIVES_TONE, arg=DESK_HZ)
    desk.page.wait_for_function(RECEIVES_TONE, arg=TABLET_HZ)
    assert gateway.ordered(commands.ReportLeg).state is LegState.ON
    button(home, "mute")
    desk.page.wait_for_function(RECEIVES_TONE, arg=0)
    desk.waits_for("desk.picture.remoteMuted")
    expect_mark(home, "muted")
    button(home, "mute")
    desk.page.wait_for_function(RECEIVES_TONE, arg=TABLET_HZ)
    button(home, "hang_up")
    expect_stage(home, "over")
    assert home.evaluate("() => window.peers.every(p => p.connectionState === 'closed')")
    gateway.ordered(commands.EndCall)
    button(home, "leave")
    expect(home.locator("main.home")).to_be_visible()
