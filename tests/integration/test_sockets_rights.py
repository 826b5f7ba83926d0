"""Who may do and read what: every command by every kind of actor, sign-in, queries, rates."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from gateway.protocol import commands as do
from gateway.protocol.codec import FRAME_LIMIT
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import (
    Desk,
    Disposition,
    Kind,
    Mark,
    Mode,
    PartnerRole,
    Role,
    SoundState,
)
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Ack, Command, EventItem, Refusal, Result, SignIn
from gateway.protocol.queries import (
    AnyAsk,
    Areas,
    Boundaries,
    Card,
    Drills,
    Figures,
    GuestCounts,
    GuestList,
    GuestReports,
    Incidents,
    MediaGrant,
    Rondas,
    Timeline,
)
from gateway.protocol.views import AreaView, CardView, DrillScore, FiguresView, IncidentView, Place
from gateway.sockets.limits import Limits
from tests.helpers.gateway_client import GatewayClient, new_console, new_id, new_partner, new_post
from tests.helpers.golden.agency import bodies as agency_bodies
from tests.helpers.golden.call import bodies as call_bodies
from tests.helpers.golden.guest import bodies as guest_bodies
from tests.helpers.golden.incident import work_bodies
from tests.helpers.golden.neighbours import bodies as appeal_bodies
from tests.helpers.golden.reaching import bodies as reaching_bodies
from tests.helpers.golden.talk import bodies as talk_bodies
from tests.helpers.orders import AREA, T0
from tests.helpers.play_gateway import PASSWORD, PlayGateway, play_gateway

POST, LOCKED = "post", "locked console"
PARTNER, LOCKED_PHONE = "partner", "locked phone of a partner"
OFFICER, OTHER_DESK = "officer", "officer of another desk"
SUPERVISOR, ADMINISTRATOR = "supervisor", "administrator"

_DESK = (OFFICER, SUPERVISOR, ADMINISTRATOR)
_OFFICERS = (*_DESK, OTHER_DESK)
#: Who may give which command. An officer of another desk is refused by the incident's desk.
MAY: dict[type[AnyBody], tuple[str, ...]] = {
    do.RaiseAlarm: (POST,),
    do.CancelAlarm: (POST,),
    do.MarkShown: _DESK,
    do.Hear: _DESK,
    do.Claim: _DESK,
    do.Release: _DESK,
    do.AddNote: _DESK,
    do.CloseIncident: _DESK,
    do.SetPriority: _DESK,
    do.SetKind: _DESK,
    do.SetFacts: _DESK,
    do.AnswerQuestions: (POST,),
    do.Verify: _DESK,
    do.MarkControlled: _DESK,
    do.Hold: _DESK,
    do.ResumeIncident: _DESK,
    do.Merge: _DESK,
    do.Unmerge: _DESK,
    do.LinkIncidents: _DESK,
    do.Split: _DESK,
    do.Reopen: _DESK,
    do.DispatchCard: _DESK,
    do.AddTask: _DESK,
    do.StepTask: (PARTNER, *_OFFICERS),
    do.TickItem: _DESK,
    do.SendMessage: (POST, *_DESK),
    do.MarkMessages: (POST, *_DESK),
    do.Broadcast: _OFFICERS,
    do.RelayAlarm: _DESK,
    do.ConfirmBroadcast: (POST,),
    do.EndBroadcast: _OFFICERS,
    do.AnswerAppeal: (POST, PARTNER),
    do.AcknowledgeBroadcast: (POST,),
    do.SetKentongan: (ADMINISTRATOR,),
    do.SetSoundRules: (SUPERVISOR, ADMINISTRATOR),
    do.WatchPost: _OFFICERS,
    do.SetRonda: _OFFICERS,
    do.RondaSafe: (POST,),
    # Linmas keeps no guests; a Ketua RT may announce them and write to the post.
    do.AnnounceGuest: (POST,),
    do.ReportGuests: (POST,),
    do.WriteTalk: (POST,),
    do.MarkTalk: (POST,),
    do.CorrectGuest: (POST,),
    do.CheckOut: (POST,),
    do.MarkGuests: (PARTNER,),
    do.AcknowledgeGuests: (PARTNER,),
    do.AskMeeting: (PARTNER,),
    do.AskCorrection: (PARTNER,),
    do.ExtendStay: (PARTNER,),
    do.MarkLeft: (PARTNER,),
    do.ReferGuest: (PARTNER, *_DESK),
    do.OpenDocument: (PARTNER, *_DESK),
    do.OpenGuestList: (SUPERVISOR, ADMINISTRATOR),
    do.RunRetention: (),
    do.AddAgency: (ADMINISTRATOR,),
    do.ChangeAgency: (ADMINISTRATOR,),
    do.StartCall: (POST, PARTNER, *_OFFICERS),
    do.AnswerCall: (POST, PARTNER, *_OFFICERS),
    do.DeclineCall: (POST, PARTNER, *_OFFICERS),
    do.EndCall: (POST, PARTNER, *_OFFICERS),
    do.HoldCall: _OFFICERS,
    do.ResumeCall: _OFFICERS,
    do.InviteToCall: _OFFICERS,
    do.DropLeg: _OFFICERS,
    do.TransferCall: _OFFICERS,
    do.CompleteTransfer: _OFFICERS,
    do.JoinCall: (SUPERVISOR, ADMINISTRATOR),
    do.AttachCall: _OFFICERS,
    do.NoteCall: _OFFICERS,
    do.ReportLeg: (POST, PARTNER, *_OFFICERS),
    do.StartRecording: _OFFICERS,
    do.StopRecording: _OFFICERS,
    do.ReportRecording: _OFFICERS,
    do.OpenRecording: _OFFICERS,
    do.ReviewCall: _OFFICERS,
    do.SetAgentState: _OFFICERS,
    do.ReportSound: (LOCKED, *_OFFICERS),
    do.AddPost: (ADMINISTRATOR,),
    do.AddConsole: (ADMINISTRATOR,),
    do.AddPartner: (ADMINISTRATOR,),
    do.IssueCode: (ADMINISTRATOR,),
    do.RevokeDevice: (ADMINISTRATOR,),
    do.AddOfficer: (ADMINISTRATOR,),
    do.SubscribePush: (PARTNER,),
    do.UnsubscribePush: (PARTNER,),
    do.SetQuietHours: (PARTNER,),
    do.ProveNumber: (PARTNER, ADMINISTRATOR),
    do.ConfirmNumber: (PARTNER,),
    do.ImportAreas: (),
    do.UndoAreas: (),
}
ACTORS = (POST, PARTNER, LOCKED_PHONE, LOCKED, OFFICER, OTHER_DESK, SUPERVISOR, ADMINISTRATOR)
_DENIED = (ErrorCode.FORBIDDEN, ErrorCode.NOT_SIGNED_IN, ErrorCode.PIN_NEEDED)


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[PlayGateway]:
    async with play_gateway(tmp_path) as running:
        yield running


async def connected(gateway: PlayGateway, actor: str) -> GatewayClient:
    if actor == POST:
        return await (await new_post(gateway, "Pos Kamling RT 03")).connect()
    if actor in (PARTNER, LOCKED_PHONE):
        phone = await (await new_partner(gateway)).connect()
        if actor == PARTNER:
            await phone.unlock()
        return phone
    console = await (await new_console(gateway, "Meja uji")).connect()
    if actor == LOCKED:
        return console
    desks: tuple[Desk, ...] = (Desk.SATPOL_PP, Desk.PSC_119)
    role = Role(actor) if actor in set(Role) else Role.OFFICER
    await gateway.add_officer("petugas1", role, (Desk.UP4,) if actor == OTHER_DESK else desks)
    await console.sign_in()
    return console


def bodies(incident: str, device: str) -> dict[type[AnyBody], AnyBody]:
    made: list[AnyBody] = [
        do.RaiseAlarm(kind=Kind.FIRE),
        do.CancelAlarm(press=incident.partition(":")[2]),
        do.MarkShown(incidents=(incident,)),
        do.Hear(incident=incident),
        do.Claim(incident=incident),
        do.Release(incident=incident),
        do.AddNote(incident=incident, text="catatan"),
        do.CloseIncident(incident=incident, disposition=Disposition.HANDLED),
        *(_worked(body, incident) for body in (work_bodies() | agency_bodies()).values()),
        do.SendMessage(incident=incident, press=incident.partition(":")[2], text="pesan"),
        do.MarkMessages(incident=incident, messages=(new_id(),), mark=Mark.READ),
        *(_worked(body, incident) for body in appeals(device).values()),
        *guest_bodies().values(),
        *talk_bodies().values(),
        *call_bodies(post=device).values(),
        do.ReportSound(state=SoundState.PROVEN),
        do.AddPost(title="Pos baru", area=AREA),
        do.AddConsole(title="Meja baru"),
        do.AddPartner(title="Mitra baru", phone="081200000009", role=PartnerRole.LINMAS),
        do.IssueCode(device=device),
        do.RevokeDevice(device=device),
        do.AddOfficer(
            user="baru", title="Baru", role=Role.OFFICER, desks=(Desk.UP4,), password=PASSWORD
        ),
        *reaching_bodies().values(),
        do.ImportAreas(batch=new_id()),
        do.UndoAreas(),
    ]
    return {type(body): body for body in made}


def appeals(device: str) -> dict[str, AnyBody]:
    """The commands about appeals, that of a broadcast without an incident."""
    made = appeal_bodies("incident:1", device, Place(area=AREA, desa="", kecamatan=""))
    return {name: body for name, body in made.items() if name != "broadcast.near"}


def _worked(body: AnyBody, incident: str) -> AnyBody:
    """The golden command, about this incident."""
    if getattr(body, "incident", None) is None:
        return body
    return msgspec.structs.replace(body, incident=incident)


def test_the_matrix_names_every_command() -> None:
    assert set(MAY) == set(get_args(AnyBody))


@pytest.mark.parametrize("actor", ACTORS)
async def test_every_command_is_refused_to_whom_it_is_not_given(
    gateway: PlayGateway, actor: str
) -> None:
    reporter = await (await new_post(gateway, "Pos Pelapor")).connect()
    raised = await reporter.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(raised, Ack)
    spare, _ = await gateway.add_post("Pos cadangan")
    client = await connected(gateway, actor)
    written = gateway.note_orders()
    for kind, body in bodies(raised.subject or "", spare).items():
        before = len(written)
        answer = await client.do(body)
        code = answer.code if isinstance(answer, Refusal) else None
        if actor in MAY[kind]:
            assert code not in _DENIED, f"{actor} is refused {kind.__name__}"
        else:
            assert code in _DENIED, f"{actor} may {kind.__name__}: {answer}"
            assert len(written) == before, written
            wants_sign_in = actor == LOCKED and OFFICER in MAY[kind]
            assert code is ErrorCode.NOT_SIGNED_IN or not wants_sign_in


async def test_the_code_of_a_new_post_is_handed_out_once_and_enrols(gateway: PlayGateway) -> None:
    client = await connected(gateway, ADMINISTRATOR)
    added = await client.do(do.AddPost(title="Pos baru", area=AREA))
    assert isinstance(added, Ack)
    assert added.grant
    assert len(added.grant.code) == 8
    assert added.grant.code not in str(gateway.hub.replica.posts[added.subject or ""])


# -- sign-in


async def refused_sign_in(client: GatewayClient, user: str, password: str) -> Refusal:
    ask = SignIn(id=new_id(), user=user, password=password)
    await client.send(ask)
    return await client.expect(Refusal, where=lambda m: m.id == ask.id)


async def test_a_wrong_password_and_an_unknown_user_look_alike(gateway: PlayGateway) -> None:
    await gateway.add_officer()
    client = await connected(gateway, LOCKED)
    wrong = await refused_sign_in(client, "petugas1", "salah")
    unknown = await refused_sign_in(client, "hantu", "salah")
    assert (wrong.code, wrong.message) == (unknown.code, unknown.message)
    assert wrong.code is ErrorCode.WRONG_PASSWORD


async def test_wrong_passwords_make_one_wait_ever_longer_but_never_lock_out(
    gateway: PlayGateway,
) -> None:
    await gateway.add_officer()
    client = await connected(gateway, LOCKED)
    for _ in range(4):
        assert (await refused_sign_in(client, "petugas1", "x")).code is ErrorCode.WRONG_PASSWORD
    waits = []
    for _ in range(4):
        refused = await refused_sign_in(client, "petugas1", PASSWORD)
        assert refused.code is ErrorCode.TOO_MANY_TRIES
        assert refused.retry_after_s
        waits.append(refused.retry_after_s)
        gateway.clock.move(refused.retry_after_s)
        assert (await refused_sign_in(client, "petugas1", "x")).code is ErrorCode.WRONG_PASSWORD
    assert waits == sorted(waits)
    assert waits[-1] >= 4 * waits[0]
    gateway.clock.move(16)
    await client.sign_in()


async def test_a_post_can_not_sign_in(gateway: PlayGateway) -> None:
    await gateway.add_officer()
    client = await connected(gateway, POST)
    assert (await refused_sign_in(client, "petugas1", PASSWORD)).code is ErrorCode.FORBIDDEN


# -- queries

ASKS: tuple[AnyAsk, ...] = (
    Timeline(subject="incident:1"),
    MediaGrant(incident="incident:1", message=new_id()),
    Incidents(),
    Areas(),
    Boundaries(),
    Drills(),
    Figures(since=T0, until=T0 + timedelta(days=1)),
    Rondas(),
    Card(incident="incident:1"),
    GuestReports(),
    GuestCounts(),
    GuestList(grant="bGVhdmU"),
)


@pytest.mark.parametrize("body", ASKS)
async def test_queries_are_for_officers(gateway: PlayGateway, body: AnyAsk) -> None:
    locked = await (await connected(gateway, LOCKED)).ask(body)
    assert isinstance(locked, Refusal)
    assert locked.code is ErrorCode.NOT_SIGNED_IN
    post = await (await connected(gateway, POST)).ask(body)
    assert isinstance(post, Refusal)
    asks_of_incident = isinstance(body, Timeline | MediaGrant)
    assert post.code is (ErrorCode.NOT_FOUND if asks_of_incident else ErrorCode.FORBIDDEN)


async def all_rows(client: GatewayClient, body: AnyAsk) -> list[msgspec.Raw]:
    rows: list[msgspec.Raw] = []
    cursor = None
    while True:
        page = await client.ask(body, cursor)
        assert isinstance(page, Result), page
        assert len(msgspec.json.encode(page)) <= FRAME_LIMIT
        rows += page.rows
        cursor = page.next
        if cursor is None:
            return rows


async def test_a_long_timeline_comes_in_pages_without_gap_or_repeat(tmp_path: Path) -> None:
    async with play_gateway(tmp_path, limits=Limits(burst=1_000)) as gateway:
        post = await connected(gateway, POST)
        raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
        assert isinstance(raised, Ack)
        incident = raised.subject or ""
        officer = await connected(gateway, OFFICER)
        for _ in range(60):
            await officer.do(do.AddNote(incident=incident, text="\u0001" * 1_900))
        rows = await all_rows(officer, Timeline(subject=incident))
        items = [msgspec.json.decode(row, type=EventItem) for row in rows]
        assert [item.version for item in items] == list(range(1, 62))
        assert items[1].actor_title == "Petugas1"


async def test_incidents_of_other_desks_are_not_found(gateway: PlayGateway) -> None:
    post = await connected(gateway, POST)
    raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(raised, Ack)
    other = await connected(gateway, OTHER_DESK)
    assert await all_rows(other, Incidents()) == []
    items = await all_rows(other, Timeline(subject=raised.subject or ""))
    assert all(msgspec.json.decode(row, type=EventItem).actor == "" for row in items)
    card = await other.ask(Card(incident=raised.subject or ""))
    assert isinstance(card, Refusal)
    assert card.code is ErrorCode.NOT_FOUND


async def test_incidents_are_found_newest_first(gateway: PlayGateway) -> None:
    post = await connected(gateway, POST)
    for kind in (Kind.FIRE, Kind.CRIME, Kind.MEDICAL):
        await post.do(do.RaiseAlarm(kind=kind))
    officer = await connected(gateway, OFFICER)
    rows = [msgspec.json.decode(r, type=IncidentView) for r in await all_rows(officer, Incidents())]
    assert [row.kind for row in rows] == [Kind.MEDICAL, Kind.CRIME, Kind.FIRE]


async def test_areas_are_found_by_a_part_of_their_name(gateway: PlayGateway) -> None:
    officer = await connected(gateway, OFFICER)
    known = [msgspec.json.decode(row, type=AreaView) for row in await all_rows(officer, Areas())]
    part = known[0].desa[1:4].upper()
    found = await all_rows(officer, Areas(text=part))
    assert known[0] in [msgspec.json.decode(row, type=AreaView) for row in found]


async def test_the_card_of_an_incident_is_chosen_by_the_gateway(gateway: PlayGateway) -> None:
    post = await connected(gateway, POST)
    raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(raised, Ack)
    subject = raised.subject or ""
    rows = await all_rows(await connected(gateway, OFFICER), Card(incident=subject))
    (card,) = [msgspec.json.decode(row, type=CardView) for row in rows]
    assert card.id == "kebakaran"
    assert card.questions
    assert card.sop is not None
    assert card.sop.revision >= 1


async def test_drills_are_scored_apart_from_real_alarms(gateway: PlayGateway) -> None:
    post, officer = await connected(gateway, POST), await connected(gateway, OFFICER)
    await post.do(do.RaiseAlarm(kind=Kind.FIRE))
    lesson = do.RaiseAlarm(kind=Kind.FIRE, mode=Mode.DRILL, lesson_ms=6_400)
    raised = await post.do(lesson)
    assert isinstance(raised, Ack)
    await officer.do(do.Claim(incident=raised.subject or ""))
    (row,) = await all_rows(officer, Drills())
    score = msgspec.json.decode(row, type=DrillScore)
    assert (score.incident, score.press_s, score.came) == (raised.subject, 6.4, 0)
    assert score.claim_s is not None
    assert score.claim_s >= 0


@pytest.mark.parametrize("actor", [OFFICER, SUPERVISOR, OTHER_DESK])
async def test_figures_of_single_officers_are_for_supervisors(
    gateway: PlayGateway, actor: str
) -> None:
    post = await connected(gateway, POST)
    await post.do(do.RaiseAlarm(kind=Kind.FIRE))
    await post.do(do.RaiseAlarm(kind=Kind.CRIME, mode=Mode.DRILL))
    client, now = await connected(gateway, actor), gateway.clock.now()
    ask = Figures(since=now - timedelta(days=1), until=now + timedelta(hours=1))
    (row,) = await all_rows(client, ask)
    found = msgspec.json.decode(row, type=FiguresView)
    assert found.kinds == ({} if actor == OTHER_DESK else {Kind.FIRE: 1})
    assert (found.officers is not None) == (actor == SUPERVISOR)
    for until in (ask.since, ask.since + timedelta(days=4_000)):
        refused = await client.ask(msgspec.structs.replace(ask, until=until))
        assert isinstance(refused, Refusal)
        assert refused.code is ErrorCode.BAD_FRAME


async def test_a_made_up_cursor_is_refused(gateway: PlayGateway) -> None:
    officer = await connected(gateway, OFFICER)
    for body in (Incidents(), Areas(), Drills()):
        refused = await officer.ask(body, "bukan kursor")
        assert isinstance(refused, Refusal)
        assert refused.code is ErrorCode.BAD_FRAME


# -- rates


async def test_a_flood_of_alarms_is_never_refused_and_other_commands_are(tmp_path: Path) -> None:
    async with play_gateway(tmp_path, limits=Limits(burst=10, rate_per_s=1)) as gateway:
        post = await connected(gateway, POST)
        taps = [Command(id=new_id(), body=do.RaiseAlarm(kind=Kind.FIRE)) for _ in range(200)]
        await post.send(*taps)
        for tap in taps:
            assert isinstance(await post.answer(tap.id), Ack)
        answers = [await post.do(do.CancelAlarm(press=tap.id)) for tap in taps[:12]]
        refused = [a for a in answers if isinstance(a, Refusal)]
        assert {a.code for a in refused} == {ErrorCode.RATE_LIMITED}
        assert refused[0].retry_after_s
