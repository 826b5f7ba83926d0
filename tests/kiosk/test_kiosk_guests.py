"""Lapor tamu and the Ketua RT at the tablet: every step fits, says what is true, and forgets."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from gateway.protocol import commands
from gateway.protocol.enums import (
    CallEnd,
    CallState,
    GuestContact,
    GuestField,
    GuestPurpose,
    GuestState,
    GuestStep,
    Mark,
    Sex,
)
from tests.kiosk.conftest import Tablet
from tests.kiosk.guest_gateway import DEPUTY, HEAD, TICKET, GuestGateway, serving_guests
from tests.kiosk.test_kiosk_layout import POSTURES, check

pytestmark = pytest.mark.browser

NAME = "Siti Contoh"
#: All that the page keeps on the disk, as text; sealed bytes show as their length.
KEPT = """async () => {
    const opened = await new Promise((resolve, reject) => {
        const request = indexedDB.open("pospin");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const stores = [...opened.objectStoreNames].map((name) => new Promise((resolve) => {
        const request = opened.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => resolve([name, request.result]);
    }));
    const kept = Object.fromEntries(await Promise.all(stores));
    opened.close();
    return JSON.stringify({ ...kept, local: { ...localStorage } });
}"""


@pytest.fixture
def gateway() -> Iterator[GuestGateway]:
    """The other end, with a Ketua RT and a deputy."""
    with serving_guests() as gateway:
        yield gateway


@pytest.fixture
def screen(tablet: Tablet) -> Page:
    """The enrolled tablet, its Ketua RT known."""
    tablet.page.set_default_timeout(10_000)
    tablet.enrol()
    return tablet.page


def type_in(page: Page, words: str) -> None:
    """Touch the keys of the page."""
    for sign in words.upper():
        page.locator(f'[data-key="{"space" if sign == " " else sign}"]').click()


def forward(page: Page) -> None:
    """To the next question."""
    page.locator('[data-action="forward"]').click()


def question(page: Page, step: str) -> None:
    """This one is on the screen, and all of it fits, however the tablet is held."""
    expect(page.locator(f'.ask-form[data-step="{step}"]')).to_be_visible()
    for width, height in reversed(POSTURES):
        page.set_viewport_size({"width": width, "height": height})
        fits(page)


def fits(page: Page) -> None:
    """Nothing is cut off, and a question has no need to scroll."""
    check(page)
    assert (
        page.evaluate(
            "() => { const it = document.querySelector('.ask-body');"
            " return it.scrollHeight - it.clientHeight; }"
        )
        <= 1
    )


def choose(page: Page, value: str) -> None:
    """Touch a picture."""
    page.locator(f'.choice[data-value="{value}"]').click()


def answer_everything(page: Page) -> None:
    """From the first name to the summary, two guests, by the keys of the page alone."""
    question(page, "name")
    expect(page.locator('[data-action="forward"]')).to_be_disabled()
    type_in(page, NAME)
    page.locator('[data-value="female"]').click()
    forward(page)
    question(page, "origin")
    type_in(page, "semrang")
    page.locator('[data-code="33.74"]').click()
    question(page, "document")
    type_in(page, "3324080101900000")
    expect(page.locator('.ask-note[data-tone="warning"]')).to_be_visible()
    forward(page)
    question(page, "others")
    page.locator('[data-action="add-guest"]').click()
    page.keyboard.type("Pekerja Dua")
    for step in ("origin", "document", "others"):
        forward(page)
        question(page, step)
    forward(page)
    question(page, "house")
    type_in(page, "warga satu")
    forward(page)
    for step, value in (("relation", "kin"), ("purpose", "family")):
        question(page, step)
        choose(page, value)
    for step in ("arrival", "nights", "people", "phone"):
        question(page, step)
        if step == "nights":
            page.locator('.quick[data-value="3"]').click()
        if step == "phone":
            type_in(page, "081234567890")
        forward(page)
    question(page, "plate")
    forward(page)


def test_a_report_from_its_first_question_to_the_ketua_rt(
    screen: Page, gateway: GuestGateway
) -> None:
    gateway.plans(NAME)
    screen.locator('[data-service="guest"]').click()
    expect(screen.locator(".guest-notice")).to_contain_text("UU 27/2022")
    check(screen)
    screen.locator('[data-begin="report"]').click()
    answer_everything(screen)
    question(screen, "contact")
    choose(screen, "message")
    question(screen, "summary")
    expect(screen.locator(".summary-match")).to_contain_text("S••• C•••")
    expect(screen.locator(".call-alarms .hold")).to_have_count(4)
    forward(screen)

    said = gateway.heard(commands.ReportGuests)
    first, second = said.guests
    assert (first.name, first.sex, first.origin_area) == (NAME, Sex.FEMALE, "33.74")
    assert (second.name, second.origin_area) == ("Pekerja Dua", "33.74")
    assert (said.house.host, said.house.rt, said.house.rw) == ("Warga Satu", "03", "05")
    assert (said.stay.purpose, said.stay.nights, said.stay.people) == (GuestPurpose.FAMILY, 3, 2)
    assert said.contact is GuestContact.MESSAGE

    code = screen.locator(".ticket-code")
    expect(code).to_have_attribute("data-code", TICKET)
    expect(screen.locator(".ticket .qr path")).to_have_count(1)
    now = datetime.now(UTC)
    gateway.head_turns(told_at=now, step=GuestStep.MESSAGE)
    expect(screen.locator('.sent-step[data-step="told"][data-done]')).to_be_visible()
    expect(screen.locator('.sent-step[data-step="read"][data-done]')).to_have_count(0)
    gateway.head_turns(read_at=now, acknowledged_at=now, acknowledged_by="Ketua RT 03")
    expect(screen.locator(".sent-standing")).to_contain_text("Ketua RT 03")
    check(screen)
    assert NAME not in screen.locator("body").inner_text()
    kept = screen.evaluate(KEPT)
    assert "Siti" not in kept
    assert TICKET not in kept
    screen.locator('[data-action="done"]').click()
    screen.locator(".guest-band").click()
    expect(screen.locator(".guest-sent")).to_be_visible()
    expect(code).to_have_count(0)


def begin(page: Page, *, name: str = NAME) -> None:
    """A report with a name in it."""
    page.locator('.service[data-service="guest"]').click()
    page.locator('[data-begin="report"]').click()
    page.keyboard.type(name)


def test_what_is_half_filled_in_is_wiped_after_a_minute(screen: Page) -> None:
    screen.clock.install()
    begin(screen)
    screen.clock.fast_forward(46_000)
    expect(screen.locator(".patience")).to_be_visible()
    screen.locator('[data-action="stay"]').click()
    expect(screen.locator(".patience")).to_be_hidden()
    expect(screen.locator(".typing-input")).to_have_value(NAME)
    screen.clock.fast_forward(61_000)
    expect(screen.locator("main.home")).to_be_visible()
    screen.locator('.service[data-service="guest"]').click()
    expect(screen.locator(".guest-start")).to_be_visible()


def test_an_alarm_is_a_hold_away_from_every_question(tablet: Tablet, screen: Page) -> None:
    begin(screen)
    tablet.hold("fire")
    tablet.expect_steps("stored", "reached")


def test_without_a_network_a_report_lies_sealed_until_its_ticket_comes(
    tablet: Tablet, screen: Page, gateway: GuestGateway
) -> None:
    begin(screen)
    for _ in range(4):
        forward(screen)
    screen.keyboard.type("Warga Satu")
    forward(screen)
    choose(screen, "friend")
    choose(screen, "work")
    for _ in range(5):
        forward(screen)
    choose(screen, "voice")
    gateway.stop()
    tablet.expect_link("lost")
    forward(screen)
    expect(screen.locator('.sent-step[data-step="stored"][data-done]')).to_be_visible()
    kept = screen.evaluate(KEPT)
    assert "sealed" in kept
    assert "Siti" not in kept
    screen.locator('[data-action="done"]').click()
    gateway.start()
    gateway.heard(commands.ReportGuests)
    screen.locator(".guest-band").click()
    expect(screen.locator(".ticket-code")).to_be_visible()
    assert "sealed" not in screen.evaluate(KEPT)


def test_what_the_centre_refuses_can_be_changed_and_sent(
    screen: Page, gateway: GuestGateway
) -> None:
    gateway.refusing = "Isian ini tidak dapat diterima."
    begin(screen)
    for _ in range(4):
        forward(screen)
    screen.keyboard.type("Warga Satu")
    forward(screen)
    choose(screen, "friend")
    choose(screen, "work")
    for _ in range(5):
        forward(screen)
    choose(screen, "video")
    forward(screen)
    expect(screen.locator(".sent-standing")).to_have_text(gateway.refusing)
    gateway.refusing = ""
    screen.locator('[data-action="again"]').click()
    expect(screen.locator('[data-line="name"]')).to_contain_text(NAME)
    forward(screen)
    # Whoever wanted to see the Ketua RT is connected as soon as the report is there.
    call = gateway.ordered(commands.StartCall)
    assert (call.to, call.video, call.about) == (HEAD, True, list(gateway.tickets)[-1])
    gateway.ends()
    expect(screen.locator(".ticket-code")).to_be_visible(timeout=15_000)


def test_a_ticket_puts_right_and_checks_out(screen: Page, gateway: GuestGateway) -> None:
    screen.locator('.service[data-service="guest"]').click()
    screen.locator('[data-begin="announce"]').click()
    screen.keyboard.type(NAME)
    for _ in range(4):
        forward(screen)
    screen.keyboard.type("Warga Satu")
    forward(screen)
    choose(screen, "kin")
    choose(screen, "family")
    for _ in range(6):
        forward(screen)
    gateway.heard(commands.AnnounceGuest)
    screen.locator('[data-action="done"]').click()

    open_ticket(screen, "AAAAAAAAAA")
    expect(screen.locator(".ask-missing")).to_contain_text("tidak dikenal")
    screen.locator('[data-action="back"]').click()
    screen.locator('[data-begin="code"]').click()
    type_in(screen, TICKET)
    forward(screen)
    expect(screen.locator(".ticket-guest")).to_have_text("S••• C•••")
    check(screen)
    screen.locator('[data-do="arrived"]').click()
    forward(screen)
    assert gateway.heard(commands.ReportGuests).guests[0].name == NAME
    screen.locator('[data-action="done"]').click()

    gateway.head_turns(
        state=GuestState.NEEDS_CORRECTION, asked_fields=(GuestField.NIGHTS,), asked="Berapa malam?"
    )
    open_ticket(screen, TICKET)
    screen.locator('[data-do="correct"]').click()
    screen.locator('[data-line="nights"]').click()
    screen.locator('.quick[data-value="7"]').click()
    forward(screen)
    forward(screen)
    corrected = gateway.heard(commands.CorrectGuest)
    assert (corrected.ticket, corrected.stay.nights) == (TICKET, 7)
    screen.locator('[data-action="done"]').click()

    open_ticket(screen, TICKET)
    screen.locator('[data-do="leave_all"]').click()
    left = gateway.heard(commands.CheckOut)
    assert (left.ticket, left.numbers) == (TICKET, ())
    check(screen)


def open_ticket(page: Page, code: str) -> None:
    """Type a ticket, with a keyboard."""
    page.locator('.service[data-service="guest"]').click()
    page.locator('[data-begin="code"]').click()
    page.keyboard.type(code)
    forward(page)


def test_the_ketua_rt_is_written_to_and_called_and_the_deputy_after(
    screen: Page, gateway: GuestGateway
) -> None:
    gateway.head_writes("Saya ke pos pukul sembilan.")
    expect(screen.locator(".service-count")).to_have_text("1")
    screen.locator('.service[data-service="head"]').click()
    check(screen)
    screen.locator('[data-way="message"]').click()
    expect(screen.locator('.bubble[data-side="officer"]')).to_contain_text("pukul sembilan")
    gateway.wait_for(lambda: any(is_read(body) for body in gateway.bodies))
    screen.locator(".typing-input").click()
    check(screen)
    type_in(screen, "baik")
    screen.locator('[data-action="send"]').click()
    assert gateway.heard(commands.WriteTalk).text == "Baik"
    assert "sembilan" not in screen.evaluate(KEPT)
    check(screen)

    screen.locator('[data-action="back"]').click()
    screen.locator('[data-way="voice"]').click()
    assert gateway.ordered(commands.StartCall).to == HEAD
    gateway.ends(end=CallEnd.UNANSWERED, state=CallState.MISSED)
    expect(screen.locator(".next-head")).to_be_visible()
    check(screen)
    screen.locator('[data-action="next-head"]').click()
    gateway.wait_for(lambda: gateway.ordered(commands.StartCall).to == DEPUTY)


def is_read(body: object) -> bool:
    """Whether it says that a message was read."""
    return isinstance(body, commands.MarkTalk) and body.mark is Mark.READ
