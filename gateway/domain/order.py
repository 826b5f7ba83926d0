"""An order: one act of one actor, ready to be decided. Also the acts that only the gateway does."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from gateway.domain.area import AreaBatch
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import Channel, ClientKind, DeliveryState, Desk, Escalation, Role
from gateway.protocol.errors import ErrorCode


class ActorKind(StrEnum):
    """What kind of party acts."""

    POST = "post"
    CONSOLE = "console"
    OFFICER = "officer"
    PARTNER = "partner"
    CLI = "cli"
    SYSTEM = "system"


class Actor(Struct, frozen=True, kw_only=True):
    """Who acts. ``subject`` is what the journal records; officers bring their rights along."""

    kind: ActorKind
    subject: str
    title: str = ""
    role: Role | None = None
    desks: tuple[Desk, ...] = ()
    console: str = ""


SYSTEM = Actor(kind=ActorKind.SYSTEM, subject="system")


class FreshCode(Struct, frozen=True, kw_only=True):
    """A new enrolment code, made outside the rules because it needs chance and a secret.

    ``plain`` is handed out once and never stored.
    """

    plain: str
    selector: str
    code_hmac: str
    expires_at: datetime


class Ticket(Struct, frozen=True, kw_only=True):
    """The seal of a public ticket's code; ``plain`` is set only where the code is a new one."""

    seal: str
    plain: str = ""


class EscalateDue(Struct, frozen=True, kw_only=True):
    """The due time of an escalation step has come."""

    incident: str
    step: Escalation
    due_at: datetime


class ExpireClaim(Struct, frozen=True, kw_only=True):
    """The holder of a claim has had no beat for too long."""

    incident: str
    officer: str


class EnrolDevice(Struct, frozen=True, kw_only=True):
    """A device that knows an enrolment code binds its key. ``pin_hash`` opens a partner's phone."""

    kind: ClientKind
    code_hmac: str
    public_key: str
    pin_hash: str = ""


class CountTry(Struct, frozen=True, kw_only=True):
    """Somebody tried a wrong code that begins like an open one."""

    kind: ClientKind
    selector: str


class SignInOfficer(Struct, frozen=True, kw_only=True):
    """An officer proved who they are at a console. ``session_hash`` is SHA-256 of the token."""

    officer: str
    console: str
    session_hash: str
    expires_at: datetime


class SignOutOfficer(Struct, frozen=True, kw_only=True):
    """An officer's session ends; ``reason`` is ``asked`` or ``expired``."""

    officer: str
    console: str
    reason: str


class MarkPostLost(Struct, frozen=True, kw_only=True):
    """Nothing was heard of a post for too long."""

    post: str
    last_heard_at: datetime


class MarkPostBack(Struct, frozen=True, kw_only=True):
    """A post is heard for the first time, or again. ``silent_s`` is how long it was silent."""

    post: str
    silent_s: float


class MarkPostFlapping(Struct, frozen=True, kw_only=True):
    """A post came and went too often to tell each time."""

    post: str
    crossings: int


class AskNext(Struct, frozen=True, kw_only=True):
    """Contact ``number`` of a task's agency has not answered for too long."""

    task: str
    number: int


class EndDueBroadcast(Struct, frozen=True, kw_only=True):
    """A broadcast that nobody ended is over."""

    broadcast: str


class RingOver(Struct, frozen=True, kw_only=True):
    """Nobody answered a call, or took one that was handed on, in time."""

    call: str


class LegOver(Struct, frozen=True, kw_only=True):
    """A device in a call had its time to connect, or to come back."""

    call: str
    party: str


class MarkLegAway(Struct, frozen=True, kw_only=True):
    """The gateway doesn't reach a device in a call any more."""

    call: str
    party: str


class MarkLegBack(Struct, frozen=True, kw_only=True):
    """The gateway reaches a device in a call again."""

    call: str
    party: str


class NoteFingerprint(Struct, frozen=True, kw_only=True):
    """A device told with which certificate it encrypts its media."""

    call: str
    party: str
    fingerprint: str


class EndWrapUp(Struct, frozen=True, kw_only=True):
    """The time that an officer has after a call is over."""

    officer: str


class RecordRelay(Struct, frozen=True, kw_only=True):
    """How far an outbound message came: SENT, DELIVERED or FAILED. ``message`` is its id in the
    queue; ``incident`` is what it tells of, ``partner`` is whom."""

    incident: str | None
    message: str
    channel: Channel
    outcome: DeliveryState
    attempts: int
    reason: str = ""
    partner: str = ""


