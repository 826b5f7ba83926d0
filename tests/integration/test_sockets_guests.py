"""Guest reports over real sockets: who is told what, when nobody answers, tickets and numbers."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import (
    ClientKind,
    Document,
    GuestState,
    GuestStep,
    Mark,
    Mode,
    PartnerRole,
    Role,
    Side,
)
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Ack, EventItem, Message, Refusal, Result
from gateway.protocol.queries import (
    AnyAsk,
    GuestCounts,
    GuestForm,
    GuestList,
    GuestReports,
    Timeline,
)
from gateway.protocol.views import (
    AnyView,
    ContactView,
    GuestCard,
    GuestCountRow,
    GuestFigureView,
    GuestFormRow,
    GuestListRow,
    GuestReportView,
    GuestTicketView,
    TalkView,
)
from tests.helpers.gateway_client import GatewayClient, new_console, new_partner, new_post
from tests.helpers.guests import HOUSE, report
from tests.helpers.play_gateway import PlayGateway, play_gateway

NIK = "3324084101900001"
CARD = GuestCard(name="Wagimin Contoh", origin="Kab. Batang", nik=NIK, passport="A1234567890")
V = TypeVar("V", bound=AnyView)
R = TypeVar("R", bound=msgspec.Struct)


@dataclass
class Rt:
    """A post with its tablet, the phones of the Ketua RT and a deputy, and an officer on duty."""

    gateway: PlayGateway
    post: GatewayClient
    head: GatewayClient
    deputy: GatewayClient
    officer: GatewayClient

    async def report(self, mode: Mode = Mode.REAL) -> tuple[str, str]:
        """Subject and ticket."""
        body = report(CARD, arrives_at=self.gateway.clock.now(), mode=mode)
        ack = await done(self.post, body)
        assert ack.grant
        return ack.subject or "", ack.grant.code


@pytest.fixture
async def rt(tmp_path: Path) -> AsyncIterator[Rt]:
    async with play_gateway(tmp_path) as gateway:
        yield await neighbourhood(gateway)


async def neighbourhood(gateway: PlayGateway) -> Rt:
    post = await (await new_post(gateway)).connect()
    phones = [
        await (await new_partner(gateway, title, role, (post.device,))).connect()
        for title, role in (
            ("Ketua RT 03", PartnerRole.KETUA_RT),
            ("Wakil RT 03", PartnerRole.DEPUTY),
        )
    ]
    for phone in phones:
        await phone.unlock()
    await gateway.add_officer()
    officer = await (await new_console(gateway)).connect()
    await officer.sign_in()
    return Rt(gateway, post, phones[0], phones[1], officer)


async def done(client: GatewayClient, body: AnyBody) -> Ack:
    answer = await client.do(body)
    assert isinstance(answer, Ack), answer
    return answer


async def refused(client: GatewayClient, body: AnyBody) -> ErrorCode:
    answer = await client.do(body)
    assert isinstance(answer, Refusal), answer
    return answer.code


async def rows(client: GatewayClient, ask: AnyAsk, kind: type[R]) -> list[R]:
    answer = await client.ask(ask)
    assert isinstance(answer, Result), answer
    return [msgspec.json.decode(row, type=kind) for row in answer.rows]


async def seen(client: GatewayClient, subject: str, kind: type[V], where: Callable[[V], bool]) -> V:
    """The client's picture of a subject once it is so."""

    def fits() -> V | None:
        view = client.picture.views.get(subject)
        return view if isinstance(view, kind) and where(view) else None

    while (found := fits()) is None:
        await client.expect(Message)
    return found


async def back(client: GatewayClient) -> None:
    """Connect again: whoever was silent while the clock moved was let go."""
    await client.close()
    client.passed.clear()
    await client.connect()
    if client.kind is ClientKind.PARTNER:
        await client.unlock()


