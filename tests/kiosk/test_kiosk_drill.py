"""Lessons: each emergency button as a drill from end to end, and never in the way of a real one."""

import pytest
from playwright.sync_api import expect

from gateway.protocol import commands, messages
from gateway.protocol.enums import Mode
from tests.kiosk.conftest import Tablet

pytestmark = pytest.mark.browser

SPOKEN = """
    globalThis.spoken = [];
    speechSynthesis.speak = (utterance) => globalThis.spoken.push(utterance.text);
"""


def begin(tablet: Tablet, kind: str) -> None:
    """Choose a lesson."""
    tablet.page.locator('[data-action="learn"]').click()
    tablet.page.locator(f'[data-lesson="{kind}"]').click()


def raised(tablet: Tablet) -> list[commands.RaiseAlarm]:
    """What was sent, in its order."""
    bodies = [alarm.body for alarm in tablet.gateway.alarms()]
    return [body for body in bodies if isinstance(body, commands.RaiseAlarm)]


@pytest.mark.parametrize("kind", ["fire", "disaster", "crime", "medical"])
def test_a_lesson_runs_from_the_press_to_the_score(tablet: Tablet, kind: str) -> None:
    tablet.page.add_init_script(SPOKEN)
    tablet.enrol()
    begin(tablet, kind)
    tablet.hold(kind)
    tablet.expect_steps("stored", "reached")
    (body,) = raised(tablet)
    assert (body.kind, body.mode) == (kind, Mode.DRILL)
    assert body.lesson_ms is not None
    assert 1_500 <= body.lesson_ms < 30_000
    tablet.gateway.shown()
    tablet.expect_steps("stored", "reached", "seen")
    tablet.gateway.claimed()
    tablet.expect_steps("stored", "reached", "seen", "handled")
    while tablet.page.locator(".ask").is_visible():
        tablet.page.locator('[data-action="skip"]').click()
    expect(tablet.page.locator(".score")).to_be_visible()
    seconds = f"{body.lesson_ms / 1_000:.0f} detik"
    expect(tablet.page.locator(".score dd").first).to_have_text(seconds)
    words = tablet.page.evaluate("() => globalThis.spoken")
    assert any(said.startswith("LATIHAN") and "menangani" in said for said in words)


def test_every_screen_of_a_lesson_says_latihan(tablet: Tablet) -> None:
    tablet.enrol()
    mark = tablet.page.locator(".drill-mark")
    expect(mark).to_be_hidden()
    tablet.page.locator('[data-action="learn"]').click()
    expect(mark).to_have_text("LATIHAN")
    tablet.page.locator('[data-lesson="fire"]').click()
    expect(mark).to_have_text("LATIHAN")
    tablet.hold("fire")
    expect(mark).to_have_text("LATIHAN")
    expect(tablet.page.locator(".alarm h1")).to_have_text("Latihan kebakaran")
    tablet.gateway.change(unanswered=True)
    expect(tablet.page.locator(".why")).to_contain_text("Latihan belum dijawab")
    expect(tablet.page.locator(".alarm-dial")).to_be_hidden()
    tablet.page.locator('[data-action="fold"]').click()
    expect(mark).to_be_hidden()
    expect(tablet.page.locator('.band[data-mode="drill"]')).to_contain_text("LATIHAN")


def test_a_wrong_button_sends_nothing_and_is_told(tablet: Tablet) -> None:
    tablet.enrol()
    begin(tablet, "fire")
    tablet.hold("crime")
    expect(tablet.page.locator(".lesson-task")).to_have_text("Itu Tindak kriminal. Cari Kebakaran.")
    assert raised(tablet) == []


def test_one_touch_leads_from_a_lesson_to_an_alarm_in_earnest(tablet: Tablet) -> None:
    tablet.enrol()
    begin(tablet, "fire")
    tablet.page.locator('[data-action="earnest"]').click()
    tablet.hold("fire")
    tablet.expect_steps("stored", "reached")
    assert [body.mode for body in raised(tablet)] == [Mode.REAL]
    expect(tablet.page.locator(".drill-mark")).to_be_hidden()


def test_a_press_in_earnest_while_a_drill_is_open_is_an_alarm_of_its_own(tablet: Tablet) -> None:
    tablet.enrol()
    begin(tablet, "fire")
    tablet.hold("fire")
    tablet.expect_steps("stored", "reached")
    tablet.page.locator('[data-action="fold"]').click()
    tablet.hold("fire")
    expect(tablet.page.locator(".alarm h1")).to_have_text("Laporan kebakaran")
    tablet.expect_steps("stored", "reached")
    assert [body.mode for body in raised(tablet)] == [Mode.DRILL, Mode.REAL]
    assert raised(tablet)[1].lesson_ms is None
    assert len(tablet.gateway.reports) == 2


def test_without_the_link_no_lesson_begins(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.page.locator('[data-action="learn"]').click()
    tablet.gateway.tell(messages.Presence(attended=False))
    expect(tablet.page.locator(".learn-note")).to_contain_text("Ruang kendali sedang kosong")
    tablet.gateway.stop()
    tablet.expect_link("lost")
    expect(tablet.page.locator('[data-lesson="fire"]')).to_be_disabled()
    expect(tablet.page.locator(".learn-note")).to_contain_text("Latihan perlu sambungan")
