"""The pictures of an incident: for a locked console, its desk, its post and neighbours."""

import msgspec

from gateway.domain.broadcast import counts
from gateway.domain.incident import Incident
from gateway.protocol.enums import Escalation, IncidentState
from gateway.protocol.views import AlarmView, IncidentView, NearbyView, ReportView

#: A post's view must fit into one frame however often the button was pressed.
_PRESSES_SHOWN = 100
_UNANSWERED = (Escalation.SUPERVISOR, Escalation.RELAY)


def alarm(state: Incident) -> AlarmView:
    """Kind and place: what a console shows before anyone signs in."""
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


def incident(state: Incident) -> IncidentView:
    """The whole of it, for its desk."""
    return IncidentView(
        **msgspec.structs.asdict(alarm(state)),
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
        photo=state.photo,
        answers=counts(state.answers.values()),
    )


def report(state: Incident) -> ReportView:
    """What the post that raised it sees; of one that was merged, how it goes on in the other."""
    course = state.course
    if state.state is IncidentState.MERGED and state.main is not None:
        course = state.main
    return ReportView(
        subject=state.subject,
        version=state.version,
        reference=state.reference,
        kind=state.kind,
        mode=state.mode,
        state=course.state,
        presses=state.presses[-_PRESSES_SHOWN:],
        cancelled=state.cancelled[-_PRESSES_SHOWN:],
        pressed_at=state.pressed_at,
        received_at=state.received_at,
        shown_at=state.shown_at,
        claimed_at=course.claimed_at,
        closed_at=course.closed_at,
        unanswered=state.escalation in _UNANSWERED,
        subkind=state.subkind,
        hurt=state.hurt,
        trapped=state.trapped,
        help=course.help,
        joined=state.state is IncidentState.MERGED,
        lesson_ms=state.lesson_ms,
        answers=counts(state.answers.values()),
    )


def nearby(state: Incident, partner: str) -> NearbyView:
    """What a neighbour's phone sees."""
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
