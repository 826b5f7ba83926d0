"""Golden frames of incidents."""

import msgspec

from gateway.protocol import commands, enums, events, messages, queries, views
from tests.helpers.golden.base import (
    COMMAND,
    CONSOLE,
    INCIDENT,
    OFFICER,
    OTHER_INCIDENT,
    PLACE,
    POST,
    PRESS,
    PRESSED,
    SECOND_PRESS,
    after,
    item,
    result,
)


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


def bodies() -> dict[str, commands.AnyBody]:
    """The commands about an incident."""
    return {
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
        **work_bodies(),
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
        "tick_item": commands.TickItem(
            incident=INCIDENT, card="kebakaran", revision=1, item="tanya-korban"
        ),
    }


def timed_commands() -> dict[str, messages.Message]:
    """A press that comes late, and an act that expires and names the version it saw."""
    return {
        "command.raise_alarm.late": messages.Command(
            id=PRESS,
            body=commands.RaiseAlarm(kind=enums.Kind.FIRE),
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
    }


def asks() -> dict[str, queries.AnyAsk]:
    """Questions about incidents."""
    return {
        "timeline": queries.Timeline(subject=INCIDENT),
        "incidents": queries.Incidents(
            text="Sukorejo", kind=enums.Kind.FIRE, area="33.24.03", since=after(-86_400)
        ),
        "drills": queries.Drills(post=POST, since=after(-86_400)),
    }


def results() -> dict[str, messages.Message]:
    """Their answers."""
    return {
        "timeline": result(item(42, raised(), None, 1), following="42"),
        "incidents": result(claimed_view()),
    }


def happenings() -> dict[str, messages.Message]:
    """Live frames of an incident: for a desk and for a post."""
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
    }
