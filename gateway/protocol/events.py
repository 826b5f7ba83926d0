"""What the journal records. ``kind`` of an item on the wire is the tag; ``data`` is the struct.

Fields named in ``PERSONAL`` are kept apart from the hashed bytes, so that they can be erased
without breaking the chain (design section 7): the store holds them as salted rows, the event holds
their hash. Every free text and every name is personal, and has a default that stands when it is
erased.
"""

from typing import ClassVar

from msgspec import Struct

from gateway.protocol.enums import (
    AgencySort,
    CallAnswer,
    Channel,
    ContactChannel,
    Desk,
    Disposition,
    Escalation,
    Kind,
    Mark,
    MediaSort,
    Mode,
    PartnerRole,
    Phrase,
    Priority,
    Role,
    Side,
    SoundState,
    Subkind,
    TaskState,
    YesNo,
)
from gateway.protocol.errors import ErrorCode
from gateway.protocol.fields import Instant
from gateway.protocol.targets import AnyTarget
from gateway.protocol.views import AgencyCard, Attachment, Contact, Facts, Place, RondaHours


class EventData(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Base of all events."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()


class AlarmRaised(EventData, frozen=True, kw_only=True, tag="alarm_raised"):
    """A post raised an alarm; the incident exists from here. ``press`` is the command's id.

    ``lesson_ms``: in a drill of a lesson, from its start to the press.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("post_title",)
    press: str
    reference: str
    incident_kind: Kind
    mode: Mode
    priority: Priority
    desk: Desk
    post: str
    post_title: str = ""
    place: Place
    pressed_at: Instant
    pressed_at_uncertain: bool
    lesson_ms: int | None = None


class PressedAgain(EventData, frozen=True, kw_only=True, tag="pressed_again"):
    """The same post pressed the same button within 3 minutes, while the incident was open."""

    press: str
    pressed_at: Instant


class PressCancelled(EventData, frozen=True, kw_only=True, tag="press_cancelled"):
    """The resident took a press back. ``all_cancelled``: no press is left standing."""

    press: str
    all_cancelled: bool


class IncidentShown(EventData, frozen=True, kw_only=True, tag="incident_shown"):
    """A console painted the incident for the first time."""

    console: str


class IncidentHeard(EventData, frozen=True, kw_only=True, tag="incident_heard"):
    """An officer stopped the tone until ``quiet_until``."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("officer_title",)
    officer: str
    officer_title: str = ""
    quiet_until: Instant


class IncidentClaimed(EventData, frozen=True, kw_only=True, tag="incident_claimed"):
    """An officer took the incident."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("officer_title",)
    officer: str
    officer_title: str = ""


class IncidentReleased(EventData, frozen=True, kw_only=True, tag="incident_released"):
    """The holder gave the incident back; it waits again and sounds."""

    officer: str


class ClaimWentStale(EventData, frozen=True, kw_only=True, tag="claim_went_stale"):
    """The holder's session has had no beat for 45 s; the incident waits again and sounds."""

    officer: str


class NoteAdded(EventData, frozen=True, kw_only=True, tag="note_added"):
    """A note of an officer."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("text",)
    text: str = ""


class IncidentEscalated(EventData, frozen=True, kw_only=True, tag="incident_escalated"):
    """Nobody claimed in time. ``due_at`` is when the step was due."""

    step: Escalation
    due_at: Instant


class RelayDelivered(EventData, frozen=True, kw_only=True, tag="relay_delivered"):
    """A message left the system and was taken by the other side."""

    message: str
    channel: Channel
    attempts: int


class RelayFailed(EventData, frozen=True, kw_only=True, tag="relay_failed"):
    """A message could not be delivered and is given up. ``reason`` is a code, never an address."""

    message: str
    channel: Channel
    attempts: int
    reason: str


class IncidentClosed(EventData, frozen=True, kw_only=True, tag="incident_closed"):
    """The incident ended."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("text",)
    disposition: Disposition
    text: str = ""


class PriorityChanged(EventData, frozen=True, kw_only=True, tag="priority_changed"):
    """An officer corrected the priority."""

    was: Priority
    priority: Priority


class KindChanged(EventData, frozen=True, kw_only=True, tag="kind_changed"):
    """An officer corrected what it is about."""

    was: Kind
    incident_kind: Kind
    subkind: Subkind | None
    desk: Desk


class FactsWritten(EventData, frozen=True, kw_only=True, tag="facts_written"):
    """What is known now, whole."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("facts",)
    facts: Facts = Facts()


class QuestionsAnswered(EventData, frozen=True, kw_only=True, tag="questions_answered"):
    """The resident answered by pictures; None was skipped or is unchanged."""

    subkind: Subkind | None
    hurt: YesNo | None
    trapped: YesNo | None


class VerificationBegun(EventData, frozen=True, kw_only=True, tag="verification_begun"):
    """The holder is finding out whether it is so."""


class IncidentControlled(EventData, frozen=True, kw_only=True, tag="incident_controlled"):
    """The danger is over."""


class IncidentHeld(EventData, frozen=True, kw_only=True, tag="incident_held"):
    """Put aside until a time; then it sounds."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("reason",)
    reason: str = ""
    until: Instant


class IncidentResumed(EventData, frozen=True, kw_only=True, tag="incident_resumed"):
    """Taken up again after a hold."""


class IncidentMerged(EventData, frozen=True, kw_only=True, tag="incident_merged"):
    """The same event as another incident, where it goes on."""

    into: str


class IncidentAbsorbed(EventData, frozen=True, kw_only=True, tag="incident_absorbed"):
    """Another incident was found to be the same event as this one."""

    incident: str
    reference: str


class IncidentUnmerged(EventData, frozen=True, kw_only=True, tag="incident_unmerged"):
    """It was another event after all."""

    out_of: str


class IncidentParted(EventData, frozen=True, kw_only=True, tag="incident_parted"):
    """An incident that was merged into this one goes its own way again."""

    incident: str
    reference: str


class IncidentLinked(EventData, frozen=True, kw_only=True, tag="incident_linked"):
    """Another incident has to do with this one."""

    other: str
    reference: str


class PressSplit(EventData, frozen=True, kw_only=True, tag="press_split"):
    """A later press was about something else and became an incident of its own."""

    press: str
    incident: str
    reference: str


class IncidentReopened(EventData, frozen=True, kw_only=True, tag="incident_reopened"):
    """Closed too early; whoever opened it again holds it."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("officer_title",)
    officer: str
    officer_title: str = ""


class ItemTicked(EventData, frozen=True, kw_only=True, tag="item_ticked"):
    """A line of an SOP card was ticked or unticked."""

    card: str
    revision: int
    item: str
    done: bool


class MessageSent(EventData, frozen=True, kw_only=True, tag="message_sent"):
    """The post or an officer wrote. ``message`` is the command's id, ``written_at`` when it was
    written by the writer's own account, which may be long before it arrived."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("text",)
    message: str
    side: Side
    text: str = ""
    phrase: Phrase | None = None
    media: Attachment | None = None
    written_at: Instant


class MessagesMarked(EventData, frozen=True, kw_only=True, tag="messages_marked"):
    """Messages of the other side arrived at a client, or were shown there."""

    messages: tuple[str, ...]
    mark: Mark


class MediaStored(EventData, frozen=True, kw_only=True, tag="media_stored"):
    """What a message announced arrived and was made anew. ``file`` and ``thumbnail`` name the
    stored files, which are called by the SHA-256 of their bytes; erasing them removes the files.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("file", "thumbnail")
    message: str
    sort: MediaSort
    size: int
    width: int = 0
    height: int = 0
    seconds: int = 0
    file: str = ""
    thumbnail: str = ""


class MediaRefused(EventData, frozen=True, kw_only=True, tag="media_refused"):
    """What arrived could not be taken; the message's words stand. ``reason`` is an error code."""

    message: str
    reason: ErrorCode


class MediaErased(EventData, frozen=True, kw_only=True, tag="media_erased"):
    """The files of a message are gone for good."""

    message: str


class TaskMoved(EventData, frozen=True, kw_only=True, tag="task_moved"):
    """On the incident: one of its agency tasks was made or moved on."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("agency_title", "words")
    task: str
    agency: str
    agency_title: str = ""
    agency_sort: AgencySort
    state: TaskState
    channel: ContactChannel
    words: str = ""


class TaskCreated(EventData, frozen=True, kw_only=True, tag="task_created"):
    """An agency was asked to act, by its first contact. ``software``: that is its own phones."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("agency_title", "instruction", "contact")
    incident: str
    reference: str
    incident_kind: Kind
    mode: Mode
    priority: Priority
    desk: Desk
    place: Place
    agency: str
    agency_title: str = ""
    agency_sort: AgencySort
    instruction: str = ""
    contact: Contact = Contact(channel=ContactChannel.TELEPHONE)
    contacts: int
    software: bool = False


class TaskAsked(EventData, frozen=True, kw_only=True, tag="task_asked"):
    """Unanswered for 60 s: the agency's next contact is tried. ``number`` counts from 0."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("contact",)
    contact: Contact = Contact(channel=ContactChannel.TELEPHONE)
    number: int


class TaskUnanswered(EventData, frozen=True, kw_only=True, tag="task_unanswered"):
    """No contact of the agency answered: an officer must act."""


class TaskStepped(EventData, frozen=True, kw_only=True, tag="task_stepped"):
    """The task moved on: by the agency itself, or on behalf with channel and words."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("words",)
    step: TaskState
    channel: ContactChannel
    words: str = ""


class AgencyAdded(EventData, frozen=True, kw_only=True, tag="agency_added"):
    """An agency was registered."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("card",)
    card: AgencyCard = AgencyCard(title="-", sort=AgencySort.OTHER)


class AgencyChanged(EventData, frozen=True, kw_only=True, tag="agency_changed"):
    """What the directory says of an agency was replaced."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("card",)
    card: AgencyCard = AgencyCard(title="-", sort=AgencySort.OTHER)


class CalledPost(Struct, frozen=True, kw_only=True):
    """A post that a broadcast is for, and the rhythm that sounds there."""

    post: str
    rhythm: str


class BroadcastSent(EventData, frozen=True, kw_only=True, tag="broadcast_sent"):
    """Posts were called. ``rhythm`` is what was asked, None for each desa's own.

    ``incident``, ``reference``, ``desk`` and ``place`` are those of what it is about, if anything.
    Without ``text`` the tablets say it by kind and place.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("text", "officer_title")
    text: str = ""
    incident_kind: Kind
    rhythm: str | None
    flash: bool
    mode: Mode
    target: AnyTarget
    calls: tuple[CalledPost, ...]
    incident: str | None
    reference: str
    desk: Desk | None
    place: Place | None
    officer: str
    officer_title: str = ""
    ends_at: Instant


class BroadcastConfirmed(EventData, frozen=True, kw_only=True, tag="broadcast_confirmed"):
    """A tablet told what it truly did."""

    post: str
    shown: bool
    sounded: bool


class BroadcastAnswered(EventData, frozen=True, kw_only=True, tag="broadcast_answered"):
    """A post that was called answered."""

    post: str
    answer: CallAnswer


class BroadcastEnded(EventData, frozen=True, kw_only=True, tag="broadcast_ended"):
    """The tablets show it no more."""


class NeighboursCalled(EventData, frozen=True, kw_only=True, tag="neighbours_called"):
    """On the incident: posts were called to help."""

    broadcast: str
    posts: int


class CallAnswered(EventData, frozen=True, kw_only=True, tag="call_answered"):
    """On the incident: a neighbour answered the call for help."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    by: str
    title: str = ""
    answer: CallAnswer


class KentonganSet(EventData, frozen=True, kw_only=True, tag="kentongan_set"):
    """A desa's table of rhythms was replaced."""

    area: str
    rhythms: dict[Kind, str]


class RondaSet(EventData, frozen=True, kw_only=True, tag="ronda_set"):
    """A post's ronda was switched on with its hours, or off (None)."""

    hours: RondaHours | None


class RondaReported(EventData, frozen=True, kw_only=True, tag="ronda_reported"):
    """The men of the ronda told that all is well."""

    pressed_at: Instant


class PostAdded(EventData, frozen=True, kw_only=True, tag="post_added"):
    """A watch post was registered."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    title: str = ""
    place: Place


class ConsoleAdded(EventData, frozen=True, kw_only=True, tag="console_added"):
    """A console was registered."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    title: str = ""
    desks: tuple[Desk, ...]


class PartnerAdded(EventData, frozen=True, kw_only=True, tag="partner_added"):
    """A partner's phone was registered."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title", "phone")
    title: str = ""
    phone: str = ""
    role: PartnerRole
    posts: tuple[str, ...]
    agency: str | None


class PinSet(EventData, frozen=True, kw_only=True, tag="pin_set"):
    """A partner chose a PIN while pairing. ``pin_hash`` is Argon2id in PHC form."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("pin_hash",)
    pin_hash: str = ""


class CodeIssued(EventData, frozen=True, kw_only=True, tag="code_issued"):
    """An enrolment code was made: ``selector`` its first characters, ``code_hmac`` its seal."""

    selector: str
    code_hmac: str
    expires_at: Instant


class CodeTried(EventData, frozen=True, kw_only=True, tag="code_tried"):
    """A wrong code with the right selector was tried; the fifth voids the code."""


class DeviceEnrolled(EventData, frozen=True, kw_only=True, tag="device_enrolled"):
    """A device bound its key. ``public_key`` is the raw P-256 point, base64url."""

    public_key: str


class DeviceRevoked(EventData, frozen=True, kw_only=True, tag="device_revoked"):
    """A device's key was taken away."""


class PostLost(EventData, frozen=True, kw_only=True, tag="post_lost"):
    """Nothing was heard of a post for 20 s."""

    last_heard_at: Instant


class PostBack(EventData, frozen=True, kw_only=True, tag="post_back"):
    """A lost post is heard again. ``silent_s`` is how long it was silent."""

    silent_s: float


class PostFlapping(EventData, frozen=True, kw_only=True, tag="post_flapping"):
    """Over 6 crossings in an hour; until it calms down crossings are no longer told one by one."""

    crossings: int


class OfficerAdded(EventData, frozen=True, kw_only=True, tag="officer_added"):
    """An officer was registered. ``password_hash`` is Argon2id in PHC form."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("user", "title", "password_hash")
    user: str = ""
    title: str = ""
    role: Role
    desks: tuple[Desk, ...]
    password_hash: str = ""


class OfficerSignedIn(EventData, frozen=True, kw_only=True, tag="officer_signed_in"):
    """An officer signed in at a console. ``session_hash`` is SHA-256 of the session's token."""

    console: str
    session_hash: str
    expires_at: Instant


class OfficerSignedOut(EventData, frozen=True, kw_only=True, tag="officer_signed_out"):
    """A session ended. ``reason``: ``asked``, ``expired`` or ``elsewhere``."""

    console: str
    reason: str


class SoundReported(EventData, frozen=True, kw_only=True, tag="sound_reported"):
    """What a console could prove about its loudspeaker changed."""

    state: SoundState
    output: str


class ImportedFile(Struct, frozen=True, kw_only=True):
    """A file of an import: what it gave, and the SHA-256 of its bytes in hexadecimal."""

    sha256: str
    areas: int
    boundaries: int


class AreasImported(EventData, frozen=True, kw_only=True, tag="areas_imported"):
    """Areas and boundaries were laid over what was known. ``names`` are the files' names."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("names",)
    areas: int
    boundaries: int
    files: tuple[ImportedFile, ...]
    names: str = ""


class AreasUndone(EventData, frozen=True, kw_only=True, tag="areas_undone"):
    """An import was taken back; what was before it holds again. ``imported`` is its subject."""

    imported: str
    areas: int


class PersonalErased(EventData, frozen=True, kw_only=True, tag="personal_erased"):
    """Salt and bytes of these personal rows are gone. ``rows`` are ``seq/field``."""

    rows: tuple[str, ...]
    reason: str


AnyEvent = (
    AlarmRaised
    | PressedAgain
    | PressCancelled
    | IncidentShown
    | IncidentHeard
    | IncidentClaimed
    | IncidentReleased
    | ClaimWentStale
    | NoteAdded
    | IncidentEscalated
    | RelayDelivered
    | RelayFailed
    | IncidentClosed
    | PriorityChanged
    | KindChanged
    | FactsWritten
    | QuestionsAnswered
    | VerificationBegun
    | IncidentControlled
    | IncidentHeld
    | IncidentResumed
    | IncidentMerged
    | IncidentAbsorbed
    | IncidentUnmerged
    | IncidentParted
    | IncidentLinked
    | PressSplit
    | IncidentReopened
    | ItemTicked
    | MessageSent
    | MessagesMarked
    | MediaStored
    | MediaRefused
    | MediaErased
    | TaskMoved
    | TaskCreated
    | TaskAsked
    | TaskUnanswered
    | TaskStepped
    | AgencyAdded
    | AgencyChanged
    | BroadcastSent
    | BroadcastConfirmed
    | BroadcastAnswered
    | BroadcastEnded
    | NeighboursCalled
    | CallAnswered
    | KentonganSet
    | RondaSet
    | RondaReported
    | PostAdded
    | ConsoleAdded
    | PartnerAdded
    | PinSet
    | CodeIssued
    | CodeTried
    | DeviceEnrolled
    | DeviceRevoked
    | PostLost
    | PostBack
    | PostFlapping
    | OfficerAdded
    | OfficerSignedIn
    | OfficerSignedOut
    | SoundReported
    | AreasImported
    | AreasUndone
    | PersonalErased
)
