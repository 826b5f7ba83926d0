"""What an order needs before it can be decided: chance, a secret, a slow hash, or a file."""

import asyncio

from msgspec.structs import replace

from gateway.domain import rights
from gateway.domain.order import Order
from gateway.protocol import commands as do
from gateway.service.guests.desk import GuestDesk
from gateway.service.identity.codes import Codes
from gateway.service.identity.passwords import Passwords
from gateway.store.areas_ready import ReadyAreas


class Preparing:
    """Adds codes, tickets, password hashes and imported areas to the orders that need them."""

    def __init__(
        self, codes: Codes, passwords: Passwords, ready: ReadyAreas, guests: GuestDesk
    ) -> None:
        self._codes = codes
        self._passwords = passwords
        self._ready = ready
        self._guests = guests

    async def prepared(self, order: Order) -> Order:
        """The order, ready to be decided. Raises Refused before any work for who may not ask."""
        match order.body:
            case do.AddPost() | do.AddConsole() | do.AddPartner() | do.IssueCode():
                return replace(order, fresh_code=self._codes.fresh())
            case do.ProveNumber():
                return replace(order, sms_code=self._codes.seal(self._codes.sms(order.id)))
            case do.ConfirmNumber():
                return replace(order, sms_code=self._codes.seal(order.body.code))
            case do.AddOfficer():
                rights.check(order)
                password_hash = await self._passwords.hash(order.body.password)
                return replace(order, password_hash=password_hash)
            case do.ImportAreas():
                rights.check(order)
                areas = await asyncio.to_thread(self._ready.read, order.body.batch)
                return replace(order, areas=areas)
            case _:
                return self._guests.prepared(order)
