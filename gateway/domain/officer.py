"""Officers: who they are, what they may do, and where they are on duty."""

from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol import events as ev
from gateway.protocol.enums import AgentState, Desk, Role

#: NIST SP 800-63B-4 asks for 15 characters where the password stands alone and for 8 beside a
#: second factor; officers sign in at an enrolled console, whose key is the other factor.
PASSWORD_MIN: Final = 8


class Session(Struct, frozen=True, kw_only=True):
    """A sign-in at one console. Only the SHA-256 of the token is kept."""

    console: str
    token_hash: str
    since: datetime
    expires_at: datetime


class Officer(Struct, frozen=True, kw_only=True):
    """An officer and their running session.

    ``agent``: whether calls ring there; ``chosen``: what it is when no call is in the way.
    """

    subject: str
    version: int
    user: str
    title: str
    role: Role
    desks: tuple[Desk, ...]
    password_hash: str
    session: Session | None = None
    agent: AgentState = AgentState.OUT
    chosen: AgentState = AgentState.OUT
    agent_since: datetime | None = None
    agent_reason: str = ""
    wrap_up_until: datetime | None = None

    @property
    def takes_calls(self) -> bool:
        """Whether they are here for calls, even if one keeps them busy just now."""
        return self.session is not None and self.chosen is AgentState.READY


def begin(subject: str, event: ev.OfficerAdded) -> Officer:
    """The officer that is registered."""
    return Officer(
        subject=subject,
        version=1,
        user=event.user,
        title=event.title,
        role=event.role,
        desks=event.desks,
        password_hash=event.password_hash,
    )


def evolve(was: Officer, version: int, at: datetime, event: ev.EventData) -> Officer:
    """The officer after an event."""
    now = replace(was, version=version)
    match event:
        case ev.OfficerSignedIn():
            session = Session(
                console=event.console,
                token_hash=event.session_hash,
                since=at,
                expires_at=event.expires_at,
            )
            return _chosen(replace(now, session=session), at, AgentState.READY)
        case ev.OfficerSignedOut():
            return _chosen(replace(now, session=None), at, AgentState.OUT)
        case ev.AgentChose() if now.agent is AgentState.BUSY:
            return replace(now, chosen=event.state, agent_reason=event.reason)
        case ev.AgentChose():
            return _chosen(now, at, event.state, event.reason)
        case ev.AgentMoved():
            return replace(now, agent=event.state, agent_since=at, wrap_up_until=event.until)
        case _:
            return now


def _chosen(now: Officer, at: datetime, state: AgentState, reason: str = "") -> Officer:
    return replace(
        now, agent=state, chosen=state, agent_since=at, agent_reason=reason, wrap_up_until=None
    )
