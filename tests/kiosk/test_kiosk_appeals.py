"""Appeals at a tablet: shown and sounded at once, told honestly, answered with one touch."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from gateway.protocol import commands
from gateway.protocol.enums import AppealAnswer, Kind, Mode
from gateway.protocol.views import RondaHours
from tests.kiosk.appeal_gateway import INCIDENT, AppealGateway, serving_appeals
from tests.kiosk.conftest import LANDSCAPE, Tablet
from tests.kiosk.page_server import serving
from tests.kiosk.test_kiosk_layout import OVERFLOW, SMALL_TARGETS

pytestmark = pytest.mark.browser

SHOWN, SOUNDED = (True, False), (True, True)


@pytest.fixture
def gateway() -> Iterator[AppealGateway]:
    """The other end."""
    with serving_appeals() as gateway:
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


def test_an_appeal_is_shown_and_sounded_and_told_in_this_order(
    tablet: Tablet, gateway: AppealGateway
) -> None:
    page = enrolled(tablet)
    gateway.appeal()
    expect(page.locator(".appeal h1")).to_have_text("Kebakaran di dekat sini")
    expect(page.locator(".appeal-place")).to_have_text("RT 01 / RW 02, Kutoharjo, Kaliwungu")
    gateway.wait_for(lambda: bool(gateway.arrivals))
    at, body = gateway.arrivals[0]
    print(f"ordered -> shown, sounded and told: {1_000 * (at - gateway.appealed_at):.0f} ms")
    assert isinstance(body, commands.ConfirmBroadcast)
    assert gateway.confirmations() == [SOUNDED]


def test_without_a_touch_it_is_told_as_shown_and_later_as_sounded(
    tablet: Tablet, gateway: AppealGateway
) -> None:
    page = enrolled(tablet)
    page.reload()
    tablet.expect_link("online")
    gateway.appeal()
    gateway.wait_for(lambda: gateway.confirmations() == [SHOWN])
    expect(page.locator(".appeal-locked")).to_be_visible()
    page.locator(".appeal-words").tap()
    gateway.wait_for(lambda: gateway.confirmations() == [SHOWN, SOUNDED])
    expect(page.locator(".appeal-locked")).to_be_hidden()


def test_an_installed_page_sounds_without_a_touch(
    installed_browser: Browser, gateway: AppealGateway
) -> None:
    context = installed_browser.new_context(viewport=LANDSCAPE)  # type: ignore[arg-type]
    with serving(gateway.socket) as pages:
        tablet = Tablet(context.new_page(), pages, gateway)
        tablet.enrol()
        tablet.page.reload()
        tablet.expect_link("online")
        gateway.appeal()
        gateway.wait_for(lambda: gateway.confirmations() == [SOUNDED])
        context.close()


def test_an_answer_is_one_touch_and_the_appeal_folds_to_a_band(
    tablet: Tablet, gateway: AppealGateway
) -> None:
    page = enrolled(tablet)
    subject = gateway.appeal()
    page.locator('.reply[data-answer="coming"]').click()
    gateway.wait_for(
        lambda: (
            commands.AnswerAppeal(incident=INCIDENT, answer=AppealAnswer.COMING) in gateway.bodies()
        )
    )
    chosen = page.locator('.reply[data-answer="coming"][aria-pressed="true"]')
    expect(chosen.locator(".reply-state")).to_have_text("diterima pusat")
    expect(page.locator(".appeal[data-alerting]")).to_have_count(0)
    band = page.locator(".band[data-appeal]")
    expect(band).to_contain_text("Saya menuju")
    band.click()
    page.locator('.reply[data-answer="on_scene"]').click()
    expect(band).to_contain_text("Di lokasi")
    gateway.change_appeal(subject, ended_at=datetime.now(UTC))
    expect(band).to_have_count(0)


def test_an_emergency_is_one_touch_away_and_the_sound_stops(
    tablet: Tablet, gateway: AppealGateway
) -> None:
    page = enrolled(tablet)
    gateway.appeal(kind=Kind.CRIME, rhythm="loro")
    expect(page.locator(".appeal[data-alerting]")).to_be_visible()
    page.locator('[data-action="fold-appeal"]').click()
    tablet.hold("fire")
    tablet.expect_steps("stored", "reached")
    # Whoever is just reporting an emergency is not disturbed by the next appeal.
    gateway.appeal(text="Kerja bakti besok", kind=Kind.OTHER, rhythm="bell", incident=None)
    page.wait_for_timeout(500)
    expect(page.locator(".alarm")).to_be_visible()
    assert len(gateway.confirmations()) == 1
    page.locator('[data-action="fold"]').click()
    expect(page.locator(".appeal-text")).to_have_text("Kerja bakti besok")
    gateway.wait_for(lambda: len(gateway.confirmations()) == 2)


def test_an_announcement_is_understood_not_answered(tablet: Tablet, gateway: AppealGateway) -> None:
    page = enrolled(tablet)
    gateway.appeal(text="<b>Air</b> sungai naik", kind=Kind.DISASTER, incident=None, place=None)
    expect(page.locator(".appeal h1")).to_have_text("Bencana alam")
    expect(page.locator(".appeal-text")).to_have_text("<b>Air</b> sungai naik")
    (only,) = page.locator(".reply").all()
    expect(only).to_have_text("Mengerti")
    only.click()
    expect(only).to_contain_text("diterima pusat")
    expect(page.locator("main.home")).to_be_visible()
    expect(page.locator(".band[data-appeal]")).to_contain_text("Mengerti")
    told = [b for b in gateway.bodies() if isinstance(b, commands.AcknowledgeBroadcast)]
    assert len(told) == 1


def test_drills_and_tests_are_marked_on_screen_and_band(
    tablet: Tablet, gateway: AppealGateway
) -> None:
    page = enrolled(tablet)
    for mode, mark in ((Mode.DRILL, "LATIHAN"), (Mode.TEST, "UJI COBA")):
        subject = gateway.appeal(mode=mode)
        expect(page.locator(".appeal .mode")).to_have_text(mark)
        page.locator('[data-action="fold-appeal"]').click()
        expect(page.locator(".band[data-appeal]")).to_contain_text(mark)
        gateway.change_appeal(subject, ended_at=datetime.now(UTC))
        expect(page.locator(".band[data-appeal]")).to_have_count(0)


def test_the_flash_is_slow_and_still_for_who_asked_for_little_motion(
    tablet: Tablet, gateway: AppealGateway
) -> None:
    page = enrolled(tablet)
    gateway.appeal()
    frame = page.locator(".appeal-flash")
    expect(frame).to_be_visible()
    flashes = "() => getComputedStyle(document.querySelector('.appeal-flash')).animation"
    assert "1s" in page.evaluate(flashes)
    assert "appeal-flash" in page.evaluate(flashes)
    page.emulate_media(reduced_motion="reduce")
    assert "appeal-flash" not in page.evaluate(flashes)
    page.locator('[data-action="mute"]').click()
    expect(frame).to_be_hidden()


def test_an_appeal_without_flash_does_not_flash(tablet: Tablet, gateway: AppealGateway) -> None:
    page = enrolled(tablet)
    gateway.appeal(flash=False)
    expect(page.locator(".appeal[data-alerting]")).to_be_visible()
    expect(page.locator(".appeal-flash")).to_be_hidden()


def test_a_newer_appeal_takes_the_screen_and_the_older_one_is_a_band(
    tablet: Tablet, gateway: AppealGateway
) -> None:
    page = enrolled(tablet)
    gateway.appeal()
    expect(page.locator(".appeal h1")).to_have_text("Kebakaran di dekat sini")
    gateway.appeal(kind=Kind.DISASTER, rhythm="papat", text="Banjir bandang")
    expect(page.locator(".appeal h1")).to_have_text("Bencana alam di dekat sini")
    gateway.wait_for(lambda: len(gateway.confirmations()) == 2)
    page.locator('[data-action="fold-appeal"]').click()
    expect(page.locator(".band[data-appeal]")).to_have_count(2)


def test_an_appeal_that_was_missed_comes_when_the_link_is_back(
    tablet: Tablet, gateway: AppealGateway
) -> None:
    page = enrolled(tablet)
    gateway.stop()
    gateway.appeal()
    gateway.start()
    expect(page.locator(".appeal h1")).to_have_text("Kebakaran di dekat sini", timeout=15_000)
    gateway.wait_for(lambda: gateway.confirmations() == [SOUNDED])
    # What the page is told of it is kept a moment later; one that reloads before gets it anew.
    page.wait_for_timeout(1_500)
    page.reload()
    expect(page.locator(".band[data-appeal]")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 1280)])
def test_appeals_fit_in_every_language(
    tablet: Tablet, gateway: AppealGateway, width: int, height: int
) -> None:
    page = enrolled(tablet)
    page.set_viewport_size({"width": width, "height": height})
    long = "Tanggul Kali Bodri di Desa Penyangkringan jebol. " * 4
    for kind in Kind:
        gateway.appeal(kind=kind, text=long if kind is Kind.DISASTER else "", mode=Mode.DRILL)
        for _ in range(3):
            across, down = page.evaluate(OVERFLOW)
            assert (max(across, 0), max(down, 0)) == (0, 0)
            assert page.evaluate(SMALL_TARGETS) == []
            page.locator('[data-action="language"]').click()
        page.locator('[data-action="fold-appeal"]').click()


# -- ronda


def test_the_ronda_button_is_there_only_while_the_ronda_is_on(
    tablet: Tablet, gateway: AppealGateway
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
