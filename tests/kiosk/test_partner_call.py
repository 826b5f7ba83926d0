"""A partner's phone calls the desk, and an officer calls it: the page against a real gateway."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from gateway.protocol import commands as do
from gateway.protocol.enums import CallState
from gateway.protocol.views import CallView
from tests.helpers.partner_phone import PartnerPhone, partner_phone
from tests.kiosk.test_partner_page import fits

pytestmark = pytest.mark.browser


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[PartnerPhone]:
    async with partner_phone(tmp_path) as phone:
        yield phone


async def call_of(phone: PartnerPhone, *states: CallState) -> CallView:
    """The newest call as the officer sees it."""
    await phone.officer.caught_up_to(phone.gateway.writer.head)
    calls = [view for view in phone.officer.picture.views.values() if isinstance(view, CallView)]
    newest = max(calls, key=lambda view: view.started_at)
    assert newest.state in states
    return newest


async def expect_stage(phone: PartnerPhone, stage: str) -> None:
    await expect(phone.page.locator(f'.call-panel[data-stage="{stage}"]')).to_be_visible()


async def press(phone: PartnerPhone, name: str) -> None:
    await phone.page.locator(f'.call-button[data-call="{name}"]').click()


async def test_the_phone_calls_the_desk_and_is_called(phone: PartnerPhone) -> None:
    await phone.unlocked()
    await phone.page.locator('[data-action="call"]').first.click()
    await expect_stage(phone, "calling")
    await fits(phone)
    call = await call_of(phone, CallState.RINGING)
    await phone.done(phone.officer, do.AnswerCall(call=call.subject))
    await expect_stage(phone, "connecting")
    await fits(phone)
    await phone.page.locator('[data-action="aside"]').click()
    await expect(phone.page.locator(".duty")).to_be_visible()
    await phone.page.locator(".call-strip").click()
    await press(phone, "hang_up")
    await expect_stage(phone, "over")
    await press(phone, "leave")
    await expect(phone.page.locator(".duty")).to_be_visible()
    await phone.done(phone.officer, do.StartCall(to=call.caller))
    await expect_stage(phone, "incoming")
    await fits(phone)
    await press(phone, "decline")
    await expect_stage(phone, "over")
