"""What may be done to a desa's table of rhythms."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.kentongan import check_playable
from gateway.domain.order import Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.errors import ErrorCode, Refused


def set_kentongan(world: World, order: Order, body: do.SetKentongan) -> list[Change]:
    """Replace the table of a desa."""
    if body.area not in world.areas.villages:
        raise Refused(ErrorCode.UNKNOWN_AREA, area=body.area)
    for rhythm in body.rhythms.values():
        check_playable(rhythm)
    held = world.kentongan_of(body.area)
    if held is not None and held.rhythms == body.rhythms:
        return []
    changed = ev.KentonganSet(area=body.area, rhythms=body.rhythms)
    return [Change(subject=f"kentongan:{body.area}", data=changed)]


DECIDERS: Final[Deciders] = {
    do.SetKentongan: set_kentongan,
}
