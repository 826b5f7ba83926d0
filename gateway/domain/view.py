"""What an audience sees of a subject, and of an event. One pure function, never stored."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from gateway.domain.agency import Agency
from gateway.domain.agency_task import AgencyTask
from gateway.domain.audience import Audience, AudienceKind, reads, sees, sees_whole
from gateway.domain.broadcast import Broadcast, counts
from gateway.domain.device import Console, Enrolment, Partner, Post
from gateway.domain.incident import Incident
from gateway.domain.kentongan import Kentongan
from gateway.domain.officer import Officer
from gateway.domain.world import Entry, State
from gateway.protocol.enums import Escalation, IncidentState
from gateway.protocol.messages import EventItem
from gateway.protocol.views import (
    AgencyView,
    AlarmView,
    AnyView,
    AssignmentView,
    BroadcastView,
    CallView,
    ConsoleView,
    IncidentView,
    KentonganView,
    NearbyView,
    OfficerView,
    PartnerView,
    PostView,
    ReportView,
    TaskView,
)

_NOTHING = msgspec.Raw(b"{}")
#: A post's view must fit into one frame however often the button was pressed.
_PRESSES_SHOWN = 100
_UNANSWERED = (Escalation.SUPERVISOR, Escalation.RELAY)


def view(state: State, audience: Audience) -> AnyView | None:
    """The subject's newest picture for this audience; None when it may see nothing of it."""
    if not sees(state, audience):
        return None
    match state:
        case Incident():
            if audience.kind is AudienceKind.POST:
                return _report(state)
            if audience.kind is AudienceKind.PARTNER:
                return _nearby(state, audience.partner)
            return _incident(state) if sees_whole(state, audience) else _alarm(state)
        case Post():
            return _post(state, open_code=audience.kind is AudienceKind.DESK)
        case Console():
            return _console(state)
        case Partner():
            return _partner(state)
        case Officer():
            return _officer(state)
        case AgencyTask():
            if audience.kind is AudienceKind.PARTNER:
                return _assignment(state)
            return _task(state)
        case Broadcast():
            if audience.kind is AudienceKind.POST:
                return _call(state, audience.post)
            return _broadcast(state)
        case Kentongan():
            return KentonganView(
                subject=state.subject,
                version=state.version,
                area=state.area,
                rhythms=dict(state.rhythms),
            )
        case Agency():
            return AgencyView(subject=state.subject, version=state.version, card=state.card)


def item(
    entry: Entry, state: State, audience: Audience, title_of: Callable[[str], str], *, last: bool
) -> EventItem | None:
    """The event as this audience sees it; ``last`` adds the subject's picture."""
    if not sees(state, audience):
        return None
    whole, told = sees_whole(state, audience), reads(entry.data, state, audience)
    return EventItem(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor if whole else "",
        actor_title=title_of(entry.actor) if whole else "",
        subject=entry.subject,
        version=entry.version,
        kind=str(type(entry.data).__struct_config__.tag),
        data=msgspec.Raw(msgspec.json.encode(entry.data)) if told else _NOTHING,
        view=view(state, audience) if last else None,
    )


def _alarm(state: Incident) -> AlarmView:
    return AlarmView(
        subject=state.subject,
        version=state.version,
        kind=state.kind,
        mode=state.mode,
        priority=state.priority,
        state=state.state,
        desk=state.desk,
        place=state.place,
        received_at=state.received_at,
        quiet_until=state.quiet_until,
        escalation=state.escalation,
        presses=len(state.presses),
        hold_until=state.hold_until,
    )


def _incident(state: Incident) -> IncidentView:
    return IncidentView(
        **msgspec.structs.asdict(_alarm(state)),
        reference=state.reference,
        post=state.post,
        post_title=state.post_title,
        pressed_at=state.pressed_at,
        pressed_at_uncertain=state.pressed_at_uncertain,
        late=state.is_late,
        shown_at=state.shown_at,
        claimed_at=state.claimed_at,
        claimed_by=state.claimed_by,
        claimed_by_title=state.claimed_by_title,
        claim_stale=state.claim_stale,
        cancelled_at=state.cancelled_at,
        last_pressed_at=state.last_pressed_at,
        closed_at=state.closed_at,
        disposition=state.disposition,
        subkind=state.subkind,
        hurt=state.hurt,
        trapped=state.trapped,
        facts=state.facts,
        hold_reason=state.hold_reason,
        merged_into=state.merged_into,
        merged=state.merged,
        linked=state.linked,
        press_ids=state.presses[-_PRESSES_SHOWN:],
        ticked=state.ticked,
        unread=state.unread,
        answers=counts(state.answers.values()),
    )


def _report(state: Incident) -> ReportView:
    return ReportView(
        subject=state.subject,
        version=state.version,
        reference=state.reference,
        kind=state.kind,
        mode=state.mode,
        state=state.state,
        presses=state.presses[-_PRESSES_SHOWN:],
        cancelled=state.cancelled[-_PRESSES_SHOWN:],
        pressed_at=state.pressed_at,
        received_at=state.received_at,
        shown_at=state.shown_at,
        claimed_at=state.claimed_at,
        closed_at=state.closed_at,
        unanswered=state.escalation in _UNANSWERED,
        subkind=state.subkind,
        hurt=state.hurt,
        trapped=state.trapped,
        help=state.help,
        lesson_ms=state.lesson_ms,
        answers=counts(state.answers.values()),
    )


