"""Web Push from a task to a browser's push service, which decrypts it with keys of its own."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gateway.data_folder import DataFolder
from gateway.protocol import commands as do
from gateway.protocol.enums import (
    AgencySort,
    Channel,
    ChannelState,
    DeliveryState,
    Kind,
    Mode,
    PartnerRole,
    Role,
)
from gateway.protocol.events import PushEnded, RelayDelivered, RelayFailed
from gateway.protocol.messages import Ack
from gateway.protocol.views import AgencyCard, OwnPhoneView, PartnerView
from gateway.service.outbound.outside import Outside
from gateway.service.outbound.vapid import VapidKey, read_vapid
from gateway.settings import Push, Settings
from gateway.store import outbound, queries
from tests.helpers.gateway_client import GatewayClient, new_console, new_partner, new_post
from tests.helpers.orders import officer, order
from tests.helpers.play_gateway import PlayGateway, play_gateway
from tests.helpers.push_service import PushService, push_service

CONTACT = "mailto:pusat@kendal.example"
CREW = AgencyCard(title="Damkar Kaliwungu", sort=AgencySort.DAMKAR, serves=("33.24.08",))


@dataclass
class Scene:
    """A crew's phone that can be woken, the officer, and what is outside."""

    gateway: PlayGateway
    service: PushService
    outside: Outside
    key: VapidKey
    console: GatewayClient
    post: GatewayClient
    phone: GatewayClient
    agency: str

    async def fire(self, mode: Mode = Mode.REAL, kind: Kind = Kind.FIRE) -> str:
        raised = await self.post.do(do.RaiseAlarm(kind=kind, mode=mode))
        assert isinstance(raised, Ack)
        assert isinstance(await self.console.do(do.Claim(incident=raised.subject or "")), Ack)
        return raised.subject or ""

    async def task(self, mode: Mode = Mode.REAL) -> str:
        incident = await self.fire(mode)
        given = await self.console.do(do.AddTask(incident=incident, agency=self.agency))
        assert isinstance(given, Ack)
        return incident

    async def events(self, subject: str) -> list[object]:
        entries = await self.gateway.store.read(queries.timeline, subject, 0, 100)
        return [entry.data for entry in entries]


def outside_of(gateway: PlayGateway, service: PushService, key: VapidKey | None) -> Outside:
    return Outside(
        Settings(push=Push(contact=CONTACT, hosts=[service.origin], timeout_s=5)),
        store=gateway.store,
        writer=gateway.writer,
        hub=gateway.hub,
        codes=gateway.codes,
        clock=gateway.clock,
        key=key,
        texts=Path("/nowhere"),
    )


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    key = read_vapid(DataFolder(tmp_path / "data").vapid_pem())
    assert key is not None
    async with push_service() as service, play_gateway(tmp_path) as gateway:
        outside = outside_of(gateway, service, key)
        admin = officer(9, Role.ADMINISTRATOR)
        added = order(admin, do.AddAgency(agency=CREW), gateway.clock.now())
        agency = (await gateway.submit(added)).subject or ""
        await gateway.add_officer()
        console = await (await new_console(gateway)).connect()
        await console.sign_in()
        post = await (await new_post(gateway)).connect()
        phone = await (await new_partner(gateway, role=PartnerRole.CREW, agency=agency)).connect()
        await phone.unlock()
        assert isinstance(await phone.do(service.subscription(outside.push_key)), Ack)
        yield Scene(gateway, service, outside, key, console, post, phone, agency)
        await outside.stop()


async def test_a_task_wakes_the_phone_and_says_no_more_than_what(scene: Scene) -> None:
    incident = await scene.task()
    await scene.outside.worker.deliver_due()
    pushes = {scene.service.opened(push)["topic"]: push for push in scene.service.got}
    assert set(pushes) == {"appeal", "task"}
    push = pushes["task"]
    told = scene.service.opened(push)
    assert told["title"] == "Tugas baru: Kebakaran"
    assert told["subject"].startswith("task:")
    for secret in ("Krajankulon", "Damkar", "Linmas", "KDL-", "+62"):
        assert secret not in str(told)
    assert (push.headers["urgency"], push.headers["ttl"]) == ("high", "900")
    assert len(push.headers["topic"]) == 32
    claims = scene.service.claims(push)
    assert (claims["sub"], claims["aud"]) == (CONTACT, scene.service.origin)
    assert claims["key"] == scene.outside.push_key
    (delivered,) = [e for e in await scene.events(incident) if isinstance(e, RelayDelivered)]
    assert (delivered.channel, delivered.to) == (Channel.PUSH, scene.phone.device)
    counts = await scene.gateway.store.read(outbound.counts)
    assert counts == {DeliveryState.SENT: 2}


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.TEST])
async def test_drills_and_tests_wake_nobody(scene: Scene, mode: Mode) -> None:
    await scene.task(mode)
    await scene.outside.worker.deliver_due()
    assert scene.service.got == []
    assert await scene.gateway.store.read(outbound.counts) == {}


