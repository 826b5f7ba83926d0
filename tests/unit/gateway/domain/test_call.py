"""Calls: ringing, answering, media, ends, and what is due afterwards."""

import pytest

from gateway.domain.escalation import EscalationTimes, next_due
from gateway.domain.order import (
    LegOver,
    MarkLegAway,
    MarkLegBack,
    NoteFingerprint,
    RingOver,
)
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import (
    CallEnd,
    CallState,
    Desk,
    Kind,
    LegRole,
    LegState,
    Mode,
)
from gateway.protocol.errors import ErrorCode
from tests.helpers.call_worlds import Room, at
from tests.helpers.guests import CARD, HOUSE, stay, with_ticket
from tests.helpers.orders import order


@pytest.fixture
def room() -> Room:
    return Room()


# -- ringing


def test_a_post_rings_its_desk_and_the_first_officer_has_it(room: Room) -> None:
    call = room.rung(room.kiosk, video=True)
    state = room.call(call)
    assert (state.state, state.desk, state.rings_at) == (CallState.RINGING, Desk.SATPOL_PP, ())
    assert state.ring_until == at(45)
    room.act(room.one, do.AnswerCall(call=call))
    assert room.code_of(room.two, do.AnswerCall(call=call)) is ErrorCode.CALL_TAKEN
    state = room.call(call)
    assert (state.state, state.holder, state.hub) == (
        CallState.CONNECTING,
        room.one.subject,
        room.one.console,
    )
    assert {leg.role for leg in state.legs} == {LegRole.CALLER, LegRole.OFFICER}
    assert room.act(room.one, do.AnswerCall(call=call)) == ""
    room.connect(room.one, call, room.kiosk.subject)
    assert room.call(call).state is CallState.ACTIVE


def test_only_officers_of_the_desk_may_answer(room: Room) -> None:
    call = room.rung(room.kiosk)
    assert room.code_of(room.clerk, do.AnswerCall(call=call)) is ErrorCode.NOT_FOUND
    assert room.code_of(room.other_kiosk, do.AnswerCall(call=call)) is ErrorCode.NOT_FOUND
    assert room.code_of(room.other_kiosk, do.EndCall(call=call)) is ErrorCode.NOT_FOUND


@pytest.mark.parametrize(
    ("kind", "desk"), [(Kind.MEDICAL, Desk.PSC_119), (Kind.FIRE, Desk.SATPOL_PP)]
)
def test_a_call_about_an_alarm_goes_to_the_alarms_desk(room: Room, kind: Kind, desk: Desk) -> None:
    incident = room.raise_alarm(kind=kind)
    call = room.call(room.rung(room.kiosk, press=room.press_of(incident)))
    assert (call.desk, call.about, call.reference) == (
        desk,
        incident,
        room.incident(incident).reference,
    )
    room.act(room.one, do.AnswerCall(call=call.subject))
    assert room.incident(incident).claimed_by is None


def test_an_alarm_that_is_still_on_its_way_holds_no_call_back(room: Room) -> None:
    press = "0198b8d1-2c00-7a10-8000-000000000001"
    assert room.call(room.rung(room.kiosk, press=press)).about is None


def test_a_call_about_a_drill_is_a_drill(room: Room) -> None:
    drill = room.raise_alarm(Mode.DRILL)
    call = room.rung(room.kiosk, press=room.press_of(drill))
    assert room.call(call).mode is Mode.DRILL
    real = room.raise_alarm()
    assert room.code_of(room.one, do.AttachCall(call=call, about=real)) is ErrorCode.MODES_MIX


def test_declining_goes_on_ringing_at_the_others(room: Room) -> None:
    call = room.rung(room.kiosk)
    room.act(room.one, do.DeclineCall(call=call))
    assert room.act(room.one, do.DeclineCall(call=call)) == ""
    assert room.call(call).declined_by == (room.one.subject,)
    room.act(room.two, do.AnswerCall(call=call))
    assert room.call(call).holder == room.two.subject


