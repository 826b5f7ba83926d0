"""The partners, as the hub knows them now."""

from collections.abc import Iterable

from gateway.domain.device import Partner
from gateway.domain.partner import Reach
from gateway.service.hub.hub import Hub


class HubRoll:
    """Who there is, where each helps, and whose page is connected."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def partners(self) -> Iterable[Partner]:
        """All of them."""
        return list(self._hub.replica.partners.values())

    def reach(self, partner: Partner) -> Reach:
        """Where a partner helps."""
        return self._hub.replica.reach(partner)

    def is_online(self, partner: str) -> bool:
        """Whether the partner's page is connected now."""
        return any(client.device == partner for client in self._hub.clients)
