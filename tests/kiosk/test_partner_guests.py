"""The phone of a Ketua RT: guests, messages and the ladder's call, against a real gateway."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from gateway.domain.guest import GuestReport
from gateway.domain.talk import subject_of
from gateway.protocol import commands as do
from gateway.protocol.enums import CallState, GuestState, Mark, Mode
from gateway.protocol.views import CallView, GuestCard
from tests.helpers.guests import report
from tests.helpers.partner_phone import HEAD, PartnerPhone, partner_phone
from tests.kiosk.test_partner_call import call_of, expect_stage, press
from tests.kiosk.test_partner_page import STORED, fits

pytestmark = pytest.mark.browser

NIK = "3324084101900001"
GUEST = GuestCard(name="Wagimin Contoh", origin="Kab. Batang", nik=NIK)


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[PartnerPhone]:
    async with partner_phone(tmp_path, keeper=True) as phone:
        yield phone


async def reported(phone: PartnerPhone, *cards: GuestCard, mode: Mode = Mode.REAL) -> str:
    body = report(*(cards or (GUEST,)), arrives_at=phone.gateway.clock.now(), mode=mode)
    return await phone.done(phone.post, body)


def state(phone: PartnerPhone, guest: str) -> GuestReport:
    return phone.gateway.hub.replica.guests[guest]


def act(phone: PartnerPhone, name: str) -> Locator:
    return phone.page.locator(f'[data-act="{name}"]')


async def test_guests_are_acknowledged_by_one_touch_and_the_resident_knows_it_was_read(
    phone: PartnerPhone,
) -> None:
    await phone.unlocked()
    guest = await reported(phone)
    card = phone.page.locator(".guest")
    await expect(card).to_contain_text("Wagimin Contoh")
    await expect(card).to_contain_text("Kab. Batang")
    await expect(card.locator(".guest-pick")).to_have_count(0)
    await fits(phone)
    await card.locator(".guest-known").click()
    await expect(card).to_have_count(0)
    assert state(phone, guest).state is GuestState.VALID
    assert state(phone, guest).acknowledged_by == HEAD
    (told,) = state(phone, guest).told.values()
    assert told.read_at is not None


async def test_one_report_whole_and_all_that_can_be_done_about_it(phone: PartnerPhone) -> None:
    await phone.unlocked()
    guest = await reported(phone)
    page = phone.page
    await page.click(".guest-open")
    sheet = page.locator(".sheet")
    await expect(sheet.locator(".number-digits")).to_have_text("••••••••••••0001")
    await sheet.locator(".number summary").click()
    await sheet.locator('[name="reason"]').first.fill("Cocokkan dengan KTP")
    await sheet.locator(".number [type=submit]").click()
    await expect(sheet.locator(".number-digits")).to_have_text(NIK)
    await expect(sheet.locator(".number-left")).to_contain_text("detik")
    await expect(sheet.locator(".timeline")).to_contain_text("Cocokkan dengan KTP")
    await act(phone, "correction").locator("summary").click()
    await fits(phone)
    await act(phone, "correction").locator('[value="origin"]').check()
    await act(phone, "correction").locator("[type=submit]").click()
    await expect(sheet.locator(".standing")).to_have_text("Diminta memperbaiki laporan")
    await act(phone, "extend").locator("summary").click()
    await act(phone, "extend").locator('[name="nights"]').fill("3")
    await act(phone, "extend").locator("[type=submit]").click()
    await expect(sheet.locator(".timeline")).to_contain_text("Diperpanjang")
    assert state(phone, guest).extended == 1
    await act(phone, "refer").locator("summary").click()
    await act(phone, "refer").locator('[name="reason"]').fill("Tidak dikenal tuan rumah")
    await act(phone, "refer").locator("[type=submit]").click()
    await expect(act(phone, "refer")).to_be_hidden()
    await act(phone, "left").locator("summary").click()
    await act(phone, "left").locator("[type=submit]").click()
    await expect(act(phone, "left")).to_be_hidden()
    await page.go_back()
    await expect(page.locator(".lists")).to_be_visible()
    assert state(phone, guest).state is GuestState.LEFT


async def test_several_at_once_history_and_guests_who_are_expected(phone: PartnerPhone) -> None:
    await phone.unlocked()
    page = phone.page
    guests = [await reported(phone, GuestCard(name=name)) for name in ("Tamu A", "Tamu B")]
    drill = await reported(phone, GuestCard(name="Tamu latihan"), mode=Mode.DRILL)
    await page.click('[data-tab="guests"]')
    await expect(page.locator('.guest[data-mode="drill"]')).to_contain_text("LATIHAN")
    for name in ("Tamu A", "Tamu B"):
        await page.locator(".guest", has_text=name).locator(".guest-pick").check()
    await fits(phone)
    await page.click('[data-action="several"]')
    await expect(page.locator(".guest-pick:visible")).to_have_count(1)
    assert [state(phone, guest).state for guest in guests] == [GuestState.VALID] * 2
    assert state(phone, drill).acknowledged_at is None
    await page.click('[data-action="announce"]')
    await page.fill('[name="name"]', "Tamu Dinanti")
    await page.fill('[name="host"]', "Tuan Rumah Contoh")
    await fits(phone)
    await page.locator('.announce [type="submit"]').click()
    await expect(page.locator(".lists")).to_contain_text("Tamu Dinanti")
    await page.click('[data-action="search"]')
    await page.fill('[name="search"]', "Dinanti")
    await page.locator('.history [type="submit"]').click()
    await expect(page.locator(".history .guest h3")).to_have_text(["Tamu Dinanti"])
    await fits(phone)


async def test_post_and_ketua_rt_write_to_each_other(phone: PartnerPhone) -> None:
    await phone.unlocked()
    page, post = phone.page, phone.post.device
    await phone.done(phone.post, do.WriteTalk(text="Kapan kerja bakti?"))
    await expect(page.locator('[data-tab="talk"] .badge')).to_have_text("1")
    await page.click('[data-tab="talk"]')
    await page.click(f'[data-post="{post}"]')
    await expect(page.locator(".bubble")).to_contain_text("Kapan kerja bakti?")
    await expect(page.locator('[data-tab="talk"] .badge')).to_be_hidden()
    await page.fill('[name="talk"]', "Minggu pagi")
    await page.locator('.talk-form [type="submit"]').click()
    answer = page.locator('.bubble[data-side="own"]')
    await expect(answer.locator('[data-mark="sent"]')).to_be_visible()
    lines = phone.gateway.hub.replica.talks[subject_of(post)].lines
    assert lines[0].read_at is not None
    await phone.done(phone.post, do.MarkTalk(messages=(lines[1].id,), mark=Mark.READ))
    await expect(answer.locator('[data-mark="read"]')).to_be_visible()
    await fits(phone)


async def test_nothing_is_kept_and_a_lock_forgets_it(phone: PartnerPhone) -> None:
    await phone.unlocked()
    page = phone.page
    guest = await reported(phone)
    await page.click('[data-tab="talk"]')
    await page.fill('[name="talk"]', "rahasia warga")
    await phone.lose_link()
    await page.locator('.talk-form [type="submit"]').click()
    await expect(page.locator(".bubble[data-pending]")).to_contain_text("Belum tersambung")
    await page.click('[data-tab="guests"]')
    await page.click(".guest-open")
    await expect(page.locator(".sheet")).to_contain_text("Wagimin")
    await page.click(".sheet .guest-known")
    await expect(page.locator(".sheet .attempt").first).to_contain_text("Belum tersambung")
    assert state(phone, guest).acknowledged_at is None
    kept = await page.evaluate(STORED)
    for word in ("rahasia", "Wagimin", "Batang"):
        assert word not in kept
    await page.click('[data-action="lock"]')
    await expect(page.locator(".pin-keys")).to_be_visible()
    content = await page.content()
    assert "Wagimin" not in content
    assert "rahasia" not in content


async def test_the_call_about_a_report_shows_it_and_goes_on_to_the_desk(
    phone: PartnerPhone,
) -> None:
    await phone.unlocked()
    guest = await reported(phone)
    head = next(p for p in phone.gateway.hub.replica.partners.values() if p.title == HEAD)
    await phone.done(phone.post, do.StartCall(to=head.subject, about=guest))
    await expect_stage(phone, "incoming")
    about = phone.page.locator(".call-about")
    await expect(about).to_contain_text("Wagimin Contoh")
    await about.locator(".guest-known").click()
    await expect(about.locator(".guest-known")).to_be_hidden()
    assert state(phone, guest).state is GuestState.VALID
    await press(phone, "answer")
    await expect(about).to_contain_text("Dialihkan ke petugas dalam")
    await fits(phone)
    await phone.page.click('[data-action="desk"]')
    await expect_stage(phone, "calling")
    await phone.officer.caught_up_to(phone.gateway.writer.head)
    call = await call_of(phone, CallState.RINGING)
    assert isinstance(call, CallView)
    assert (call.about, call.caller) == (guest, head.subject)
