"""What a call belongs to: an incident, a guest report, or another subject that is there."""

from msgspec import Struct

from gateway.domain.device import Partner
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.order import Actor, ActorKind, Order
from gateway.domain.partner import keeps_guests
from gateway.domain.world import State, World
from gateway.protocol import commands as do
from gateway.protocol.enums import Desk, Mode
from gateway.protocol.errors import ErrorCode, Refused


class About(Struct, frozen=True, kw_only=True):
    """The subject, with its mode if it has one, and the incident itself if it is one."""

    subject: str
    mode: Mode | None
    incident: Incident | None

    @property
    def reference(self) -> str:
        """The incident's number."""
        return self.incident.reference if self.incident else ""


def about_of(world: World, order: Order, body: do.StartCall) -> About | None:
    """What a new call belongs to, if anything."""
    if body.about is not None:
        return named(world, order, body.about)
    if body.press is None or order.actor.kind is not ActorKind.POST:
        return None
    try:
        raised = world.incident_of_press(body.press)
    except Refused:
        # The alarm may still be on its way, and nobody must wait with calling for help.
        return None
    return named(world, order, raised.subject)


def named(world: World, order: Order, subject: str) -> About:
    """The subject, if the actor may speak about it. Raises Refused(NOT_FOUND)."""
    found = world.find(subject)
    if found is None or not _concerns(world, order, found):
        raise Refused(ErrorCode.NOT_FOUND)
    return About(
        subject=subject,
        mode=found.mode if isinstance(found, Incident | GuestReport) else None,
        incident=found if isinstance(found, Incident) else None,
    )


def _concerns(world: World, order: Order, found: State) -> bool:
    """Whether it is the actor's own, of their desks, or near them."""
    match found:
        case Incident():
            return _incident_concerns(world, order.actor, found)
        case GuestReport():
            return _guests_concern(world, order.actor, found)
        case _:
            return order.actor.kind is ActorKind.OFFICER


def _incident_concerns(world: World, actor: Actor, incident: Incident) -> bool:
    match actor.kind:
        case ActorKind.POST:
            return incident.post == actor.subject
        case ActorKind.PARTNER:
            partner = world.partner(actor.subject)
            return world.reach(partner).covers(incident) or _helps(world, partner, incident)
        case _:
            return bool({incident.desk, *incident.former_desks} & set(actor.desks))


def _guests_concern(world: World, actor: Actor, report: GuestReport) -> bool:
    match actor.kind:
        case ActorKind.POST:
            return report.post == actor.subject
        case ActorKind.PARTNER:
            partner = world.partner(actor.subject)
            return keeps_guests(partner) and report.post in partner.posts
        case _:
            return Desk.SATPOL_PP in actor.desks


def _helps(world: World, partner: Partner, incident: Incident) -> bool:
    return any(task.agency == partner.agency for task in world.tasks_of(incident))
