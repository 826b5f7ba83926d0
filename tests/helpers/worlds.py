"""A world in memory that takes orders without a store."""

from gateway.domain.area import AreaBook
from gateway.domain.decide import decide
from gateway.domain.incident import Incident
from gateway.domain.order import Order
from gateway.domain.world import Entry, World
from gateway.service.broadcast_rules import rules_of
from gateway.service.commit.loading import built_in_areas
from gateway.settings import Broadcasts
from tests.helpers import orders


class PlayWorld:
    """Decides and applies, as the writer does, but keeps nothing."""

    def __init__(self) -> None:
        self.world = World(
            AreaBook(built_in_areas()), "KDL", broadcast_rules=rules_of(Broadcasts())
        )
        self.entries: list[Entry] = []

    def do(self, order: Order) -> list[Entry]:
        """The events that follow; raises Refused."""
        new = []
        for change in decide(self.world, order):
            state = self.world.find(change.subject)
            entry = Entry(
                seq=len(self.entries) + 1,
                at=order.received_at,
                actor=order.actor.subject,
                subject=change.subject,
                version=1 if state is None else state.version + 1,
                data=change.data,
                areas=change.areas,
            )
            self.world.apply(entry)
            self.entries.append(entry)
            new.append(entry)
        return new

    def post(self, title: str = "Pos Krajankulon RT 03", plain: str = "ABCD2345") -> str:
        """A registered post's subject."""
        return self.do(orders.add_post(title, plain))[0].subject

    def incident(self, subject: str) -> Incident:
        """An incident's state."""
        return self.world.incident(subject)
