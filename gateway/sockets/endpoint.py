"""What an endpoint does: it answers the requests of one kind of client."""

from typing import Protocol

from gateway.protocol.enums import ClientKind
from gateway.protocol.messages import Command, Lock, Message, Query, SignIn, SignOut, Unlock
from gateway.service.hub.client import Client

#: The messages that are answered under their id.
Request = Command | Query | SignIn | SignOut | Unlock | Lock


class Endpoint(Protocol):
    """One of ``/ws/post``, ``/ws/partner`` and ``/ws/console``."""

    @property
    def kind(self) -> ClientKind:
        """The kind of client it serves."""

    async def answer(self, client: Client, request: Request, address: str) -> Message:
        """Answer a request. Raises Refused."""
