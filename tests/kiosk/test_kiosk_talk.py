"""Messages between the tablet and the officers, in a real browser."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from gateway.protocol import commands, messages
from gateway.protocol.enums import Mark, Phrase
from tests.kiosk.conftest import Tablet

pytestmark = pytest.mark.browser


def picture(tablet: Tablet, name: str) -> None:
    """Keep a picture to look at, where POSPIN_PICTURES names a folder."""
    folder = os.environ.get("POSPIN_PICTURES")
    if folder:
        (Path(folder) / f"{name}.png").write_bytes(tablet.page.screenshot())


def talking(tablet: Tablet) -> None:
    """An alarm that arrived, and its conversation on the screen."""
    tablet.enrol()
    tablet.hold("fire")
    tablet.gateway.wait_for(lambda: bool(tablet.gateway.reports))
    tablet.page.locator('[data-action="talk"]').click()
    expect(tablet.page.locator(".talk")).to_be_visible()


def write(tablet: Tablet, text: str) -> None:
    tablet.page.locator(".talk-text").fill(text)
    tablet.page.locator(".talk-send").click()


def test_a_picture_and_words_are_sent_and_their_marks_shown(tablet: Tablet) -> None:
    talking(tablet)
    page, gateway = tablet.page, tablet.gateway
    page.locator('[data-phrase="someone_trapped"]').click()
    write(tablet, "mbah neng kamar mburi <b>")
    gateway.wait_for(lambda: len(gateway.said) == 2)
    assert [(s.phrase, s.text) for s in gateway.said] == [
        (Phrase.SOMEONE_TRAPPED, ""),
        (None, "mbah neng kamar mburi <b>"),
    ]
    bubbles = page.locator(".bubble")
    expect(bubbles).to_have_count(2)
    expect(bubbles.nth(0)).to_contain_text("Ada orang terjebak")
    expect(bubbles.nth(1).locator(".bubble-text")).to_have_text("mbah neng kamar mburi <b>")
    expect(bubbles.nth(1)).to_contain_text("sampai di pusat")
    gateway.marked(gateway.said[0].message, mark=Mark.DELIVERED)
    expect(bubbles.nth(0)).to_contain_text("sampai di petugas")
    gateway.marked(gateway.said[0].message, mark=Mark.READ)
    expect(bubbles.nth(0)).to_contain_text("dilihat petugas")
    gateway.writes(phrase=Phrase.HELP_COMING, text="Damkar 5 menit lagi")
    expect(bubbles.nth(2)).to_contain_text("Damkar 5 menit lagi")
    picture(tablet, "kiosk-talk")


def test_an_officers_words_stand_on_the_report_and_are_marked_when_shown(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.hold("fire")
    tablet.gateway.wait_for(lambda: bool(tablet.gateway.reports))
    expect(tablet.page.locator(".talk-news")).to_be_hidden()
    tablet.page.locator('[data-action="fold"]').click()
    message = tablet.gateway.writes(phrase=Phrase.HELP_COMING)
    band = tablet.page.locator(".band")
    expect(band).to_contain_text("Bantuan sedang menuju ke sana")
    tablet.gateway.wait_for(lambda: tablet.gateway.marks == [(message, Mark.DELIVERED)])
    picture(tablet, "kiosk-band-news")
    band.click()
    expect(tablet.page.locator(".talk-news")).to_have_text("Bantuan sedang menuju ke sana")
    tablet.gateway.wait_for(
        lambda: tablet.gateway.marks == [(message, Mark.DELIVERED), (message, Mark.READ)]
    )
    picture(tablet, "kiosk-alarm-news")


def test_words_written_offline_arrive_after_the_alarm_in_order_and_once(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.wait_until_kept()
    tablet.gateway.stop()
    tablet.expect_link("lost")
    tablet.hold("disaster")
    tablet.page.locator('[data-action="talk"]').click()
    for text in ("siji", "loro", "telu"):
        write(tablet, text)
    expect(tablet.page.locator(".bubble")).to_have_count(3)
    expect(tablet.page.locator(".bubble").last).to_contain_text("menunggu jaringan")
    tablet.page.reload()
    tablet.gateway.start()
    tablet.gateway.wait_for(lambda: len(tablet.gateway.said) == 3)
    assert [said.text for said in tablet.gateway.said] == ["siji", "loro", "telu"]
    sent = [f for f in tablet.gateway.received if isinstance(f, messages.Command)]
    first = next(n for n, f in enumerate(sent) if isinstance(f.body, commands.SendMessage))
    assert any(isinstance(f.body, commands.RaiseAlarm) for f in sent[:first])
    tablet.page.locator(".band").click()
    tablet.page.locator('[data-action="talk"]').click()
    expect(tablet.page.locator(".bubble")).to_have_count(3)


def test_a_conversation_outlives_a_reload_and_a_new_picture(tablet: Tablet) -> None:
    talking(tablet)
    write(tablet, "isih murub")
    tablet.gateway.writes(text="sabar")
    expect(tablet.page.locator(".bubble")).to_have_count(2)
    tablet.page.evaluate("indexedDB.databases().then(() => {})")
    tablet.page.reload()
    tablet.page.locator(".band").click()
    tablet.page.locator('[data-action="talk"]').click()
    expect(tablet.page.locator(".bubble")).to_have_count(2)
    tablet.gateway.wait_for_frame(messages.Query)


def test_a_message_that_is_refused_stays_with_its_reason(tablet: Tablet) -> None:
    talking(tablet)
    tablet.gateway.acknowledging = False
    write(tablet, "x")
    sent = tablet.gateway.wait_for_frame(messages.Command, 2)
    refusal = messages.Refusal(id=sent.id, code="forbidden", message="Anda tidak berwenang.")  # type: ignore[arg-type]
    tablet.gateway.tell(refusal)
    expect(tablet.page.locator(".bubble")).to_contain_text("Tidak terkirim: Anda tidak berwenang.")
