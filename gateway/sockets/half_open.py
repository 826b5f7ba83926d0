"""Connections that have not signed in: bounded, and the oldest goes first."""

from collections import OrderedDict
from typing import Protocol

from gateway.sockets.limits import Limits


class Unadmitted(Protocol):
    """A connection that can be sent away."""

    @property
    def address(self) -> str:
        """Where it comes from."""

    def send_away(self) -> None:
        """End it, to make room."""

    def abort_opening(self) -> None:
        """End it if its WebSocket is not open yet."""


class HalfOpen:
    """Who has connected and not yet said who they are.

    Newcomers are always let in, at the cost of the oldest of their own address or of all: a flood
    of idle connections can't keep a post out, which needs well under a second to sign in.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waiting: OrderedDict[Unadmitted, None] = OrderedDict()
        self._of_address: dict[str, OrderedDict[Unadmitted, None]] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def enter(self, connection: Unadmitted) -> None:
        """A connection was opened."""
        self._waiting[connection] = None
        here = self._of_address.setdefault(connection.address, OrderedDict())
        here[connection] = None
        if len(here) > self._limits.per_address:
            self._send_away(next(iter(here)))
        if len(self._waiting) > self._limits.half_open:
            self._send_away(next(iter(self._waiting)))

    def leave(self, connection: Unadmitted) -> None:
        """It has signed in or is gone."""
        if connection not in self._waiting:
            return
        del self._waiting[connection]
        here = self._of_address[connection.address]
        del here[connection]
        if not here:
            del self._of_address[connection.address]

    def abort_opening(self) -> None:
        """End those that have not even asked for an endpoint."""
        for connection in list(self._waiting):
            connection.abort_opening()

    def _send_away(self, connection: Unadmitted) -> None:
        self.leave(connection)
        connection.send_away()
