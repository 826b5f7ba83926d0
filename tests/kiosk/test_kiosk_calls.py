"""Calls at a tablet: shown and sounded at once, told honestly, answered with one touch."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from gateway.protocol import commands
from gateway.protocol.enums import CallAnswer, Kind, Mode
from gateway.protocol.views import RondaHours
from tests.kiosk.calling_gateway import INCIDENT, CallingGateway, calling
from tests.kiosk.conftest import LANDSCAPE, Tablet
from tests.kiosk.page_server import serving
from tests.kiosk.test_kiosk_layout import OVERFLOW, SMALL_TARGETS

pytestmark = pytest.mark.browser

SHOWN, SOUNDED = (True, False), (True, True)


@pytest.fixture
def gateway() -> Iterator[CallingGateway]:
    """The other end."""
    with calling() as gateway:
        yield gateway


@pytest.fixture
def installed_browser(browser: Browser) -> Iterator[Browser]:
    """A browser that lets an installed page sound without a touch, as a tablet's does."""
    installed = browser.browser_type.launch(
        executable_path="/usr/bin/chromium",
        args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
    )
    yield installed
    installed.close()


def enrolled(tablet: Tablet) -> Page:
    tablet.enrol()
    expect(tablet.page.locator("main.home")).to_be_visible()
    return tablet.page


def test_a_call_is_shown_and_sounded_and_told_in_this_order(
    tablet: Tablet, gateway: CallingGateway
) -> None:
    page = enrolled(tablet)
    gateway.call()
    expect(page.locator(".call h1")).to_have_text("Kebakaran di dekat sini")
    expect(page.locator(".call-place")).to_have_text("RT 01 / RW 02, Kutoharjo, Kaliwungu")
    gateway.wait_for(lambda: bool(gateway.arrivals))
    at, body = gateway.arrivals[0]
    print(f"ordered -> shown, sounded and told: {1_000 * (at - gateway.called_at):.0f} ms")
    assert isinstance(body, commands.ConfirmBroadcast)
    assert gateway.confirmations() == [SOUNDED]


def test_without_a_touch_it_is_told_as_shown_and_later_as_sounded(
    tablet: Tablet, gateway: CallingGateway
) -> None:
    page = enrolled(tablet)
    page.reload()
    tablet.expect_link("online")
    gateway.call()
    gateway.wait_for(lambda: gateway.confirmations() == [SHOWN])
    expect(page.locator(".call-locked")).to_be_visible()
    page.locator(".call-words").tap()
    gateway.wait_for(lambda: gateway.confirmations() == [SHOWN, SOUNDED])
    expect(page.locator(".call-locked")).to_be_hidden()


def test_an_installed_page_sounds_without_a_touch(
    installed_browser: Browser, gateway: CallingGateway
) -> None:
    context = installed_browser.new_context(viewport=LANDSCAPE)  # type: ignore[arg-type]
    with serving(gateway.socket) as pages:
        tablet = Tablet(context.new_page(), pages, gateway)
        tablet.enrol()
        tablet.page.reload()
        tablet.expect_link("online")
        gateway.call()
        gateway.wait_for(lambda: gateway.confirmations() == [SOUNDED])
        context.close()


def test_an_answer_is_one_touch_and_the_call_folds_to_a_band(
    tablet: Tablet, gateway: CallingGateway
) -> None:
    page = enrolled(tablet)
    subject = gateway.call()
    page.locator('.reply[data-answer="coming"]').click()
    gateway.wait_for(
        lambda: commands.AnswerCall(incident=INCIDENT, answer=CallAnswer.COMING) in gateway.bodies()
    )
    chosen = page.locator('.reply[data-answer="coming"][aria-pressed="true"]')
    expect(chosen.locator(".reply-state")).to_have_text("diterima pusat")
    expect(page.locator(".call[data-alerting]")).to_have_count(0)
    band = page.locator(".band[data-call]")
    expect(band).to_contain_text("Saya menuju")
    band.click()
    page.locator('.reply[data-answer="on_scene"]').click()
    expect(band).to_contain_text("Di lokasi")
    gateway.change_call(subject, ended_at=datetime.now(UTC))
    expect(band).to_have_count(0)


def test_an_emergency_is_one_touch_away_and_the_sound_stops(
    tablet: Tablet, gateway: CallingGateway
) -> None:
    page = enrolled(tablet)
    gateway.call(kind=Kind.CRIME, rhythm="loro")
    expect(page.locator(".call[data-alerting]")).to_be_visible()
    page.locator('[data-action="fold-call"]').click()
    tablet.hold("fire")
    tablet.expect_steps("stored", "reached")
    # Whoever is just reporting an emergency is not disturbed by the next call.
    gateway.call(text="Kerja bakti besok", kind=Kind.OTHER, rhythm="bell", incident=None)
    page.wait_for_timeout(500)
    expect(page.locator(".alarm")).to_be_visible()
    assert len(gateway.confirmations()) == 1
    page.locator('[data-action="fold"]').click()
    expect(page.locator(".call-text")).to_have_text("Kerja bakti besok")
    gateway.wait_for(lambda: len(gateway.confirmations()) == 2)


