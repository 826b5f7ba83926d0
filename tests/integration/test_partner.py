"""Partners' phones over real sockets: pairing, PIN, live tasks, appeals nearby, and locking."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway.protocol import commands as do
from gateway.protocol.enums import (
    AgencySort,
    AppealAnswer,
    ClientKind,
    ContactChannel,
    Disposition,
    Kind,
    PartnerRole,
    Role,
    TaskState,
)
from gateway.protocol.errors import CloseCode, ErrorCode
from gateway.protocol.messages import Ack, Heartbeat, Lock, Refusal, Unlock
from gateway.protocol.queries import Timeline
from gateway.protocol.views import (
    AgencyCard,
    AssignmentView,
    IncidentView,
    NearbyView,
    PartnerView,
    TaskView,
)
from gateway.service.hub.unlocks import FORGOTTEN_S
from tests.helpers.gateway_client import (
    PIN,
    GatewayClient,
    new_console,
    new_id,
    new_partner,
    new_post,
)
from tests.helpers.orders import officer, order
from tests.helpers.play_gateway import PlayGateway, play_gateway

PLN = AgencyCard(title="PLN Kaliwungu", sort=AgencySort.PLN, serves=("33.24.08",))


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[PlayGateway]:
    async with play_gateway(tmp_path) as running:
        yield running


async def add_agency(gateway: PlayGateway, card: AgencyCard = PLN) -> str:
    admin = officer(9, Role.ADMINISTRATOR)
    done = await gateway.submit(order(admin, do.AddAgency(agency=card), gateway.clock.now()))
    return done.subject or ""


async def on_duty(gateway: PlayGateway) -> GatewayClient:
    await gateway.add_officer()
    console = await (await new_console(gateway)).connect()
    await console.sign_in()
    return console


async def claimed_fire(gateway: PlayGateway, console: GatewayClient) -> str:
    post = await (await new_post(gateway)).connect()
    raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(raised, Ack)
    assert isinstance(await console.do(do.Claim(incident=raised.subject or "")), Ack)
    return raised.subject or ""


async def unlock_refused(phone: GatewayClient, pin: str) -> Refusal:
    ask = Unlock(id=new_id(), pin=pin)
    await phone.send(ask)
    return await phone.expect(Refusal, where=lambda m: m.id == ask.id)


async def test_a_task_reaches_the_phone_live_and_its_steps_the_officer(
    gateway: PlayGateway,
) -> None:
    agency = await add_agency(gateway)
    console = await on_duty(gateway)
    phone = await (await new_partner(gateway, role=PartnerRole.CREW, agency=agency)).connect()
    await phone.unlock()
    incident = await claimed_fire(gateway, console)
    added = await console.do(do.AddTask(incident=incident, agency=agency, instruction="padamkan"))
    assert isinstance(added, Ack)
    task = added.subject or ""
    await phone.caught_up_to(added.seq)
    shown = phone.picture.views[task]
    assert isinstance(shown, AssignmentView)
    assert (shown.state, shown.instruction) == (TaskState.SENT, "padamkan")

    for step in (TaskState.ACKNOWLEDGED, TaskState.EN_ROUTE, TaskState.ON_SCENE, TaskState.DONE):
        stepped = await phone.do(do.StepTask(task=task, step=step))
        assert isinstance(stepped, Ack)
        await console.caught_up_to(stepped.seq)
        seen = console.picture.views[task]
        assert isinstance(seen, TaskView)
        assert seen.state is step
    seen = console.picture.views[task]
    assert isinstance(seen, TaskView)
    assert seen.contact.channel is ContactChannel.SOFTWARE
    closing = do.CloseIncident(incident=incident, disposition=Disposition.HANDLED)
    assert isinstance(await console.do(closing), Ack)


async def test_nothing_is_shown_or_done_before_the_pin(gateway: PlayGateway) -> None:
    agency = await add_agency(gateway)
    console = await on_duty(gateway)
    incident = await claimed_fire(gateway, console)
    added = await console.do(do.AddTask(incident=incident, agency=agency))
    assert isinstance(added, Ack)
    phone = await (await new_partner(gateway, role=PartnerRole.CREW, agency=agency)).connect()
    assert phone.picture.views == {}
    step = do.StepTask(task=added.subject or "", step=TaskState.DONE)
    refused = await phone.do(step)
    assert isinstance(refused, Refusal)
    assert refused.code is ErrorCode.PIN_NEEDED
    assert (await unlock_refused(phone, "0000")).code is ErrorCode.WRONG_PIN
    await phone.unlock()
    assert set(phone.picture.views) == {added.subject, incident, phone.device}
    asked = await phone.ask(Timeline(subject=incident))
    assert isinstance(asked, Refusal)
    assert asked.code is ErrorCode.FORBIDDEN


async def test_wrong_pins_make_the_phone_wait_over_new_connections_too(
    gateway: PlayGateway,
) -> None:
    phone = await new_partner(gateway)
    for _ in range(4):
        await phone.connect()
        assert (await unlock_refused(phone, "0000")).code is ErrorCode.WRONG_PIN
    await phone.connect()
    waiting = await unlock_refused(phone, PIN)
    assert waiting.code is ErrorCode.TOO_MANY_TRIES
    gateway.clock.move(waiting.retry_after_s or 0)
    await phone.unlock()


async def test_a_broken_link_does_not_ask_for_the_pin_again_but_the_background_does(
    gateway: PlayGateway,
) -> None:
    phone = await (await new_partner(gateway)).connect()
    await phone.unlock()
    await phone.close()
    await phone.open()
    assert (await phone.hello()).unlocked
    for _ in range(31):
        gateway.clock.move(10)
        await phone.beat(Heartbeat(screen_on=False))
    gateway.clock.move(FORGOTTEN_S - 310 + 1)
    gateway.hub.look()
    assert (await phone.ended())[0] == CloseCode.RIGHTS_CHANGED
    await phone.open()
    assert not (await phone.hello()).unlocked


async def test_locking_takes_the_picture_away_at_once(gateway: PlayGateway) -> None:
    post, _ = await gateway.add_post("Pos Krajankulon")
    phone = await (await new_partner(gateway, posts=(post,))).connect()
    await phone.unlock()
    lock = Lock(id=new_id())
    await phone.send(lock)
    assert isinstance(await phone.answer(lock.id), Ack)
    await phone.resume()
    assert phone.picture.views == {}
    await phone.close()
    await phone.open()
    assert not (await phone.hello()).unlocked


async def test_neighbours_answer_and_the_officer_sees_the_count(gateway: PlayGateway) -> None:
    console = await on_duty(gateway)
    post, _ = await gateway.add_post("Pos Krajankulon")
    phone = await (await new_partner(gateway, posts=(post,))).connect()
    await phone.unlock()
    incident = await claimed_fire(gateway, console)
    await phone.caught_up_to(gateway.writer.head)
    assert isinstance(phone.picture.views[incident], NearbyView)
    for said in (AppealAnswer.SEEN, AppealAnswer.NEEDS_HELP):
        answered = await phone.do(do.AnswerAppeal(incident=incident, answer=said))
        assert isinstance(answered, Ack)
    await console.caught_up_to(gateway.writer.head)
    seen = console.picture.views[incident]
    assert isinstance(seen, IncidentView)
    assert (seen.answers.seen, seen.answers.needs_help) == (0, 1)
    closed = await console.do(do.CloseIncident(incident=incident, disposition=Disposition.HANDLED))
    assert isinstance(closed, Ack)
    await phone.caught_up_to(closed.seq)
    over = phone.picture.views[incident]
    assert isinstance(over, NearbyView)
    assert not over.open


async def test_a_new_district_of_the_agency_changes_what_its_crew_sees(
    gateway: PlayGateway,
) -> None:
    agency = await add_agency(gateway)
    phone = await (await new_partner(gateway, role=PartnerRole.CREW, agency=agency)).connect()
    await phone.unlock()
    card = AgencyCard(title=PLN.title, sort=PLN.sort, serves=("33.24.07",))
    admin = officer(9, Role.ADMINISTRATOR)
    changed = do.ChangeAgency(subject=agency, agency=card)
    await gateway.submit(order(admin, changed, gateway.clock.now()))
    assert (await phone.ended())[0] == CloseCode.RIGHTS_CHANGED


async def test_revoking_closes_and_officers_find_partners_in_the_directory(
    gateway: PlayGateway,
) -> None:
    console = await on_duty(gateway)
    phone = await (await new_partner(gateway)).connect()
    await console.caught_up_to(gateway.writer.head)
    found = console.picture.views[phone.device]
    assert isinstance(found, PartnerView)
    assert (found.phone, found.enrolled) == ("+6281200000001", True)
    await gateway.do(do.RevokeDevice(device=phone.device))
    assert (await phone.ended())[0] == CloseCode.REVOKED


async def test_pin_and_telephone_are_not_in_the_hashed_bytes(gateway: PlayGateway) -> None:
    phone = await new_partner(gateway)
    with gateway.store.engine.connect() as connection:
        rows = connection.exec_driver_sql("select * from event").fetchall()
    about = [row for row in rows if phone.device in str(row)]
    assert about
    assert not any("6281200000001" in str(row) or "argon2" in str(row) for row in about)
    assert phone.kind is ClientKind.PARTNER
