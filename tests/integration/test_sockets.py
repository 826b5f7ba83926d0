"""The main path over real sockets: enrol, connect, raise, sign in, hear, claim, close."""

import asyncio
from pathlib import Path

from gateway.protocol import commands as do
from gateway.protocol.enums import ClientKind, Desk, Disposition, IncidentState, Kind
from gateway.protocol.errors import CloseCode, ErrorCode
from gateway.protocol.messages import (
    Ack,
    Command,
    Events,
    Notice,
    Presence,
    SignOut,
    Snapshot,
)
from gateway.protocol.views import AlarmView, IncidentView, ReportView
from resources.i18n import catalogue
from tests.helpers.gateway_client import GatewayClient, enrolled, new_console, new_id, new_post
from tests.helpers.play_gateway import HOST, play_gateway


async def test_an_alarm_reaches_locked_and_signed_in_consoles_and_its_steps_the_post(
    tmp_path: Path,
) -> None:
    async with play_gateway(tmp_path) as gateway:
        await gateway.add_officer()
        post = await (await new_post(gateway)).connect()
        locked = await (await new_console(gateway, "Meja 1")).connect()
        officer = await (await new_console(gateway, "Meja 2")).connect()
        await officer.sign_in()

        raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
        assert isinstance(raised, Ack)
        incident = raised.subject or ""

        await locked.caught_up_to(raised.seq)
        alarm = locked.picture.views[incident]
        assert type(alarm) is AlarmView
        assert alarm.kind is Kind.FIRE
        await officer.caught_up_to(raised.seq)
        seen = officer.picture.views[incident]
        assert isinstance(seen, IncidentView)
        assert seen.post_title == "Pos Kamling RT 03"

        assert isinstance(await officer.do(do.MarkShown(incidents=(incident,))), Ack)
        claimed = await officer.do(do.Claim(incident=incident), version=seen.version)
        assert isinstance(claimed, Ack)
        await post.caught_up_to(claimed.seq)
        report = post.picture.views[incident]
        assert isinstance(report, ReportView)
        assert report.state is IncidentState.CLAIMED
        assert report.shown_at is not None

        closed = await officer.do(
            do.CloseIncident(incident=incident, disposition=Disposition.HANDLED)
        )
        assert isinstance(closed, Ack)
        await locked.caught_up_to(closed.seq)
        gone = locked.picture.views[incident]
        assert isinstance(gone, AlarmView)
        assert gone.state is IncidentState.CLOSED


