"""Commands of the command line, done through the one way to change anything."""

import re

from gateway.domain.order import Actor, ActorKind, Order
from gateway.protocol import commands as do
from gateway.protocol.messages import Ack, Command
from gateway.service.clock import Clock
from gateway.service.guests.desk import GuestDesk
from gateway.service.guests.retention import Retention
from gateway.service.identity.preparing import Preparing
from gateway.service.media.retention import RecordingRetention
from gateway.service.timers.errands import Submits


class Administration:
    """Gives the orders of a system user, as the actor ``cli:<user>``."""

    def __init__(
        self,
        writer: Submits,
        preparing: Preparing,
        clock: Clock,
        guests: GuestDesk,
        retention: Retention,
        recordings: RecordingRetention,
    ) -> None:
        self._writer = writer
        self._preparing = preparing
        self._clock = clock
        self._guests = guests
        self._retention = retention
        self._recordings = recordings

    async def obey(self, user: str, command: Command) -> Ack:
        """Have the command done. Raises Refused."""
        now = self._clock.now()
        order = Order(
            id=command.id,
            actor=actor_of(user),
            body=command.body,
            received_at=now,
            acted_at=now,
        )
        if isinstance(command.body, do.RunRetention):
            done = await self._retention.run(order)
            await self._recordings.run()
        else:
            done = await self._writer.submit(await self._preparing.prepared(order))
        grant = done.grant or await self._guests.handed_out(order)
        return Ack(id=command.id, seq=done.seq, subject=done.subject, grant=grant)


def actor_of(user: str) -> Actor:
    """The actor of a system user; what a subject can't hold becomes ``-``."""
    name = re.sub(r"[^0-9a-z._-]", "-", user.lower())
    return Actor(kind=ActorKind.CLI, subject=f"cli:{name}", title=user)
