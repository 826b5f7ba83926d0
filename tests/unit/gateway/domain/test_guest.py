"""Guest reports: from the announcement to the last night, and who is told when nobody answers."""

import contextlib
from datetime import timedelta

import pytest

from gateway.domain.escalation import EscalationTimes, next_due
from gateway.domain.guest import GuestReport, leaves_at
from gateway.domain.guest_matching import ALIKE, alike
from gateway.domain.order import (
    SYSTEM,
    Actor,
    AdvanceGuest,
    EnrolDevice,
    PurgeGuests,
    RecordTelling,
)
from gateway.domain.wib import WIB
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import (
    Channel,
    ClientKind,
    Desk,
    Document,
    GuestContact,
    GuestField,
    GuestState,
    GuestStep,
    Kind,
    Mark,
    Mode,
    NikWarning,
    PartnerRole,
    Sex,
)
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import GuestCard, GuestHouse
from tests.helpers.guests import CARD, HOUSE, Neighbourhood, later, report, stay
from tests.helpers.orders import CLI, T0, alarm, officer, order, post_actor

TIMES = EscalationTimes()
DEPUTY = PartnerRole.DEPUTY


@pytest.fixture
def rt() -> Neighbourhood:
    return Neighbourhood()


def advance(rt: Neighbourhood, subject: str) -> GuestReport:
    """Do what is due next, at its time."""
    due = next_due(rt.state(subject), TIMES)
    assert due is not None
    body = due.body
    assert isinstance(body, AdvanceGuest)
    rt.play.do(order(SYSTEM, body, due.at))
    return rt.state(subject)


def refusal(
    rt: Neighbourhood, actor: Actor, body: do.AnyBody, version: int | None = None
) -> ErrorCode:
    with pytest.raises(Refused) as refused:
        rt.do(actor, body, version=version)
    return refused.value.code


# -- reporting


def test_a_report_is_told_to_every_ketua_rt_of_the_post(rt: Neighbourhood) -> None:
    first, second = rt.partner(), rt.partner()
    rt.partner(DEPUTY)
    rt.partner(PartnerRole.LINMAS)
    found = rt.state(rt.reported())
    assert (found.state, found.step) == (GuestState.NOTIFYING, GuestStep.MESSAGE)
    assert set(found.told) == {first.subject, second.subject}
    assert found.reference == "KDL-T-20261123-0001"


def test_numbers_of_guests_and_incidents_are_two_series(rt: Neighbourhood) -> None:
    rt.reported()
    raised = rt.play.do(alarm(rt.post))[0]
    assert rt.play.incident(raised.subject).reference == "KDL-20261123-0001"
    assert rt.state(rt.reported()).reference == "KDL-T-20261123-0002"


def test_a_stay_is_over_by_noon_after_its_last_night() -> None:
    assert leaves_at(T0, 2).astimezone(WIB).isoformat() == "2026-11-25T12:00:00+07:00"


def test_figures_that_disagree_are_made_to_agree_and_never_refused(rt: Neighbourhood) -> None:
    body = do.ReportGuests(guests=(CARD, CARD, CARD), house=HOUSE, stay=stay(people=1, children=9))
    found = rt.state(rt.reported(body))
    assert (found.stay.people, found.stay.children) == (3, 3)


def test_a_nik_is_masked_and_only_warned_of(rt: Neighbourhood) -> None:
    card = GuestCard(name="Tamu", sex=Sex.MALE, nik="3324 0841 0190 0001", phone="bukan nomor")
    (guest,) = rt.state(rt.reported(report(card))).guests
    assert guest.nik == "••••••••••••0001"
    assert guest.nik_warnings == (NikWarning.SEX,)
    assert guest.phone == "bukan nomor"
    assert "3324084101900001" not in str(rt.play.entries)


def test_personal_data_stands_only_in_fields_that_can_be_erased(rt: Neighbourhood) -> None:
    events = [e for e in vars(ev).values() if getattr(e, "__name__", "").startswith("Guest")]
    free = {"guests", "house", "remark", "post_title", "title", "note", "text", "sealed"}
    for event in events:
        fields = set(event.__struct_fields__)
        assert free & fields <= set(event.PERSONAL), event
        if event is not ev.GuestTellingFailed:
            assert "reason" not in fields or "reason" in event.PERSONAL