def test_a_missed_call_is_due_until_it_is_called_back(room: Room) -> None:
    call = room.rung(room.kiosk)
    due = next_due(room.call(call), EscalationTimes())
    assert due is not None
    assert (due.at, due.body) == (at(45), RingOver(call=call))
    room.wait(45)
    assert room.of_system(due.body) == ["call_missed"]
    assert room.of_system(due.body) == []
    state = room.call(call)
    assert (state.state, state.call_back_due) == (CallState.MISSED, True)
    assert room.code_of(room.one, do.AnswerCall(call=call)) is ErrorCode.WRONG_STATE

    back = room.act(room.one, do.StartCall(calls_back=call))
    assert room.call(back).called == room.kiosk.subject
    assert room.call(call).call_back_due
    room.act(room.kiosk, do.AnswerCall(call=back))
    assert not room.call(call).call_back_due
    assert room.call(back).back_of == call


def test_a_call_back_that_nobody_answers_settles_nothing(room: Room) -> None:
    call = room.rung(room.kiosk)
    room.of_system(RingOver(call=call))
    back = room.act(room.one, do.StartCall(calls_back=call))
    room.of_system(RingOver(call=back))
    assert not room.call(back).call_back_due
    assert room.call(call).call_back_due


def test_a_missed_call_may_be_reviewed_instead(room: Room) -> None:
    call = room.rung(room.kiosk)
    assert room.code_of(room.one, do.ReviewCall(call=call)) is ErrorCode.WRONG_STATE
    room.of_system(RingOver(call=call))
    room.act(room.two, do.ReviewCall(call=call, text="datang sendiri"))
    assert room.act(room.two, do.ReviewCall(call=call)) == ""
    assert (room.call(call).call_back_due, room.call(call).reviewed_at) == (False, at(0))


def test_who_gives_up_before_an_answer_is_called_back(room: Room) -> None:
    call = room.rung(room.kiosk)
    room.act(room.kiosk, do.EndCall(call=call))
    state = room.call(call)
    assert (state.state, state.end, state.call_back_due) == (
        CallState.ENDED,
        CallEnd.CANCELLED,
        True,
    )
    again = room.rung(room.kiosk)
    room.act(room.one, do.AnswerCall(call=again))
    assert not room.call(call).call_back_due


# -- from the control room


def test_an_officer_rings_a_post_which_answers_or_declines(room: Room) -> None:
    call = room.act(room.one, do.StartCall(to=room.kiosk.subject))
    state = room.call(call)
    assert (state.hub, state.holder) == (room.one.console, room.one.subject)
    assert room.code_of(room.two, do.AnswerCall(call=call)) is ErrorCode.NOT_FOUND
    room.act(room.kiosk, do.AnswerCall(call=call, video=True))
    assert room.call(call).video
    assert room.call(call).state is CallState.CONNECTING
    room.act(room.one, do.EndCall(call=call))
    declined = room.act(room.one, do.StartCall(to=room.kiosk.subject))
    room.act(room.kiosk, do.DeclineCall(call=declined))
    assert (room.call(declined).end, room.call(declined).call_back_due) == (
        CallEnd.DECLINED,
        False,
    )


def test_who_is_in_a_call_is_not_rung(room: Room) -> None:
    room.rung(room.kiosk)
    assert room.code_of(room.one, do.StartCall(to=room.kiosk.subject)) is ErrorCode.PARTY_BUSY
    assert room.code_of(room.kiosk, do.StartCall()) is ErrorCode.CALL_ACTIVE


def test_officers_call_each_other_and_only_who_is_signed_in(room: Room) -> None:
    call = room.act(room.one, do.StartCall(to=room.two.subject))
    assert room.call(call).rings_at == (room.two.subject,)
    room.act(room.two, do.AnswerCall(call=call))
    assert room.call(call).holder == room.one.subject
    room.act(room.two, do.EndCall(call=call))
    assert room.call(call).state is CallState.ENDED
    room.sign_out(room.two)
    assert room.code_of(room.one, do.StartCall(to=room.two.subject)) is ErrorCode.NOBODY_READY


