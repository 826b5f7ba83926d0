"""What an order needs before it can be decided: chance, a secret, or a slow hash."""

from msgspec.structs import replace

from gateway.domain import rights
from gateway.domain.order import Order
from gateway.protocol import commands as do
from gateway.service.identity.codes import Codes
from gateway.service.identity.passwords import Passwords


class Preparing:
    """Adds enrolment codes and password hashes to the orders that need them."""

    def __init__(self, codes: Codes, passwords: Passwords) -> None:
        self._codes = codes
        self._passwords = passwords

    async def prepared(self, order: Order) -> Order:
        """The order, ready to be decided. Raises Refused before any work for who may not ask."""
        match order.body:
            case do.AddPost() | do.AddConsole() | do.IssueCode():
                return replace(order, fresh_code=self._codes.fresh())
            case do.AddOfficer():
                rights.check(order)
                password_hash = await self._passwords.hash(order.body.password)
                return replace(order, password_hash=password_hash)
            case _:
                return order
