"""The call of the ladder: nobody answered the message, so the Ketua RT's phone rings.

It comes from the post's tablet, which is its hub. Who answers sees the report to acknowledge; who
hears nobody at the tablet calls the desk about the same report.
"""

from collections.abc import Iterable

from gateway.domain.call_checks import check_reachable
from gateway.domain.device import Partner
from gateway.domain.guest import GuestReport
from gateway.domain.order import Order
from gateway.domain.world import Change, World
from gateway.protocol import events as ev
from gateway.protocol.enums import Desk, GuestContact
from gateway.protocol.errors import Refused


def ring(world: World, order: Order, found: GuestReport, heads: Iterable[str]) -> list[Change]:
    """Ring the first of them who is free; nothing where none is, or the tablet is in a call."""
    post = world.post(found.post)
    if not _is_free(world, post.subject):
        return []
    called = next((p for p in heads if _is_free(world, p)), None)
    if called is None:
        return []
    partner = world.partner(called)
    return [Change(subject=f"call:{order.id}", data=_started(world, order, found, partner))]


def _started(world: World, order: Order, found: GuestReport, partner: Partner) -> ev.CallStarted:
    return ev.CallStarted(
        mode=found.mode,
        desk=Desk.SATPOL_PP,
        desks=(Desk.SATPOL_PP,),
        caller=found.post,
        caller_device=found.post,
        caller_title=world.post(found.post).title,
        called=partner.subject,
        called_device=partner.subject,
        called_title=partner.title,
        place=found.place,
        about=found.subject,
        reference=found.reference,
        video=found.contact is GuestContact.VIDEO,
        hub=found.post,
        holder=None,
        rings_at=(),
        ring_until=world.call_times.ring_until(order.received_at),
    )


def _is_free(world: World, device: str) -> bool:
    try:
        check_reachable(world, device)
    except Refused:
        return False
    return True
