"""One event or several: merge and un-merge, link, split."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.incident import Incident
from gateway.domain.incident_orders import of_desk
from gateway.domain.order import Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import IncidentState
from gateway.protocol.errors import ErrorCode, Refused


def merge(world: World, order: Order, body: do.Merge) -> list[Change]:
    """Let an open incident go on in another open one of the same mode."""
    found, into = _two(world, order, body.incident, body.into)
    if not (found.is_open and into.is_open) or found.mode is not into.mode or found.open_tasks:
        raise Refused(ErrorCode.WRONG_STATE)
    absorbed = ev.IncidentAbsorbed(
        incident=found.subject, reference=found.reference, unread=found.unread_ids
    )
    return [
        Change(subject=found.subject, data=ev.IncidentMerged(into=into.subject)),
        Change(subject=into.subject, data=absorbed),
    ]


def unmerge(world: World, order: Order, body: do.Unmerge) -> list[Change]:
    """Give a merged incident its own course back; one that waited waits and sounds anew."""
    found = of_desk(world, order, body.incident)
    if found.state is not IncidentState.MERGED or found.merged_into is None:
        raise Refused(ErrorCode.WRONG_STATE)
    parted = ev.IncidentParted(incident=found.subject, reference=found.reference)
    return [
        Change(subject=found.subject, data=ev.IncidentUnmerged(out_of=found.merged_into)),
        Change(subject=found.merged_into, data=parted),
    ]


def link(world: World, order: Order, body: do.LinkIncidents) -> list[Change]:
    """Note on both that they have to do with each other."""
    found, other = _two(world, order, body.incident, body.other)
    if other.subject in found.linked:
        return []
    return [
        Change(subject=a.subject, data=ev.IncidentLinked(other=b.subject, reference=b.reference))
        for a, b in ((found, other), (other, found))
    ]


def split(world: World, order: Order, body: do.Split) -> list[Change]:
    """Make an incident of its own from a later press."""
    found = of_desk(world, order, body.incident)
    if not found.is_open or body.press not in found.presses[1:]:
        raise Refused(ErrorCode.WRONG_STATE)
    subject = f"incident:{body.press}"
    reference = world.next_reference(order.received_at)
    pressed_at = found.press_times[found.presses.index(body.press)]
    raised = ev.AlarmRaised(
        press=body.press,
        reference=reference,
        incident_kind=found.kind,
        mode=found.mode,
        priority=found.priority,
        desk=found.desk,
        post=found.post,
        post_title=found.post_title,
        place=found.place,
        pressed_at=pressed_at,
        pressed_at_uncertain=found.pressed_at_uncertain,
    )
    parted = ev.PressSplit(press=body.press, incident=subject, reference=reference)
    return [
        Change(subject=found.subject, data=parted),
        Change(subject=subject, data=raised),
    ]


def _two(world: World, order: Order, one: str, other: str) -> tuple[Incident, Incident]:
    if one == other:
        raise Refused(ErrorCode.WRONG_STATE)
    return of_desk(world, order, one), of_desk(world, order, other)


DECIDERS: Final[Deciders] = {
    do.Merge: merge,
    do.Unmerge: unmerge,
    do.LinkIncidents: link,
    do.Split: split,
}
