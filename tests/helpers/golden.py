"""Golden frames: one wire message of each type and of each important variant.

``python -m tests.helpers.golden`` writes them to ``tests/fixtures/wire``; Python and JavaScript
tests read the same files, so that both sides agree on what stands on the wire.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from gateway.protocol import commands, enums, events, messages, queries, views
from gateway.protocol.errors import ErrorCode
from tests.helpers.golden_calls import (
    broadcast_view,
    call_asks,
    call_bodies,
    call_rows,
    call_view,
    kentongan_view,
)

FOLDER: Final = Path(__file__).parents[1] / "fixtures" / "wire"

PRESSED: Final = datetime(2026, 8, 17, 14, 30, 0, 250_000, tzinfo=UTC)
PRESS: Final = "0198b8d1-2c00-7a10-8000-000000000001"
SECOND_PRESS: Final = "0198b8d1-5500-7a10-8000-000000000002"
COMMAND: Final = "0198b8d1-9000-7a10-8000-000000000003"
INCIDENT: Final = f"incident:{PRESS}"
POST: Final = "post:0198b000-0000-7000-8000-00000000000a"
CONSOLE: Final = "console:0198b000-0000-7000-8000-00000000000b"
PARTNER: Final = "partner:0198b000-0000-7000-8000-000000000010"
OFFICER: Final = "officer:0198b000-0000-7000-8000-00000000000c"
JOURNAL: Final = "0198a000-0000-7000-8000-00000000000d"
OTHER_INCIDENT: Final = f"incident:{SECOND_PRESS}"
AGENCY: Final = "agency:0198b000-0000-7000-8000-00000000000e"
TASK: Final = "task:0198b000-0000-7000-8000-00000000000f"
CONTACT: Final = views.Contact(channel=enums.ContactChannel.RADIO, label="HT Damkar")
NONCE: Final = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
SIGNATURE: Final = "c2lnbmF0dXJl" * 7 + "cw"
PUBLIC_KEY: Final = "BHB1YmxpY2tleQ" + "A" * 73
PLACE: Final = views.Place(
    area="33.24.08.2012",
    desa="Sukorejo",
    kecamatan="Sukorejo",
    rt="03",
    rw="01",
    lat=-7.083,
    lon=110.045,
)


def after(seconds: float) -> datetime:
    """The instant that many seconds after the press."""
    return PRESSED + timedelta(seconds=seconds)


def alarm_view() -> views.AlarmView:
    """What a locked console sees."""
    return views.AlarmView(
        subject=INCIDENT,
        version=1,
        kind=enums.Kind.FIRE,
        mode=enums.Mode.REAL,
        priority=enums.Priority.P1,
        state=enums.IncidentState.WAITING,
        desk=enums.Desk.SATPOL_PP,
        place=PLACE,
        received_at=after(0.4),
        quiet_until=None,
        escalation=enums.Escalation.NONE,
        presses=1,
    )


def incident_view() -> views.IncidentView:
    """What a signed-in officer sees of an incident that was just raised."""
    return views.IncidentView(
        **msgspec.structs.asdict(alarm_view()),
        reference="PSP-20260817-0001",
        post=POST,
        post_title="Pos Kamling RT 03",
        pressed_at=PRESSED,
        pressed_at_uncertain=False,
        late=False,
        shown_at=None,
        claimed_at=None,
        claimed_by=None,
        claimed_by_title="",
        claim_stale=False,
        cancelled_at=None,
        last_pressed_at=PRESSED,
        closed_at=None,
        disposition=None,
    )


def claimed_view() -> views.IncidentView:
    """The same incident, shown and claimed."""
    return msgspec.structs.replace(
        incident_view(),
        version=3,
        state=enums.IncidentState.CLAIMED,
        shown_at=after(0.9),
        claimed_at=after(9),
        claimed_by=OFFICER,
        claimed_by_title="Petugas 1",
    )


def report_view() -> views.ReportView:
    """What the post sees of its alarm once it is stored at the centre."""
    return views.ReportView(
        subject=INCIDENT,
        version=1,
        reference="PSP-20260817-0001",
        kind=enums.Kind.FIRE,
        mode=enums.Mode.REAL,
        state=enums.IncidentState.WAITING,
        presses=(PRESS,),
        cancelled=(),
        pressed_at=PRESSED,
        received_at=after(0.4),
        shown_at=None,
        claimed_at=None,
        closed_at=None,
        unanswered=False,
    )


def post_view() -> views.PostView:
    """A post in the directory."""
    return views.PostView(
        subject=POST,
        version=2,
        title="Pos Kamling RT 03",
        place=PLACE,
        enrolled=True,
        revoked=False,
        code_expires_at=None,
        link=enums.LinkState.ONLINE,
        link_since=after(-3600),
        last_alarm_at=PRESSED,
    )


def console_view() -> views.ConsoleView:
    """A console in the directory."""
    return views.ConsoleView(
        subject=CONSOLE,
        version=3,
        title="Meja 1",
        desks=(enums.Desk.SATPOL_PP, enums.Desk.PSC_119),
        enrolled=True,
        revoked=False,
        code_expires_at=None,
        sound=enums.SoundState.PROVEN,
        sound_output="Speaker ruang",
        sound_at=after(-600),
    )


def officer_view() -> views.OfficerView:
    """An officer on duty."""
    return views.OfficerView(
        subject=OFFICER,
        version=2,
        title="Petugas 1",
        role=enums.Role.OFFICER,
        desks=(enums.Desk.SATPOL_PP,),
        on_duty_at=CONSOLE,
        on_duty_since=after(-1800),
    )


def identity() -> messages.OfficerIdentity:
    """Who is signed in."""
    return messages.OfficerIdentity(
        officer=OFFICER,
        title="Petugas 1",
        role=enums.Role.OFFICER,
        desks=(enums.Desk.SATPOL_PP,),
    )


def item(
    seq: int, data: events.EventData, view: views.AnyView | None, version: int
) -> messages.EventItem:
    """A journal entry of the incident as a signed-in officer gets it."""
    kind = str(type(data).__struct_config__.tag)
    return messages.EventItem(
        seq=seq,
        at=after(0.4 * seq),
        actor=POST,
        actor_title="Pos Kamling RT 03",
        subject=INCIDENT,
        version=version,
        kind=kind,
        data=msgspec.Raw(msgspec.json.encode(data)),
        view=view,
    )


def raised() -> events.AlarmRaised:
    """The event that made the incident."""
    return events.AlarmRaised(
        press=PRESS,
        reference="PSP-20260817-0001",
        incident_kind=enums.Kind.FIRE,
        mode=enums.Mode.REAL,
        priority=enums.Priority.P1,
        desk=enums.Desk.SATPOL_PP,
        post=POST,
        post_title="Pos Kamling RT 03",
        place=PLACE,
        pressed_at=PRESSED,
        pressed_at_uncertain=False,
    )


def client_frames() -> dict[str, messages.Message]:
    """Frames that clients send, by file name."""
    bodies: dict[str, commands.AnyBody] = {
        "raise_alarm": commands.RaiseAlarm(kind=enums.Kind.FIRE),
        "raise_alarm_drill": commands.RaiseAlarm(
            kind=enums.Kind.MEDICAL, mode=enums.Mode.DRILL, lesson_ms=6_400
        ),
        "cancel_alarm": commands.CancelAlarm(press=PRESS),
        "mark_shown": commands.MarkShown(incidents=(INCIDENT,)),
        "hear": commands.Hear(incident=INCIDENT),
        "release": commands.Release(incident=INCIDENT),
        "add_note": commands.AddNote(incident=INCIDENT, text="Regu \u201cA\u201d menuju lokasi"),
        "close_incident": commands.CloseIncident(
            incident=INCIDENT, disposition=enums.Disposition.HANDLED, text="Api padam"
        ),
        "report_sound": commands.ReportSound(state=enums.SoundState.PROVEN, output="Speaker ruang"),
        "add_post": commands.AddPost(
            title="Pos Kamling RT 03", area=PLACE.area, lat=-7.083, lon=110.045, rt="03", rw="01"
        ),
        "add_console": commands.AddConsole(title="Meja 2"),
        "add_partner": commands.AddPartner(
            title="Regu 2 Damkar Sukorejo",
            phone="0812-0000-0003",
            role=enums.PartnerRole.CREW,
            posts=(POST,),
            agency=AGENCY,
        ),
        "issue_code": commands.IssueCode(device=POST),
        "revoke_device": commands.RevokeDevice(device=POST),
        "add_officer": commands.AddOfficer(
            user="petugas2",
            title="Petugas 2",
            role=enums.Role.OFFICER,
            desks=(enums.Desk.SATPOL_PP,),
            password="kata sandi contoh",
        ),
        **work_bodies(),
        **message_bodies(),
        **call_bodies(INCIDENT, POST, PLACE),
        "import_areas": commands.ImportAreas(batch=SECOND_PRESS),
        "undo_areas": commands.UndoAreas(),
    }
    asks: dict[str, queries.AnyAsk] = {
        "timeline": queries.Timeline(subject=INCIDENT),
        "media_grant": queries.MediaGrant(incident=INCIDENT, message=COMMAND, upload=True),
        "incidents": queries.Incidents(
            text="Sukorejo", kind=enums.Kind.FIRE, area="33.24.03", since=after(-86_400)
        ),
        "areas": queries.Areas(text="Suko"),
        "boundaries": queries.Boundaries(),
        "drills": queries.Drills(post=POST, since=after(-86_400)),
        **call_asks(INCIDENT),
        "card": queries.Card(incident=INCIDENT),
    }
    return {
        "enrol": messages.Enrol(
            kind=enums.ClientKind.POST, code="7K3MQ2XD", public_key=PUBLIC_KEY, signature=SIGNATURE
        ),
        "enrol.partner": messages.Enrol(
            kind=enums.ClientKind.PARTNER,
            code="7K3MQ2XD",
            public_key=PUBLIC_KEY,
            signature=SIGNATURE,
            pin="2580",
        ),
        "hello.partner": hello(enums.ClientKind.PARTNER, PARTNER),
        "unlock": messages.Unlock(id=COMMAND, pin="2580"),
        "lock": messages.Lock(id=COMMAND),
        "hello.post": hello(enums.ClientKind.POST, POST),
        "hello.console": hello(enums.ClientKind.CONSOLE, CONSOLE),
        "hello.console.session": msgspec.structs.replace(
            hello(enums.ClientKind.CONSOLE, CONSOLE), session=NONCE
        ),
        "sign_in": messages.SignIn(id=COMMAND, user="petugas1", password="kata sandi contoh"),
        "sign_out": messages.SignOut(id=COMMAND),
        "resume.first": messages.Resume(),
        "resume.after": messages.Resume(after=41, audience="a1", journal=JOURNAL),
        "heartbeat.console": messages.Heartbeat(),
        "heartbeat.post": messages.Heartbeat(
            battery=0.84,
            charging=True,
            network="4g",
            screen_on=True,
            sound_unlocked=True,
            storage_persistent=True,
            clock_offset_ms=-1200,
            queue=1,
        ),
        **{f"command.{name}": command(body) for name, body in bodies.items()},
        "command.raise_alarm.late": messages.Command(
            id=PRESS,
            body=bodies["raise_alarm"],
            age_ms=95_000,
            age_uncertain=True,
        ),
        "command.claim": messages.Command(
            id=COMMAND,
            body=commands.Claim(incident=INCIDENT),
            age_ms=12,
            expires_at=after(38),
            version=2,
        ),
        **{f"query.{name}": messages.Query(id=COMMAND, body=ask) for name, ask in asks.items()},
        "query.timeline.page": messages.Query(id=COMMAND, body=asks["timeline"], cursor="50"),
    }


def work_bodies() -> dict[str, commands.AnyBody]:
    """The commands by which an incident is worked."""
    return {
        "set_priority": commands.SetPriority(incident=INCIDENT, priority=enums.Priority.P2),
        "set_kind": commands.SetKind(
            incident=INCIDENT, kind=enums.Kind.DISASTER, subkind=enums.Subkind.FLOOD
        ),
        "set_facts": commands.SetFacts(
            incident=INCIDENT, facts=views.Facts(what="dapur", landmark="kidul musala")
        ),
        "answer_questions": commands.AnswerQuestions(
            press=PRESS, subkind=enums.Subkind.BUILDING_FIRE, hurt=enums.YesNo.YES
        ),
        "verify": commands.Verify(incident=INCIDENT),
        "mark_controlled": commands.MarkControlled(incident=INCIDENT),
        "hold": commands.Hold(incident=INCIDENT, reason="menunggu kabar", until=after(900)),
        "resume_incident": commands.ResumeIncident(incident=INCIDENT),
        "merge": commands.Merge(incident=INCIDENT, into=OTHER_INCIDENT),
        "unmerge": commands.Unmerge(incident=INCIDENT),
        "link_incidents": commands.LinkIncidents(incident=INCIDENT, other=OTHER_INCIDENT),
        "split": commands.Split(incident=INCIDENT, press=SECOND_PRESS),
        "reopen": commands.Reopen(incident=INCIDENT),
        "dispatch_card": commands.DispatchCard(incident=INCIDENT, level=2),
        "add_task": commands.AddTask(incident=INCIDENT, agency=AGENCY, instruction="bawa pompa"),
        "step_task": commands.StepTask(
            task=TASK,
            step=enums.TaskState.ACKNOWLEDGED,
            channel=enums.ContactChannel.RADIO,
            words="8-6, meluncur",
        ),
        "add_agency": commands.AddAgency(agency=agency_card()),
        "change_agency": commands.ChangeAgency(subject=AGENCY, agency=agency_card()),
        "tick_item": commands.TickItem(
            incident=INCIDENT, card="kebakaran", revision=1, item="tanya-korban"
        ),
    }


def message_bodies() -> dict[str, commands.AnyBody]:
    """The commands of the conversation between post and officer."""
    return {
        "send_message": commands.SendMessage(
            press=PRESS, text="Mbah isih neng njero", phrase=enums.Phrase.SOMEONE_TRAPPED
        ),
        "send_message.officer": commands.SendMessage(
            incident=INCIDENT, phrase=enums.Phrase.HELP_COMING
        ),
        "send_message.photo": commands.SendMessage(
            press=PRESS,
            media=views.Attachment(sort=enums.MediaSort.PHOTO, size=81_920, sha256="ab" * 32),
        ),
        "mark_messages": commands.MarkMessages(
            incident=INCIDENT, messages=(COMMAND,), mark=enums.Mark.READ
        ),
    }


def agency_card() -> views.AgencyCard:
    """An agency as the directory has it."""
    return views.AgencyCard(
        title="Damkar Sektor Sukorejo",
        sort=enums.AgencySort.DAMKAR,
        serves=("33.24.03",),
        contacts=(CONTACT,),
    )


def agency_view() -> views.AgencyView:
    """An agency in the directory."""
    return views.AgencyView(subject=AGENCY, version=1, card=agency_card())


def card_view() -> views.CardView:
    """What is to be done for the incident."""
    line = views.CardLineView(sort=enums.AgencySort.DAMKAR, level=1, when="", agency=AGENCY)
    other = views.CardLineView(sort=enums.AgencySort.PLN, level=2, when="putus aliran", agency=None)
    item = views.SopItemView(id="jangan-masuk", text="Minta warga tidak masuk lagi.")
    return views.CardView(
        id="kebakaran",
        revision=1,
        priority=enums.Priority.P1,
        lines=(line, other),
        questions=("Ada orang di dalam?",),
        sop=views.SopView(id="kebakaran", revision=1, title="Kebakaran", items=(item,)),
    )


def task_view() -> views.TaskView:
    """What the agency was asked to do."""
    return views.TaskView(
        subject=TASK,
        version=2,
        incident=INCIDENT,
        reference="PSP-20260817-0001",
        kind=enums.Kind.FIRE,
        mode=enums.Mode.REAL,
        priority=enums.Priority.P1,
        place=PLACE,
        agency=AGENCY,
        agency_title="Damkar Sektor Sukorejo",
        agency_sort=enums.AgencySort.DAMKAR,
        state=enums.TaskState.ACKNOWLEDGED,
        instruction="bawa pompa",
        contact=CONTACT,
        contacts_left=0,
        created_at=after(20),
        sent_at=after(20),
        acknowledged_at=after(31),
        en_route_at=None,
        on_scene_at=None,
        done_at=None,
    )


def partner_view() -> views.PartnerView:
    """A partner's phone in the directory."""
    return views.PartnerView(
        subject=PARTNER,
        version=3,
        title="Regu 2 Damkar Sukorejo",
        phone="+6281200000003",
        role=enums.PartnerRole.CREW,
        posts=(POST,),
        agency=AGENCY,
        enrolled=True,
        revoked=False,
        code_expires_at=None,
    )


