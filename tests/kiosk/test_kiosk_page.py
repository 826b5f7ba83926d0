"""The tablet page in a real browser against a scripted gateway."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gateway.protocol import commands, messages
from tests.kiosk.conftest import Tablet
from tests.kiosk.page_server import BUILD, PAGES

pytestmark = pytest.mark.browser

REACHED = ("stored", "reached")


def test_enrolment_refuses_a_wrong_code_in_words_and_takes_the_right_one(tablet: Tablet) -> None:
    tablet.open()
    page = tablet.page
    for sign in "K7M2X9QA":
        page.locator(f'[data-key="{sign}"]').click()
    page.locator(".enrol-submit").click()
    expect(page.locator('.enrol-word[data-tone="error"]')).to_have_text(
        "Kode salah. Periksa lagi 8 huruf dan angkanya."
    )
    expect(page.locator(".slots")).to_have_text("K7M2X9QA")

    page.locator(".erase").click()
    page.locator('[data-key="D"]').click()
    page.locator(".enrol-submit").click()
    tablet.expect_link("online")
    expect(page.locator(".post-title")).to_have_text("Pos Krajankulon RT 03")
    expect(page.locator(".post-place")).to_have_text("RT 03 / RW 05, Krajankulon, Kaliwungu")
    key = page.evaluate(
        """() => new Promise((resolve) => {
            indexedDB.open("pospin").onsuccess = (event) => {
                const store = event.target.result.transaction("device").objectStore("device");
                store.get("key").onsuccess = (got) =>
                    resolve(got.target.result.pair.privateKey.extractable);
            };
        })"""
    )
    assert key is False


def test_a_code_for_an_unreachable_gateway_is_not_spent(tablet: Tablet) -> None:
    tablet.open()
    tablet.gateway.stop()
    tablet.page.keyboard.type("k7m2-x9qd")
    tablet.page.keyboard.press("Enter")
    error = tablet.page.locator('.enrol-word[data-tone="error"]')
    expect(error).to_contain_text("Kode belum terpakai")
    expect(tablet.page.locator(".slots")).to_have_text("K7M2X9QD")
    tablet.gateway.start()
    tablet.page.keyboard.press("Enter")
    tablet.expect_link("online")


def test_a_hold_lights_each_step_when_it_is_proven(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.gateway.acknowledging = False
    tablet.hold("fire")
    expect(tablet.page.locator(".alarm h1")).to_have_text("Laporan kebakaran")
    tablet.expect_steps("stored")
    command = tablet.gateway.wait_for_frame(messages.Command)
    assert command.body == commands.RaiseAlarm(kind="fire")  # type: ignore[arg-type]

    tablet.gateway.acknowledging = True
    tablet.gateway.stop()  # a new connection sends again at once
    tablet.gateway.start()
    tablet.gateway.wait_for(lambda: bool(tablet.gateway.reports))
    tablet.expect_steps(*REACHED)
    expect(tablet.page.locator(".reference")).to_contain_text("KDL-20261123-0001")
    tablet.gateway.shown()
    tablet.expect_steps(*REACHED, "seen")
    tablet.gateway.claimed()
    tablet.expect_steps(*REACHED, "seen", "handled")
    tablet.gateway.closed()
    expect(tablet.page.locator(".standing")).to_have_text(
        "Laporan selesai ditangani. Terima kasih."
    )
    assert len({alarm.id for alarm in tablet.gateway.alarms()}) == 1


def test_the_alarm_leaves_when_the_ring_is_full_not_when_the_finger_leaves(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.press("crime")
    expect(tablet.page.locator(".ring.filling")).to_be_visible()
    tablet.gateway.wait_for(lambda: len(tablet.gateway.alarms()) == 1)
    expect(tablet.page.locator(".alarm")).to_be_visible()
    tablet.page.mouse.up()
    expect(tablet.page.locator(".ring")).to_have_count(0)
    assert len(tablet.gateway.alarms()) == 1


def test_one_tap_shows_the_finger_and_three_taps_send(tablet: Tablet) -> None:
    tablet.enrol()
    button = tablet.page.locator('.hold[data-kind="medical"]')
    button.tap()
    expect(button).to_have_attribute("data-state", "hinting")
    expect(button).to_contain_text("Tahan sampai lingkaran penuh")
    assert tablet.gateway.alarms() == []
    button.tap()
    button.tap()
    tablet.gateway.wait_for(lambda: len(tablet.gateway.alarms()) == 1)
    tablet.expect_steps(*REACHED)


def test_a_hold_survives_a_slip_and_a_second_finger(tablet: Tablet) -> None:
    tablet.enrol()
    fingers = Fingers(tablet.page)
    x, y = fingers.on("fire")
    fingers.send("touchStart", (x, y))
    tablet.page.wait_for_timeout(400)
    fingers.send("touchMove", (x + 45, y))
    fingers.send("touchStart", (x + 45, y), (x + 60, y + 120))
    tablet.page.wait_for_timeout(300)
    fingers.send("touchEnd", (x + 45, y))
    tablet.gateway.wait_for(lambda: len(tablet.gateway.alarms()) == 1)
    fingers.send("touchEnd")
    expect(tablet.page.locator(".alarm")).to_be_visible()


def test_a_hand_that_wipes_over_a_button_sends_nothing(tablet: Tablet) -> None:
    tablet.enrol()
    fingers = Fingers(tablet.page)
    x, y = fingers.on("fire")
    fingers.send("touchStart", (x, y))
    tablet.page.wait_for_timeout(400)
    fingers.send("touchMove", (x + 60, y))
    tablet.page.wait_for_timeout(1_500)
    fingers.send("touchEnd")
    expect(tablet.page.locator('.hold[data-kind="fire"]')).to_have_attribute("data-state", "")
    assert tablet.gateway.alarms() == []


class Fingers:
    """Fingers on the glass, several at once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._touch = page.context.new_cdp_session(page)

    def on(self, kind: str) -> tuple[float, float]:
        """A point on an emergency button."""
        box = self._page.locator(f'.hold[data-kind="{kind}"]').bounding_box()
        assert box is not None
        return box["x"] + 100, box["y"] + 100

    def send(self, kind: str, *points: tuple[float, float]) -> None:
        """What all fingers do now."""
        at = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
        self._touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})


