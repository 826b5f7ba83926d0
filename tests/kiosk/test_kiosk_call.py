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
from gateway.protocol.enums import CallEnd, CallState, LegState
from tests.kiosk.call_gateway import CALL, CallGateway, serving_calls
from tests.kiosk.conftest import LANDSCAPE, Tablet
from tests.kiosk.desk_page import KEEP_PEERS, RECEIVES_PICTURES, RECEIVES_TONE, DeskPage
from tests.kiosk.test_kiosk_layout import check_in_every_language

pytestmark = pytest.mark.browser

#: What the tablet's fake microphone hums, and the desk's.
TABLET_HZ: Final = 700
DESK_HZ: Final = 1_000
#: The other side says that it loses a third of what the tablet sends.
LOSSES: Final = """() => {
    window.losses = 0.3;
    const stats = RTCPeerConnection.prototype.getStats;
    RTCPeerConnection.prototype.getStats = async function () {
        const report = new Map(await stats.call(this));
        const real = [...report].filter(([, { type }]) => type !== "remote-inbound-rtp");
        const type = "remote-inbound-rtp";
        return new Map([...real, ["told", { type, fractionLost: window.losses }]]);
    };
}"""
REFUSES: Final = """(name) => {
    window.refuses = name;
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (wanted) =>
        window.refuses ? Promise.reject(new DOMException("", window.refuses)) : open(wanted);
}"""


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
    context.set_default_timeout(10_000)
    yield DeskPage(context.new_page())
    context.close()


@pytest.fixture
def screen(tablet: Tablet) -> Page:
    """The enrolled tablet at its home screen."""
    tablet.page.set_default_timeout(10_000)
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
    screen: Page, tablet: Tablet, gateway: CallGateway, desk: DeskPage
) -> None:
    answered(tablet, gateway, desk)
    order = gateway.ordered(commands.StartCall)
    assert (order.desk, order.video) == ("SATPOL_PP", False)
    screen.wait_for_function(RECEIVES_TONE, arg=DESK_HZ)
    desk.page.wait_for_function(RECEIVES_TONE, arg=TABLET_HZ)
    assert gateway.ordered(commands.ReportLeg).state is LegState.ON
    button(screen, "mute")
    desk.page.wait_for_function(RECEIVES_TONE, arg=0)
    desk.waits_for("desk.picture.remoteMuted")
    expect_mark(screen, "muted")
    button(screen, "mute")
    desk.page.wait_for_function(RECEIVES_TONE, arg=TABLET_HZ)
    button(screen, "hang_up")
    expect_stage(screen, "over")
    assert screen.evaluate("() => window.peers.every(p => p.connectionState === 'closed')")
    gateway.ordered(commands.EndCall)
    button(screen, "leave")
    expect(screen.locator("main.home")).to_be_visible()


def test_the_camera_is_off_until_answered_and_gives_way_to_speech_on_a_weak_link(
    screen: Page, tablet: Tablet, gateway: CallGateway, desk: DeskPage
) -> None:
    screen.locator(".service-video").click()
    expect_stage(screen, "calling")
    assert gateway.ordered(commands.StartCall).video
    expect(screen.locator(".call-own")).to_be_hidden()
    expect_mark(screen, "camera_on", shown=False)
    desk.open(tablet.pages, gateway.socket, next(iter(gateway.calls)))
    gateway.connects()
    desk.does("desk.film(true)")
    desk.meet()
    expect_stage(screen, "on")
    gateway.talks()
    expect_mark(screen, "camera_on")
    expect(screen.locator(".call-own")).to_be_visible()
    expect(screen.locator(".call-remote")).to_be_visible()
    screen.wait_for_function(RECEIVES_PICTURES)
    desk.page.wait_for_function(RECEIVES_PICTURES)
    screen.evaluate(LOSSES)
    expect_mark(screen, "camera_paused")
    expect_mark(screen, "weak")
    desk.waits_for("!desk.picture.remoteCamera")
    gateway.wait_for(lambda: any(getattr(o, "audio_only", False) for o in gateway.orders))
    button(screen, "film")
    expect_mark(screen, "camera_paused", shown=False)
    expect(screen.locator(".call-own")).to_be_hidden()


def test_a_call_rings_and_one_touch_answers_it(
    screen: Page, tablet: Tablet, gateway: CallGateway, desk: DeskPage
) -> None:
    gateway.rings()
    expect_stage(screen, "incoming")
    desk.open(tablet.pages, gateway.socket, CALL)
    button(screen, "answer")
    answer = gateway.ordered(commands.AnswerCall)
    assert (answer.call, answer.video) == (CALL, False)
    gateway.connects()
    desk.meet()
    expect_stage(screen, "on")
    gateway.talks(recording=True, parties=3)
    expect_mark(screen, "recorded")
    expect_mark(screen, "parties")
    desk.does("desk.hold(true)")
    gateway.turns(state=CallState.ON_HOLD)
    expect_stage(screen, "held")
    desk.page.wait_for_function(RECEIVES_TONE, arg=0)
    desk.does("desk.hold(false)")
    gateway.turns(state=CallState.ACTIVE)
    expect_stage(screen, "on")
    desk.page.wait_for_function(RECEIVES_TONE, arg=TABLET_HZ)
    gateway.ends()
    expect_stage(screen, "over")
    assert screen.evaluate("() => window.peers.every(p => p.connectionState === 'closed')")