def assignment_view() -> views.AssignmentView:
    """A task on the phone of the agency's crew."""
    return views.AssignmentView(
        subject=TASK,
        version=2,
        incident=INCIDENT,
        reference="PSP-20260817-0001",
        kind=enums.Kind.FIRE,
        mode=enums.Mode.REAL,
        priority=enums.Priority.P1,
        place=PLACE,
        agency_title="Damkar Sektor Sukorejo",
        state=enums.TaskState.ACKNOWLEDGED,
        instruction="bawa pompa",
        created_at=after(20),
        acknowledged_at=after(31),
        en_route_at=None,
        on_scene_at=None,
        done_at=None,
    )


def nearby_view() -> views.NearbyView:
    """A call for help on a neighbour's phone."""
    return views.NearbyView(
        subject=INCIDENT,
        version=7,
        kind=enums.Kind.FIRE,
        mode=enums.Mode.REAL,
        place=PLACE,
        received_at=after(0.4),
        open=True,
        answers=views.CallCounts(seen=2, coming=3, on_scene=1),
        mine=enums.CallAnswer.COMING,
    )


def hello(kind: enums.ClientKind, device: str) -> messages.Hello:
    """The greeting of an enrolled device."""
    return messages.Hello(
        min_version=1,
        max_version=1,
        kind=kind,
        build="0.1.0",
        device=device,
        signature=SIGNATURE,
    )


