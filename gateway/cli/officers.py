"""``officer add``: the password comes by standard input, never by the command line."""

import asyncio
import sys

from gateway.cli.changes import changes
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import Outcome
from gateway.protocol.commands import AddOfficer
from gateway.protocol.enums import Desk, Role
from gateway.protocol.messages import Ack


def add_officer(invocation: Invocation) -> Outcome:
    """Registers an officer with the password on the first line of standard input."""
    given = invocation.arguments
    body = AddOfficer(
        user=given.user,
        title=given.name or given.user,
        role=Role(given.role),
        desks=tuple(map(Desk, given.desk)),
        password=sys.stdin.readline().rstrip("\r\n"),
    )

    async def give() -> Ack:
        async with changes(invocation) as way:
            return await way.give(body)

    ack = asyncio.run(give())
    return Outcome(sentence="cli_officer_added", data={"id": ack.subject, "user": given.user})
