"""``/ws/console``: a console of the control room, with an officer signed in or without."""

from typing import Final

from gateway.domain.officer import Officer
from gateway.protocol.enums import ClientKind
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import (
    Ack,
    Command,
    Message,
    OfficerIdentity,
    Query,
    SignedIn,
    SignIn,
    SignOut,
)
from gateway.service.hub.client import Client
from gateway.sockets.endpoint import Request
from gateway.sockets.orders import obey
from gateway.sockets.rates import Rates
from gateway.sockets.services import Services


class ConsoleEndpoint:
    """Commands, queries and the sign-in of officers."""

    kind: Final = ClientKind.CONSOLE

    def __init__(self, services: Services, rates: Rates) -> None:
        self._services = services
        self._rates = rates

    async def answer(self, client: Client, request: Request, address: str) -> Message:
        """Answer a request. Raises Refused."""
        self._rates.take(client.device)
        match request:
            case Command():
                return await obey(self._services, client, request)
            case Query():
                return await self._services.answers.answer(client, request)
            case SignIn():
                return await self._sign_in(client, request, address)
            case SignOut():
                return await self._sign_out(client, request)
            case _:
                raise Refused(ErrorCode.FORBIDDEN)

    async def _sign_in(self, client: Client, ask: SignIn, address: str) -> SignedIn:
        if client.signing_in or client.duty is not None:
            raise Refused(ErrorCode.UNEXPECTED)
        client.signing_in = True
        try:
            opened = await self._services.sign_ins.sign_in(
                client.device, ask.user, ask.password, address
            )
        finally:
            client.signing_in = False
        self._services.hub.act_as(client, opened.duty)
        return SignedIn(
            id=ask.id,
            token=opened.token,
            officer=identity_of(opened.officer),
            audience=client.audience.fingerprint,
        )

    async def _sign_out(self, client: Client, ask: SignOut) -> Ack:
        duty = client.duty
        if duty is None:
            raise Refused(ErrorCode.NOT_SIGNED_IN)
        self._services.hub.act_as(client, None)
        seq = await self._services.sign_ins.sign_out(client.device, duty)
        return Ack(id=ask.id, seq=seq)


def identity_of(officer: Officer) -> OfficerIdentity:
    """Who is signed in, as the console is told."""
    return OfficerIdentity(
        officer=officer.subject, title=officer.title, role=officer.role, desks=officer.desks
    )