def command(body: commands.AnyBody) -> messages.Command:
    """A command as it leaves just after the act."""
    first = isinstance(body, commands.RaiseAlarm)
    return messages.Command(id=PRESS if first else COMMAND, body=body, age_ms=12)


def welcome_locked() -> messages.Welcome:
    """The welcome of a console where nobody is signed in."""
    return msgspec.structs.replace(
        welcome(CONSOLE, "Meja 1", "locked1"), desks=(enums.Desk.SATPOL_PP, enums.Desk.PSC_119)
    )


def welcome_signed_in() -> messages.Welcome:
    """The welcome of a console whose sign-in still holds."""
    return msgspec.structs.replace(
        welcome(CONSOLE, "Meja 1", "a1"), desks=(enums.Desk.SATPOL_PP,), officer=identity()
    )


def server_frames() -> dict[str, messages.Message]:
    """Frames that the gateway sends, by file name."""
    return {
        "challenge": messages.Challenge(nonce=NONCE, now=PRESSED),
        "enrolled": messages.Enrolled(device=POST, title="Pos Kamling RT 03"),
        "welcome.post": welcome(POST, "Pos Kamling RT 03", "p1"),
        "welcome.partner": msgspec.structs.replace(
            welcome(PARTNER, "Regu 2 Damkar Sukorejo", "m1"), unlocked=True
        ),
        "unlocked": messages.Unlocked(id=COMMAND, token=NONCE, audience="m1"),
        "welcome.console.locked": welcome_locked(),
        "welcome.console.signed_in": welcome_signed_in(),
        "signed_in": messages.SignedIn(id=COMMAND, token=NONCE, officer=identity(), audience="a1"),
        "ack": messages.Ack(id=COMMAND, seq=43, subject=INCIDENT),
        "ack.grant": messages.Ack(
            id=COMMAND,
            seq=44,
            subject=POST,
            grant=messages.Grant(code="7K3MQ2XD", expires_at=after(900)),
        ),
        "refusal": messages.Refusal(
            id=COMMAND, code=ErrorCode.ALREADY_CLAIMED, message="Sudah diambil Petugas 1."
        ),
        "refusal.retry": messages.Refusal(
            id=COMMAND,
            code=ErrorCode.TOO_MANY_TRIES,
            message="Terlalu banyak percobaan. Coba lagi dalam 30 detik.",
            retry_after_s=30.0,
        ),
        "refusal.unreadable": messages.Refusal(
            id=None, code=ErrorCode.BAD_FRAME, message="Pesan tidak dapat dibaca."
        ),
        "result.timeline": messages.Result(
            id=COMMAND,
            rows=[raw(item(42, raised(), None, 1))],
            next="42",
        ),
        "result.incidents": messages.Result(id=COMMAND, rows=[raw(claimed_view())]),
        "result.card": messages.Result(id=COMMAND, rows=[raw(card_view())]),
        "result.boundaries": messages.Result(
            id=COMMAND,
            rows=[
                raw(
                    views.BoundaryView(
                        area=PLACE.area,
                        name="Sukorejo",
                        lat=-7.083,
                        lon=110.045,
                        polygons=[[[11_004_000, -708_800, 1_000, 0, 0, 900]]],
                    )
                )
            ],
            next=PLACE.area,
        ),
        "result.areas": messages.Result(
            id=COMMAND,
            rows=[
                raw(
                    views.AreaView(
                        area=PLACE.area,
                        desa="Sukorejo",
                        kecamatan="Sukorejo",
                        lat=-7.083,
                        lon=110.045,
                    )
                )
            ],
        ),
        **{
            f"result.{name}": messages.Result(id=COMMAND, rows=[raw(row) for row in rows])
            for name, rows in call_rows(POST, PLACE, after(3_600)).items()
        },
        **event_frames(),
        "snapshot.first": snapshot(0, False, [incident_view(), post_view()]),
        "snapshot.last": snapshot(
            1, True, [task_view(), agency_view(), console_view(), partner_view(), officer_view()]
        ),
        "snapshot.calls": snapshot(
            1, True, [broadcast_view(INCIDENT, POST, PLACE, after(30)), kentongan_view(PLACE)]
        ),
        "snapshot.locked": msgspec.structs.replace(
            snapshot(0, True, [alarm_view()]), audience="locked1"
        ),
        "snapshot.post": msgspec.structs.replace(
            snapshot(0, True, [report_view(), call_view(INCIDENT, PLACE, after(30)), post_view()]),
            audience="p1",
        ),
        "snapshot.partner": msgspec.structs.replace(
            snapshot(0, True, [nearby_view(), assignment_view()]), audience="m1"
        ),
        "heartbeat_answer": messages.HeartbeatAnswer(now=after(30), through=45),
        "presence.consoles": messages.Presence(
            posts=[
                messages.PostPresence(
                    post=POST,
                    online=True,
                    heard_at=after(29),
                    battery=0.84,
                    charging=True,
                    network="4g",
                    sound_unlocked=True,
                    storage_persistent=True,
                )
            ]
        ),
        "presence.post": messages.Presence(attended=False),
        "notice": messages.Notice(
            code="store_failed", message="Penyimpanan pusat sedang gagal. Hubungi administrator."
        ),
    }


