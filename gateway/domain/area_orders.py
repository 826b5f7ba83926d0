"""What may be done to the areas, and what follows from it."""

from collections import Counter
from typing import Final

from gateway.domain.area import REGENCY, AreaBatch, level_of
from gateway.domain.decider import Deciders
from gateway.domain.device import Post
from gateway.domain.order import Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.errors import ErrorCode, Refused


def import_areas(world: World, order: Order, body: do.ImportAreas) -> list[Change]:
    """Lay an import over what is known. Nothing that it doesn't name is touched."""
    batch = order.areas
    if batch is None:
        raise ValueError("an order that imports areas must carry them")
    _check_places(world, batch)
    imported = ev.AreasImported(
        areas=len(batch.areas),
        boundaries=len(batch.boundaries),
        files=tuple(batch.files),
        names=batch.names,
    )
    return [Change(subject=f"areas:{order.id}", data=imported, areas=batch)]


def undo_areas(world: World, order: Order, body: do.UndoAreas) -> list[Change]:
    """Take the last import back, unless a post stands in an area that would vanish."""
    last = world.areas.last
    if last is None:
        raise Refused(ErrorCode.NOTHING_TO_UNDO)
    left = world.areas.without(last.subject).areas
    used = Counter(
        device.place.area
        for device in world.devices()
        if isinstance(device, Post) and not device.enrolment.revoked
    )
    for code in sorted(used.keys() & last.areas.keys()):
        if code not in left:
            raise Refused(ErrorCode.AREA_IN_USE, area=code, posts=used[code])
    undone = ev.AreasUndone(imported=last.subject, areas=len(last.areas))
    return [Change(subject=f"areas:{order.id}", data=undone)]


def _check_places(world: World, batch: AreaBatch) -> None:
    known = world.areas.areas.keys() | {area.code for area in batch.areas}
    for area in batch.areas:
        if level_of(area.code) > REGENCY and area.parent not in known:
            raise Refused(ErrorCode.UNKNOWN_AREA, area=area.parent)
    for boundary in batch.boundaries:
        if boundary.code not in known:
            raise Refused(ErrorCode.UNKNOWN_AREA, area=boundary.code)


DECIDERS: Final[Deciders] = {
    do.ImportAreas: import_areas,
    do.UndoAreas: undo_areas,
}
