"""``/ws/post``: the tablet of a watch post."""

from typing import Final

from gateway.protocol.commands import RaiseAlarm
from gateway.protocol.enums import ClientKind
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Command, Message, Query
from gateway.service.hub.client import Client
from gateway.sockets.endpoint import Request
from gateway.sockets.orders import obey
from gateway.sockets.rates import Rates
from gateway.sockets.services import Services


class PostEndpoint:
    """Takes alarms, whatever their rate (law 6), and little else."""

    kind: Final = ClientKind.POST

    def __init__(self, services: Services, rates: Rates) -> None:
        self._services = services
        self._rates = rates

    async def answer(self, client: Client, request: Request, address: str) -> Message:
        """Answer a request. Raises Refused."""
        if not (isinstance(request, Command) and isinstance(request.body, RaiseAlarm)):
            self._rates.take(client.device)
        match request:
            case Command():
                return await obey(self._services, client, request)
            case Query():
                return await self._services.answers.answer(client, request)
            case _:
                raise Refused(ErrorCode.FORBIDDEN)