def event_frames() -> dict[str, messages.Message]:
    """Live frames: for a desk, for a post, and one that only moves the number."""
    claimed = events.IncidentClaimed(officer=OFFICER, officer_title="Petugas 1")
    shown = events.IncidentShown(console=CONSOLE)
    for_post = msgspec.structs.replace(
        item(44, claimed, None, 3),
        actor="",
        actor_title="",
        data=msgspec.Raw(b"{}"),
        view=msgspec.structs.replace(
            report_view(),
            version=3,
            state=enums.IncidentState.CLAIMED,
            shown_at=after(0.9),
            claimed_at=after(9),
        ),
    )
    return {
        "events.raised": messages.Events(
            after=41, through=42, items=[item(42, raised(), incident_view(), 1)]
        ),
        "events.claimed": messages.Events(
            after=42,
            through=44,
            items=[item(43, shown, None, 2), item(44, claimed, claimed_view(), 3)],
        ),
        "events.post": messages.Events(after=42, through=44, items=[for_post]),
        "events.post.message": messages.Events(after=44, through=45, items=[written()]),
        "events.empty": messages.Events(after=44, through=45, items=[]),
    }


def written() -> messages.EventItem:
    """An officer's message as the post gets it: what it says, not who wrote it."""
    sent = events.MessageSent(
        message=COMMAND,
        side=enums.Side.OFFICER,
        phrase=enums.Phrase.HELP_COMING,
        written_at=after(17.5),
    )
    return msgspec.structs.replace(item(45, sent, None, 4), actor="", actor_title="")


