"""A partner's phone: the real page in a real browser against the gateway's inside."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import ConsoleMessage, Page, ViewportSize, async_playwright, expect

from gateway.domain.order import Actor, ActorKind, Order
from gateway.pages.application import pages_application
from gateway.pages.build import Build
from gateway.pages.config import WEB, PagesConfig
from gateway.pages.listener import Listener
from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import AgencySort, Kind, Mode, PartnerRole, Role
from gateway.protocol.messages import Ack
from gateway.protocol.views import AgencyCard
from gateway.settings import Log, Pages
from tests.helpers.gateway_client import PIN, GatewayClient, new_console, new_post
from tests.helpers.orders import officer, order
from tests.helpers.play_gateway import HOST, PlayGateway, play_gateway

CHROMIUM = "/usr/bin/chromium"
SMALL = ViewportSize(width=360, height=740)
DAMKAR = AgencyCard(title="Damkar Sektor Kaliwungu", sort=AgencySort.DAMKAR, serves=("33.24.08",))
CREW = "Regu 2 Damkar Kaliwungu"
HEAD = "Ketua RT 03"


@dataclass
class PartnerPhone:
    """The page of one crew, whose agency and officer are at hand."""

    page: Page
    address: str
    gateway: PlayGateway
    officer: GatewayClient
    post: GatewayClient
    agency: str
    code: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        # A link that is down is part of what is tested; the browser calls it an error.
        if message.type == "error" and "ERR_" not in message.text:
            self.faults.append(message.text)

    async def open(self, fragment: str = "") -> None:
        """Load the page."""
        await self.page.goto(f"{self.address}{fragment}")

    async def pair(self) -> None:
        """Pair by the code in the address."""
        await self.open(f"#{self.code}")
        await self.page.fill('[name="pin"]', PIN)
        await self.page.fill('[name="repeat"]', PIN)
        await self.page.click('[type="submit"]')
        await expect(self.page.locator(".pin-keys")).to_be_visible()

    async def enter(self, pin: str = PIN) -> None:
        """Type the PIN on the page's keys."""
        for digit in pin:
            await self.page.get_by_role("button", name=digit, exact=True).click()
        await self.page.click('[data-action="open"]')

    async def unlocked(self) -> None:
        """Pair and open."""
        await self.pair()
        await self.enter()
        await expect(self.page.locator(".duty")).to_be_visible()

    async def fire(self, kind: Kind = Kind.FIRE, mode: Mode = Mode.REAL) -> str:
        """An alarm of the post, taken by the officer."""
        incident = await self.done(self.post, do.RaiseAlarm(kind=kind, mode=mode))
        await self.done(self.officer, do.Claim(incident=incident))
        return incident

    async def task(self, mode: Mode = Mode.REAL, instruction: str = "") -> str:
        """A task for the crew's agency at a fire."""
        incident = await self.fire(mode=mode)
        body = do.AddTask(incident=incident, agency=self.agency, instruction=instruction)
        return await self.done(self.officer, body)

    def order(self, partner: str, body: AnyBody) -> Order:
        """What the phone itself would ask for."""
        actor = Actor(kind=ActorKind.PARTNER, subject=partner, title=CREW)
        return order(actor, body, self.gateway.clock.now())

    async def done(self, client: GatewayClient, body: AnyBody) -> str:
        """What an acknowledged command is about."""
        answer = await client.do(body)
        assert isinstance(answer, Ack), answer
        return answer.subject or ""

    async def lose_link(self) -> None:
        """The network is gone; the page notices."""
        await self.page.context.set_offline(True)
        lost = self.page.locator('.link[data-link="lost"]')
        await expect(lost).to_be_visible(timeout=20_000)

    async def mend_link(self) -> None:
        """The network is back."""
        await self.page.context.set_offline(False)
        online = self.page.locator('.link[data-link="online"]')
        await expect(online).to_be_visible(timeout=30_000)


@asynccontextmanager
async def partner_phone(
    folder: Path, size: ViewportSize = SMALL, push_key: str = "", *, keeper: bool = False
) -> AsyncIterator[PartnerPhone]:
    """A phone that was never paired, with its gateway, an officer on duty and a post.

    ``keeper``: of a Ketua RT who looks after two posts, one of them together with a deputy.
    """
    with socket.create_server((HOST, 0)) as opened:
        async with _served(folder, opened, size, push_key, keeper) as phone:
            yield phone
    assert phone.faults == []


@asynccontextmanager
async def _served(
    folder: Path, opened: socket.socket, size: ViewportSize, push_key: str, keeper: bool
) -> AsyncIterator[PartnerPhone]:
    origin = f"http://{HOST}:{opened.getsockname()[1]}"
    async with play_gateway(folder, origins=(origin,)) as gateway, async_playwright() as playwright:
        stop = asyncio.Event()
        serving = asyncio.create_task(_listener(folder, opened, gateway.port, push_key).serve(stop))
        running = await playwright.chromium.launch(executable_path=CHROMIUM)
        context = await running.new_context(viewport=size, has_touch=True, locale="id-ID")
        phone = await _phone(gateway, await context.new_page(), f"{origin}/mitra/", keeper)
        yield phone
        await running.close()
        stop.set()
        await serving


async def _phone(gateway: PlayGateway, page: Page, address: str, keeper: bool) -> PartnerPhone:
    admin = officer(9, Role.ADMINISTRATOR)
    added = order(admin, do.AddAgency(agency=DAMKAR), gateway.clock.now())
    agency = (await gateway.submit(added)).subject or ""
    await gateway.add_officer()
    console = await (await new_console(gateway)).connect()
    await console.sign_in()
    post = await (await new_post(gateway, "Pos Krajankulon RT 03")).connect()
    code = await (_keeper(gateway, post) if keeper else _crew(gateway, agency))
    return PartnerPhone(page, address, gateway, console, post, agency, code)


async def _crew(gateway: PlayGateway, agency: str) -> str:
    _, code = await gateway.add_partner(CREW, PartnerRole.CREW, (), agency)
    return code


async def _keeper(gateway: PlayGateway, post: GatewayClient) -> str:
    other, _ = await gateway.add_post("Pos Kebonharjo RT 03")
    await gateway.add_partner("Wakil RT 03", PartnerRole.DEPUTY, (post.device,))
    _, code = await gateway.add_partner(HEAD, PartnerRole.KETUA_RT, (post.device, other))
    return code


def _listener(folder: Path, opened: socket.socket, ws_port: int, push_key: str) -> Listener:
    certificate = folder / "ca.pem"
    certificate.write_text("none")
    config = PagesConfig(
        web=str(WEB),
        server_file="",
        ca_file=str(certificate),
        hosts=(),
        ws_port=0,
        loopback_ws_port=ws_port,
        https=0,
        loopback=opened.fileno(),
        setup=None,
        pages=Pages(),
        log=Log(),
    )
    build = Build({"phone": "", "sms": "", "push_key": push_key})
    return Listener(pages_application(build, config, loopback=True), opened, None)
