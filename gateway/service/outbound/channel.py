"""A way out of the system, behind an interface that the worker and tests share."""

from typing import Protocol

from gateway.protocol.enums import DeliveryState
from gateway.service.outbound.message import OutboundMessage


class DeliveryFailed(Exception):  # noqa: N818  an outcome that the worker expects
    """The other side did not take the message. ``reason`` is a code, never an address.

    ``dead``: the channel itself fails, not only this message. ``final``: trying again is useless.
    """

    def __init__(self, reason: str, *, dead: bool = True, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.dead = dead
        self.final = final


class RecipientGone(DeliveryFailed):
    """Whom it was for can't be reached in this way any more."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, dead=False, final=True)


class OutboundChannel(Protocol):
    """Delivers messages."""

    @property
    def max_attempts(self) -> int:
        """After so many tries a message is given up."""

    async def send(self, message: OutboundMessage) -> DeliveryState:
        """SENT when the other side took it, HANDED when that is heard later. Raises
        DeliveryFailed."""

    def close(self) -> None:
        """Let go of what it holds."""
