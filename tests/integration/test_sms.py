"""SMS through a running gammu-smsd on its dummy modem: sent, delivered, answered, dead."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection

from gateway.protocol import commands as do
from gateway.protocol.enums import (
    AgencySort,
    Channel,
    ChannelState,
    DeliveryState,
    Kind,
    NumberState,
    PartnerRole,
    Role,
    TaskState,
)
from gateway.protocol.events import (
    RelayConfirmed,
    RelayDelivered,
    RelayFailed,
    StrayTextReceived,
    TextReceived,
)
from gateway.protocol.messages import Ack, Refusal
from gateway.protocol.views import AgencyCard, ChannelView, PartnerView, TaskView
from gateway.service.outbound.outside import Outside
from gateway.settings import Settings, Sms
from gateway.store import journal, outbound, queries
from tests.helpers.gateway_client import GatewayClient, new_console, new_partner, new_post
from tests.helpers.orders import officer, order
from tests.helpers.play_gateway import PlayGateway, play_gateway
from tests.helpers.smsd import Modem, modem

NUMBER = "+6281200000001"
CREW = AgencyCard(title="Damkar Kaliwungu", sort=AgencySort.DAMKAR, serves=("33.24.08",))


@dataclass
class Scene:
    """A crew without a page that is open, and what is outside."""

    gateway: PlayGateway
    outside: Outside
    console: GatewayClient
    post: GatewayClient
    phone: GatewayClient
    agency: str

    async def task(self) -> tuple[str, str]:
        """Its incident and itself."""
        raised = await self.post.do(do.RaiseAlarm(kind=Kind.FIRE))
        assert isinstance(raised, Ack)
        incident = raised.subject or ""
        await self.console.do(do.Claim(incident=incident))
        given = await self.console.do(do.AddTask(incident=incident, agency=self.agency))
        assert isinstance(given, Ack)
        return incident, given.subject or ""

    async def code(self) -> str:
        """The code that was asked for last."""
        partner = self.gateway.hub.replica.partners[self.phone.device]
        return self.gateway.codes.sms(partner.reaching.number.nonce)

    async def prove(self) -> None:
        """The number is proven by the code that is typed on the page, which is closed then."""
        assert isinstance(await self.phone.do(do.ProveNumber()), Ack)
        await self.outside.worker.deliver_due()
        assert isinstance(await self.phone.do(do.ConfirmNumber(code=await self.code())), Ack)
        await self.offline()

    async def offline(self) -> None:
        """The page is closed, and the hub knows it."""
        hub = self.gateway.hub
        for client in [c for c in hub.clients if c.device == self.phone.device]:
            hub.leave(client)
        await self.phone.close()

    async def events(self, subject: str) -> list[object]:
        entries = await self.gateway.store.read(queries.timeline, subject, 0, 100)
        return [entry.data for entry in entries]

    async def strays(self) -> list[StrayTextReceived]:
        """What somebody unknown wrote."""

        def read(connection: Connection) -> list[StrayTextReceived]:
            found = [entry.data for entry in journal.of_prefixes(connection, ("text:",))]
            return [data for data in found if isinstance(data, StrayTextReceived)]

        return await self.gateway.store.read(read)

    async def seen(self, subject: str) -> object:
        await self.console.caught_up_to(self.gateway.writer.head)
        return self.console.picture.views.get(subject)


async def _scene(gateway: PlayGateway, sms: Sms, database: Path) -> Scene:
    outside = Outside(
        Settings(sms=sms),
        store=gateway.store,
        writer=gateway.writer,
        hub=gateway.hub,
        codes=gateway.codes,
        clock=gateway.clock,
        key=None,
        texts=database,
    )
    admin = officer(9, Role.ADMINISTRATOR)
    added = order(admin, do.AddAgency(agency=CREW), gateway.clock.now())
    agency = (await gateway.submit(added)).subject or ""
    await gateway.add_officer(role=Role.ADMINISTRATOR)
    console = await (await new_console(gateway)).connect()
    await console.sign_in()
    post = await (await new_post(gateway)).connect()
    phone = await (await new_partner(gateway, role=PartnerRole.CREW, agency=agency)).connect()
    await phone.unlock()
    return Scene(gateway, outside, console, post, phone, agency)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """With a modem that is not there."""
    async with play_gateway(tmp_path) as gateway:
        made = await _scene(gateway, Sms(device="none"), tmp_path / "none.sqlite")
        yield made
        await made.outside.stop()


async def _look(scene: Scene) -> None:
    assert scene.outside.watch is not None
    await scene.outside.watch.look()


async def _delivered(running: Modem, scene: Scene) -> None:
    running.report(NUMBER)
    await running.until("SELECT 1 FROM sentitems WHERE Status = 'DeliveryOK'")
    await _look(scene)


async def _texting(running: Modem, scene: Scene) -> None:
    """A number is proven by a reply, a task is told, delivered and taken, words are kept."""
    asked = do.ProveNumber(partner=scene.phone.device)
    assert isinstance(await scene.console.do(asked), Ack)
    await scene.outside.worker.deliver_due()
    (text,) = await running.until("SELECT TextDecoded FROM sentitems")
    code = await scene.code()
    assert code in text
    # The dummy numbers all texts alike, so that each report has to come before the next text.
    await _delivered(running, scene)
    running.receive("081200000001", f" {code} ")
    await running.until("SELECT 1 FROM inbox")
    await _look(scene)
    card = await scene.seen(scene.phone.device)
    assert isinstance(card, PartnerView)
    assert card.number is NumberState.PROVEN
    await scene.offline()

    incident, task = await scene.task()
    await scene.outside.worker.deliver_due()
    (text,) = await running.until("SELECT TextDecoded FROM sentitems WHERE TextDecoded LIKE '%OK%'")
    assert "tugas Kebakaran" in text
    await _look(scene)
    sent = [e for e in await scene.events(incident) if isinstance(e, RelayDelivered)]
    assert [(e.channel, e.to) for e in sent] == [(Channel.SMS, scene.phone.device)]
    await _delivered(running, scene)
    assert any(isinstance(e, RelayConfirmed) for e in await scene.events(incident))

    running.receive(NUMBER, "Ok.")
    await running.until("SELECT 1 FROM inbox")
    await _look(scene)
    shown = await scene.seen(task)
    assert isinstance(shown, TaskView)
    assert shown.state is TaskState.ACKNOWLEDGED
    running.receive(NUMBER, "jalan tertutup pohon")
    running.receive("+6289999999999", "siapa ini")
    await running.until("SELECT COUNT(*) AS n FROM inbox GROUP BY 1=1 HAVING n = 2")
    await _look(scene)
    words = [e.words for e in await scene.events(incident) if isinstance(e, TextReceived)]
    assert words == ["jalan tertutup pohon"]
    strays = await scene.strays()
    assert [(e.number, e.words) for e in strays] == [("+6289999999999", "siapa ini")]
    assert scene.outside.worker.reports[Channel.SMS].state is ChannelState.WORKING


async def test_texts_through_the_daemon(tmp_path: Path) -> None:
    async with modem(tmp_path / "sms") as running, play_gateway(tmp_path) as gateway:
        scene = await _scene(gateway, running.settings, running.database)
        try:
            await _texting(running, scene)
        finally:
            await scene.outside.stop()


@pytest.mark.expects_log("can't be read", "was not taken")
async def test_a_modem_that_is_gone_is_a_dead_channel_and_blocks_nothing(scene: Scene) -> None:
    await _look(scene)
    await scene.outside.settled()
    shown = await scene.seen("channel:sms")
    assert isinstance(shown, ChannelView)
    assert (shown.state, shown.reason) == (ChannelState.FAILING, "spool_unreadable")
    await scene.prove()
    incident, _ = await scene.task()
    await scene.outside.worker.deliver_due()
    counts = await scene.gateway.store.read(outbound.counts)
    assert counts == {DeliveryState.PENDING: 2}
    assert not any(isinstance(e, RelayFailed) for e in await scene.events(incident))


@pytest.mark.expects_log("can't be read", "was not taken")
async def test_while_a_phone_is_online_its_crew_gets_no_text(scene: Scene) -> None:
    await scene.prove()
    await scene.phone.open()
    await scene.phone.hello()
    await scene.task()
    await scene.outside.worker.deliver_due()
    counts = await scene.gateway.store.read(outbound.counts)
    assert counts == {DeliveryState.PENDING: 1}


async def test_a_wrong_code_proves_nothing_and_the_sixth_is_refused(scene: Scene) -> None:
    assert isinstance(await scene.phone.do(do.ProveNumber()), Ack)
    assert isinstance(await scene.phone.do(do.ProveNumber()), Refusal)
    code = await scene.code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert isinstance(await scene.phone.do(do.ConfirmNumber(code=wrong)), Ack)
    assert isinstance(await scene.phone.do(do.ConfirmNumber(code=code)), Refusal)
    card = await scene.seen(scene.phone.device)
    assert isinstance(card, PartnerView)
    assert card.number is NumberState.ASKED