async def test_the_steps_that_a_resident_waits_for(rt: Rt) -> None:
    subject, _ = await rt.report()
    whole = await seen(rt.head, subject, GuestReportView, lambda v: True)
    assert [guest.name for guest in whole.guests] == ["Wagimin Contoh"]
    assert whole.guests[0].nik == "••••••••••••0001"
    assert whole.house == HOUSE
    for mark in Mark:
        await done(rt.head, do.MarkGuests(guests=(subject,), mark=mark))
    await done(rt.head, do.AcknowledgeGuests(guests=(subject,)))
    own = await seen(rt.post, subject, GuestTicketView, lambda v: v.acknowledged_at is not None)
    assert own.sent_at <= (own.told_at or own.sent_at)
    assert None not in (own.told_at, own.delivered_at, own.read_at)
    assert (own.acknowledged_by, own.names) == ("Ketua RT 03", ("W••• C•••",))


async def test_a_post_knows_whom_it_may_call_but_no_number(rt: Rt) -> None:
    head = rt.gateway.writer.head
    await rt.post.beat()
    await rt.post.caught_up_to(head)
    known = {v.subject: v for v in rt.post.picture.views.values() if isinstance(v, ContactView)}
    linmas = await new_partner(rt.gateway, "Linmas", PartnerRole.LINMAS, (rt.post.device,))
    await rt.post.close()
    rt.post.picture.audience = ""
    await rt.post.connect()
    again = {v.subject: v for v in rt.post.picture.views.values() if isinstance(v, ContactView)}
    for held in (known, again):
        assert held.keys() == {rt.head.device, rt.deputy.device}
        assert all(contact.paired for contact in held.values())
    assert linmas.device not in rt.post.picture.views
    assert "0812" not in str(again)
    assert "+62" not in str(again)


async def test_post_and_ketua_rt_write_to_each_other_and_no_desk_reads_it(rt: Rt) -> None:
    asked = await done(rt.post, do.WriteTalk(text="Kapan kerja bakti?"))
    subject = asked.subject or ""
    question = (await seen(rt.head, subject, TalkView, lambda v: True)).lines[0]
    assert (question.text, question.side) == ("Kapan kerja bakti?", Side.POST)
    await done(rt.head, do.MarkTalk(messages=(question.id,), mark=Mark.READ))
    await done(rt.head, do.WriteTalk(post=rt.post.device, text="Minggu pagi."))
    told = await seen(rt.post, subject, TalkView, lambda v: len(v.lines) == 2)
    assert told.lines[0].read_at is not None
    assert (told.lines[1].text, told.lines[1].title) == ("Minggu pagi.", "Ketua RT 03")
    await seen(rt.deputy, subject, TalkView, lambda v: len(v.lines) == 2)
    head = rt.gateway.writer.head
    await rt.officer.beat()
    await rt.officer.caught_up_to(head)
    assert subject not in rt.officer.picture.views
    assert "kerja bakti" not in msgspec.json.encode(rt.officer.passed).decode()
    assert await refused(rt.post, do.WriteTalk(text=" ")) is ErrorCode.BAD_FRAME
    away, _ = await rt.gateway.add_post("Pos lain")
    assert await refused(rt.head, do.WriteTalk(post=away, text="x")) is ErrorCode.NOT_FOUND
    before = rt.gateway.writer.head
    await done(rt.head, do.MarkTalk(messages=(question.id,), mark=Mark.DELIVERED))
    assert rt.gateway.writer.head == before


async def test_identities_reach_neither_the_post_nor_a_desk_nor_a_locked_phone(rt: Rt) -> None:
    subject, _ = await rt.report()
    neighbour = await (await new_partner(rt.gateway, "Ketua RT 04", PartnerRole.KETUA_RT)).connect()
    locked = await (
        await new_partner(rt.gateway, "Ketua RT 05", PartnerRole.KETUA_RT, (rt.post.device,))
    ).connect()
    await neighbour.unlock()
    await seen(rt.officer, subject, GuestFigureView, lambda v: True)
    head = rt.gateway.writer.head
    for client in (rt.post, rt.officer, neighbour, locked):
        await client.beat()
        await client.caught_up_to(head)
        heard = [*client.passed, *client.picture.views.values()]
        text = msgspec.json.encode(heard).decode()
        assert "Wagimin" not in text
        assert HOUSE.host not in text
    assert subject not in neighbour.picture.views
    assert subject not in locked.picture.views


