"""``/ws/partner``: the phone of a Ketua RT, of Linmas or of an agency's crew."""

from typing import Final

from gateway.domain.device import Partner
from gateway.protocol.enums import ClientKind
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Ack, Command, Lock, Message, Query, Unlock, Unlocked
from gateway.service.hub.client import Client
from gateway.service.identity.pins import hashed
from gateway.sockets.endpoint import Request
from gateway.sockets.orders import obey
from gateway.sockets.rates import Rates
from gateway.sockets.services import Services


class PartnerEndpoint:
    """Opens the phone by its PIN; nothing else is done before."""

    kind: Final = ClientKind.PARTNER

    def __init__(self, services: Services, rates: Rates) -> None:
        self._services = services
        self._rates = rates

    async def answer(self, client: Client, request: Request, address: str) -> Message:
        """Answer a request. Raises Refused."""
        self._rates.take(client.device)
        match request:
            case Unlock():
                return await self._unlock(client, request)
            case Lock():
                return self._lock(client, request)
            case Command():
                if client.unlock is None:
                    raise Refused(ErrorCode.PIN_NEEDED)
                return await obey(self._services, client, request)
            case Query():
                if client.unlock is None:
                    raise Refused(ErrorCode.PIN_NEEDED)
                return await self._services.answers.answer(client, request)
            case _:
                raise Refused(ErrorCode.FORBIDDEN)

    async def _unlock(self, client: Client, ask: Unlock) -> Unlocked:
        hub = self._services.hub
        partner = hub.replica.device(client.device)
        if client.unlock is not None or not isinstance(partner, Partner):
            raise Refused(ErrorCode.UNEXPECTED)
        token = await self._services.pins.unlock(partner, ask.pin)
        hub.open(client, hashed(token))
        return Unlocked(id=ask.id, token=token, audience=client.audience.fingerprint)

    def _lock(self, client: Client, ask: Lock) -> Ack:
        hub = self._services.hub
        hub.unlocks.close(client.device)
        hub.open(client, None)
        return Ack(id=ask.id, seq=hub.replica.head)