# -- the ladder


def test_nobody_answers_message_call_deputy_desk(rt: Neighbourhood) -> None:
    head, deputy = rt.partner(), rt.partner(DEPUTY)
    subject = rt.reported()
    called = advance(rt, subject)
    assert (called.step, called.called_at) == (GuestStep.CALL, later(seconds=300))
    assert rt.play.entries[-1].data == ev.GuestCallDue(partners=(head.subject,), video=False)
    told = advance(rt, subject)
    assert (told.step, told.step_at) == (GuestStep.DEPUTY, later(seconds=420))
    assert told.told[deputy.subject].step is GuestStep.DEPUTY
    informed = advance(rt, subject)
    assert (informed.step, informed.desk_at) == (GuestStep.DESK, later(seconds=720))
    due = next_due(informed, TIMES)
    assert due is not None
    assert due.step == "overdue"


def test_a_step_that_has_nobody_is_passed_over(rt: Neighbourhood) -> None:
    alone = rt.state(rt.reported())
    assert (alone.step, alone.desk_at) == (GuestStep.DESK, T0)
    rt.partner(DEPUTY)
    assert rt.state(rt.reported()).step is GuestStep.DEPUTY
    head = rt.partner()
    rt.play.do(order(CLI, do.RevokeDevice(device=rt.partners[0])))
    subject = rt.reported()
    assert set(rt.state(subject).told) == {head.subject}
    advance(rt, subject)
    assert advance(rt, subject).step is GuestStep.DESK


def test_who_wanted_a_video_call_gets_one(rt: Neighbourhood) -> None:
    rt.partner()
    body = do.ReportGuests(guests=(CARD,), house=HOUSE, stay=stay(), contact=GuestContact.VIDEO)
    advance(rt, rt.reported(body))
    assert getattr(rt.play.entries[-1].data, "video", None) is True


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.TEST])
def test_drills_and_tests_are_told_and_go_no_further(rt: Neighbourhood, mode: Mode) -> None:
    rt.partner()
    subject = rt.reported(report(mode=mode))
    assert rt.state(subject).step is GuestStep.MESSAGE
    over = advance(rt, subject)
    assert (over.state, over.desk_at, over.called_at) == (GuestState.LEFT, None, None)


def test_a_drill_without_partners_tells_no_desk(rt: Neighbourhood) -> None:
    found = rt.state(rt.reported(report(mode=Mode.DRILL)))
    assert (found.state, found.desk_at) == (GuestState.SENT, None)


