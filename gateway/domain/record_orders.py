"""Orders about the record itself."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.order import ErasePersonal, Order
from gateway.domain.world import Change, World
from gateway.protocol import events as ev


def erase_personal(world: World, order: Order, body: ErasePersonal) -> list[Change]:
    """Record that personal rows are gone; the store takes them away in the same commit."""
    erased = ev.PersonalErased(rows=body.rows, reason=body.reason)
    return [Change(subject=f"personal:{order.id}", data=erased)]


DECIDERS: Final[Deciders] = {
    ErasePersonal: erase_personal,
}