def test_a_post_calls_its_ketua_rt_without_the_control_room(room: Room) -> None:
    call = room.act(room.kiosk, do.StartCall(to=room.ketua.subject))
    assert (room.call(call).hub, room.call(call).holder) == (room.kiosk.subject, None)
    assert (
        room.code_of(room.other_kiosk, do.StartCall(to=room.ketua.subject)) is ErrorCode.PARTY_BUSY
    )
    room.act(room.ketua, do.AnswerCall(call=call))
    told = do.ReportLeg(call=call, party=room.ketua.subject, state=LegState.ON)
    room.act(room.kiosk, told)
    assert room.call(call).state is CallState.ACTIVE
    room.act(room.kiosk, do.EndCall(call=call))
    assert (room.call(call).end, room.call(call).call_back_due) == (CallEnd.HUNG_UP, False)
    stranger = room.code_of(room.other_kiosk, do.StartCall(to=room.ketua.subject))
    assert stranger is ErrorCode.FORBIDDEN


# -- one at a time


def test_one_call_is_active_and_any_number_on_hold(room: Room) -> None:
    first = room.talking(room.kiosk, room.one)
    second = room.rung(room.other_kiosk)
    assert room.code_of(room.one, do.AnswerCall(call=second)) is ErrorCode.CALL_ACTIVE
    room.act(room.one, do.HoldCall(call=first))
    room.act(room.one, do.AnswerCall(call=second))
    assert room.code_of(room.one, do.ResumeCall(call=first)) is ErrorCode.CALL_ACTIVE
    room.connect(room.one, second, room.other_kiosk.subject)
    room.act(room.one, do.HoldCall(call=second))
    room.act(room.one, do.ResumeCall(call=first))
    assert room.call(first).state is CallState.ACTIVE
    assert (room.call(second).state, room.call(second).held_at) == (CallState.ON_HOLD, at(0))


def test_only_the_holder_holds_and_hangs_up(room: Room) -> None:
    call = room.talking(room.kiosk, room.one)
    for body in (
        do.HoldCall(call=call),
        do.StartRecording(call=call),
        do.DropLeg(call=call, party=room.kiosk.subject),
        do.InviteToCall(call=call, to=room.ketua.subject),
    ):
        assert room.code_of(room.two, body) is ErrorCode.CALL_TAKEN
    assert room.code_of(room.two, do.EndCall(call=call)) is ErrorCode.NOT_FOUND
    assert room.code_of(room.clerk, do.NoteCall(call=call, text="x")) is ErrorCode.NOT_FOUND


# -- media


def test_media_that_breaks_off_comes_back_or_the_call_is_dropped(room: Room) -> None:
    call = room.talking(room.kiosk, room.one)
    lost = do.ReportLeg(call=call, party=room.kiosk.subject, state=LegState.RECONNECTING)
    room.act(room.one, lost)
    assert room.call(call).state is CallState.RECONNECTING
    room.connect(room.one, call, room.kiosk.subject)
    assert room.call(call).state is CallState.ACTIVE
    room.wait(10)
    room.act(room.one, lost)
    room.wait(5)
    assert room.act(room.one, lost) == ""
    due = next_due(room.call(call), EscalationTimes())
    assert due is not None
    assert (due.at, due.body) == (at(40), LegOver(call=call, party=room.kiosk.subject))
    assert room.of_system(due.body) == ["leg_left", "call_dropped", "agent_moved"]
    assert (room.call(call).state, room.call(call).call_back_due) == (CallState.DROPPED, True)


def test_a_call_that_never_gets_media_is_dropped(room: Room) -> None:
    call = room.rung(room.kiosk)
    room.act(room.one, do.AnswerCall(call=call))
    due = next_due(room.call(call), EscalationTimes())
    assert due is not None
    assert due.at == at(30)
    room.of_system(due.body)
    assert room.call(call).state is CallState.DROPPED