def test_an_alarm_in_a_call_is_sent_at_once_and_the_call_goes_on(
    screen: Page, tablet: Tablet, gateway: CallGateway, desk: DeskPage
) -> None:
    answered(tablet, gateway, desk)
    tablet.hold("fire")
    tablet.expect_steps("stored", "reached")
    desk.page.wait_for_function(RECEIVES_TONE, arg=TABLET_HZ)
    screen.locator('[data-action="open-call"]').click()
    expect_stage(screen, "on")
    screen.locator('[data-action="leave-call"]').click()
    tablet.expect_steps("stored", "reached")


def test_inside_a_sent_alarm_the_call_belongs_to_the_press(
    screen: Page, tablet: Tablet, gateway: CallGateway
) -> None:
    tablet.hold("medical")
    tablet.expect_steps("stored", "reached")
    screen.locator('[data-action="call"]').click()
    order = gateway.ordered(commands.StartCall)
    (alarm,) = gateway.alarms()
    assert (order.press, order.desk) == (alarm.id, "PSC_119")
    button(screen, "hang_up")
    gateway.ordered(commands.EndCall)


def test_the_media_goes_on_while_the_link_is_away_and_a_new_session_takes_over(
    screen: Page, tablet: Tablet, gateway: CallGateway, desk: DeskPage
) -> None:
    answered(tablet, gateway, desk)
    gateway.stop()
    tablet.expect_link("lost")
    desk.page.wait_for_function(RECEIVES_TONE, arg=TABLET_HZ)
    expect_stage(screen, "on")
    gateway.start()
    tablet.expect_link("online")
    # The desk's media engine begins again, with a session of its own.
    desk.open(tablet.pages, gateway.socket, next(iter(gateway.calls)))
    desk.meet()
    screen.wait_for_function(RECEIVES_TONE, arg=DESK_HZ)
    assert screen.evaluate("() => window.peers.length") == 2
    expect_stage(screen, "on")


def test_a_page_that_is_loaded_again_comes_back_into_its_call(
    screen: Page, tablet: Tablet, gateway: CallGateway, desk: DeskPage
) -> None:
    answered(tablet, gateway, desk)
    screen.reload()
    expect_stage(screen, "on")
    screen.wait_for_function(RECEIVES_TONE, arg=DESK_HZ)
    desk.page.wait_for_function(RECEIVES_TONE, arg=TABLET_HZ)


def test_without_a_microphone_it_says_why_and_what_to_do(
    screen: Page, tablet: Tablet, gateway: CallGateway, desk: DeskPage
) -> None:
    screen.evaluate(REFUSES, "NotAllowedError")
    answered(tablet, gateway, desk, video=True)
    expect(screen.locator(".call-trouble")).to_contain_text("mikrofon belum diizinkan")
    expect(screen.locator(".call-ways")).to_contain_text("112")
    expect_mark(screen, "camera_fault")
    screen.wait_for_function(RECEIVES_TONE, arg=DESK_HZ)
    screen.evaluate("() => (window.refuses = '')")
    screen.locator('[data-action="listen"]').click()
    expect(screen.locator(".call-trouble")).to_be_hidden()
    desk.page.wait_for_function(RECEIVES_TONE, arg=TABLET_HZ)


def test_nobody_answers_or_nobody_is_reached(
    screen: Page, tablet: Tablet, gateway: CallGateway
) -> None:
    screen.locator('.service[data-service="officer"]').first.click()
    expect_stage(screen, "calling")
    gateway.ends(CallEnd.UNANSWERED, CallState.MISSED)
    expect(screen.locator(".call-standing")).to_contain_text("Tidak ada yang menjawab")
    expect(screen.locator(".call-ways")).to_contain_text("112")
    gateway.acknowledging = False
    button(screen, "again")
    expect_stage(screen, "dialling")
    button(screen, "hang_up")
    expect(screen.locator("main.home")).to_be_visible()


def test_a_missed_call_stays_in_sight(screen: Page, gateway: CallGateway) -> None:
    gateway.rings()
    expect_stage(screen, "incoming")
    screen.locator('[data-action="leave-call"]').click()
    expect(screen.locator(".call-strip")).to_contain_text("Panggilan masuk")
    gateway.ends(CallEnd.UNANSWERED, CallState.MISSED)
    expect(screen.locator(".call-strip")).to_contain_text("Tak terjawab")
    screen.locator(".call-strip").click()
    button(screen, "again")
    assert gateway.ordered(commands.StartCall).calls_back == CALL


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 1280)])
def test_every_stage_fits_in_every_language(
    screen: Page, gateway: CallGateway, width: int, height: int
) -> None:
    screen.set_viewport_size({"width": width, "height": height})
    screen.evaluate(REFUSES, "NotAllowedError")
    gateway.rings(video=True)
    expect_stage(screen, "incoming")
    check_in_every_language(screen)
    button(screen, "answer_video")
    gateway.connects()
    gateway.talks(recording=True, parties=3)
    expect_mark(screen, "recorded")
    check_in_every_language(screen)
    gateway.turns(state=CallState.ON_HOLD)
    expect_stage(screen, "held")
    check_in_every_language(screen)
    gateway.ends(CallEnd.DROPPED, CallState.DROPPED)
    expect_stage(screen, "over")
    check_in_every_language(screen)
