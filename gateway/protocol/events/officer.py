"""Officers and their sessions."""

from typing import ClassVar

from gateway.protocol.enums import (
    Desk,
    Role,
)
from gateway.protocol.events.base import EventData
from gateway.protocol.fields import Instant


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
