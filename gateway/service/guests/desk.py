"""What orders about guests need before they are decided, and what is handed out after it."""

from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from gateway.domain import rights
from gateway.domain.guest import GuestReport
from gateway.domain.order import Order
from gateway.protocol import commands as do
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Grant
from gateway.service.clock import Clock
from gateway.service.guests.documents import Documents
from gateway.service.guests.lists import GuestLists
from gateway.service.guests.tickets import Tickets
from gateway.store import queries
from gateway.store.store import Store

#: How long an opened number may stay on a screen.
SHOWN: Final = timedelta(seconds=60)


class GuestDesk:
    """Holds the two secrets of guest reports: of their tickets and of the numbers."""

    def __init__(
        self, store: Store, clock: Clock, documents_key: bytes, tickets_key: bytes
    ) -> None:
        self._store = store
        self._clock = clock
        self._documents = Documents(documents_key)
        self.tickets = Tickets(tickets_key, clock.monotonic)
        self.lists = GuestLists(clock)

    def prepared(self, order: Order) -> Order:
        """The order with its ticket and sealed numbers. Raises Refused for who may not ask, and
        for who guessed too often."""
        match order.body:
            case do.ReportGuests() | do.AnnounceGuest():
                rights.check(order)
                sealed = self._documents.sealed(order.body.guests)
                return replace(order, ticket=self.tickets.fresh(), documents=sealed)
            case do.CorrectGuest():
                rights.check(order)
                ticket = self.tickets.typed(order.body.ticket, order.actor.subject)
                sealed = self._documents.sealed(order.body.guests)
                return replace(order, ticket=ticket, documents=sealed)
            case do.CheckOut():
                rights.check(order)
                ticket = self.tickets.typed(order.body.ticket, order.actor.subject)
                return replace(order, ticket=ticket)
            case _:
                return order

    def refused(self, order: Order, refused: Refused) -> None:
        """Count a wrong ticket."""
        if refused.code is ErrorCode.TICKET_WRONG:
            self.tickets.wrong(order.actor.subject)

    async def handed_out(self, order: Order) -> Grant | None:
        """The number that an acknowledged order opened, or leave to read a list. Raises
        Refused(NOT_FOUND) when the number was erased meanwhile."""
        match order.body:
            case do.OpenDocument():
                rights.check(order)
                return await self._number(order.body)
            case do.OpenGuestList():
                rights.check(order)
                return self.lists.open(order.actor.console, order.body)
            case _:
                return None

    def opened(self, sealed: str, place: str) -> str:
        """A sealed number, for finding a person in what is kept."""
        return self._documents.opened(sealed, place)

    async def _number(self, body: do.OpenDocument) -> Grant:
        found = (await self._store.read(queries.load_states, [body.guest])).get(body.guest)
        place = f"{body.number}/{body.document}"
        sealed = found.documents.get(place) if isinstance(found, GuestReport) else None
        if sealed is None:
            raise Refused(ErrorCode.NOT_FOUND)
        number = self._documents.opened(sealed, place)
        return Grant(code=number, expires_at=self._clock.now() + SHOWN)
