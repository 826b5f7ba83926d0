"""Silent posts, claims whose officer is gone, unclaimed alarms: by a moved clock."""

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest

from gateway.protocol import commands as do
from gateway.protocol.enums import Escalation, IncidentState, Kind, LinkState, Mode
from gateway.protocol.errors import CloseCode
from gateway.protocol.messages import Ack, Heartbeat, PostPresence, Presence
from gateway.protocol.views import IncidentView, PostView
from gateway.store import queries
from tests.helpers.gateway_client import GatewayClient, new_console, new_post
from tests.helpers.play_gateway import MovedClock, PlayGateway, play_gateway


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[PlayGateway]:
    async with play_gateway(tmp_path) as running:
        await running.add_officer()
        yield running


async def officer_at(gateway: PlayGateway) -> GatewayClient:
    console = await (await new_console(gateway)).connect()
    await console.sign_in()
    return console


async def until(client: GatewayClient, holds: Callable[[], bool]) -> None:
    """Read until it holds."""
    async with asyncio.timeout(10):
        while not holds():
            client.passed.append(await client.read())


def post_of(client: GatewayClient, post: str) -> PostView:
    view = client.picture.views[post]
    assert isinstance(view, PostView)
    return view


def incident_of(client: GatewayClient, incident: str) -> IncidentView:
    view = client.picture.views[incident]
    assert isinstance(view, IncidentView)
    return view


def is_at(client: GatewayClient, incident: str, step: Escalation) -> bool:
    return incident_of(client, incident).escalation is step


async def kinds_of(gateway: PlayGateway, subject: str) -> list[str]:
    entries = await gateway.store.read(queries.timeline, subject, 0, 1_000)
    return [str(type(entry.data).__struct_config__.tag) for entry in entries]


