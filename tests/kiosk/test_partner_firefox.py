"""The partner's page in Firefox ESR: paired, opened, guests acknowledged, a message written."""

from pathlib import Path

import pytest

from gateway.domain.talk import subject_of
from gateway.protocol.enums import GuestState
from tests.helpers.firefox import FIREFOX, firefox
from tests.helpers.gateway_client import PIN
from tests.helpers.guests import report
from tests.helpers.partner_phone import partner_phone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(FIREFOX is None, reason="Debian's firefox-esr is not installed"),
]

TYPE = "document.querySelector('{place}').value = '{words}'"
PRESS = "document.querySelector('{place}').click()"
THERE = "document.querySelector('{place}')"


async def test_the_page_works_in_firefox(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    async with partner_phone(tmp_path, keeper=True) as phone, firefox(profile) as page:
        await page.open(f"{phone.address}#{phone.code}")
        await page.until(THERE.format(place="[name=code]"))
        for name in ("pin", "repeat"):
            await page.run(TYPE.format(place=f"[name={name}]", words=PIN))
        await page.run(PRESS.format(place="[type=submit]"))
        await page.until(
            THERE.format(place=".pin-keys") + " && !document.querySelector('.link').hidden"
        )
        await page.until("document.querySelector('.link').dataset.link === 'online'")
        for digit in PIN:
            await page.run(
                f"[...document.querySelectorAll('.pin-key')]"
                f".find((key) => key.textContent === '{digit}').click()"
            )
        await page.run(PRESS.format(place="[data-action=open]"))
        await page.until(THERE.format(place=".duty"))
        guest = await phone.done(phone.post, report(arrives_at=phone.gateway.clock.now()))
        await page.until(THERE.format(place=".guest .guest-known"))
        await page.run(PRESS.format(place=".guest .guest-known"))
        await page.until("!" + THERE.format(place=".guest"))
        assert phone.gateway.hub.replica.guests[guest].state is GuestState.VALID
        await page.run(PRESS.format(place="[data-tab=talk]"))
        await page.run(PRESS.format(place=f'[data-post="{phone.post.device}"]'))
        await page.run(TYPE.format(place="[name=talk]", words="Terima kasih"))
        await page.run(PRESS.format(place=".talk-form [type=submit]"))
        await page.until(THERE.format(place=".bubble [data-mark=sent]"))
        talk = phone.gateway.hub.replica.talks[subject_of(phone.post.device)]
        assert [line.text for line in talk.lines] == ["Terima kasih"]
