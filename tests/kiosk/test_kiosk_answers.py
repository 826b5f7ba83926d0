"""After the alarm: questions by pictures, and the way of the help, in a real browser."""

import pytest
from playwright.sync_api import expect

from gateway.protocol import commands, messages
from gateway.protocol.enums import IncidentState, Subkind, TaskState, YesNo
from tests.kiosk.conftest import Tablet

pytestmark = pytest.mark.browser


def answers(tablet: Tablet) -> list[commands.AnswerQuestions]:
    """All answers that arrived, in their order."""
    return [
        frame.body
        for frame in list(tablet.gateway.received)
        if isinstance(frame, messages.Command) and isinstance(frame.body, commands.AnswerQuestions)
    ]


def test_one_question_at_a_time_each_answer_goes_to_the_centre_at_once(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.hold("disaster")
    expect(tablet.page.locator(".choice")).to_have_count(6)
    tablet.choose("flood")
    expect(tablet.page.locator(".ask-title")).to_have_text("Ada yang terluka?")
    tablet.gateway.wait_for(lambda: len(answers(tablet)) == 1)
    tablet.choose("no")
    tablet.choose("unknown")
    expect(tablet.page.locator(".ask")).to_be_hidden()
    expect(tablet.page.locator(".answer:not([data-pending])")).to_have_count(3)
    (report,) = tablet.gateway.reports.values()
    given = (report.subkind, report.hurt, report.trapped)
    assert given == (Subkind.FLOOD, YesNo.NO, YesNo.UNKNOWN)


def test_a_question_can_be_skipped_and_an_answer_corrected(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.hold("fire")
    tablet.choose("land_fire")
    tablet.page.locator('[data-action="skip"]').click()
    tablet.page.locator('[data-action="skip"]').click()
    expect(tablet.page.locator(".ask")).to_be_hidden()
    tablet.page.locator('.answer[data-topic="subkind"]').click()
    expect(tablet.page.locator('.choice[data-value="land_fire"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    tablet.choose("building_fire")
    expect(tablet.page.locator(".answer")).to_have_text("Rumah / bangunan")
    tablet.gateway.wait_for(lambda: len(answers(tablet)) == 2)
    assert [body.subkind for body in answers(tablet)] == [
        Subkind.LAND_FIRE,
        Subkind.BUILDING_FIRE,
    ]


def test_steps_guidance_and_112_stay_beside_the_question(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.hold("medical")
    expect(tablet.page.locator(".ask")).to_be_visible()
    expect(tablet.page.locator(".step")).to_have_count(4)
    for part in (".steps", ".guidance", ".telephone"):
        expect(tablet.page.locator(part)).to_be_in_viewport(ratio=1)
    tablet.gateway.change(unanswered=True)
    expect(tablet.page.locator('.alarm[data-worry="unanswered"]')).to_be_visible()
    for part in (".steps", ".ask-title", ".telephone"):
        expect(tablet.page.locator(part)).to_be_in_viewport(ratio=1)


def test_a_hand_that_goes_on_tapping_answers_nothing(tablet: Tablet) -> None:
    tablet.enrol()
    for _ in range(3):
        tablet.page.locator('.hold[data-kind="fire"]').tap()
    tablet.page.locator('.choice[data-value="building_fire"]').tap()
    expect(tablet.page.locator(".ask")).to_have_attribute("data-topic", "subkind")
    assert answers(tablet) == []


def test_answers_of_an_offline_tablet_follow_their_alarm_after_a_reload(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.wait_until_kept()
    tablet.gateway.stop()
    tablet.hold("crime")
    tablet.choose("robbery")
    tablet.choose("yes")
    expect(tablet.page.locator(".answer[data-pending]")).to_have_count(2)
    tablet.expect_steps("stored")
    tablet.page.reload()
    expect(tablet.page.locator(".band")).to_be_visible()
    before = len(tablet.gateway.received)
    tablet.gateway.start()
    tablet.gateway.wait_for(lambda: len(answers(tablet)) == 2)
    sent = [f.body for f in tablet.gateway.received[before:] if isinstance(f, messages.Command)]
    assert [type(body).__name__ for body in sent] == [
        "RaiseAlarm",
        "AnswerQuestions",
        "AnswerQuestions",
    ]
    tablet.page.locator(".band").click()
    expect(tablet.page.locator(".answer:not([data-pending])")).to_have_count(2)


@pytest.mark.parametrize(
    ("help_", "words"),
    [
        (TaskState.SENT, "Bantuan sedang dihubungi."),
        (TaskState.ACKNOWLEDGED, "Bantuan siap berangkat."),
        (TaskState.EN_ROUTE, "Bantuan sedang menuju ke sini."),
        (TaskState.ON_SCENE, "Bantuan sudah sampai."),
    ],
)
def test_the_way_of_the_help_is_a_picture(tablet: Tablet, help_: TaskState, words: str) -> None:
    tablet.enrol()
    tablet.hold("fire")
    expect(tablet.page.locator(".help")).to_be_hidden()
    tablet.gateway.claimed()
    tablet.gateway.change(state=IncidentState.DISPATCHED, help=help_)
    expect(tablet.page.locator(f'.help[data-help="{help_}"]')).to_be_visible()
    expect(tablet.page.locator(".standing")).to_have_text(words)
    tablet.expect_steps("stored", "reached", "seen", "handled")
    tablet.page.locator('[data-action="fold"]').click()
    expect(tablet.page.locator(".band-standing")).to_be_visible()
