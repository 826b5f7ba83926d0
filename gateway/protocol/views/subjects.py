"""Pictures of subjects, made when sent by ``view(subject, audience)``, never stored."""

from msgspec import Struct

from gateway.protocol.enums import (
    AgencySort,
    CallAnswer,
    Desk,
    Disposition,
    Escalation,
    IncidentState,
    Kind,
    LinkState,
    Mode,
    PartnerRole,
    Priority,
    Role,
    SoundState,
    Subkind,
    TaskState,
    YesNo,
)
from gateway.protocol.fields import (
    AreaCode,
    Instant,
    RhythmId,
    Subject,
)
from gateway.protocol.views.values import AgencyCard, CallCounts, Contact, Facts, Place, RondaHours


class View(Struct, frozen=True, kw_only=True, tag_field="type"):
    """Base of all views."""

    subject: Subject
    version: int


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
    answers: CallCounts = CallCounts()


class ReportView(View, frozen=True, kw_only=True, tag="report"):
    """An incident as the post that raised it sees it. Carries no name of any officer.

    ``presses`` are the ids of the commands that raised it, oldest first. ``unanswered``: unclaimed
    for 60 s, so the tablet shows 112. ``lesson_ms``: of a drill, from the lesson's start to the
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
    lesson_ms: int | None = None
    answers: CallCounts = CallCounts()


class TaskView(View, frozen=True, kw_only=True, tag="task"):
    """What one agency was asked to do. ``contact`` is the way by which it is alerted now."""

    incident: Subject
    reference: str
    kind: Kind
    mode: Mode
    priority: Priority
    place: Place
    agency: Subject
    agency_title: str
    agency_sort: AgencySort
    state: TaskState
    instruction: str
    contact: Contact
    contacts_left: int
    created_at: Instant
    sent_at: Instant
    acknowledged_at: Instant | None
    en_route_at: Instant | None
    on_scene_at: Instant | None
    done_at: Instant | None


class AssignmentView(View, frozen=True, kw_only=True, tag="assignment"):
    """A task as the agency's own people see it on their phones."""

    incident: Subject
    reference: str
    kind: Kind
    mode: Mode
    priority: Priority
    place: Place
    agency_title: str
    state: TaskState
    instruction: str
    created_at: Instant
    acknowledged_at: Instant | None
    en_route_at: Instant | None
    on_scene_at: Instant | None
    done_at: Instant | None


class NearbyView(View, frozen=True, kw_only=True, tag="nearby"):
    """An incident as the neighbours' phones see it: what, where, how many come; no names.

    ``open``: help is still wanted. ``mine`` is what this phone answered last.
    """

    kind: Kind
    mode: Mode
    place: Place
    received_at: Instant
    open: bool
    answers: CallCounts
    mine: CallAnswer | None


class AgencyView(View, frozen=True, kw_only=True, tag="agency"):
    """An agency in the directory."""

    card: AgencyCard


class BroadcastView(View, frozen=True, kw_only=True, tag="broadcast"):
    """A broadcast as desks see it.

    ``silent``: the first posts of those that have not confirmed that they sounded it.
    """

    text: str
    kind: Kind
    rhythm: RhythmId | None
    flash: bool
    mode: Mode
    incident: Subject | None
    reference: str
    place: Place | None
    sent_at: Instant
    sent_by_title: str
    ends_at: Instant
    ended_at: Instant | None
    posts: int
    shown: int
    sounded: int
    answers: CallCounts
    silent: tuple[Subject, ...]


class CallView(View, frozen=True, kw_only=True, tag="call"):
    """A broadcast as one post sees it. ``text`` may be empty: then kind and place say it."""

    text: str
    kind: Kind
    rhythm: RhythmId
    flash: bool
    mode: Mode
    incident: Subject | None
    place: Place | None
    sent_at: Instant
    ended_at: Instant | None
    shown: bool
    sounded: bool
    answer: CallAnswer | None


class KentonganView(View, frozen=True, kw_only=True, tag="kentongan"):
    """The table of rhythms of a desa that has one of its own."""

    area: AreaCode
    rhythms: dict[Kind, RhythmId]


class PostView(View, frozen=True, kw_only=True, tag="post"):
    """A watch post in the directory. ``code_expires_at`` is set while an enrolment code is open."""

    title: str
    place: Place
    enrolled: bool
    revoked: bool
    code_expires_at: Instant | None
    link: LinkState
    link_since: Instant | None
    last_alarm_at: Instant | None
    ronda: RondaHours | None = None
    ronda_safe_at: Instant | None = None


class ConsoleView(View, frozen=True, kw_only=True, tag="console"):
    """A console of the control room and what it can prove about its loudspeaker."""

    title: str
    desks: tuple[Desk, ...]
    enrolled: bool
    revoked: bool
    code_expires_at: Instant | None
    sound: SoundState
    sound_output: str
    sound_at: Instant | None


class PartnerView(View, frozen=True, kw_only=True, tag="partner"):
    """A partner's phone in the directory. ``phone`` is in E.164."""

    title: str
    phone: str
    role: PartnerRole
    posts: tuple[Subject, ...]
    agency: Subject | None
    enrolled: bool
    revoked: bool
    code_expires_at: Instant | None


class OfficerView(View, frozen=True, kw_only=True, tag="officer"):
    """An officer; ``on_duty_at`` is the console where they are signed in now."""

    title: str
    role: Role
    desks: tuple[Desk, ...]
    on_duty_at: Subject | None
    on_duty_since: Instant | None
