"""What ends with something else: an incident's broadcasts end with its closing."""

from gateway.domain.world import Change, World
from gateway.protocol import events as ev


def endings(world: World, incident: str) -> list[Change]:
    """The ends of all open broadcasts about an incident."""
    return [
        Change(subject=sent.subject, data=ev.BroadcastEnded())
        for sent in world.broadcasts_about(incident)
        if sent.is_open
    ]
