"""Posts, consoles and partners' phones: devices that prove themselves by their own key.

Enrolment is the same for all: a single-use code of 8 characters of Crockford base32, 15 minutes,
void after 5 wrong tries. A wrong code counts against the open code that begins with the same four
characters: who guesses does not know which device they guess at.
"""

from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.domain import reaching
from gateway.domain.reaching import Reaching
from gateway.domain.ronda import Ronda
from gateway.protocol import events as ev
from gateway.protocol.enums import Desk, LinkState, PartnerRole, SoundState
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import Place

TRIES: Final = 5
SELECTOR_LENGTH: Final = 4


class Enrolment(Struct, frozen=True, kw_only=True):
    """The key of a device, and the code by which the next key may be bound."""

    public_key: str = ""
    revoked: bool = False
    selector: str = ""
    code_hmac: str = ""
    code_expires_at: datetime | None = None
    code_used: bool = False
    tries: int = 0

    @property
    def enrolled(self) -> bool:
        """Whether a key is bound and good."""
        return bool(self.public_key) and not self.revoked

    def check_code(self, now: datetime) -> None:
        """Raise Refused (CODE_USED, CODE_EXPIRED) unless the code may be used now."""
        if self.code_used:
            raise Refused(ErrorCode.CODE_USED)
        if self.code_expires_at is None or now >= self.code_expires_at or self.tries >= TRIES:
            raise Refused(ErrorCode.CODE_EXPIRED)


class Post(Struct, frozen=True, kw_only=True):
    """A watch post and its tablet. ``last_alarm_at`` follows the incidents, not the version."""

    subject: str
    version: int
    title: str
    place: Place
    enrolment: Enrolment = Enrolment()
    link: LinkState = LinkState.NEVER
    link_since: datetime | None = None
    last_alarm_at: datetime | None = None
    ronda: Ronda | None = None
    watch_until: datetime | None = None
    watch_reason: str = ""


class Console(Struct, frozen=True, kw_only=True):
    """A console of the control room. ``desks`` are those whose alarms it shows and sounds."""

    subject: str
    version: int
    title: str
    desks: tuple[Desk, ...]
    enrolment: Enrolment = Enrolment()
    sound: SoundState = SoundState.UNKNOWN
    sound_output: str = ""
    sound_at: datetime | None = None


class Partner(Struct, frozen=True, kw_only=True):
    """The phone of a Ketua RT, of Linmas or of an agency's crew.

    ``pin_hash`` is Argon2id in PHC form, empty until the phone is paired.
    """

    subject: str
    version: int
    title: str
    phone: str
    role: PartnerRole
    posts: tuple[str, ...]
    agency: str | None
    pin_hash: str = ""
    enrolment: Enrolment = Enrolment()
    reaching: Reaching = Reaching()


Device = Post | Console | Partner


def begin(subject: str, event: ev.PostAdded | ev.ConsoleAdded | ev.PartnerAdded) -> Device:
    """The device that is registered."""
    if isinstance(event, ev.PartnerAdded):
        return Partner(
            subject=subject,
            version=1,
            title=event.title,
            phone=event.phone,
            role=event.role,
            posts=event.posts,
            agency=event.agency,
        )
    if isinstance(event, ev.PostAdded):
        return Post(subject=subject, version=1, title=event.title, place=event.place)
    return Console(subject=subject, version=1, title=event.title, desks=event.desks)


def evolve(was: Device, version: int, at: datetime, event: ev.EventData) -> Device:
    """The device after an event."""
    now = replace(was, version=version, enrolment=_enrolment(was.enrolment, event))
    match now:
        case Post():
            return _post(now, at, event)
        case Console():
            return _console(now, at, event)
        case Partner():
            return _partner(now, at, event)


def _console(now: Console, at: datetime, event: ev.EventData) -> Console:
    if isinstance(event, ev.SoundReported):
        return replace(now, sound=event.state, sound_output=event.output, sound_at=at)
    return now


def _partner(now: Partner, at: datetime, event: ev.EventData) -> Partner:
    now = replace(now, reaching=reaching.evolve(now.reaching, at, event))
    match event:
        case ev.PinSet():
            return replace(now, pin_hash=event.pin_hash)
        case ev.DeviceRevoked():
            return replace(now, pin_hash="")
        case _:
            return now


def _post(now: Post, at: datetime, event: ev.EventData) -> Post:
    match event:
        case ev.PostLost():
            return replace(now, link=LinkState.LOST, link_since=event.last_heard_at)
        case ev.PostBack():
            return replace(now, link=LinkState.ONLINE, link_since=at)
        case ev.DeviceRevoked():
            return replace(now, link=LinkState.NEVER, link_since=None)
        case ev.RondaSet():
            ronda = Ronda(hours=event.hours, since=at) if event.hours else None
            return replace(now, ronda=ronda)
        case ev.PostWatched():
            return replace(now, watch_until=event.until, watch_reason=event.reason)
        case ev.RondaReported() if now.ronda is not None:
            return replace(now, ronda=now.ronda.pressed(event.pressed_at))
        case _:
            return now


def _enrolment(was: Enrolment, event: ev.EventData) -> Enrolment:
    match event:
        case ev.CodeIssued():
            return replace(
                was,
                selector=event.selector,
                code_hmac=event.code_hmac,
                code_expires_at=event.expires_at,
                code_used=False,
                tries=0,
            )
        case ev.CodeTried():
            return replace(was, tries=was.tries + 1)
        case ev.DeviceEnrolled():
            return replace(was, public_key=event.public_key, revoked=False, code_used=True)
        case ev.DeviceRevoked():
            return Enrolment(revoked=True)
        case _:
            return was
