"""Officers: who they are, what they may do, and where they are on duty."""

from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol import events as ev
from gateway.protocol.enums import Desk, Role

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
    """An officer and their running session."""

    subject: str
    version: int
    user: str
    title: str
    role: Role
    desks: tuple[Desk, ...]
    password_hash: str
    session: Session | None = None


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
            return replace(
                now,
                session=Session(
                    console=event.console,
                    token_hash=event.session_hash,
                    since=at,
                    expires_at=event.expires_at,
                ),
            )
        case ev.OfficerSignedOut():
            return replace(now, session=None)
        case _:
            return now
