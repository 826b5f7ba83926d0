"""The partner's page is woken: its service worker in a real Chromium, and what the panel says."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import CDPSession, expect

from gateway.protocol import commands as do
from gateway.protocol.enums import NumberState
from tests.helpers.partner_phone import PartnerPhone, partner_phone
from tests.helpers.push_service import PushService

pytestmark = pytest.mark.browser

#: What the worker shows now.
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  const shown = await worker.getNotifications();
  return shown.map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, data }));
}"""


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[PartnerPhone]:
    key = PushService().subscription("").p256dh
    async with partner_phone(tmp_path, push_key=key) as opened:
        await opened.page.context.grant_permissions(["notifications"])
        yield opened


async def registration(session: CDPSession) -> str:
    """The id of the page's service worker."""
    found: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def told(event: dict[str, Any]) -> None:
        for each in event["registrations"]:
            if each["scopeURL"].endswith("/mitra/") and not found.done():
                found.set_result(each["registrationId"])

    session.on("ServiceWorker.workerRegistrationUpdated", told)
    await session.send("ServiceWorker.enable")
    return await asyncio.wait_for(found, 20)


async def test_a_push_is_shown_without_the_page_and_a_second_one_replaces_it(
    phone: PartnerPhone,
) -> None:
    await phone.unlocked()
    await phone.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    session = await phone.page.context.new_cdp_session(phone.page)
    told = {
        "title": "Tugas baru: Kebakaran",
        "body": "Buka PosPin untuk melihat dan menerima.",
        "tag": "task:1",
        "subject": "task:1",
        "topic": "task",
        "language": "id",
    }
    push = {
        "origin": phone.address.removesuffix("/mitra/"),
        "registrationId": await registration(session),
        "data": json.dumps(told),
    }
    for _ in range(2):
        await session.send("ServiceWorker.deliverPushMessage", push)
    await phone.page.wait_for_function(
        "async () => (await (await navigator.serviceWorker.ready).getNotifications()).length"
    )
    (shown,) = await phone.page.evaluate(SHOWN)
    assert (shown["title"], shown["body"]) == (told["title"], told["body"])
    assert (shown["tag"], shown["lang"], shown["data"]) == ("task:1", "id", {"subject": "task:1"})


async def test_a_touched_notification_brings_its_task_into_sight(phone: PartnerPhone) -> None:
    await phone.unlocked()
    await phone.task()
    card = phone.page.locator(".task")
    await expect(card).to_be_visible()
    (task,) = phone.gateway.hub.replica.tasks
    await phone.page.evaluate("(to) => { location.hash = `to=${to}` }", task)
    await expect(phone.page.locator(".task[data-wanted]")).to_be_visible()
    assert await phone.page.evaluate("location.hash") == ""


async def test_the_page_opens_without_a_network_and_shows_nothing_of_before(
    phone: PartnerPhone,
) -> None:
    await phone.unlocked()
    await phone.task(instruction="rahasia")
    await expect(phone.page.locator(".task")).to_be_visible()
    await phone.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    await phone.page.context.set_offline(True)
    await phone.page.reload()
    await expect(phone.page.locator(".pin-keys")).to_be_visible()
    assert "rahasia" not in await phone.page.content()


async def test_what_can_be_set_reaches_the_gateway_and_is_said_in_words(
    phone: PartnerPhone,
) -> None:
    page, replica = phone.page, phone.gateway.hub.replica
    await phone.unlocked()
    await page.click('[data-action="wake-me"]')
    (partner,) = replica.partners
    panel = page.locator(".reach")
    await expect(panel).to_have_attribute("data-wake", "ask")
    subscribed = PushService("https://fcm.googleapis.com").subscription(
        await page.locator('meta[name="pospin-push"]').get_attribute("content") or ""
    )
    # The browser's own push service is not there in a test; the gateway is told as it would be.
    phone_itself = next(c for c in phone.gateway.hub.clients if c.device == partner)
    assert phone_itself.unlock is not None
    await phone.gateway.submit(phone.order(partner, subscribed))
    await expect(panel).to_have_attribute("data-wake", "on")
    await page.check('[name="quiet"]')
    await page.click('[data-action="prove"]')
    await expect(page.locator('[name="sms-code"]')).to_be_visible()
    quiet = replica.partners[partner].reaching.quiet
    assert quiet is not None
    assert (quiet.first, quiet.last) == (22, 5)
    code = phone.gateway.codes.sms(replica.partners[partner].reaching.number.nonce)
    await page.fill('[name="sms-code"]', code)
    await expect(page.locator('[data-action="prove"]')).to_be_hidden()
    await expect(page.locator('[name="sms-code"]')).to_be_hidden()
    assert replica.partners[partner].reaching.number.state is NumberState.PROVEN
    await phone.gateway.submit(phone.order(partner, do.UnsubscribePush()))
    await expect(panel).to_have_attribute("data-wake", "ask")