async def test_hello_and_the_first_alarm_travel_in_one_flight(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        post = await (await new_post(gateway)).open()
        press = Command(id=new_id(), body=do.RaiseAlarm(kind=Kind.CRIME))
        await post.send(post.greeting(), press)
        assert isinstance(await post.answer(press.id), Ack)


async def test_a_resent_command_gets_the_same_answer(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        post = await (await new_post(gateway)).connect()
        press = new_id()
        first = await post.do(do.RaiseAlarm(kind=Kind.FIRE), id=press)
        again = await post.do(do.RaiseAlarm(kind=Kind.FIRE), id=press)
        assert first == again


async def test_the_newer_connection_of_a_device_wins(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        older = await (await new_post(gateway)).connect()
        newer = GatewayClient(gateway, ClientKind.POST, older.device, older.key)
        await newer.connect()
        assert (await older.ended())[0] == CloseCode.REPLACED
        assert isinstance(await newer.do(do.RaiseAlarm(kind=Kind.FIRE)), Ack)


async def test_a_session_comes_back_with_its_token_and_only_on_its_console(
    tmp_path: Path,
) -> None:
    async with play_gateway(tmp_path) as gateway:
        officer_id = await gateway.add_officer()
        console = await (await new_console(gateway, "Meja 1")).connect()
        await console.sign_in()
        await console.close()
        await console.connect()
        assert console.welcome
        assert console.welcome.officer
        assert console.welcome.officer.officer == officer_id

        other = await new_console(gateway, "Meja 2")
        other.session = console.session
        await other.connect()
        assert other.welcome
        assert other.welcome.officer is None


async def test_signing_in_elsewhere_ends_the_session_here(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        await gateway.add_officer()
        first = await (await new_console(gateway, "Meja 1")).connect()
        await first.sign_in()
        second = await (await new_console(gateway, "Meja 2")).connect()
        await second.sign_in()
        assert (await first.ended())[0] == CloseCode.RIGHTS_CHANGED
        await first.connect()
        assert first.welcome
        assert first.welcome.officer is None


async def test_after_signing_out_only_alarms_are_shown(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        await gateway.add_officer()
        post = await (await new_post(gateway)).connect()
        console = await (await new_console(gateway)).connect()
        await console.sign_in()
        raised = await post.do(do.RaiseAlarm(kind=Kind.MEDICAL))
        assert isinstance(raised, Ack)
        await console.caught_up_to(raised.seq)

        out = SignOut(id=new_id())
        await console.send(out)
        assert isinstance(await console.answer(out.id), Ack)
        assert isinstance(await console.resume(), Snapshot)
        assert [type(view) for view in console.picture.views.values()] == [AlarmView]


async def test_revoking_a_device_closes_its_connection(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        post = await (await new_post(gateway)).connect()
        await gateway.do(do.RevokeDevice(device=post.device))
        assert (await post.ended())[0] == CloseCode.REVOKED
        await post.open()
        await post.send(post.greeting())
        assert await post.ended() == (CloseCode.REVOKED, "revoked")


async def test_a_newly_bound_key_closes_the_connection_of_the_old_one(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        old = await (await new_post(gateway)).connect()
        issued = await gateway.do(do.IssueCode(device=old.device))
        assert issued.grant
        new = await enrolled(gateway, ClientKind.POST, issued.grant.code)
        assert (await old.ended())[0] == CloseCode.RIGHTS_CHANGED
        assert new.device == old.device
        await new.connect()
        await old.open()
        await old.send(old.greeting())
        assert await old.ended() == (CloseCode.NOT_ADMITTED, "bad_signature")


async def test_a_heartbeat_moves_the_picture_of_a_post_that_nothing_concerns(
    tmp_path: Path,
) -> None:
    async with play_gateway(tmp_path) as gateway:
        post = await (await new_post(gateway, "Pos A")).connect()
        other = await (await new_post(gateway, "Pos B")).connect()
        raised = await other.do(do.RaiseAlarm(kind=Kind.FIRE))
        assert isinstance(raised, Ack)
        answer = await post.beat()
        assert answer.through >= raised.seq
        own = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
        assert isinstance(own, Ack)
        await post.caught_up_to(own.seq)


async def test_a_post_knows_whether_anyone_attends(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        post = await (await new_post(gateway)).connect()
        assert (await post.expect(Presence)).attended is False
        console = await (await new_console(gateway)).connect()
        assert (await post.expect(Presence)).attended is True
        await console.close()
        while len(gateway.hub.clients) > 1:
            await post.beat()
        gateway.clock.move(6)
        assert (await post.expect(Presence)).attended is False


async def test_a_post_is_attended_only_by_the_desk_that_its_alarm_waits_for(
    tmp_path: Path,
) -> None:
    async with play_gateway(tmp_path) as gateway:
        added = await gateway.do(do.AddConsole(title="Meja 1", desks=(Desk.SATPOL_PP,)))
        assert added.grant
        console = await enrolled(gateway, ClientKind.CONSOLE, added.grant.code)
        await console.connect()
        post = await (await new_post(gateway)).connect()
        assert (await post.expect(Presence)).attended is True
        await post.do(do.RaiseAlarm(kind=Kind.MEDICAL))
        assert (await post.expect(Presence)).attended is False


async def test_a_notice_reaches_every_console_and_no_post(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        console = await (await new_console(gateway)).connect()
        post = await (await new_post(gateway)).connect()
        gateway.hub.notice(ErrorCode.STORE_FAILED)
        sentence = catalogue("refusals", "id")[ErrorCode.STORE_FAILED]
        assert (await console.expect(Notice)).message == sentence
        await post.beat()
        assert not [message for message in post.passed if isinstance(message, Notice)]


async def test_stopping_answers_what_is_under_way_and_closes_with_1001(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        post = await (await new_post(gateway)).connect()
        press = Command(id=new_id(), body=do.RaiseAlarm(kind=Kind.FIRE))
        await post.send(press)
        answered = await post.answer(press.id)
        await gateway.server.stop()
        assert isinstance(answered, Ack)
        assert (await post.ended())[0] == CloseCode.GOING_AWAY


async def test_stopping_does_not_wait_for_a_connection_that_asks_for_nothing(
    tmp_path: Path,
) -> None:
    async with play_gateway(tmp_path) as gateway:
        _, idle = await asyncio.open_connection(HOST, gateway.port)
        post = await (await new_post(gateway)).connect()
        async with asyncio.timeout(3):
            await gateway.server.stop()
        assert (await post.ended())[0] == CloseCode.GOING_AWAY
        idle.close()


async def test_an_empty_resume_is_answered_by_empty_events(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        console = await (await new_console(gateway)).connect()
        await console.close()
        await console.connect()
        console.picture.after = gateway.writer.head
        assert isinstance(await console.resume(), Events)
