"""The frames on the socket, one JSON object each, told apart by ``type``.

server -> challenge
client -> enrol                      -> enrolled | refusal      (a device without a key)
client -> hello                      -> welcome | close
client -> sign_in                    -> signed_in | refusal     (console only)
client -> unlock                     -> unlocked | refusal      (partner only)
client -> lock                       -> ack                     (partner only)
client -> resume                     -> snapshot ... | events ...
client -> command                    -> ack | refusal
client -> query                      -> result | refusal
client -> heartbeat                  -> heartbeat_answer
client -> signal                     -> refusal, if it can't be passed on
server -> events, presence, signal, notice at any time after the resume
"""

from typing import Annotated

from msgspec import Meta, Raw, Struct

from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import ClientKind, Desk, Role
from gateway.protocol.errors import ErrorCode
from gateway.protocol.fields import Age, Base64, Id, Instant, Pin, Subject, UserName
from gateway.protocol.queries import AnyAsk
from gateway.protocol.signals import AnySignalBody
from gateway.protocol.views import AnyView


class Message(Struct, frozen=True, kw_only=True, tag_field="type"):
    """Base of all frames."""


# -- from the client


class Enrol(Message, frozen=True, kw_only=True, tag="enrol"):
    """Bind this device's key to the post, console or partner that the code was made for.

    ``signature`` is over ``signing.enrolment_lines`` with the new key: proof that it is held.
    ``pin`` is chosen by a partner, whose phone it opens from then on.
    """

    kind: ClientKind
    code: str
    public_key: Base64
    signature: Base64
    language: str = "id"
    pin: Pin | None = None


class Hello(Message, frozen=True, kw_only=True, tag="hello"):
    """Who connects: ``signature`` over ``signing.session_lines``; ``session`` resumes a sign-in,
    or a partner's unlocking."""

    min_version: int
    max_version: int
    kind: ClientKind
    build: str
    device: Subject
    signature: Base64
    language: str = "id"
    session: str | None = None


class SignIn(Message, frozen=True, kw_only=True, tag="sign_in"):
    """An officer signs in at this console."""

    id: Id
    user: UserName
    password: str


class SignOut(Message, frozen=True, kw_only=True, tag="sign_out"):
    """The officer leaves this console; answered by an ack."""

    id: Id


class Unlock(Message, frozen=True, kw_only=True, tag="unlock"):
    """A partner opens the phone with the PIN that was chosen while pairing."""

    id: Id
    pin: Pin


class Lock(Message, frozen=True, kw_only=True, tag="lock"):
    """The phone is to forget what it shows; answered by an ack."""

    id: Id


class Command(Message, frozen=True, kw_only=True, tag="command"):
    """One act of a person. Resent with the same ``id`` until it is answered.

    ``age_ms``: from the act to this sending. ``age_uncertain``: the device restarted in between.
    ``expires_at``: gateway time after which it must not be done. ``version``: the version of the
    subject that the person saw; another one is refused as stale.
    """

    id: Id
    body: AnyBody
    age_ms: Age = 0
    age_uncertain: bool = False
    expires_at: Instant | None = None
    version: int | None = None


class Query(Message, frozen=True, kw_only=True, tag="query"):
    """A read. ``cursor`` is what the previous page's ``next`` said."""

    id: Id
    body: AnyAsk
    cursor: str | None = None


class Resume(Message, frozen=True, kw_only=True, tag="resume"):
    """Ask for all that came after number ``after``. Another ``audience`` or ``journal`` than
    today's, or a number too old, is answered by a snapshot."""

    after: int = 0
    audience: str = ""
    journal: str = ""


class Heartbeat(Message, frozen=True, kw_only=True, tag="heartbeat"):
    """Sent every 5 s. A post fills in what is known of its tablet.

    ``battery`` is 0..1, ``clock_offset_ms`` device clock minus gateway clock, ``queue`` the number
    of unsent commands.
    """

    battery: float | None = None
    charging: bool | None = None
    network: str = ""
    screen_on: bool | None = None
    sound_unlocked: bool | None = None
    storage_persistent: bool | None = None
    clock_offset_ms: int | None = None
    queue: int = 0


class Signal(Message, frozen=True, kw_only=True, tag="signal"):
    """Between the hub of a call and one other device in it, both ways in the same form.

    From a client ``peer`` is whom it is for, from the gateway whom it is from. ``session`` is the
    number of the peer connection, counted by the hub from 1; a higher one means: begin a new one.
    Answered only by a refusal (id None) when it isn't passed on.
    """

    call: Subject
    peer: Subject
    session: Annotated[int, Meta(ge=1, le=1_000_000)]
    body: AnySignalBody