class RecordChannel(Struct, frozen=True, kw_only=True):
    """A channel died (``failing`` is why, as a code) or works again (empty)."""

    channel: Channel
    failing: str = ""


class EndPush(Struct, frozen=True, kw_only=True):
    """A push service knows this endpoint of a partner no more. ``reason`` is a code."""

    partner: str
    endpoint: str
    reason: str


class TakeText(Struct, frozen=True, kw_only=True):
    """Somebody wrote by SMS. ``about``: the task or guest report that ``partner`` was last asked
    about, ``incident``: that of the task; no partner has an unknown ``number``."""

    number: str
    words: str
    partner: str | None = None
    about: str = ""
    incident: str | None = None


class RecordMedia(Struct, frozen=True, kw_only=True):
    """What a message announced was stored under these names, or ``refused``."""

    incident: str
    message: str
    size: int = 0
    width: int = 0
    height: int = 0
    file: str = ""
    thumbnail: str = ""
    refused: ErrorCode | None = None


class RecordErasedMedia(Struct, frozen=True, kw_only=True):
    """The files of a message were removed after its personal rows were erased."""

    incident: str
    message: str


class RecordRecording(Struct, frozen=True, kw_only=True):
    """A recording was stored under this name, or could not be: ``failed`` says why."""

    call: str
    recording: str
    file: str = ""
    size: int = 0
    sha256: str = ""
    duration_s: float = 0.0
    failed: str = ""


class RecordErasedRecording(Struct, frozen=True, kw_only=True):
    """The file of a recording was removed."""

    call: str
    recording: str


class AdvanceGuest(Struct, frozen=True, kw_only=True):
    """What was due for a guest report has come; ``step`` as in ``guest_ladder``."""

    guest: str
    step: str


class RecordTelling(Struct, frozen=True, kw_only=True):
    """A guest report was brought to a partner's phone, or a way out gave up (``reason``)."""

    guest: str
    partner: str
    channel: Channel
    reason: str = ""


class PurgeGuests(Struct, frozen=True, kw_only=True):
    """The identities of these guest reports are to be erased, with their personal ``rows``."""

    guests: tuple[str, ...]
    rows: tuple[str, ...]


class PurgeTalks(Struct, frozen=True, kw_only=True):
    """What posts and partners wrote before an instant is to be erased: its personal ``rows``."""

    talks: tuple[str, ...]
    before: datetime
    rows: tuple[str, ...]


class ErasePersonal(Struct, frozen=True, kw_only=True):
    """Personal rows, named ``seq/field``, are to be erased for good."""

    rows: tuple[str, ...]
    reason: str


InternalBody = (
    EscalateDue
    | ExpireClaim
    | EnrolDevice
    | CountTry
    | SignInOfficer
    | SignOutOfficer
    | MarkPostLost
    | MarkPostBack
    | MarkPostFlapping
    | RecordRelay
    | RecordChannel
    | EndPush
    | TakeText
    | AskNext
    | EndDueBroadcast
    | RingOver
    | LegOver
    | MarkLegAway
    | MarkLegBack
    | NoteFingerprint
    | EndWrapUp
    | RecordMedia
    | RecordErasedMedia
    | RecordRecording
    | RecordErasedRecording
    | ErasePersonal
    | AdvanceGuest
    | RecordTelling
    | PurgeGuests
    | PurgeTalks
)


class Order(Struct, frozen=True, kw_only=True):
    """One act, with the times that the gateway gave it.

    ``received_at``: when the gateway got it; ``acted_at``: when the person acted, by the device's
    own account of its age (``acted_at_uncertain`` when the device restarted in between).
    ``version``: the subject's version that the person saw. ``sms_code``: the seal of a code that is
    to be sent by SMS, or that came back. ``documents``: sealed numbers of guests'
    documents, by guest and document (``0/nik``).
    """

    id: str
    actor: Actor
    body: AnyBody | InternalBody
    received_at: datetime
    acted_at: datetime
    acted_at_uncertain: bool = False
    expires_at: datetime | None = None
    version: int | None = None
    fresh_code: FreshCode | None = None
    password_hash: str | None = None
    areas: AreaBatch | None = None
    sms_code: str = ""
    ticket: Ticket | None = None
    documents: dict[str, str] = {}