async def test_nobody_answers_and_the_desk_is_informed_without_a_tone(rt: Rt) -> None:
    subject, _ = await rt.report()
    rt.gateway.clock.move(301)
    await back(rt.head)
    called = await seen(rt.head, subject, GuestReportView, lambda v: v.step is GuestStep.CALL)
    assert called.state is GuestState.NOTIFYING
    rt.gateway.clock.move(121)
    await back(rt.deputy)
    told = await seen(rt.deputy, subject, GuestReportView, lambda v: v.step is GuestStep.DEPUTY)
    assert {one.partner for one in told.told} == {rt.head.device, rt.deputy.device}
    rt.gateway.clock.move(301)
    await back(rt.post)
    own = await seen(rt.post, subject, GuestTicketView, lambda v: v.desk_at is not None)
    assert own.called_at is not None
    fresh = await (await new_console(rt.gateway, "Meja 2")).connect()
    await rt.gateway.add_officer("petugas2")
    await fresh.sign_in(user="petugas2")
    figure = fresh.picture.views[subject]
    assert isinstance(figure, GuestFigureView)
    assert not isinstance(figure, GuestReportView)
    assert figure.desk_at is not None


async def test_the_ladder_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        rt = await neighbourhood(gateway)
        subject, _ = await rt.report()
        clock = gateway.clock
    clock.move(301)
    async with play_gateway(tmp_path, clock=clock) as gateway:
        rt.post.gateway = gateway
        await rt.post.connect()
        own = await seen(rt.post, subject, GuestTicketView, lambda v: v.called_at is not None)
        assert own.step is GuestStep.CALL


async def test_a_drill_reaches_phones_marked_and_no_desk(rt: Rt) -> None:
    subject, _ = await rt.report(Mode.DRILL)
    view = await seen(rt.head, subject, GuestReportView, lambda v: True)
    assert (view.mode, view.desk_at) == (Mode.DRILL, None)
    assert await rows(rt.head, GuestReports(), GuestReportView) == []
    found = await rows(rt.head, GuestReports(mode=Mode.DRILL), GuestReportView)
    assert [row.subject for row in found] == [subject]


async def test_a_ticket_corrects_and_checks_out(rt: Rt) -> None:
    subject, ticket = await rt.report()
    assert len(ticket) == 10
    typed = f"{ticket[:5].lower()} - {ticket[5:]}"
    (form,) = await rows(rt.post, GuestForm(ticket=typed), GuestFormRow)
    assert form.guests[0].name == "Wagimin Contoh"
    assert NIK not in str(form)
    again = GuestCard(name="Wagimin Contoh", origin="Kab. Pemalang")
    fixed = do.CorrectGuest(ticket=typed, guests=(again,), house=form.house, stay=form.stay)
    await done(rt.post, fixed)
    whole = await seen(
        rt.head, subject, GuestReportView, lambda v: v.guests[0].origin == "Kab. Pemalang"
    )
    assert whole.guests[0].nik == "••••••••••••0001"
    await done(rt.post, do.CheckOut(ticket=ticket))
    left = await seen(rt.head, subject, GuestReportView, lambda v: v.over_at is not None)
    assert left.state is GuestState.LEFT
    assert await refused(rt.post, do.CheckOut(ticket=ticket)) is ErrorCode.TICKET_WRONG
    answer = await rt.post.ask(GuestForm(ticket=ticket))
    assert isinstance(answer, Refusal)
    assert answer.code is ErrorCode.TICKET_WRONG


async def test_who_guesses_tickets_has_to_wait(rt: Rt) -> None:
    _, ticket = await rt.report()
    for _ in range(10):
        assert await refused(rt.post, do.CheckOut(ticket="0000000000")) is ErrorCode.TICKET_WRONG
    assert await refused(rt.post, do.CheckOut(ticket=ticket)) is ErrorCode.TOO_MANY_TRIES
    rt.gateway.clock.move(3_601)
    await back(rt.post)
    await done(rt.post, do.CheckOut(ticket=ticket))