@pytest.mark.parametrize("status", [404, 410])
async def test_a_subscription_that_is_gone_is_ended_and_shown(scene: Scene, status: int) -> None:
    scene.service.status = status
    incident = await scene.task()
    await scene.outside.worker.deliver_due()
    await scene.console.caught_up_to(scene.gateway.writer.head)
    card = scene.console.picture.views[scene.phone.device]
    assert isinstance(card, PartnerView)
    assert (card.push, card.push_ended) == (False, f"gone_{status}")
    await scene.phone.caught_up_to(scene.gateway.writer.head)
    own = scene.phone.picture.views[scene.phone.device]
    assert isinstance(own, OwnPhoneView)
    assert (own.server_key, own.push_ended) == ("", f"gone_{status}")
    assert any(isinstance(e, RelayFailed) for e in await scene.events(incident))
    assert scene.outside.worker.reports[Channel.PUSH].state is ChannelState.UNTRIED


@pytest.mark.expects_log("was not taken")
async def test_a_push_service_that_fails_is_a_dead_channel_until_it_works(scene: Scene) -> None:
    scene.service.status = 503
    await scene.task()
    await scene.outside.worker.deliver_due()
    await scene.outside.settled()
    await scene.console.caught_up_to(scene.gateway.writer.head)
    shown = scene.console.picture.views["channel:push"]
    assert (shown.state, shown.reason) == (ChannelState.FAILING, "refused_503")  # type: ignore[union-attr]
    scene.service.status = 201
    scene.gateway.clock.move(31)
    await scene.outside.worker.deliver_due()
    await scene.outside.settled()
    await scene.console.caught_up_to(scene.gateway.writer.head)
    shown = scene.console.picture.views["channel:push"]
    assert shown.state is ChannelState.WORKING  # type: ignore[union-attr]


@pytest.mark.expects_log("was not taken")
async def test_nobody_sends_us_on_to_another_address(scene: Scene) -> None:
    scene.service.status = 307
    incident = await scene.task()
    await scene.outside.worker.deliver_due()
    failed = [e for e in await scene.events(incident) if isinstance(e, RelayFailed)]
    assert [(e.reason, e.attempts) for e in failed] == [("redirected", 1)]


async def test_an_address_that_is_no_push_service_is_never_called(scene: Scene) -> None:
    scene.service.origin = scene.service.origin.replace("127.0.0.1", "localhost")
    subscribed = scene.service.subscription(scene.outside.push_key)
    assert isinstance(await scene.phone.do(subscribed), Ack)
    await scene.task()
    await scene.outside.worker.deliver_due()
    assert scene.service.got == []
    ended = [e for e in await scene.events(scene.phone.device) if isinstance(e, PushEnded)]
    assert [e.reason for e in ended] == ["foreign_host"]


@pytest.mark.expects_log("was not taken")
async def test_a_lost_key_ends_subscriptions_and_a_spoiled_one_is_shown(
    scene: Scene, tmp_path: Path
) -> None:
    other = read_vapid(DataFolder(tmp_path / "other").vapid_pem())
    outside = outside_of(scene.gateway, scene.service, other)
    await scene.task()
    await outside.worker.deliver_due()
    await outside.stop()
    ended = [e for e in await scene.events(scene.phone.device) if isinstance(e, PushEnded)]
    assert [e.reason for e in ended] == ["key_changed"]
    assert read_vapid(b"spoiled") is None
    spoiled = outside_of(scene.gateway, scene.service, None)
    assert spoiled.push_key == ""
    await scene.phone.do(scene.service.subscription("none"))
    await scene.fire(kind=Kind.DISASTER)
    await spoiled.worker.deliver_due()
    await spoiled.stop()
    assert spoiled.worker.reports[Channel.PUSH].reason == "key_unreadable"


async def test_endpoint_and_keys_are_not_in_the_hashed_bytes(scene: Scene) -> None:
    with scene.gateway.store.engine.connect() as connection:
        rows = connection.exec_driver_sql("select bytes from event").fetchall()
    secrets = (scene.service.origin.encode(), b"/push/one")
    assert not any(secret in row[0] for row in rows for secret in secrets)
