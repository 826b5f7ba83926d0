"""What an audience sees of a subject. Made when sent by ``view(subject, audience)``, never stored.

A client takes a view only if its ``version`` is higher than the one it holds.
"""

from typing import Annotated, Final

from msgspec import Meta, Struct

from gateway.protocol.enums import (
    AgencySort,
    CallAnswer,
    ContactChannel,
    Desk,
    Disposition,
    Escalation,
    IncidentState,
    Kind,
    LinkState,
    MediaSort,
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
    Latitude,
    Longitude,
    Name,
    OptionalText,
    RhythmId,
    Sha256,
    Subject,
)

#: An hour of the day in WIB.
Hour = Annotated[int, Meta(ge=0, le=23)]


class Place(Struct, frozen=True, kw_only=True):
    """Where a post stands. Names of areas are public; village names repeat, so both are shown."""

    area: str
    desa: str
    kecamatan: str
    rt: str = ""
    rw: str = ""
    lat: float | None = None
    lon: float | None = None


class Facts(Struct, frozen=True, kw_only=True):
    """What is known of an incident, in the officer's words."""

    what: OptionalText = ""
    landmark: OptionalText = ""
    hurt: OptionalText = ""
    hazards: OptionalText = ""


#: What a tablet may send at most: bytes, and seconds of a voice note (design section 4).
MEDIA_BYTES: Final = 5_000_000
VOICE_SECONDS: Final = 60


class Attachment(Struct, frozen=True, kw_only=True):
    """What follows a message over ``/ws/media``. ``sha256`` is of the bytes as the tablet sends
    them; ``seconds`` is the length of a voice note."""

    sort: MediaSort
    size: Annotated[int, Meta(ge=1, le=MEDIA_BYTES)]
    sha256: Sha256
    seconds: Annotated[int, Meta(ge=0, le=VOICE_SECONDS)] = 0


class Contact(Struct, frozen=True, kw_only=True):
    """One way to reach an agency; the order in its card is the order in which they are tried.

    ``address`` is a telephone number, a call sign, or empty where the channel needs none.
    """

    channel: ContactChannel
    label: OptionalText = ""
    address: OptionalText = ""


class AgencyCard(Struct, frozen=True, kw_only=True):
    """What the directory says of an agency. ``serves``: kecamatan codes; empty is the regency.

    ``lat`` and ``lon``: where it stands, for distances.
    """

    title: Name
    sort: AgencySort
    serves: tuple[AreaCode, ...] = ()
    contacts: tuple[Contact, ...] = ()
    lat: Latitude | None = None
    lon: Longitude | None = None
    retired: bool = False


class RondaHours(Struct, frozen=True, kw_only=True):
    """When the ronda of a post goes its rounds, in WIB: from the first hour until before the
    last."""

    first: Hour = 22
    last: Hour = 4


class CallCounts(Struct, frozen=True, kw_only=True):
    """How many neighbours answered a call for help, by their newest answer."""

    seen: int = 0
    coming: int = 0
    on_scene: int = 0
    needs_help: int = 0


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


class AreaView(Struct, frozen=True, kw_only=True):
    """A desa or kelurahan with its kecamatan, for choosing the place of a post."""

    area: str
    desa: str
    kecamatan: str
    lat: float
    lon: float


class DrillScore(Struct, frozen=True, kw_only=True):
    """How one drill of a lesson went, read from the journal.

    Seconds: ``press_s`` from the start of the lesson to the press, None where it was no lesson;
    ``claim_s`` from the press to the first claim, None while there is none. ``came``:
    neighbours who said that they were there.
    """

    incident: Subject
    reference: str
    post: Subject
    post_title: str
    kind: Kind
    at: Instant
    press_s: float | None
    claim_s: float | None
    came: int = 0


class BoundaryView(Struct, frozen=True, kw_only=True):
    """The outline of a kecamatan, desa or kelurahan; ``lat`` and ``lon`` are for its name.

    A polygon is its outer ring and its holes. A ring is x, y (longitude, latitude) of its first
    point and then the steps to the next ones, in 1e-5 degrees, without the step back to the first.
    """

    area: str
    name: str
    lat: float
    lon: float
    polygons: list[list[list[int]]]


class ReachView(Struct, frozen=True, kw_only=True):
    """Whom a broadcast would call."""

    posts: int


class RondaView(Struct, frozen=True, kw_only=True):
    """A post whose ronda is on. ``missing``: the hours of this night that began, and passed without
    a press."""

    post: Subject
    title: str
    place: Place
    hours: RondaHours
    safe_at: Instant | None
    missing: tuple[Instant, ...]


class CardLineView(Struct, frozen=True, kw_only=True):
    """A line of a run card at this place. ``agency`` is None where no agency of the sort serves."""

    sort: AgencySort
    level: int
    when: str
    agency: Subject | None


class SopItemView(Struct, frozen=True, kw_only=True):
    """A line of an SOP card. ``id`` is what a tick names and is never reused."""

    id: str
    text: str


class SopView(Struct, frozen=True, kw_only=True):
    """A checklist; ``revision`` goes with each tick, so that it is known what was read."""

    id: str
    revision: int
    title: str
    items: tuple[SopItemView, ...]


class CardView(Struct, frozen=True, kw_only=True):
    """What is to be done for one incident: its run card and its SOP card, chosen by the gateway."""

    id: str
    revision: int
    priority: Priority
    lines: tuple[CardLineView, ...]
    questions: tuple[str, ...]
    sop: SopView | None


AnyView = (
    AlarmView
    | IncidentView
    | ReportView
    | TaskView
    | AssignmentView
    | NearbyView
    | AgencyView
    | BroadcastView
    | CallView
    | KentonganView
    | PostView
    | ConsoleView
    | PartnerView
    | OfficerView
)