def test_an_answer_ends_the_ladder(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported()
    rt.do(head, do.AcknowledgeGuests(guests=(subject,), note="kenal"))
    found = rt.state(subject)
    assert (found.state, found.acknowledged_by, found.note) == (
        GuestState.VALID,
        head.title,
        "kenal",
    )
    assert rt.play.do(order(SYSTEM, AdvanceGuest(guest=subject, step="call"))) == []
    assert rt.do(head, do.AcknowledgeGuests(guests=(subject,))) == []


def test_marks_are_told_once_and_only_of_who_was_told(rt: Neighbourhood) -> None:
    head, deputy = rt.partner(), rt.partner(DEPUTY)
    subject = rt.reported()
    read = do.MarkGuests(guests=(subject,), mark=Mark.READ)
    assert len(rt.do(head, read, later(seconds=9))) == 1
    told = rt.state(subject).told[head.subject]
    assert told.delivered_at == told.read_at == later(seconds=9)
    assert rt.do(head, do.MarkGuests(guests=(subject,), mark=Mark.DELIVERED)) == []
    assert rt.do(deputy, read) == []


def test_a_way_out_that_gave_up_is_shown(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported()
    gone = RecordTelling(
        guest=subject, partner=head.subject, channel=Channel.EMAIL, reason="no_answer"
    )
    rt.play.do(order(SYSTEM, gone))
    assert rt.state(subject).told[head.subject].failed == "no_answer"
    brought = RecordTelling(guest=subject, partner=head.subject, channel=Channel.EMAIL)
    rt.play.do(order(SYSTEM, brought))
    assert rt.state(subject).told[head.subject].delivered_at == T0


# -- answers of the Ketua RT


def test_asking_to_meet_stops_the_ladder_until_acknowledged(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported()
    rt.do(head, do.AskMeeting(guest=subject, text="Mampir"))
    found = rt.state(subject)
    due = next_due(found, TIMES)
    assert (found.state, found.asked) == (GuestState.NEEDS_MEETING, "Mampir")
    assert due is not None
    assert due.step == "overdue"
    rt.do(head, do.AcknowledgeGuests(guests=(subject,)))
    assert (rt.state(subject).state, rt.state(subject).asked) == (GuestState.VALID, "")


def test_a_correction_is_asked_made_and_told_again(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported()
    ticket = rt.state(subject).ticket
    rt.do(head, do.MarkGuests(guests=(subject,), mark=Mark.READ))
    asked = do.AskCorrection(guest=subject, fields=(GuestField.NIGHTS,), text="Berapa?")
    rt.do(head, asked)
    assert rt.state(subject).asked_fields == (GuestField.NIGHTS,)
    fixed = do.CorrectGuest(ticket="x", guests=(CARD,), house=HOUSE, stay=stay(nights=5))
    rt.at_post(fixed, later(minutes=1), ticket)
    found = rt.state(subject)
    assert (found.state, found.step, found.asked) == (
        GuestState.NOTIFYING,
        GuestStep.MESSAGE,
        "",
    )
    assert found.until == leaves_at(T0, 5)
    assert found.told[head.subject].read_at is None
    due = next_due(found, TIMES)
    assert due is not None
    assert due.at == later(minutes=6)


def test_a_correction_of_known_guests_tells_nobody_anew(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported()
    rt.do(head, do.AcknowledgeGuests(guests=(subject,)))
    fixed = do.CorrectGuest(ticket="x", guests=(CARD,), house=HOUSE, stay=stay(nights=1))
    rt.at_post(fixed, later(hours=1), rt.state(subject).ticket)
    found = rt.state(subject)
    assert (found.state, found.corrected_at) == (GuestState.VALID, later(hours=1))


def test_numbers_that_are_left_empty_stay_with_the_same_guest_only(rt: Neighbourhood) -> None:
    card = GuestCard(name="Siti Contoh", nik="3324084101900001")
    sealed = {"0/nik": "s0", "1/nik": "s1"}
    other = GuestCard(name="Lain Sekali", nik="3324080101900001")
    made = rt.at_post(report(card, other), documents=sealed)
    subject, ticket = made[0].subject, rt.state(made[0].subject).ticket
    people = (GuestCard(name="Sity Contoh"), GuestCard(name="Orang Baru"))
    fixed = do.CorrectGuest(ticket="x", guests=people, house=HOUSE, stay=stay())
    rt.at_post(fixed, later(minutes=1), ticket)
    found = rt.state(subject)
    assert [guest.nik for guest in found.guests] == ["••••••••••••0001", ""]
    assert found.documents == {"0/nik": "s0"}


def test_who_answers_must_have_seen_what_the_report_says_now(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported()
    seen = rt.state(subject).version
    fixed = do.CorrectGuest(ticket="x", guests=(CARD,), house=HOUSE, stay=stay(nights=9))
    rt.at_post(fixed, ticket=rt.state(subject).ticket)
    known = do.AcknowledgeGuests(guests=(subject,))
    assert refusal(rt, head, known, version=seen) is ErrorCode.STALE_VERSION
    rt.do(head, known, version=rt.state(subject).version)


def test_a_partner_answers_for_the_own_posts_alone(rt: Neighbourhood) -> None:
    other = rt.partner(PartnerRole.KETUA_RT, rt.play.post("Pos lain", "LAIN2345"))
    linmas = rt.partner(PartnerRole.LINMAS)
    subject = rt.reported()
    known = do.AcknowledgeGuests(guests=(subject,))
    assert refusal(rt, other, known) is ErrorCode.NOT_FOUND
    assert refusal(rt, linmas, known) is ErrorCode.FORBIDDEN


# -- the stay


def test_a_stay_runs_out_is_overdue_and_is_extended(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported()
    rt.do(head, do.AcknowledgeGuests(guests=(subject,)))
    until = leaves_at(T0, 2)
    assert advance(rt, subject).state is GuestState.EXPIRING
    overdue = advance(rt, subject)
    assert (overdue.state, overdue.overdue_at) == (
        GuestState.OVERDUE,
        until + timedelta(hours=6),
    )
    assert next_due(overdue, TIMES) is None
    rt.do(head, do.ExtendStay(guest=subject, nights=1), until + timedelta(days=3))
    found = rt.state(subject)
    assert (found.state, found.extended, found.overdue_at) == (GuestState.VALID, 1, None)
    assert found.until == leaves_at(until + timedelta(days=3), 1)


def test_nobody_said_that_unknown_guests_left(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported()
    for _ in range(2):
        advance(rt, subject)
    assert advance(rt, subject).state is GuestState.OVERDUE
    rt.do(head, do.AcknowledgeGuests(guests=(subject,)))
    assert rt.state(subject).state is GuestState.OVERDUE
    rt.do(head, do.ExtendStay(guest=subject, nights=1), later(days=3))
    assert rt.state(subject).state is GuestState.VALID


def test_guests_who_come_later_are_valid_from_then_on(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported(report(arrives_at=later(hours=5)))
    rt.do(head, do.AcknowledgeGuests(guests=(subject,)))
    assert rt.state(subject).state is GuestState.ACKNOWLEDGED
    assert advance(rt, subject).state is GuestState.VALID


def test_guests_leave_one_by_one(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported(report(CARD, GuestCard(name="Teman")))
    ticket = rt.state(subject).ticket
    rt.at_post(do.CheckOut(ticket="x", numbers=(1,)), later(hours=1), ticket)
    assert rt.state(subject).present == (0,)
    assert rt.at_post(do.CheckOut(ticket="x", numbers=(1,)), ticket=ticket) == []
    assert refusal(rt, head, do.MarkLeft(guest=subject, numbers=(7,))) is ErrorCode.NOT_FOUND
    rt.do(head, do.MarkLeft(guest=subject), later(hours=2))
    found = rt.state(subject)
    assert (found.state, found.over_at) == (GuestState.LEFT, later(hours=2))
    assert next_due(found, TIMES) is None
    assert refusal(rt, head, do.MarkLeft(guest=subject)) is ErrorCode.WRONG_STATE


def test_a_ticket_is_good_at_its_own_post_until_the_guests_left(rt: Neighbourhood) -> None:
    subject = rt.reported()
    ticket = rt.state(subject).ticket
    away = rt.play.post("Pos lain", "LAIN2345")
    out = do.CheckOut(ticket="x")
    for seal, post in (("another", rt.post), (ticket, away)):
        with pytest.raises(Refused) as refused:
            rt.at_post(out, ticket=seal, post=post)
        assert refused.value.code is ErrorCode.TICKET_WRONG
    rt.at_post(out, ticket=ticket)
    with pytest.raises(Refused):
        rt.at_post(out, ticket=ticket)


# -- announced guests


def announced(rt: Neighbourhood, actor: Actor, host: str = HOUSE.host) -> str:
    body = do.AnnounceGuest(
        guests=(GuestCard(name="Muhammad Sukarno"),),
        house=GuestHouse(host=host),
        stay=stay(later(days=1)),
    )
    return rt.do(actor, body)[0].subject


def arrival(name: str = "Moehammad Soekarno", days: float = 1.2) -> do.ReportGuests:
    return report(GuestCard(name=name), arrives_at=later(days=days))


def test_whom_the_ketua_rt_announced_is_known_on_arrival(rt: Neighbourhood) -> None:
    head = rt.partner()
    plan = announced(rt, head)
    assert rt.state(plan).acknowledged_by == head.title
    assert rt.reported(arrival(), later(days=1.2)) == plan
    found = rt.state(plan)
    assert (found.state, found.step, found.sent_at) == (GuestState.VALID, None, later(days=1.2))


def test_whom_the_host_announced_is_told_to_the_ketua_rt_before_and_on_arrival(
    rt: Neighbourhood,
) -> None:
    head = rt.partner()
    plan = announced(rt, post_actor(rt.post))
    assert rt.state(plan).state is GuestState.PLANNED
    assert head.subject in rt.state(plan).told
    old = rt.state(plan).ticket
    rt.reported(arrival(), later(days=1.2))
    found = rt.state(plan)
    assert (found.state, found.step_at) == (GuestState.NOTIFYING, later(days=1.2))
    assert rt.play.world.guest_with_ticket(old) is None
    assert rt.play.world.guest_with_ticket(found.ticket) is not None


@pytest.mark.parametrize(
    ("host", "body"),
    [
        ("Tuan Rumah Lain Sama Sekali", arrival()),
        (HOUSE.host, arrival(name="Bambang")),
        (HOUSE.host, arrival(days=4)),
    ],
)
def test_others_are_a_report_of_their_own(
    rt: Neighbourhood, host: str, body: do.ReportGuests
) -> None:
    plan = announced(rt, rt.partner(), host)
    assert rt.reported(body, body.stay.arrives_at) != plan


def test_a_drill_never_becomes_the_arrival_of_a_real_guest(rt: Neighbourhood) -> None:
    plan = announced(rt, rt.partner())
    drill = do.ReportGuests(
        guests=arrival().guests, house=HOUSE, stay=arrival().stay, mode=Mode.DRILL
    )
    assert rt.reported(drill) != plan


def test_in_doubt_between_two_plans_neither_is_taken(rt: Neighbourhood) -> None:
    head = rt.partner()
    plans = {announced(rt, head), announced(rt, head)}
    assert rt.reported(arrival()) not in plans


def test_nobody_came(rt: Neighbourhood) -> None:
    plan = announced(rt, rt.partner())
    assert advance(rt, plan).state is GuestState.NOT_ARRIVED


def test_who_was_announced_may_not_come_after_all(rt: Neighbourhood) -> None:
    plan = announced(rt, post_actor(rt.post))
    rt.at_post(do.CheckOut(ticket="x"), ticket=rt.state(plan).ticket)
    assert rt.state(plan).state is GuestState.NOT_ARRIVED


def test_a_ketua_rt_announces_for_the_own_posts(rt: Neighbourhood) -> None:
    away = rt.play.post("Pos lain", "LAIN2345")
    head = rt.partner()
    body = do.AnnounceGuest(guests=(CARD,), house=HOUSE, stay=stay(), post=away)
    assert refusal(rt, head, body) is ErrorCode.NOT_FOUND
    both = rt.partner(PartnerRole.KETUA_RT, rt.post, away)
    unclear = do.AnnounceGuest(guests=(CARD,), house=HOUSE, stay=stay())
    assert refusal(rt, both, unclear) is ErrorCode.NOT_FOUND
    assert rt.state(rt.do(both, body)[0].subject).post == away


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soekarno", "Sukarno"),
        ("Siti Aminah", "sity aminah"),
        ("Bapak Djoko", "Joko"),
        ("Muhammad Rizky", "Mohammad Rizki"),
        ("Tjahjono", "Cahyono"),
    ],
)
def test_names_as_people_spell_them_are_alike(one: str, other: str) -> None:
    assert alike(one, other) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [("Siti Aminah", "Sri Rahayu"), ("Joko", "Eko"), ("Budi", "Bude Sari"), ("", "")],
)
def test_other_names_are_not_alike(one: str, other: str) -> None:
    assert alike(one, other) < ALIKE


# -- desk and documents


def test_a_person_hands_a_report_to_the_desk_or_links_it(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported()
    rt.do(head, do.ReferGuest(guest=subject, reason="mencurigakan"))
    assert rt.state(subject).is_referred
    incident = rt.play.do(alarm(rt.post, Kind.CRIME))[0].subject
    rt.do(officer(), do.ReferGuest(guest=subject, incident=incident, reason="saksi"))
    assert rt.state(subject).incident == incident


def test_real_and_drill_are_not_linked(rt: Neighbourhood) -> None:
    subject = rt.reported()
    incident = rt.play.do(alarm(rt.post, Kind.CRIME, mode=Mode.DRILL))[0].subject
    body = do.ReferGuest(guest=subject, incident=incident, reason="saksi")
    assert refusal(rt, officer(), body) is ErrorCode.MODES_MIX


def test_only_the_desk_of_satpol_pp_links(rt: Neighbourhood) -> None:
    body = do.ReferGuest(guest=rt.reported(), reason="saksi")
    assert refusal(rt, officer(desks=(Desk.PSC_119,)), body) is ErrorCode.FORBIDDEN
    assert refusal(rt, officer(), body) is ErrorCode.BAD_FRAME


def test_a_number_is_opened_with_a_reason_by_who_sees_the_report_whole(rt: Neighbourhood) -> None:
    head = rt.partner()
    card = GuestCard(name="Tamu", nik="3324080101900001")
    subject = rt.at_post(report(card), documents={"0/nik": "sealed"})[0].subject
    body = do.OpenDocument(guest=subject, reason="mencocokkan")
    (opened,) = rt.do(head, body)
    assert opened.data == ev.GuestDocumentOpened(
        number=0, document=Document.NIK, reason="mencocokkan"
    )
    assert refusal(rt, officer(), body) is ErrorCode.FORBIDDEN
    rt.do(head, do.ReferGuest(guest=subject, reason="x"))
    rt.do(officer(), body)
    passport = do.OpenDocument(guest=subject, document=Document.PASSPORT, reason="x")
    assert refusal(rt, head, passport) is ErrorCode.NOT_FOUND


def test_identities_are_purged_only_of_reports_that_are_over(rt: Neighbourhood) -> None:
    head = rt.partner()
    subject = rt.reported()
    purge = order(CLI, PurgeGuests(guests=(subject,), rows=("1/guests",)))
    with pytest.raises(Refused) as refused:
        rt.play.do(purge)
    assert refused.value.code is ErrorCode.WRONG_STATE
    rt.do(head, do.MarkLeft(guest=subject))
    purged, erased = rt.play.do(purge)
    assert isinstance(erased.data, ev.PersonalErased)
    found = rt.state(purged.subject)
    assert found.state is GuestState.PURGED
    assert CARD.name not in str(found)
    assert HOUSE.host not in str(found)


# -- the ladder's call


def paired(rt: Neighbourhood, role: PartnerRole = PartnerRole.KETUA_RT) -> Actor:
    """A partner whose phone is paired, and a post whose tablet is."""
    actor = rt.partner(role)
    for kind, code, pin in (
        (ClientKind.PARTNER, f"MTR{len(rt.partners)}2345", "argon"),
        (ClientKind.POST, "ABCD2345", ""),
    ):
        key = EnrolDevice(kind=kind, code_hmac=f"hmac-of-{code}", public_key="key", pin_hash=pin)
        with contextlib.suppress(Refused):
            rt.play.do(order(SYSTEM, key))
    return actor


def test_the_ladder_rings_the_phone_from_the_tablet(rt: Neighbourhood) -> None:
    head = paired(rt)
    subject = rt.reported()
    advance(rt, subject)
    (call,) = rt.play.world.live_calls()
    assert (call.caller, call.called, call.hub) == (rt.post, head.subject, rt.post)
    assert (call.about, call.reference) == (subject, rt.state(subject).reference)
    rt.do(head, do.AnswerCall(call=call.subject), later(minutes=5.2))
    assert rt.state(subject).state is GuestState.NOTIFYING
    rt.do(head, do.AcknowledgeGuests(guests=(subject,)), later(minutes=5.3))
    assert rt.state(subject).state is GuestState.VALID


def test_where_nobody_can_be_rung_the_ladder_goes_on(rt: Neighbourhood) -> None:
    head = paired(rt)
    desk_call = do.StartCall(desk=Desk.SATPOL_PP)
    rt.do(head, desk_call)
    busy = len(rt.play.world.live_calls())
    assert advance(rt, rt.reported()).step is GuestStep.CALL
    assert len(rt.play.world.live_calls()) == busy


def test_a_ketua_rt_who_hears_nobody_calls_the_desk_about_the_report(rt: Neighbourhood) -> None:
    head = paired(rt)
    subject = rt.reported(report(mode=Mode.DRILL))
    (started,) = rt.do(head, do.StartCall(desk=Desk.SATPOL_PP, about=subject))
    call = rt.play.world.call(started.subject)
    assert (call.about, call.mode) == (subject, Mode.DRILL)
    other = paired(rt, PartnerRole.LINMAS)
    stranger = do.StartCall(desk=Desk.SATPOL_PP, about=subject)
    assert refusal(rt, other, stranger) is ErrorCode.NOT_FOUND