def welcome(device: str, title: str, audience: str) -> messages.Welcome:
    """The answer to an admitted hello."""
    return messages.Welcome(
        version=1, journal=JOURNAL, now=after(0.1), device=device, title=title, audience=audience
    )


def snapshot(part: int, last: bool, held: list[views.AnyView]) -> messages.Snapshot:
    """One part of a desk's picture."""
    return messages.Snapshot(
        part=part, last=last, seq=42, audience="a1", journal=JOURNAL, views=held
    )


def raw(row: msgspec.Struct) -> msgspec.Raw:
    """A query's row as it stands on the wire."""
    return msgspec.Raw(msgspec.json.encode(row))


def frames() -> dict[str, messages.Message]:
    """All golden frames by file name, ``client.`` or ``server.`` first."""
    return {f"client.{name}": frame for name, frame in client_frames().items()} | {
        f"server.{name}": frame for name, frame in server_frames().items()
    }


def text(frame: messages.Message) -> str:
    """The frame as it stands in its file: the wire's JSON, indented for reading."""
    return msgspec.json.format(msgspec.json.encode(frame), indent=2).decode() + "\n"


def write() -> None:
    """Bring the folder up to date and drop files of frames that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    current = {f"{name}.json": text(frame) for name, frame in frames().items()}
    for old in FOLDER.glob("*.json"):
        if old.name not in current:
            old.unlink()
    for name, content in current.items():
        (FOLDER / name).write_text(content, "utf-8")


if __name__ == "__main__":
    write()
