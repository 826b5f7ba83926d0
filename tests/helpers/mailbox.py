"""A real SMTP server on the test's own loop."""

import asyncio
import email
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from email.policy import default as modern
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """Takes mail, unless ``answers`` holds something else to say first."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.refused_addresses: set[str] = set()

    async def handle_RCPT(  # noqa: N802  the server's name for it
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused_addresses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  the server's name for it
        self, _server: Any, _session: Session, envelope: Envelope
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        letter = email.message_from_bytes(content, policy=modern)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.recipients += envelope.rcpt_tos
        return "250 taken"


@asynccontextmanager
async def serving(
    mailbox: Mailbox, implicit: ssl.SSLContext | None = None, **options: Any
) -> AsyncIterator[int]:
    """A server on a free port of the loopback."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(mailbox, loop=loop, **options), "127.0.0.1", 0, ssl=implicit
    )
    async with server:
        yield server.sockets[0].getsockname()[1]