def _nearby(state: Incident, partner: str) -> NearbyView:
    wanted = state.is_open and state.state is not IncidentState.CANCELLED_BY_REPORTER
    return NearbyView(
        subject=state.subject,
        version=state.version,
        kind=state.kind,
        mode=state.mode,
        place=state.place,
        received_at=state.received_at,
        open=wanted,
        answers=counts(state.answers.values()),
        mine=state.answers.get(partner),
    )


def _assignment(state: AgencyTask) -> AssignmentView:
    return AssignmentView(
        subject=state.subject,
        version=state.version,
        incident=state.incident,
        reference=state.reference,
        kind=state.kind,
        mode=state.mode,
        priority=state.priority,
        place=state.place,
        agency_title=state.agency_title,
        state=state.state,
        instruction=state.instruction,
        created_at=state.created_at,
        acknowledged_at=state.acknowledged_at,
        en_route_at=state.en_route_at,
        on_scene_at=state.on_scene_at,
        done_at=state.done_at,
    )


def _task(state: AgencyTask) -> TaskView:
    return TaskView(
        subject=state.subject,
        version=state.version,
        incident=state.incident,
        reference=state.reference,
        kind=state.kind,
        mode=state.mode,
        priority=state.priority,
        place=state.place,
        agency=state.agency,
        agency_title=state.agency_title,
        agency_sort=state.agency_sort,
        state=state.state,
        instruction=state.instruction,
        contact=state.contact,
        contacts_left=max(state.contacts - state.contact_number - 1, 0),
        created_at=state.created_at,
        sent_at=state.asked_at,
        acknowledged_at=state.acknowledged_at,
        en_route_at=state.en_route_at,
        on_scene_at=state.on_scene_at,
        done_at=state.done_at,
    )


def _post(state: Post, *, open_code: bool) -> PostView:
    return PostView(
        subject=state.subject,
        version=state.version,
        title=state.title,
        place=state.place,
        enrolled=state.enrolment.enrolled,
        revoked=state.enrolment.revoked,
        code_expires_at=_open_code(state.enrolment) if open_code else None,
        link=state.link,
        link_since=state.link_since,
        last_alarm_at=state.last_alarm_at,
        ronda=state.ronda.hours if state.ronda else None,
        ronda_safe_at=state.ronda.safe_at if state.ronda else None,
    )


def _broadcast(state: Broadcast) -> BroadcastView:
    calls = state.calls.values()
    return BroadcastView(
        subject=state.subject,
        version=state.version,
        text=state.text,
        kind=state.kind,
        rhythm=state.rhythm,
        flash=state.flash,
        mode=state.mode,
        incident=state.incident,
        reference=state.reference,
        place=state.place,
        sent_at=state.sent_at,
        sent_by_title=state.sent_by_title,
        ends_at=state.ends_at,
        ended_at=state.ended_at,
        posts=len(state.calls),
        shown=sum(call.shown for call in calls),
        sounded=sum(call.sounded for call in calls),
        answers=counts(call.answer for call in calls),
        silent=state.silent,
    )


def _call(state: Broadcast, post: str) -> CallView:
    own = state.calls[post]
    return CallView(
        subject=state.subject,
        version=state.version,
        text=state.text,
        kind=state.kind,
        rhythm=own.rhythm,
        flash=state.flash,
        mode=state.mode,
        incident=state.incident,
        place=state.place,
        sent_at=state.sent_at,
        ended_at=state.ended_at,
        shown=own.shown,
        sounded=own.sounded,
        answer=own.answer,
    )


def _console(state: Console) -> ConsoleView:
    return ConsoleView(
        subject=state.subject,
        version=state.version,
        title=state.title,
        desks=state.desks,
        enrolled=state.enrolment.enrolled,
        revoked=state.enrolment.revoked,
        code_expires_at=_open_code(state.enrolment),
        sound=state.sound,
        sound_output=state.sound_output,
        sound_at=state.sound_at,
    )


def _partner(state: Partner) -> PartnerView:
    return PartnerView(
        subject=state.subject,
        version=state.version,
        title=state.title,
        phone=state.phone,
        role=state.role,
        posts=state.posts,
        agency=state.agency,
        enrolled=state.enrolment.enrolled,
        revoked=state.enrolment.revoked,
        code_expires_at=_open_code(state.enrolment),
    )


def _open_code(enrolment: Enrolment) -> datetime | None:
    return None if enrolment.code_used else enrolment.code_expires_at


def _officer(state: Officer) -> OfficerView:
    session = state.session
    return OfficerView(
        subject=state.subject,
        version=state.version,
        title=state.title,
        role=state.role,
        desks=state.desks,
        on_duty_at=session.console if session else None,
        on_duty_since=session.since if session else None,
    )
