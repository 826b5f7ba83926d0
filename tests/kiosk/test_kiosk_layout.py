"""Every screen at both postures: large enough to touch, nothing cut off, nothing to scroll."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from gateway.protocol import messages
from gateway.protocol.enums import IncidentState, TaskState
from tests.kiosk.conftest import Tablet

pytestmark = pytest.mark.browser

POSTURES = [(1280, 800), (800, 1280)]
LONG_TITLE = "Pos Penyangkringan Wetan RT 05"
FIRST_CHOICE = {
    "fire": "building_fire",
    "disaster": "flood",
    "crime": "suspicious_person",
    "medical": "accident",
}
SMALL_TARGETS = """() => [...document.querySelectorAll("button, a")]
    .filter((element) => element.offsetParent !== null)
    .map((element) => [element.textContent, element.getBoundingClientRect()])
    .filter(([, box]) => box.width < 64 || box.height < 64)
    .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
OVERFLOW = """() => {
    const tablet = document.querySelector(".tablet");
    return [tablet.scrollWidth - tablet.clientWidth, tablet.scrollHeight - tablet.clientHeight];
}"""
EMERGENCY_SHARE = """() => {
    const box = document.querySelector(".emergencies").getBoundingClientRect();
    return (box.width * box.height) / (innerWidth * innerHeight);
}"""


@pytest.fixture(params=POSTURES, ids=["landscape", "portrait"])
def posed(request: pytest.FixtureRequest, tablet: Tablet) -> Tablet:
    """A tablet in one of the two postures, with a long name."""
    width, height = request.param
    tablet.page.set_viewport_size({"width": width, "height": height})
    tablet.gateway.title = LONG_TITLE
    return tablet


def check(page: Page) -> None:
    """The rules that hold on every screen."""
    assert page.evaluate(SMALL_TARGETS) == []
    width, height = page.evaluate(OVERFLOW)
    assert (max(width, 0), max(height, 0)) == (0, 0)


def test_enrolment_fits(posed: Tablet) -> None:
    posed.open()
    check(posed.page)


def test_home_fits_and_is_mostly_emergency_buttons(posed: Tablet) -> None:
    posed.enrol()
    check(posed.page)
    assert posed.page.evaluate(EMERGENCY_SHARE) >= 0.5


def test_home_fits_with_every_kind_open_and_nobody_there(posed: Tablet) -> None:
    posed.enrol()
    for kind in ("fire", "disaster", "crime", "medical"):
        posed.hold(kind)
        posed.page.locator('[data-action="fold"]').click()
    posed.gateway.tell(messages.Presence(attended=False))
    expect(posed.page.locator(".foot[data-urgent]")).to_be_visible()
    expect(posed.page.locator(".band")).to_have_count(4)
    check(posed.page)


def test_an_alarm_fits_in_every_language(posed: Tablet) -> None:
    posed.enrol()
    for kind in ("fire", "disaster", "crime", "medical"):
        posed.hold(kind)
        posed.expect_steps("stored", "reached")
        for worry in ("", "unanswered"):
            posed.gateway.change(unanswered=bool(worry))
            expect(posed.page.locator(f'.alarm[data-worry="{worry}"]')).to_be_visible()
            check_in_every_language(posed.page)
        posed.gateway.change(
            claimed_at=datetime.now(UTC),
            state=IncidentState.DISPATCHED,
            help=TaskState.EN_ROUTE,
            unanswered=False,
        )
        expect(posed.page.locator(".help")).to_be_visible()
        check_in_every_language(posed.page)
        posed.choose(FIRST_CHOICE[kind])
        expect(posed.page.locator(".answer")).to_be_visible()
        check_in_every_language(posed.page)
        posed.page.locator('[data-action="fold"]').click()


def check_in_every_language(page: Page) -> None:
    """The rules in Indonesian, Javanese and English."""
    for _ in range(3):
        check(page)
        page.locator('[data-action="language"]').click()


def test_a_conversation_fits_in_every_language(posed: Tablet) -> None:
    posed.enrol()
    posed.hold("medical")
    posed.gateway.wait_for(lambda: bool(posed.gateway.reports))
    posed.page.locator('[data-action="talk"]').click()
    for text in ("pendek", "kata-panjang-tanpa-jeda" * 12, "cerita panjang sekali " * 12):
        posed.gateway.writes(text=text)
    expect(posed.page.locator(".bubble")).to_have_count(3)
    for _ in range(3):
        check(posed.page)
        posed.page.locator('[data-action="language"]').click()


def test_a_lesson_fits_in_every_language(posed: Tablet) -> None:
    posed.enrol()
    posed.page.locator('[data-action="learn"]').click()
    check_in_every_language(posed.page)
    posed.page.locator('[data-lesson="medical"]').click()
    check_in_every_language(posed.page)
    posed.hold("medical")
    posed.expect_steps("stored", "reached")
    posed.gateway.change(unanswered=True)
    expect(posed.page.locator('.alarm[data-worry="unanswered"]')).to_be_visible()
    check_in_every_language(posed.page)
    posed.choose("childbirth")
    posed.gateway.claimed()
    expect(posed.page.locator(".score")).to_be_visible()
    check_in_every_language(posed.page)


@pytest.mark.parametrize("screen", ['[data-service="complaint"]', '[data-action="learn"]'])
def test_the_quiet_screens_fit(posed: Tablet, screen: str) -> None:
    posed.enrol()
    posed.page.locator(screen).click()
    expect(posed.page.locator(".card-screen, .learn-screen")).to_be_visible()
    check(posed.page)


def test_text_twice_as_large_can_be_used(posed: Tablet) -> None:
    posed.page.add_init_script(
        """document.addEventListener("readystatechange", () => {
            document.documentElement.style.fontSize = "32px";
        })"""
    )
    posed.enrol()
    check_scrolled(posed)


@pytest.mark.parametrize(("width", "height"), [(640, 400), (400, 640)])
def test_a_page_zoomed_to_twice_its_size_can_be_used(
    tablet: Tablet, width: int, height: int
) -> None:
    tablet.page.set_viewport_size({"width": width, "height": height})
    tablet.enrol()
    check_scrolled(tablet)


def check_scrolled(tablet: Tablet) -> None:
    """It may scroll downwards, but every button is whole and an alarm can be sent."""
    for screen in ("home", "alarm"):
        width, _ = tablet.page.evaluate(OVERFLOW)
        assert width <= 0
        assert tablet.page.evaluate(SMALL_TARGETS) == []
        if screen == "home":
            tablet.page.locator('.hold[data-kind="medical"]').scroll_into_view_if_needed()
            tablet.hold("medical")
            tablet.expect_steps("stored", "reached")
