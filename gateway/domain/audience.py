"""Who is shown what: few kinds of audience, so that a frame is built once for each."""

from enum import StrEnum

from msgspec import Struct

from gateway.domain.agency_task import AgencyTask
from gateway.domain.broadcast import Broadcast
from gateway.domain.call import Call
from gateway.domain.desk import DeskCover
from gateway.domain.device import Console, Partner, Post
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.officer import Officer
from gateway.domain.partner import Reach, keeps_guests
from gateway.domain.sound_rules import SoundRules
from gateway.domain.talk import Talk
from gateway.domain.world import State
from gateway.protocol import events as ev
from gateway.protocol.enums import Desk, Role


class AudienceKind(StrEnum):
    """The kinds of audience of design section 4 that exist so far."""

    POST = "post"
    LOCKED = "locked"
    DESK = "desk"
    PARTNER = "partner"


class Audience(Struct, frozen=True, kw_only=True):
    """What one group of clients may see.

    ``desks``: incidents seen whole. ``shown``: desks of the console, whose open alarms are seen by
    kind and place even when nobody is signed in. ``agency`` and ``reach`` are what a partner sees
    the tasks of and is near to; none while the phone is locked. ``guests_at``: the posts whose
    guests are reported to this partner.
    """

    kind: AudienceKind
    post: str = ""
    desks: tuple[Desk, ...] = ()
    shown: tuple[Desk, ...] = ()
    role: Role | None = None
    partner: str = ""
    agency: str | None = None
    reach: Reach | None = None
    guests_at: tuple[str, ...] = ()

    @property
    def party(self) -> str:
        """The post or open phone that sees the calls it is in; empty for a console."""
        if self.kind is AudienceKind.POST:
            return self.post
        return self.partner if self.reach is not None else ""

    @property
    def fingerprint(self) -> str:
        """Changes when what may be seen changes; a resume under another one gets a snapshot."""
        if self.kind is AudienceKind.PARTNER:
            near = "+".join((*self.reach.posts, *self.reach.districts)) if self.reach else "locked"
            return f"{self.kind}|{self.partner}|{self.agency or ''}|{near}"
        desks = "+".join(sorted(self.desks))
        shown = "+".join(sorted(self.shown))
        return f"{self.kind}|{self.post}|{desks}|{shown}|{self.role or ''}"


def of_post(post: Post) -> Audience:
    """The tablet of one post."""
    return Audience(kind=AudienceKind.POST, post=post.subject)


def of_console(console: Console, officer: Officer | None) -> Audience:
    """A console, with an officer signed in or without."""
    if officer is None:
        return Audience(kind=AudienceKind.LOCKED, shown=console.desks)
    return Audience(
        kind=AudienceKind.DESK, desks=officer.desks, shown=console.desks, role=officer.role
    )


def of_partner(partner: Partner, reach: Reach | None) -> Audience:
    """A partner's phone; without a reach it is locked and shows nothing."""
    agency = partner.agency if reach else None
    return Audience(
        kind=AudienceKind.PARTNER,
        partner=partner.subject,
        agency=agency,
        reach=reach,
        guests_at=partner.posts if reach and keeps_guests(partner) else (),
    )


def sees(state: State, audience: Audience) -> bool:
    """Whether the audience may see anything of this subject."""
    match state:
        case Incident():
            if audience.kind is AudienceKind.POST:
                return state.post == audience.post
            if audience.kind is AudienceKind.PARTNER:
                return audience.reach is not None and audience.reach.covers(state)
            # A desk that handed an incident on still sees how it goes.
            known = {state.desk, *state.former_desks}
            return bool(known & {*audience.desks, *audience.shown})
        case AgencyTask():
            if audience.kind is AudienceKind.PARTNER:
                return state.agency == audience.agency
            return state.desk in audience.desks
        case Post():
            if audience.kind is AudienceKind.POST:
                return state.subject == audience.post
            return audience.kind is AudienceKind.DESK
        case Partner():
            if audience.kind is AudienceKind.PARTNER:
                return audience.reach is not None and state.subject == audience.partner
            if audience.kind is AudienceKind.POST:
                return keeps_guests(state) and audience.post in state.posts
            return audience.kind is AudienceKind.DESK
        case Broadcast():
            if audience.kind is AudienceKind.POST:
                return audience.post in state.posts
            of_desk = state.desk is None or state.desk in audience.desks
            return audience.kind is AudienceKind.DESK and of_desk
        case Call():
            if audience.party:
                return state.leg(audience.party) is not None
            return bool(set(state.desks) & set(audience.desks))
        case SoundRules():
            # A locked console sounds by them too.
            return state.desk in {*audience.desks, *audience.shown}
        case DeskCover():
            return state.desk in audience.desks
        case Talk():
            return state.post == audience.post or state.post in audience.guests_at
        case GuestReport():
            if audience.kind is AudienceKind.POST:
                return state.post == audience.post
            if audience.kind is AudienceKind.PARTNER:
                return state.post in audience.guests_at
            return audience.kind is AudienceKind.DESK and Desk.SATPOL_PP in audience.desks
        case _:
            return audience.kind is AudienceKind.DESK


def concerns(data: ev.EventData, audience: Audience) -> bool:
    """Whether an event of a subject that the audience sees may be told to it at all: what other
    posts answered to a broadcast is nothing to a post, and there may be hundreds."""
    if audience.kind is not AudienceKind.POST:
        return True
    if isinstance(data, ev.BroadcastConfirmed | ev.BroadcastAnswered):
        return data.post == audience.post
    return True


def sees_whole(state: State, audience: Audience) -> bool:
    """Whether the audience may read the subject's events, not only its picture."""
    if isinstance(state, Call):
        return bool(set(state.desks) & set(audience.desks))
    if isinstance(state, GuestReport):
        if audience.kind is AudienceKind.PARTNER:
            return sees(state, audience)
        return audience.kind is AudienceKind.DESK and sees(state, audience) and state.is_referred
    if not isinstance(state, Incident):
        return False
    return bool({state.desk, *state.former_desks} & set(audience.desks))


#: What a post reads of its incident's journal: the conversation, nothing else.
_CONVERSATION = (
    ev.MessageSent,
    ev.MessagesMarked,
    ev.MediaStored,
    ev.MediaRefused,
    ev.MediaErased,
)


def reads(data: ev.EventData, state: State, audience: Audience) -> bool:
    """Whether the audience is told what an event of the subject says, not only that it happened."""
    if isinstance(data, ev.GuestDocumentsKept | ev.GuestFilled):
        # Sealed numbers are nobody's, and who the guests are is told by the picture.
        return False
    if audience.kind is AudienceKind.POST:
        return isinstance(data, _CONVERSATION) and sees(state, audience)
    return sees_whole(state, audience)
