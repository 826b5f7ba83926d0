"""A client's command as an order: who acts, and when they acted."""

from datetime import timedelta

from gateway.domain.order import Actor, ActorKind, Order
from gateway.protocol.commands import OpenRecording
from gateway.protocol.enums import ClientKind
from gateway.protocol.errors import Refused
from gateway.protocol.messages import Ack, Command
from gateway.service.hub.client import Client
from gateway.service.hub.replica import Replica
from gateway.sockets.services import Services


async def obey(services: Services, client: Client, command: Command) -> Ack:
    """Have the command done. Raises Refused."""
    now = services.clock.now()
    order = Order(
        id=command.id,
        actor=actor_of(services.hub.replica, client),
        body=command.body,
        received_at=now,
        acted_at=now - timedelta(milliseconds=command.age_ms),
        acted_at_uncertain=command.age_uncertain,
        expires_at=command.expires_at,
        version=command.version,
    )
    try:
        done = await services.writer.submit(await services.preparing.prepared(order))
    except Refused as refused:
        services.guests.refused(order, refused)
        raise
    grant = done.grant or await services.guests.handed_out(order)
    if isinstance(command.body, OpenRecording):
        grant = await services.answers.to_hear(client, command.body)
    return Ack(id=command.id, seq=done.seq, subject=done.subject, grant=grant)


def actor_of(replica: Replica, client: Client) -> Actor:
    """Who acts on this connection: the officer signed in, else the device itself."""
    if client.kind is ClientKind.POST:
        title = replica.title_of(client.device)
        return Actor(kind=ActorKind.POST, subject=client.device, title=title)
    if client.kind is ClientKind.PARTNER:
        title = replica.title_of(client.device)
        return Actor(kind=ActorKind.PARTNER, subject=client.device, title=title)
    officer = replica.officers.get(client.duty.officer) if client.duty else None
    if officer is None:
        return Actor(
            kind=ActorKind.CONSOLE,
            subject=client.device,
            title=replica.title_of(client.device),
            console=client.device,
        )
    return Actor(
        kind=ActorKind.OFFICER,
        subject=officer.subject,
        title=officer.title,
        role=officer.role,
        desks=officer.desks,
        console=client.device,
    )
