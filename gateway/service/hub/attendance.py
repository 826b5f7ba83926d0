"""Whether anyone in the control room would see and hear an alarm."""

from collections.abc import Iterable

from gateway.domain.incident import desk_of
from gateway.protocol.enums import ClientKind, Desk, Kind
from gateway.protocol.messages import Presence
from gateway.service.clock import Clock
from gateway.service.hub.client import Client
from gateway.service.hub.replica import Replica
from gateway.service.hub.times import PresenceTimes


class Attendance:
    """Tells posts whether consoles of the desks that answer for them are connected.

    A console attends for the desks it shows and sounds, signed in or not. One that breaks off
    still counts for a few seconds.
    """

    def __init__(self, replica: Replica, clock: Clock, times: PresenceTimes) -> None:
        self._replica = replica
        self._clock = clock
        self._times = times
        self._here: set[Client] = set()
        self._left: dict[str, tuple[float, frozenset[Desk]]] = {}
        self._told: dict[Client, bool] = {}

    def join(self, client: Client) -> None:
        """A client is connected."""
        if client.kind is ClientKind.CONSOLE:
            self._here.add(client)
            self._left.pop(client.device, None)

    def leave(self, client: Client) -> None:
        """A client is gone."""
        self._told.pop(client, None)
        if client in self._here:
            self._here.discard(client)
            self._left[client.device] = (self._clock.monotonic(), _desks(client))

    def forget(self, client: Client) -> None:
        """The client's audience is about to change."""
        self._told.pop(client, None)
        self._here.discard(client)

    def tell(self, posts: Iterable[Client]) -> None:
        """Tell posts how they stand, unless they know."""
        here = self._desks_here()
        for client in posts:
            now = self._is_attended(client.device, here)
            if self._told.get(client) is not now:
                self._told[client] = now
                client.mailbox.say(Presence(attended=now))

    def look(self) -> None:
        """Tell every post for which it has changed."""
        self.tell(self._told)

    def _is_attended(self, post: str, here: set[Desk]) -> bool:
        """Whether every desk that the post's open incidents wait for has a console."""
        desks = {incident.desk for incident in self._replica.open_at(post)}
        return (desks or {desk_of(Kind.OTHER)}) <= here

    def _desks_here(self) -> set[Desk]:
        now = self._clock.monotonic()
        self._left = {
            device: (since, desks)
            for device, (since, desks) in self._left.items()
            if now - since <= self._times.linger_s
        }
        present = [_desks(client) for client in self._here]
        return set().union(*present, *(desks for _, desks in self._left.values()))


def _desks(client: Client) -> frozenset[Desk]:
    return frozenset((*client.audience.shown, *client.audience.desks))