def test_an_announcement_is_understood_not_answered(
    tablet: Tablet, gateway: CallingGateway
) -> None:
    page = enrolled(tablet)
    gateway.call(text="<b>Air</b> sungai naik", kind=Kind.DISASTER, incident=None, place=None)
    expect(page.locator(".call h1")).to_have_text("Bencana alam")
    expect(page.locator(".call-text")).to_have_text("<b>Air</b> sungai naik")
    assert page.locator("[data-answer]").count() == 0
    page.locator('[data-action="understood"]').click()
    expect(page.locator("main.home")).to_be_visible()
    expect(page.locator(".band[data-call]")).to_contain_text("sungai naik")


def test_drills_and_tests_are_marked_on_screen_and_band(
    tablet: Tablet, gateway: CallingGateway
) -> None:
    page = enrolled(tablet)
    for mode, mark in ((Mode.DRILL, "LATIHAN"), (Mode.TEST, "UJI COBA")):
        subject = gateway.call(mode=mode)
        expect(page.locator(".call .mode")).to_have_text(mark)
        page.locator('[data-action="fold-call"]').click()
        expect(page.locator(".band[data-call]")).to_contain_text(mark)
        gateway.change_call(subject, ended_at=datetime.now(UTC))
        expect(page.locator(".band[data-call]")).to_have_count(0)


def test_the_flash_is_slow_and_still_for_who_asked_for_little_motion(
    tablet: Tablet, gateway: CallingGateway
) -> None:
    page = enrolled(tablet)
    gateway.call()
    frame = page.locator(".call-flash")
    expect(frame).to_be_visible()
    flashes = "() => getComputedStyle(document.querySelector('.call-flash')).animation"
    assert "1s" in page.evaluate(flashes)
    assert "call-flash" in page.evaluate(flashes)
    page.emulate_media(reduced_motion="reduce")
    assert "call-flash" not in page.evaluate(flashes)
    page.locator('[data-action="mute"]').click()
    expect(frame).to_be_hidden()


def test_a_call_without_flash_does_not_flash(tablet: Tablet, gateway: CallingGateway) -> None:
    page = enrolled(tablet)
    gateway.call(flash=False)
    expect(page.locator(".call[data-alerting]")).to_be_visible()
    expect(page.locator(".call-flash")).to_be_hidden()


def test_a_newer_call_takes_the_screen_and_the_older_one_is_a_band(
    tablet: Tablet, gateway: CallingGateway
) -> None:
    page = enrolled(tablet)
    gateway.call()
    expect(page.locator(".call h1")).to_have_text("Kebakaran di dekat sini")
    gateway.call(kind=Kind.DISASTER, rhythm="papat", text="Banjir bandang")
    expect(page.locator(".call h1")).to_have_text("Bencana alam di dekat sini")
    gateway.wait_for(lambda: len(gateway.confirmations()) == 2)
    page.locator('[data-action="fold-call"]').click()
    expect(page.locator(".band[data-call]")).to_have_count(2)


def test_a_call_that_was_missed_comes_when_the_link_is_back(
    tablet: Tablet, gateway: CallingGateway
) -> None:
    page = enrolled(tablet)
    gateway.stop()
    gateway.call()
    gateway.start()
    expect(page.locator(".call h1")).to_have_text("Kebakaran di dekat sini", timeout=15_000)
    gateway.wait_for(lambda: gateway.confirmations() == [SOUNDED])
    # What the page is told of it is kept a moment later; one that reloads before is called anew.
    page.wait_for_timeout(1_500)
    page.reload()
    expect(page.locator(".band[data-call]")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 1280)])
def test_calls_fit_in_every_language(
    tablet: Tablet, gateway: CallingGateway, width: int, height: int
) -> None:
    page = enrolled(tablet)
    page.set_viewport_size({"width": width, "height": height})
    long = "Tanggul Kali Bodri di Desa Penyangkringan jebol. " * 4
    for kind in Kind:
        gateway.call(kind=kind, text=long if kind is Kind.DISASTER else "", mode=Mode.DRILL)
        for _ in range(3):
            across, down = page.evaluate(OVERFLOW)
            assert (max(across, 0), max(down, 0)) == (0, 0)
            assert page.evaluate(SMALL_TARGETS) == []
            page.locator('[data-action="language"]').click()
        page.locator('[data-action="fold-call"]').click()


# -- ronda


def test_the_ronda_button_is_there_only_while_the_ronda_is_on(
    tablet: Tablet, gateway: CallingGateway
) -> None:
    hour = (datetime.now(UTC) + timedelta(hours=7)).hour
    gateway.ronda = RondaHours(first=(hour + 2) % 24, last=(hour + 3) % 24)
    page = enrolled(tablet)
    expect(page.locator(".ronda")).to_be_hidden()
    gateway.ronda = RondaHours(first=hour, last=hour)
    page.reload()
    tablet.expect_link("online")
    button = page.locator(".ronda")
    expect(button).to_have_text("Ronda: lapor aman")
    button.click()
    gateway.wait_for(lambda: commands.RondaSafe() in gateway.bodies())
    expect(button).to_contain_text("sudah lapor aman")
    expect(button).to_be_disabled()
