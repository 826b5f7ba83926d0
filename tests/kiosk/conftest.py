"""A real Chromium with the tablet page in it, and a scripted gateway at the other end."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.kiosk.page_server import PageServer, serving
from tests.kiosk.scripted_gateway import CODE, ScriptedGateway, listening

LANDSCAPE = {"width": 1280, "height": 800}


@dataclass
class Tablet:
    """One tablet: its page, the server it came from and the gateway it speaks to."""

    page: Page
    pages: PageServer
    gateway: ScriptedGateway
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        # A link that is down is part of what is tested; the browser calls it an error.
        if message.type == "error" and "ERR_CONNECTION_REFUSED" not in message.text:
            self.faults.append(message.text)

    def open(self) -> None:
        """Open the page as a tablet that was never enrolled."""
        self.page.goto(self.pages.url)
        expect(self.page.locator('[data-screen="enrol"]').first).to_be_visible()

    def enrol(self) -> None:
        """Open the page and enrol it, with the day's colours."""
        self.open()
        self.page.keyboard.type(CODE)
        self.page.locator(".enrol-submit").click()
        self.expect_link("online")

    def expect_link(self, state: str, patience_s: float = 15) -> None:
        """The status bar says this of the link."""
        link = self.page.locator(f'.link[data-link="{state}"]')
        expect(link).to_be_visible(timeout=patience_s * 1_000)

    def wait_until_kept(self) -> None:
        """The service worker holds all files of the page and answers for it."""
        self.page.evaluate(
            """() => new Promise((resolve) => {
                const { serviceWorker } = navigator;
                if (serviceWorker.controller) resolve();
                else serviceWorker.addEventListener("controllerchange", () => resolve());
            })"""
        )

    def hold(self, kind: str, seconds: float = 1.7) -> None:
        """Press a button with the mouse for so long."""
        self.press(kind)
        self.page.wait_for_timeout(seconds * 1_000)
        self.page.mouse.up()

    def choose(self, value: str) -> None:
        """Touch an answer, once the page takes one."""
        choice = self.page.locator(f'.choice[data-value="{value}"]')
        expect(choice).to_be_visible()
        self.page.wait_for_function(
            "() => !document.querySelector('.ask').hasAttribute('data-deaf')"
        )
        choice.click()

    def press(self, kind: str) -> None:
        """Put the mouse on a button and press."""
        box = self.page.locator(f'.hold[data-kind="{kind}"]').bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.mouse.down()

    def expect_steps(self, *steps: str) -> None:
        """Exactly these steps are lit."""
        for step in ("stored", "reached", "seen", "handled"):
            lit = self.page.locator(f'.step[data-step="{step}"][data-done]')
            expect(lit).to_have_count(1 if step in steps else 0)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with storage of its own."""
    context = browser.new_context(viewport=LANDSCAPE, has_touch=True)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.fixture
def gateway() -> Iterator[ScriptedGateway]:
    """The other end."""
    with listening() as gateway:
        yield gateway


@pytest.fixture
def tablet(page: Page, gateway: ScriptedGateway) -> Iterator[Tablet]:
    """The page, not yet opened. Fails a test in which the page reported an error of its own."""
    with serving(gateway.socket) as pages:
        tablet = Tablet(page, pages, gateway)
        yield tablet
        page.close()
        assert tablet.faults == []