def test_by_keyboard_a_button_is_activated_twice(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.page.locator('.hold[data-kind="disaster"]').focus()
    tablet.page.keyboard.press("Enter")
    expect(tablet.page.locator('.hold[data-kind="disaster"]')).to_have_attribute(
        "data-state", "hinting"
    )
    assert tablet.gateway.alarms() == []
    tablet.page.keyboard.press("Enter")
    tablet.gateway.wait_for(lambda: len(tablet.gateway.alarms()) == 1)


def test_batalkan_is_offered_for_five_seconds_and_is_a_second_command(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.hold("fire")
    cancel = tablet.page.locator('[data-action="cancel"]')
    expect(cancel).to_have_text(re.compile(r"Batalkan \([45]\)"))
    cancel.click()
    tablet.gateway.wait_for(
        lambda: (
            isinstance(tablet.gateway.received[-1], messages.Command)
            and isinstance(tablet.gateway.received[-1].body, commands.CancelAlarm)
        )
    )
    press = tablet.gateway.alarms()[0].id
    assert tablet.gateway.received[-1].body.press == press  # type: ignore[union-attr]
    expect(tablet.page.locator(".standing")).to_have_text(
        "Anda membatalkan laporan ini. Petugas tetap memeriksanya."
    )
    expect(cancel).to_be_hidden()
    tablet.page.locator('[data-action="fold"]').click()
    expect(tablet.page.locator(".band")).to_contain_text("Dibatalkan")


def test_batalkan_goes_after_five_seconds(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.hold("fire")
    expect(tablet.page.locator('[data-action="cancel"]')).to_be_visible()
    expect(tablet.page.locator('[data-action="cancel"]')).to_be_hidden(timeout=6_000)


def test_an_open_report_folds_by_touch_and_another_can_be_pressed(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.hold("fire")
    tablet.page.locator('[data-action="fold"]').click()
    tablet.hold("medical")
    expect(tablet.page.locator(".alarm h1")).to_have_text("Laporan sakit / kecelakaan")
    tablet.page.locator('[data-action="fold"]').click()
    bands = tablet.page.locator(".band")
    expect(bands).to_have_count(2)
    bands.last.click()
    expect(tablet.page.locator(".alarm h1")).to_have_text("Laporan kebakaran")
    assert len(tablet.gateway.reports) == 2


def test_an_open_report_folds_by_itself_after_a_minute_and_stays(tablet: Tablet) -> None:
    tablet.page.clock.install()
    tablet.enrol()
    tablet.hold("fire")
    tablet.expect_steps(*REACHED)
    tablet.page.clock.fast_forward(61_000)
    expect(tablet.page.locator(".band")).to_be_visible()
    tablet.page.clock.fast_forward(3_600_000)
    tablet.expect_link("online", patience_s=30)
    expect(tablet.page.locator(".band")).to_be_visible()


def test_a_silent_gateway_is_told_within_ten_seconds(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.gateway.answering = False
    tablet.expect_link("lost", patience_s=11)
    expect(tablet.page.locator(".link")).to_have_text("tidak terhubung")
    expect(tablet.page.locator(".foot[data-urgent]")).to_contain_text("112")


def test_the_page_starts_without_a_network_and_sends_once_when_it_returns(tablet: Tablet) -> None:
    tablet.enrol()
    page = tablet.page
    tablet.wait_until_kept()
    tablet.gateway.stop()
    tablet.pages.stop()

    page.reload()
    expect(page.locator(".post-title")).to_have_text("Pos Krajankulon RT 03")
    tablet.hold("fire")
    tablet.expect_steps("stored")
    expect(page.locator('.alarm[data-worry="offline"] .telephone')).to_contain_text("112")
    page.reload()
    expect(page.locator(".band")).to_contain_text("Telepon\u00a0112")
    assert tablet.gateway.alarms() == []

    tablet.gateway.start()
    tablet.expect_link("online", patience_s=10)
    tablet.gateway.wait_for(lambda: len(tablet.gateway.reports) == 1)
    page.locator(".band").click()
    tablet.expect_steps(*REACHED)
    (alarm,) = tablet.gateway.alarms()
    assert alarm.age_uncertain
    assert 0 < alarm.age_ms < 60_000
    page.reload()
    tablet.expect_link("online")
    expect(page.locator(".band")).to_be_visible()
    assert len(tablet.gateway.alarms()) == 1


def test_a_newer_build_is_taken_when_nobody_is_there_and_nothing_is_open(tablet: Tablet) -> None:
    page = tablet.page
    page.clock.install()
    tablet.enrol()
    tablet.wait_until_kept()
    tablet.hold("fire")
    page.evaluate(
        """() => {
            globalThis.upgraded = new Promise((resolve) => {
                navigator.serviceWorker.addEventListener("controllerchange", () => resolve());
            });
        }"""
    )
    tablet.pages.build = "next-build"
    tablet.gateway.stop()
    tablet.gateway.start()
    page.evaluate("() => globalThis.upgraded")
    page.clock.fast_forward(61_000)
    expect(page.locator(".band")).to_be_visible()
    tablet.expect_link("online")
    assert "test-build" in page.content(), "it is still open"

    tablet.gateway.closed()
    over = page.locator(".band", has_text="Selesai ditangani")
    expect(over).to_be_visible()
    page.clock.fast_forward(30_000)
    expect(over).to_be_visible()
    assert "test-build" in page.content(), "its end has not had its time on the screen"
    page.clock.fast_forward(31_000)
    expect(page.locator('script[src*="/next-build/"]')).to_have_count(1, timeout=15_000)
    tablet.expect_link("online")


def test_a_store_that_fails_doesn_t_hold_back_the_alarm(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.page.evaluate(
        """() => {
            IDBObjectStore.prototype.put = () => {
                throw new DOMException("full", "QuotaExceededError");
            };
        }"""
    )
    tablet.hold("fire")
    tablet.gateway.wait_for(lambda: len(tablet.gateway.reports) == 1)
    tablet.gateway.claimed()
    tablet.expect_steps("reached", "seen", "handled")


def test_an_empty_control_room_and_an_unanswered_alarm_show_112(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.gateway.tell(messages.Presence(attended=False))
    expect(tablet.page.locator(".foot[data-urgent]")).to_contain_text("Ruang kendali sedang kosong")
    tablet.hold("fire")
    telephone = tablet.page.locator('.alarm:not([data-worry=""]) .telephone')
    expect(telephone).to_contain_text("Ruang kendali sedang kosong.")
    tablet.gateway.tell(messages.Presence(attended=True))
    expect(telephone).to_have_count(0)
    tablet.gateway.change(unanswered=True)
    expect(telephone).to_contain_text("Belum ada yang menjawab.")
    expect(telephone).to_contain_text("112")
    tablet.gateway.claimed()
    expect(telephone).to_have_count(0)


def test_a_step_that_waits_twenty_seconds_shows_112(tablet: Tablet) -> None:
    tablet.page.clock.install()
    tablet.enrol()
    tablet.hold("fire")
    tablet.expect_steps(*REACHED)
    for _ in range(4):  # in steps that the heartbeat can follow
        tablet.page.clock.fast_forward(5_100)
        tablet.page.wait_for_timeout(100)
    expect(tablet.page.locator('.alarm[data-worry="slow"] .telephone')).to_contain_text("112")


LOCKED_AUDIO = """
    let locked = true;
    Object.defineProperty(AudioContext.prototype, "state", {
        get: () => (locked ? "suspended" : "running"),
    });
    AudioContext.prototype.resume = async function () {
        locked = false;
        this.dispatchEvent(new Event("statechange"));
    };
"""


def test_locked_sound_is_said_and_reported_until_a_touch(tablet: Tablet) -> None:
    tablet.page.add_init_script(LOCKED_AUDIO)
    tablet.open()
    tablet.page.keyboard.type("K7M2X9QD")
    tablet.page.keyboard.press("Enter")
    tablet.expect_link("online")
    hint = tablet.page.get_by_text("Sentuh layar agar suara menyala")
    expect(hint).to_be_visible()
    assert tablet.gateway.wait_for_frame(messages.Heartbeat).sound_unlocked is False
    tablet.page.mouse.click(640, 20)
    expect(hint).to_have_count(0)
    assert tablet.gateway.wait_for_frame(messages.Heartbeat, 2).sound_unlocked is True


def test_the_heartbeat_says_how_the_tablet_is(tablet: Tablet) -> None:
    tablet.enrol()
    beat = tablet.gateway.wait_for_frame(messages.Heartbeat)
    assert beat.screen_on is True
    assert beat.queue == 0
    assert beat.storage_persistent is False  # headless Chromium never grants it
    assert abs(beat.clock_offset_ms) < 5_000
    expect(tablet.page.get_by_text("Penyimpanan tablet belum dijamin")).to_be_visible()


def test_a_revoked_tablet_asks_for_a_new_code_and_keeps_its_alarms(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.gateway.acknowledging = False
    tablet.hold("fire")
    tablet.page.locator('[data-action="fold"]').click()
    tablet.gateway.revoked = True
    tablet.gateway.stop()
    tablet.gateway.start()
    expect(tablet.page.get_by_text("Pusat tidak mengenal tablet ini lagi")).to_be_visible(
        timeout=15_000
    )
    expect(tablet.page.locator(".enrol-dial")).to_contain_text("112")
    tablet.gateway.acknowledging = True
    tablet.page.keyboard.type("K7M2X9QD")
    tablet.page.keyboard.press("Enter")
    tablet.expect_link("online")
    tablet.gateway.wait_for(lambda: len(tablet.gateway.reports) == 1)


def test_a_service_that_isn_t_open_says_so_and_invents_no_number(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.page.locator('.service[data-service="complaint"]').click()
    card = tablet.page.locator(".card")
    expect(card).to_contain_text("Layanan ini belum dibuka.")
    assert re.findall(r"\d{3,}", card.inner_text()) == ["112"]
    tablet.page.locator('[data-action="back"]').click()
    expect(tablet.page.locator(".home")).to_be_visible()


def test_idle_screens_give_way_to_home(tablet: Tablet) -> None:
    tablet.page.clock.install()
    tablet.enrol()
    tablet.page.locator('[data-action="learn"]').click()
    expect(tablet.page.get_by_text("Belajar: pilih tombolnya")).to_be_visible()
    tablet.page.clock.fast_forward(61_000)
    expect(tablet.page.locator(".home")).to_be_visible()


def test_language_and_night_are_kept_over_a_reload(tablet: Tablet) -> None:
    tablet.enrol()
    root = tablet.page.locator("html")
    before = root.get_attribute("data-theme")
    tablet.page.locator(".icon-button").click()
    after = "day" if before == "night" else "night"
    expect(root).to_have_attribute("data-theme", after)
    tablet.page.locator('[data-action="language"]').click()
    expect(tablet.page.locator('.hold[data-kind="fire"]')).to_contain_text("Kobongan")
    tablet.page.reload()
    expect(tablet.page.locator('.hold[data-kind="fire"]')).to_contain_text("Kobongan")
    expect(root).to_have_attribute("data-theme", after)
    expect(root).to_have_attribute("lang", "jv")


def test_text_of_people_is_text(tablet: Tablet) -> None:
    tablet.gateway.title = '<img src=x onerror="alert(1)"> & <b>Pos</b>'
    tablet.enrol()
    expect(tablet.page.locator(".post-title")).to_have_text(tablet.gateway.title)
    expect(tablet.page.locator("img, b")).to_have_count(0)


def test_every_file_of_the_page_is_kept_for_a_start_without_a_network(tablet: Tablet) -> None:
    tablet.enrol()
    tablet.hold("fire")
    tablet.expect_steps(*REACHED)
    for action in ("fold", "learn", "back"):
        tablet.page.locator(f'[data-action="{action}"]').click()
    kept = set(re.findall(r'^ {2}"(.+)",$', (PAGES / "kiosk/sw.js").read_text("utf-8"), re.M))
    assert tablet.pages.requested <= kept
    for name in kept:
        assert tablet.pages.body(f"/b/{BUILD}/{name}")
    assert files_of_the_page() <= kept


def files_of_the_page() -> set[str]:
    """What the folders hold, without what the server fills in or only checks read."""
    files = (path for folder in ("kiosk", "lib") for path in (PAGES / folder).rglob("*"))
    apart = {"index.html", "sw.js", "protocol.d.ts"}
    return {
        Path(path).relative_to(PAGES).as_posix()
        for path in files
        if path.is_file() and path.name not in apart
    }
