"""Messages between the tablet and the officers, in a real browser."""

import hashlib
import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from gateway.protocol import commands, events, messages
from gateway.protocol.enums import Mark, MediaSort, Phrase
from gateway.protocol.errors import ErrorCode
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


def take_photo(tablet: Tablet, side: int = 2_400) -> None:
    """The camera gives a picture of many small differences, so that it has several chunks."""
    noise = Image.effect_noise((side, side // 2), 90).convert("RGB")
    out = BytesIO()
    noise.save(out, "JPEG", quality=90)
    chosen: FilePayload = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    tablet.page.locator(".talk-file").set_input_files(chosen)


def test_a_photo_is_made_smaller_sent_in_chunks_and_goes_on_after_a_cut(tablet: Tablet) -> None:
    talking(tablet)
    media = tablet.gateway.media
    media.cut_at = 5
    take_photo(tablet)
    expect(tablet.page.locator(".bubble-photo")).to_be_visible()
    assert media.changed.wait(20)
    (message,) = media.finished
    assert media.opened == 2
    content = bytes(media.received[message])
    announced = tablet.gateway.said[0].media
    assert announced is not None
    assert announced.sha256 == hashlib.sha256(content).hexdigest()
    with Image.open(BytesIO(content)) as sent:
        assert (sent.format, sent.size) == ("JPEG", (1600, 800))
    tablet.gateway.enter(
        events.MediaStored(message=message, sort=MediaSort.PHOTO, size=len(content))
    )
    expect(tablet.page.locator('.bubble[data-media="stored"]')).to_contain_text("sampai di pusat")
    picture(tablet, "kiosk-photo")


def test_a_photo_taken_offline_arrives_after_the_alarm_once(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.wait_until_kept()
    tablet.gateway.stop()
    tablet.expect_link("lost")
    tablet.hold("fire")
    tablet.page.locator('[data-action="talk"]').click()
    take_photo(tablet, 600)
    expect(tablet.page.locator(".bubble")).to_contain_text("menunggu jaringan")
    tablet.page.wait_for_function(
        """() => new Promise((resolve) => {
            indexedDB.open("pospin").onsuccess = ({ target }) => {
                const stores = target.result.transaction(["media", "outbox"]);
                const counts = ["media", "outbox"].map((name) => stores.objectStore(name).count());
                stores.oncomplete = () => {
                    target.result.close();
                    resolve(counts[0].result === 1 && counts[1].result === 2);
                };
            };
        })"""
    )
    tablet.page.reload()
    tablet.gateway.start()
    assert tablet.gateway.media.changed.wait(20)
    sent = [type(f.body) for f in tablet.gateway.received if isinstance(f, messages.Command)]
    assert sent[:2] == [commands.RaiseAlarm, commands.SendMessage]
    assert len(tablet.gateway.media.finished) == 1
    tablet.page.wait_for_timeout(1_500)
    assert tablet.gateway.media.opened == 1


def test_a_photo_that_the_centre_can_not_open_says_so_and_its_words_stay(tablet: Tablet) -> None:
    talking(tablet)
    take_photo(tablet, 300)
    assert tablet.gateway.media.changed.wait(20)
    (message,) = tablet.gateway.media.finished
    broken = events.MediaRefused(message=message, reason=ErrorCode.MEDIA_BROKEN)
    tablet.gateway.enter(broken)
    bubble = tablet.page.locator('.bubble[data-media="refused"]')
    expect(bubble).to_contain_text("tidak dapat dibuka di pusat")


def test_what_is_no_picture_is_refused_on_the_tablet(tablet: Tablet) -> None:
    talking(tablet)
    chosen: FilePayload = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"bukan gambar"}
    tablet.page.locator(".talk-file").set_input_files(chosen)
    expect(tablet.page.locator(".talk-fault")).to_have_text("Foto tidak dapat dibaca.")
    expect(tablet.page.locator(".bubble")).to_have_count(0)


def test_a_voice_note_is_recorded_and_sent(page: Page, tablet: Tablet) -> None:
    page.context.grant_permissions(["microphone"])
    talking(tablet)
    voice = page.locator('[data-action="voice"]')
    voice.click()
    expect(voice).to_have_attribute("data-recording", "")
    page.wait_for_timeout(1_500)
    voice.click()
    assert tablet.gateway.media.changed.wait(20)
    announced = tablet.gateway.said[0].media
    assert announced is not None
    assert announced.sort is MediaSort.VOICE
    assert announced.seconds in (1, 2)
    (content,) = tablet.gateway.media.received.values()
    assert bytes(content[:4]) == bytes.fromhex("1a45dfa3")


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