def test_a_device_tells_only_of_itself_and_the_hub_knows_better(room: Room) -> None:
    call = room.rung(room.kiosk)
    room.act(room.one, do.AnswerCall(call=call))
    own = do.ReportLeg(call=call, party=room.kiosk.subject, state=LegState.ON, audio_only=True)
    room.act(room.kiosk, own)
    assert room.call(call).state is CallState.ACTIVE
    assert room.call(call).audio_only
    of_hub = do.ReportLeg(call=call, party=room.one.console, state=LegState.ON)
    assert room.code_of(room.kiosk, of_hub) is ErrorCode.FORBIDDEN
    lost = do.ReportLeg(call=call, party=room.kiosk.subject, state=LegState.RECONNECTING)
    assert room.code_of(room.kiosk, lost) is ErrorCode.FORBIDDEN
    room.act(room.one, lost)
    assert room.act(room.kiosk, own) == ""
    left = do.ReportLeg(call=call, party=room.kiosk.subject, state=LegState.LEFT)
    assert room.code_of(room.one, left) is ErrorCode.WRONG_STATE
    assert room.code_of(room.two, own) is ErrorCode.NOT_FOUND


def test_a_device_the_gateway_lost_is_away_until_it_is_back(room: Room) -> None:
    call = room.talking(room.kiosk, room.one)
    away = MarkLegAway(call=call, party=room.one.console)
    assert room.of_system(away) == ["leg_away"]
    assert room.of_system(away) == []
    assert room.call(call).state is CallState.RECONNECTING
    assert room.of_system(MarkLegBack(call=call, party=room.one.console)) == ["leg_back"]
    assert room.call(call).state is CallState.ACTIVE
    room.of_system(away)
    due = next_due(room.call(call), EscalationTimes())
    assert due is not None
    room.of_system(due.body)
    assert room.call(call).state is CallState.DROPPED


def test_a_fingerprint_is_noted_once(room: Room) -> None:
    call = room.talking(room.kiosk, room.one)
    note = NoteFingerprint(call=call, party=room.kiosk.subject, fingerprint="sha-256 AA:BB")
    assert room.of_system(note) == ["fingerprint_noted"]
    assert room.of_system(note) == []


# -- conference and supervisors


def test_a_conference_goes_on_until_the_last_guest_left(room: Room) -> None:
    call = room.talking(room.kiosk, room.one)
    room.act(room.one, do.InviteToCall(call=call, to=room.ketua.subject))
    invite = do.InviteToCall(call=call, to=room.ketua.subject)
    assert room.code_of(room.one, invite) is ErrorCode.PARTY_BUSY
    room.act(room.ketua, do.AnswerCall(call=call))
    room.connect(room.one, call, room.ketua.subject)
    room.act(room.kiosk, do.EndCall(call=call))
    assert room.call(call).state is CallState.ACTIVE
    room.act(room.one, do.DropLeg(call=call, party=room.ketua.subject))
    assert (room.call(call).state, room.call(call).end) == (CallState.ENDED, CallEnd.HUNG_UP)


def test_an_invitation_that_is_declined_or_unanswered_leaves_the_call_alone(room: Room) -> None:
    call = room.talking(room.kiosk, room.one)
    for ends in ("declined", "unanswered"):
        room.act(room.one, do.InviteToCall(call=call, to=room.two.subject))
        if ends == "declined":
            room.act(room.two, do.DeclineCall(call=call))
        else:
            due = next_due(room.call(call), EscalationTimes())
            assert due is not None
            assert room.of_system(due.body) == ["leg_left"]
        assert room.call(call).state is CallState.ACTIVE
    room.act(room.one, do.InviteToCall(call=call, to=room.two.subject))
    room.act(room.two, do.AnswerCall(call=call))
    leg = room.call(call).leg(room.two.console)
    assert leg is not None
    assert (leg.role, leg.state) == (LegRole.INVITED, LegState.CONNECTING)


