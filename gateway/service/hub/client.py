"""A device that is connected and admitted."""

import asyncio

from msgspec import Struct

from gateway.domain.audience import Audience
from gateway.protocol.enums import ClientKind
from gateway.service.hub.mailbox import Mailbox


class Duty(Struct, frozen=True, kw_only=True):
    """The sign-in that this connection acts under."""

    officer: str
    token_hash: str


class Client:
    """One admitted connection, as the hub knows it.

    ``through``: how far its picture reaches. ``live``: it has caught up and is told of every
    commit. ``heard_at``: monotonic time of its last frame. ``unlock``: SHA-256 of the token under
    which a partner's phone is open.
    """

    def __init__(
        self,
        *,
        name: str,
        kind: ClientKind,
        device: str,
        public_key: str,
        language: str,
        mailbox: Mailbox,
        audience: Audience,
        heard_at: float,
        duty: Duty | None = None,
        unlock: str | None = None,
    ) -> None:
        self.name = name
        self.kind = kind
        self.device = device
        self.public_key = public_key
        self.language = language
        self.mailbox = mailbox
        self.audience = audience
        self.heard_at = heard_at
        self.duty = duty
        self.unlock = unlock
        self.through = 0
        self.live = False
        self.signing_in = False
        self.catching_up: asyncio.Task[None] | None = None
