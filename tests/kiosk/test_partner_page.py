"""The partner's page in a real browser against a real gateway."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from gateway.protocol import commands as do
from gateway.protocol.enums import AppealAnswer, Disposition, Mode, TaskState
from gateway.protocol.views import IncidentView, TaskView
from tests.helpers.partner_phone import CREW, PartnerPhone, partner_phone

pytestmark = pytest.mark.browser

HIDDEN = """(hidden) => {
    Object.defineProperty(document, "visibilityState", {
        get: () => (hidden ? "hidden" : "visible"), configurable: true,
    });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
STORED = """() => new Promise((resolve) => {
    indexedDB.open("pospin-partner").onsuccess = async ({ target }) => {
        const database = target.result;
        const found = [];
        for (const name of database.objectStoreNames) {
            const all = database.transaction(name).objectStore(name).getAll();
            await new Promise((done) => (all.onsuccess = done));
            found.push(JSON.stringify(all.result));
        }
        resolve(found.join() + JSON.stringify({ ...localStorage }));
    };
})"""
SMALL_TARGETS = """() => [...document.querySelectorAll("button, a, input")]
    .filter((element) => element.offsetParent !== null)
    .map((element) => [element.textContent, element.getBoundingClientRect()])
    .filter(([, box]) => box.width < 48 || box.height < 48)
    .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[PartnerPhone]:
    async with partner_phone(tmp_path) as phone:
        yield phone


async def fits(phone: PartnerPhone) -> None:
    assert await phone.page.evaluate(SMALL_TARGETS) == []
    assert await phone.page.evaluate(SIDEWAYS) <= 0


def button(phone: PartnerPhone, step: str) -> Locator:
    return phone.page.locator(f'.step-button[data-step="{step}"]')


async def task_of(phone: PartnerPhone, task: str) -> TaskView:
    await phone.officer.caught_up_to(phone.gateway.writer.head)
    shown = phone.officer.picture.views[task]
    assert isinstance(shown, TaskView)
    return shown


async def test_a_code_from_the_address_is_filled_in_and_leaves_the_address(
    phone: PartnerPhone,
) -> None:
    await phone.open(f"#{phone.code}")
    page = phone.page
    await expect(page.locator('[name="code"]')).to_have_value(phone.code)
    assert "#" not in page.url
    await fits(phone)
    await page.fill('[name="pin"]', "2580")
    await page.fill('[name="repeat"]', "2581")
    await page.click('[type="submit"]')
    await expect(page.locator(".gate-word")).to_have_text("Kedua PIN tidak sama.")
    await page.fill('[name="code"]', "00000000")
    await page.fill('[name="repeat"]', "2580")
    await page.click('[type="submit"]')
    await expect(page.locator(".gate-word")).to_contain_text("Kode salah")
    await expect(page.locator('[name="code"]')).to_have_value("00000000")
    await page.fill('[name="code"]', f"{phone.code[:4].lower()}-{phone.code[4:]}")
    await page.click('[type="submit"]')
    await expect(page.locator(".pin-keys")).to_be_visible()
    await expect(page.locator(".bar-title")).to_have_text("PosPin Mitra")


async def test_a_wrong_pin_is_said_and_too_many_make_it_wait(phone: PartnerPhone) -> None:
    await phone.pair()
    await fits(phone)
    word = phone.page.locator('.gate-word[data-tone="error"]')
    too_many = phone.page.locator(".gate-word", has_text="Terlalu banyak")
    tries = 0
    while not await too_many.count():
        assert tries < 8
        await phone.enter("0000")
        await expect(word).to_have_text(re.compile("PIN salah|Terlalu banyak"))
        tries += 1
    # The wait is short at first, so that who types slowly is past it; then it doubles.
    assert tries > 4
    await expect(phone.page.locator('[data-action="open"]')).to_be_disabled()
    phone.gateway.clock.move(20)
    await expect(word).to_have_count(0)
    await phone.enter()
    await expect(phone.page.locator(".bar-title")).to_have_text(CREW)
    await expect(phone.page.locator(".empty")).to_contain_text("Tidak ada tugas")


async def test_a_task_comes_live_and_each_button_reaches_the_officer(phone: PartnerPhone) -> None:
    await phone.unlocked()
    task = await phone.task(instruction="Bawa pompa; jalan masuk dari barat")
    card = phone.page.locator(".task")
    await expect(card).to_contain_text("Kebakaran")
    await expect(card).to_contain_text("Krajankulon, Kaliwungu")
    await expect(card).to_contain_text("Bawa pompa")
    await fits(phone)
    for step, state in (
        ("acknowledged", TaskState.ACKNOWLEDGED),
        ("en_route", TaskState.EN_ROUTE),
        ("on_scene", TaskState.ON_SCENE),
    ):
        await button(phone, step).click()
        await expect(button(phone, step)).to_have_attribute("data-look", "taken")
        assert (await task_of(phone, task)).state is state
    await button(phone, "done").click()
    await expect(button(phone, "done")).to_contain_text("Tekan lagi")
    assert (await task_of(phone, task)).state is TaskState.ON_SCENE
    await button(phone, "done").click()
    await expect(phone.page.locator(".task[data-over]")).to_contain_text("Selesai")
    assert (await task_of(phone, task)).state is TaskState.DONE


async def test_a_drill_is_named_on_the_card(phone: PartnerPhone) -> None:
    await phone.unlocked()
    await phone.task(mode=Mode.DRILL)
    await expect(phone.page.locator('.task[data-mode="drill"] .card-mode')).to_contain_text(
        "LATIHAN"
    )


async def test_what_is_pressed_without_a_link_waits_and_is_sent(phone: PartnerPhone) -> None:
    await phone.unlocked()
    task = await phone.task()
    await expect(button(phone, "acknowledged")).to_be_visible()
    await phone.lose_link()
    await expect(phone.page.locator(".lost")).to_contain_text("Tidak terhubung sejak")
    await button(phone, "acknowledged").click()
    await expect(phone.page.locator(".pending")).to_have_text(
        "Tersimpan. Dikirim begitu tersambung."
    )
    assert (await task_of(phone, task)).state is TaskState.SENT
    await phone.mend_link()
    await expect(button(phone, "acknowledged")).to_have_attribute("data-look", "taken")
    assert (await task_of(phone, task)).state is TaskState.ACKNOWLEDGED


async def test_an_appeal_nearby_is_seen_and_answered(phone: PartnerPhone) -> None:
    await phone.unlocked()
    incident = await phone.fire()
    appeal = phone.page.locator(".appeal")
    await expect(appeal).to_contain_text("Belum ada yang menuju")
    await phone.page.click('[data-answer="needs_help"]')
    await expect(appeal.locator('[data-count="needs_help"]')).to_have_text("1 BUTUH BANTUAN")
    await fits(phone)
    await phone.officer.caught_up_to(phone.gateway.writer.head)
    shown = phone.officer.picture.views[incident]
    assert isinstance(shown, IncidentView)
    assert (shown.answers.needs_help, shown.answers.seen) == (1, 0)
    ending = do.CloseIncident(incident=incident, disposition=Disposition.HANDLED)
    await phone.done(phone.officer, ending)
    await expect(appeal).to_contain_text("Terima kasih")


async def test_an_appeal_that_came_into_view_counts_as_seen(phone: PartnerPhone) -> None:
    await phone.unlocked()
    incident = await phone.fire()
    await expect(phone.page.locator(".appeal")).to_be_visible()
    async with asyncio.timeout(10):
        while phone.gateway.hub.replica.incidents[incident].answers == {}:
            await phone.officer.read()
    (answer,) = phone.gateway.hub.replica.incidents[incident].answers.values()
    assert answer is AppealAnswer.SEEN


async def test_the_phone_keeps_nothing_and_locks(phone: PartnerPhone) -> None:
    await phone.unlocked()
    await phone.task(instruction="rahasia petugas")
    await expect(phone.page.locator(".task")).to_be_visible()
    kept = await phone.page.evaluate(STORED)
    for word in ("rahasia", "Krajankulon", "Damkar", "2580"):
        assert word not in kept
    await phone.page.click('[data-action="lock"]')
    await expect(phone.page.locator(".pin-keys")).to_be_visible()
    assert "rahasia" not in await phone.page.content()
    await phone.enter()
    await expect(phone.page.locator(".task")).to_be_visible()
    await phone.page.reload()
    await expect(phone.page.locator(".pin-keys")).to_be_visible()


async def test_five_minutes_in_the_background_forget_what_was_shown(phone: PartnerPhone) -> None:
    await phone.page.clock.install()
    await phone.unlocked()
    await phone.task()
    await expect(phone.page.locator(".task")).to_be_visible()
    await phone.page.evaluate(HIDDEN, True)
    await phone.page.clock.fast_forward(301_000)
    await phone.page.evaluate(HIDDEN, False)
    await expect(phone.page.locator(".task")).to_have_count(0)
    await expect(phone.page.locator(".pin-dots")).to_be_visible()


async def test_a_revoked_phone_asks_for_a_new_code(phone: PartnerPhone) -> None:
    await phone.unlocked()
    partner = next(iter(phone.gateway.hub.replica.partners))
    await phone.gateway.do(do.RevokeDevice(device=partner))
    await expect(phone.page.locator('[name="code"]')).to_be_visible()
    await expect(phone.page.locator(".gate-lead")).to_contain_text("tidak mengenal telepon ini")
