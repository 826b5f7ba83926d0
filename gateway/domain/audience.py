"""Who is shown what: few kinds of audience, so that a frame is built once for each."""

from enum import StrEnum

from msgspec import Struct

from gateway.domain.agency_task import AgencyTask
from gateway.domain.device import Console, Post
from gateway.domain.incident import Incident
from gateway.domain.officer import Officer
from gateway.domain.world import State
from gateway.protocol import events as ev
from gateway.protocol.enums import Desk, Role


class AudienceKind(StrEnum):
    """The kinds of audience of design section 4 that exist so far."""

    POST = "post"
    LOCKED = "locked"
    DESK = "desk"


class Audience(Struct, frozen=True, kw_only=True):
    """What one group of clients may see.

    ``desks``: incidents seen whole. ``shown``: desks of the console, whose open alarms are seen by
    kind and place even when nobody is signed in.
    """

    kind: AudienceKind
    post: str = ""
    desks: tuple[Desk, ...] = ()
    shown: tuple[Desk, ...] = ()
    role: Role | None = None

    @property
    def fingerprint(self) -> str:
        """Changes when what may be seen changes; a resume under another one gets a snapshot."""
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


def sees(state: State, audience: Audience) -> bool:
    """Whether the audience may see anything of this subject."""
    match state:
        case Incident():
            if audience.kind is AudienceKind.POST:
                return state.post == audience.post
            # A desk that handed an incident on still sees how it goes.
            known = {state.desk, *state.former_desks}
            return bool(known & {*audience.desks, *audience.shown})
        case AgencyTask():
            return state.desk in audience.desks
        case Post():
            if audience.kind is AudienceKind.POST:
                return state.subject == audience.post
            return audience.kind is AudienceKind.DESK
        case _:
            return audience.kind is AudienceKind.DESK


def sees_whole(state: State, audience: Audience) -> bool:
    """Whether the audience may read the subject's events, not only its picture."""
    if not isinstance(state, Incident):
        return False
    return bool({state.desk, *state.former_desks} & set(audience.desks))


#: What a post reads of its incident's journal: the conversation, nothing else.
_CONVERSATION = (ev.MessageSent, ev.MessagesMarked)


def reads(data: ev.EventData, state: State, audience: Audience) -> bool:
    """Whether the audience is told what an event of the subject says, not only that it happened."""
    if audience.kind is AudienceKind.POST:
        return isinstance(data, _CONVERSATION) and sees(state, audience)
    return sees_whole(state, audience)