AnyClientMessage = (
    Enrol | Hello | SignIn | SignOut | Unlock | Lock | Command | Query | Resume | Heartbeat | Signal
)


# -- from the gateway


class Challenge(Message, frozen=True, kw_only=True, tag="challenge"):
    """The first frame of every connection. ``nonce`` is 32 random bytes, good once, for 30 s."""

    nonce: Base64
    now: Instant


class Enrolled(Message, frozen=True, kw_only=True, tag="enrolled"):
    """The key is bound; the device connects anew with hello."""

    device: Subject
    title: str


class OfficerIdentity(Struct, frozen=True, kw_only=True):
    """Who is signed in at this console."""

    officer: Subject
    title: str
    role: Role
    desks: tuple[Desk, ...]


class Welcome(Message, frozen=True, kw_only=True, tag="welcome"):
    """The connection is admitted. ``audience`` is what this client may see, as a fingerprint.

    ``unlocked``: a partner's phone shows its tasks without asking for the PIN again.
    """

    version: int
    journal: str
    now: Instant
    device: Subject
    title: str
    audience: str
    desks: tuple[Desk, ...] = ()
    officer: OfficerIdentity | None = None
    unlocked: bool = False


class SignedIn(Message, frozen=True, kw_only=True, tag="signed_in"):
    """The sign-in holds. ``token`` stays in memory; the client resumes under the new audience."""

    id: Id
    token: str
    officer: OfficerIdentity
    audience: str


class Unlocked(Message, frozen=True, kw_only=True, tag="unlocked"):
    """The PIN is right. ``token`` stays in memory; the phone resumes under the new audience."""

    id: Id
    token: str
    audience: str


class Grant(Struct, frozen=True, kw_only=True):
    """What an acknowledged command hands out once, such as an enrolment code."""

    code: str
    expires_at: Instant


class Ack(Message, frozen=True, kw_only=True, tag="ack"):
    """The command is committed and synced: ``seq`` its last event, ``subject`` what it changed."""

    id: Id
    seq: int
    subject: Subject | None = None
    grant: Grant | None = None


class Refusal(Message, frozen=True, kw_only=True, tag="refusal"):
    """It was not done. ``message`` is a sentence in the client's language.

    ``id`` is None when the frame could not be read. ``retry_after_s`` is set when waiting helps.
    """

    id: Id | None
    code: ErrorCode
    message: str
    retry_after_s: float | None = None


class Result(Message, frozen=True, kw_only=True, tag="result"):
    """One page of a query's answer; ``next`` is None on the last page."""

    id: Id
    rows: list[Raw]
    next: str | None = None


class EventItem(Struct, frozen=True, kw_only=True):
    """A journal entry as this audience sees it.

    ``data`` is the event (``events.AnyEvent``) without the fields that were erased; ``view`` is the
    subject's newest picture, on the last item of each subject in a frame.
    """

    seq: int
    at: Instant
    actor: str
    actor_title: str
    subject: Subject
    version: int
    kind: str
    data: Raw
    view: AnyView | None = None


class Events(Message, frozen=True, kw_only=True, tag="events"):
    """After it the client holds all that it may see up to ``through``.

    ``after`` must equal the client's own number; if not, the client resumes.
    """

    after: int
    through: int
    items: list[EventItem]


class Snapshot(Message, frozen=True, kw_only=True, tag="snapshot"):
    """A part of the whole picture as of ``seq``; the first part empties what the client held."""

    part: int
    last: bool
    seq: int
    audience: str
    journal: str
    views: list[AnyView]


class HeartbeatAnswer(Message, frozen=True, kw_only=True, tag="heartbeat_answer"):
    """The gateway's time, and how far this client's picture reaches."""

    now: Instant
    through: int


class PostPresence(Struct, frozen=True, kw_only=True):
    """What the tablet of a post last said of itself."""

    post: Subject
    online: bool
    heard_at: Instant | None
    battery: float | None = None
    charging: bool | None = None
    network: str = ""
    sound_unlocked: bool | None = None
    storage_persistent: bool | None = None
    queue: int = 0


class Presence(Message, frozen=True, kw_only=True, tag="presence"):
    """Who is connected now; never in the journal. Consoles get posts, posts get ``attended``:
    whether any console of the desks that answer for it is connected."""

    posts: list[PostPresence] = []
    attended: bool | None = None


class Notice(Message, frozen=True, kw_only=True, tag="notice"):
    """Something the user should know now, e.g. that the store is failing."""

    code: str
    message: str


AnyServerMessage = (
    Challenge
    | Enrolled
    | Welcome
    | SignedIn
    | Unlocked
    | Ack
    | Refusal
    | Result
    | Events
    | Snapshot
    | HeartbeatAnswer
    | Presence
    | Signal
    | Notice
)
