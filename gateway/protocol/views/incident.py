"""Pictures of an incident."""

from gateway.protocol.enums import (
    Desk,
    Disposition,
    Escalation,
    IncidentState,
    Kind,
    Mode,
    Priority,
    Subkind,
    TaskState,
    YesNo,
)
from gateway.protocol.fields import Id, Instant, Subject
from gateway.protocol.views.base import View
from gateway.protocol.views.values import AppealCounts, Facts, Place


class AlarmView(View, frozen=True, kw_only=True, tag="alarm"):
    """An open alarm as an enrolled console shows it before anyone signs in: kind and place.

    ``hold_until``: from then on an incident on hold sounds.
    """

    kind: Kind
    mode: Mode
    priority: Priority
    state: IncidentState
    desk: Desk
    place: Place
    received_at: Instant
    quiet_until: Instant | None
    escalation: Escalation
    presses: int
    hold_until: Instant | None = None


class IncidentView(AlarmView, frozen=True, kw_only=True, tag="incident"):
    """An incident as its desk sees it.

    ``quiet_until``: the tone is silent till then (after ``hear``). ``late``: it arrived over 60 s
    after the press. Times t0..t8 of the design are ``pressed_at``, ``received_at``, ``shown_at``,
    ``claimed_at`` ... ``closed_at``. ``unread``: messages of the post that no officer has seen.
    ``photo``: the message with the newest photo.
    """

    reference: str
    post: Subject
    post_title: str
    pressed_at: Instant
    pressed_at_uncertain: bool
    late: bool
    shown_at: Instant | None
    claimed_at: Instant | None
    claimed_by: Subject | None
    claimed_by_title: str
    claim_stale: bool
    cancelled_at: Instant | None
    last_pressed_at: Instant
    closed_at: Instant | None
    disposition: Disposition | None
    subkind: Subkind | None = None
    hurt: YesNo | None = None
    trapped: YesNo | None = None
    facts: Facts = Facts()
    hold_reason: str = ""
    merged_into: Subject | None = None
    merged: tuple[Subject, ...] = ()
    linked: tuple[Subject, ...] = ()
    press_ids: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    unread: int = 0
    photo: Id | None = None
    answers: AppealCounts = AppealCounts()


class ReportView(View, frozen=True, kw_only=True, tag="report"):
    """An incident as the post that raised it sees it. Carries no name of any officer.

    ``presses`` are the ids of the commands that raised it, oldest first. ``unanswered``: unclaimed
    for 60 s, so the tablet shows 112. ``joined``: with another report of the same event, whose
    course is told here. ``lesson_ms``: of a drill, from the lesson's start to the
    press.
    """

    reference: str
    kind: Kind
    mode: Mode
    state: IncidentState
    presses: tuple[str, ...]
    cancelled: tuple[str, ...]
    pressed_at: Instant
    received_at: Instant
    shown_at: Instant | None
    claimed_at: Instant | None
    closed_at: Instant | None
    unanswered: bool
    subkind: Subkind | None = None
    hurt: YesNo | None = None
    trapped: YesNo | None = None
    help: TaskState | None = None
    joined: bool = False
    lesson_ms: int | None = None
    answers: AppealCounts = AppealCounts()
