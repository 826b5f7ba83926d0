"""A tablet at a watch post: the real page in a real Chromium, used by touch and by eye."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from playwright.async_api import BrowserContext, Page, Playwright, ViewportSize, expect

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LANDSCAPE: ViewportSize = {"width": 1280, "height": 800}
PORTRAIT: ViewportSize = {"width": 800, "height": 1280}
WAIT_MS = 40_000

Step = Literal["stored", "reached", "seen", "handled"]


class Tablet:
    """One tablet with a browser profile of its own."""

    def __init__(self, context: BrowserContext, page: Page, address: str) -> None:
        self.context = context
        self.page = page
        self.address = address

    async def open(self) -> None:
        """Load the page, as a start from the home screen does."""
        await self.page.goto(self.address)

    async def enrol(self, code: str) -> None:
        """Type the enrolment code on the page's own keys."""
        for sign in code:
            await self.page.locator(f'.key[data-key="{sign}"]').click()
        await self.page.locator(".enrol-submit").click()
        await expect(self.page.locator("main.home")).to_be_visible(timeout=WAIT_MS)
        await self.connected()

    async def connected(self) -> None:
        """Wait until the status bar says that the tablet is connected."""
        await expect(self.page.locator(".status .link")).to_have_attribute(
            "data-link", "online", timeout=WAIT_MS
        )

    async def disconnected(self) -> None:
        """Wait until the status bar says that it is not."""
        await expect(self.page.locator(".status .link")).to_have_attribute(
            "data-link", "lost", timeout=WAIT_MS
        )

    async def hold(self, kind: str, seconds: float = 1.8) -> None:
        """Hold an emergency button with a finger."""
        button = self.page.locator(f'.hold[data-kind="{kind}"]')
        box = await button.bounding_box()
        assert box is not None
        await self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        await self.page.mouse.down()
        await asyncio.sleep(seconds)
        await self.page.mouse.up()

    async def sees(self, step: Step) -> None:
        """Wait until a step of the open report is lit."""
        lit = self.page.locator(f'.step[data-step="{step}"][data-done]')
        await expect(lit).to_be_visible(timeout=WAIT_MS)

    async def lit(self) -> list[str]:
        """The steps that are lit now."""
        found = self.page.locator(".step[data-done]")
        return [await s.get_attribute("data-step") or "" for s in await found.all()]

    async def cancel(self) -> None:
        """Take the press back."""
        await self.page.locator('[data-action="cancel"]').click()

    async def go_home(self) -> None:
        """Fold the open report."""
        await self.page.locator('[data-action="fold"]').click()
        await expect(self.page.locator("main.home")).to_be_visible()

    async def cut(self) -> None:
        """Take the network away: nothing goes out, what is open goes silent."""
        await self.context.set_offline(True)

    async def mend(self) -> None:
        """Give the network back."""
        await self.context.set_offline(False)

    async def picture(self, file: Path) -> None:
        """Save what the screen shows."""
        file.parent.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=file)


@asynccontextmanager
async def tablet(
    playwright: Playwright,
    folder: Path,
    ca: Path,
    address: str,
    size: ViewportSize = LANDSCAPE,
    flags: Sequence[str] = (),
    executable: str = CHROMIUM,
    **environment: str,
) -> AsyncIterator[Tablet]:
    """A started browser whose profile lies in ``folder`` and which trusts the local CA."""
    trust(folder, ca)
    context = await playwright.chromium.launch_persistent_context(
        folder / "profile",
        executable_path=executable,
        headless=True,
        args=[*FLAGS, *flags],
        # Its sound goes to whatever output the environment names.
        ignore_default_args=["--mute-audio"] if environment else None,
        viewport=size,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        env={**os.environ, **environment, "HOME": str(folder)},
    )
    try:
        yield Tablet(context, context.pages[0], address)
    finally:
        await context.close()


def trust(home: Path, ca: Path) -> None:
    """Let a browser with this home trust a CA, as a managed tablet does."""
    database = home / ".pki" / "nssdb"
    if not database.exists():
        database.mkdir(parents=True)
        _certutil(database, "-N", "--empty-password")
    _certutil(database, "-A", "-t", "C,,", "-n", "pospin", "-i", str(ca))


def _certutil(database: Path, *arguments: str) -> None:
    subprocess.run(
        ["certutil", "-d", f"sql:{database}", *arguments], check=True, capture_output=True
    )