async def pass_time(gateway: PlayGateway, seconds: float, *alive: GatewayClient) -> None:
    """Let time pass in steps in which these clients beat."""
    for _ in range(int(seconds // 10)):
        gateway.clock.move(10)
        for client in alive:
            await client.beat()
        gateway.hub.look()
    gateway.timer.fire()


# -- posts


async def test_a_silent_post_is_lost_after_20_s_and_back_when_heard(gateway: PlayGateway) -> None:
    console = await officer_at(gateway)
    post = await (await new_post(gateway)).connect()
    await until(console, lambda: post.device in console.picture.views)
    await until(console, lambda: post_of(console, post.device).link is LinkState.ONLINE)

    await pass_time(gateway, 20, console)
    assert post_of(console, post.device).link is LinkState.ONLINE
    await pass_time(gateway, 10, console)
    await until(console, lambda: post_of(console, post.device).link is LinkState.LOST)
    assert (await post.ended())[0] == CloseCode.LOST

    await post.connect()
    await until(console, lambda: post_of(console, post.device).link is LinkState.ONLINE)
    assert (await kinds_of(gateway, post.device))[-2:] == ["post_lost", "post_back"]


async def test_a_blip_is_not_told(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).connect()
    for _ in range(3):
        await post.close()
        gateway.clock.move(10)
        gateway.hub.look()
        await post.connect()
    assert "post_lost" not in await kinds_of(gateway, post.device)


async def test_a_post_that_comes_and_goes_is_told_once_as_flapping(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).connect()
    for _ in range(8):
        gateway.clock.move(25)
        gateway.hub.look()
        await settled(gateway)
        await post.connect()
        await settled(gateway)
    kinds = await kinds_of(gateway, post.device)
    assert kinds.count("post_flapping") == 1
    assert kinds.count("post_lost") + kinds.count("post_back") <= 6
    assert kinds[-1] == "post_flapping"

    await post.close()
    gateway.clock.move(25)
    gateway.hub.look()
    gateway.clock.move(601)
    gateway.hub.look()
    await settled(gateway)
    assert gateway.hub.replica.posts[post.device].link is LinkState.LOST


async def test_after_a_start_posts_have_45_s_to_come_back(tmp_path: Path) -> None:
    clock = MovedClock()
    async with play_gateway(tmp_path, clock=clock) as gateway:
        post = await (await new_post(gateway)).connect()
        await settled(gateway)
    async with play_gateway(tmp_path, clock=clock) as gateway:
        clock.move(44)
        gateway.hub.look()
        await settled(gateway)
        assert gateway.hub.replica.posts[post.device].link is LinkState.ONLINE
        clock.move(2)
        gateway.hub.look()
        await settled(gateway)
        assert gateway.hub.replica.posts[post.device].link is LinkState.LOST


async def test_consoles_are_told_what_tablets_say_of_themselves(gateway: PlayGateway) -> None:
    console = await officer_at(gateway)
    post = await (await new_post(gateway)).connect()
    await post.beat(Heartbeat(battery=0.25, network="4g", sound_unlocked=False, queue=2))
    told: dict[str, PostPresence] = {}
    while told.get(post.device) is None or told[post.device].battery is None:
        presence = await console.expect(Presence)
        told |= {row.post: row for row in presence.posts}
    assert told[post.device].online
    assert (told[post.device].battery, told[post.device].queue) == (0.25, 2)


async def test_locked_consoles_are_told_nothing_of_tablets(gateway: PlayGateway) -> None:
    locked = await (await new_console(gateway, "Meja 9")).connect()
    post = await (await new_post(gateway)).connect()
    await post.beat(Heartbeat(battery=0.25))
    gateway.hub.look()
    await locked.beat()
    assert not [m for m in locked.passed if isinstance(m, Presence)]


async def settled(gateway: PlayGateway) -> None:
    """Until the gateway's own orders are committed."""
    await gateway.hub.settled()


# -- claims


async def test_a_claim_goes_stale_45_s_after_its_officers_last_beat(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).connect()
    officer = await officer_at(gateway)
    watcher = await (await new_console(gateway, "Meja 2")).connect()
    raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(raised, Ack)
    incident = raised.subject or ""
    assert isinstance(await officer.do(do.Claim(incident=incident)), Ack)

    await pass_time(gateway, 60, officer, watcher)
    await settled(gateway)
    assert gateway.hub.replica.incidents[incident].state is IncidentState.CLAIMED
    await officer.close()
    await pass_time(gateway, 40, watcher)
    await settled(gateway)
    assert gateway.hub.replica.incidents[incident].state is IncidentState.CLAIMED
    await pass_time(gateway, 10, watcher)
    await settled(gateway)
    stale = gateway.hub.replica.incidents[incident]
    assert stale.state is IncidentState.WAITING
    assert stale.claim_stale


async def test_a_session_ends_after_12_hours(gateway: PlayGateway) -> None:
    officer = await officer_at(gateway)
    await officer.close()
    gateway.clock.move(12 * 3_600 + 1)
    await officer.connect()
    assert officer.welcome
    assert officer.welcome.officer is None
    gateway.hub.look()
    await settled(gateway)
    (known,) = gateway.hub.replica.officers.values()
    assert known.session is None


# -- escalation


async def test_an_unclaimed_alarm_escalates_at_20_60_and_90_s(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).connect()
    officer = await officer_at(gateway)
    raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(raised, Ack)
    incident = raised.subject or ""
    await until(officer, lambda: incident in officer.picture.views)
    gateway.clock.move(0.1)
    for seconds, step in [
        (20, Escalation.LOUDER),
        (40, Escalation.SUPERVISOR),
        (30, Escalation.RELAY),
    ]:
        await pass_time(gateway, seconds - 10, officer)
        await gateway.timer.settled()
        await officer.beat()
        assert not is_at(officer, incident, step)
        await pass_time(gateway, 10, officer)
        await until(officer, partial(is_at, officer, incident, step))


async def test_hearing_does_not_stop_the_escalation_and_claiming_does(
    gateway: PlayGateway,
) -> None:
    post = await (await new_post(gateway)).connect()
    officer = await officer_at(gateway)
    raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(raised, Ack)
    incident = raised.subject or ""
    assert isinstance(await officer.do(do.Hear(incident=incident)), Ack)
    await pass_time(gateway, 20, officer)
    gateway.clock.move(0.1)
    await until(officer, lambda: incident_of(officer, incident).escalation is Escalation.LOUDER)
    assert isinstance(await officer.do(do.Claim(incident=incident)), Ack)
    await pass_time(gateway, 100, officer)
    await gateway.timer.settled()
    assert gateway.hub.replica.incidents[incident].escalation is Escalation.LOUDER


async def test_a_drill_never_reaches_the_relay(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).connect()
    raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE, mode=Mode.DRILL))
    assert isinstance(raised, Ack)
    for _ in range(4):
        gateway.clock.move(100)
        gateway.timer.fire()
        await gateway.timer.settled()
    incident = gateway.hub.replica.incidents[raised.subject or ""]
    assert incident.escalation is Escalation.SUPERVISOR


async def test_due_times_survive_a_restart(tmp_path: Path) -> None:
    clock = MovedClock()
    async with play_gateway(tmp_path, clock=clock) as gateway:
        post = await (await new_post(gateway)).connect()
        raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
        assert isinstance(raised, Ack)
    clock.move(61)
    async with play_gateway(tmp_path, clock=clock) as gateway:
        for _ in range(2):
            gateway.timer.fire()
            await gateway.timer.settled()
        incident = gateway.hub.replica.incidents[raised.subject or ""]
        assert incident.escalation is Escalation.SUPERVISOR