def test_a_supervisor_listens_then_speaks_and_no_officer_may(room: Room) -> None:
    call = room.talking(room.kiosk, room.one)
    assert room.code_of(room.two, do.JoinCall(call=call)) is ErrorCode.FORBIDDEN
    room.act(room.chief, do.JoinCall(call=call))
    leg = room.call(call).leg(room.chief.console)
    assert leg is not None
    assert leg.role is LegRole.LISTENER
    room.connect(room.one, call, room.chief.console)
    room.act(room.chief, do.JoinCall(call=call, speak=True))
    leg = room.call(call).leg(room.chief.console)
    assert leg is not None
    assert (leg.role, leg.state) == (LegRole.JOINED, LegState.ON)
    room.act(room.kiosk, do.EndCall(call=call))
    assert room.call(call).state is CallState.ENDED


# -- what is kept


def test_notes_and_where_it_belongs_come_after_the_end_too(room: Room) -> None:
    incident = room.raise_alarm()
    call = room.talking(room.kiosk, room.one)
    room.act(room.one, do.EndCall(call=call))
    room.act(room.two, do.AttachCall(call=call, about=incident))
    assert room.act(room.two, do.AttachCall(call=call, about=incident)) == ""
    room.act(room.two, do.NoteCall(call=call, text="suara anak"))
    assert room.call(call).reference == room.incident(incident).reference
    assert isinstance(room.entries[-1].data, ev.CallNoted)
    unknown = do.AttachCall(call=call, about="incident:0198b8d1-0000-7000-8000-000000000000")
    assert room.code_of(room.two, unknown) is ErrorCode.NOT_FOUND


def test_a_call_belongs_to_a_guest_report_of_the_post_too(room: Room) -> None:
    body = do.ReportGuests(guests=(CARD,), house=HOUSE, stay=stay(), mode=Mode.DRILL)
    report = room.do(with_ticket(order(room.kiosk, body), "", None))[0].subject
    call = room.act(room.ketua, do.StartCall(about=report))
    assert (room.call(call).about, room.call(call).mode) == (report, Mode.DRILL)
    stranger = room.code_of(room.other_kiosk, do.StartCall(about=report))
    assert stranger is ErrorCode.NOT_FOUND
    room.act(room.one, do.AnswerCall(call=call))
    real = room.raise_alarm()
    assert room.code_of(room.one, do.AttachCall(call=call, about=real)) is ErrorCode.MODES_MIX


def test_a_recording_runs_fails_and_stops_with_the_call(room: Room) -> None:
    call = room.rung(room.kiosk)
    room.act(room.one, do.AnswerCall(call=call))
    room.act(room.one, do.StartRecording(call=call, video=True))
    assert room.act(room.one, do.StartRecording(call=call)) == ""
    first = room.call(call).recordings[0]
    assert (first.video, first.runs) == (True, True)
    room.act(room.one, do.ReportRecording(call=call, recording=first.id, reason="penuh"))
    assert room.call(call).recordings[0].failed
    room.act(room.one, do.StartRecording(call=call))
    room.act(room.one, do.EndCall(call=call))
    second = room.call(call).recordings[1]
    assert (second.runs, second.failed) == (False, False)
    nothing = do.OpenRecording(call=call, recording=second.id)
    assert room.code_of(room.one, nothing) is ErrorCode.NOT_FOUND


def test_no_name_or_word_stands_in_the_hashed_part_of_a_call(room: Room) -> None:
    call = room.talking(room.kiosk, room.one)
    room.act(room.one, do.NoteCall(call=call, text="rahasia"))
    for entry in room.entries:
        data = entry.data
        for field in ("title", "caller_title", "called_title", "holder_title", "text", "reason"):
            if hasattr(data, field) and type(data).__module__.endswith(".call"):
                assert field in type(data).PERSONAL