async def test_a_number_is_read_whole_with_a_reason_that_is_journaled(rt: Rt) -> None:
    subject, _ = await rt.report()
    opened = await done(rt.head, do.OpenDocument(guest=subject, reason="mencocokkan KTP"))
    assert opened.grant
    assert opened.grant.code == NIK
    passport = do.OpenDocument(guest=subject, document=Document.PASSPORT, reason="paspor")
    other = await done(rt.head, passport)
    assert other.grant
    assert other.grant.code == "A1234567890"
    assert await refused(rt.officer, do.OpenDocument(guest=subject, reason="x")) is (
        ErrorCode.FORBIDDEN
    )
    items = await rows(rt.head, Timeline(subject=subject), EventItem)
    told = {item.kind: bytes(item.data) for item in items}
    assert b"mencocokkan" in bytes(
        next(item.data for item in items if item.kind == "guest_document_opened")
    )
    assert told["guest_documents_kept"] == b"{}"
    stored = (rt.gateway.folder / "journal.sqlite").read_bytes()
    stored += (rt.gateway.folder / "journal.sqlite-wal").read_bytes()
    assert b"Wagimin" in stored
    assert NIK.encode() not in stored


async def test_a_desk_finds_names_only_where_a_person_referred_them(rt: Rt) -> None:
    subject, _ = await rt.report()
    by_name = GuestReports(text="wagimin")
    assert len(await rows(rt.head, by_name, GuestReportView)) == 1
    assert await rows(rt.officer, by_name, GuestFigureView) == []
    (figure,) = await rows(rt.officer, GuestReports(over=False), GuestFigureView)
    assert figure.subject == subject
    await done(rt.head, do.ReferGuest(guest=subject, reason="diminta Satpol PP"))
    (whole,) = await rows(rt.officer, by_name, GuestReportView)
    assert whole.guests[0].name == "Wagimin Contoh"
    opened = await done(rt.officer, do.OpenDocument(guest=subject, reason="pemeriksaan"))
    assert opened.grant
    assert opened.grant.code == NIK


async def test_figures_by_desa(rt: Rt) -> None:
    await rt.report()
    await rt.report()
    await rt.report(Mode.TEST)
    (row,) = await rows(rt.officer, GuestCounts(), GuestCountRow)
    assert (row.reports, row.present, row.unacknowledged, row.people) == (2, 2, 2, 2)
    assert row.desa
    assert row.kecamatan
    assert await rows(rt.officer, GuestCounts(area="33.24.03"), GuestCountRow) == []


async def test_a_list_goes_on_where_the_page_before_ended(rt: Rt) -> None:
    made = [(await rt.report())[0] for _ in range(5)]
    await done(rt.head, do.MarkLeft(guest=made[0]))
    every = await rows(rt.head, GuestReports(), GuestReportView)
    assert [row.subject for row in every] == made[::-1]
    (over,) = await rows(rt.head, GuestReports(over=True), GuestReportView)
    assert over.subject == made[0]
    states = GuestReports(states=(GuestState.NOTIFYING,))
    assert len(await rows(rt.head, states, GuestReportView)) == 4


async def test_the_list_for_the_forkopimcam_is_opened_by_a_supervisor_with_a_reason(
    rt: Rt,
) -> None:
    subject, _ = await rt.report()
    whole = await seen(rt.head, subject, GuestReportView, lambda v: True)
    asked = do.OpenGuestList(area=whole.place.area, reason="rapat Forkopimcam")
    assert await refused(rt.officer, asked) is ErrorCode.FORBIDDEN
    await rt.gateway.add_officer("pengawas", role=Role.SUPERVISOR)
    supervisor = await (await new_console(rt.gateway, "Meja 2")).connect()
    await supervisor.sign_in("pengawas")
    grant = (await done(supervisor, asked)).grant
    assert grant is not None
    (row,) = await rows(supervisor, GuestList(grant=grant.code), GuestListRow)
    assert (row.name, row.origin, row.house) == ("Wagimin Contoh", "Kab. Batang", HOUSE)
    elsewhere = await rt.officer.ask(GuestList(grant=grant.code))
    assert isinstance(elsewhere, Refusal)
    assert elsewhere.code is ErrorCode.FORBIDDEN
