"""A way out of the system, behind an interface that the worker and tests share."""

from typing import Protocol

from gateway.service.outbound.message import OutboundMessage


class DeliveryFailed(Exception):  # noqa: N818  an outcome that the worker expects
    """The other side did not take the message. ``reason`` is a code, never an address."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OutboundChannel(Protocol):
    """Delivers one message at a time."""

    @property
    def max_attempts(self) -> int:
        """After so many tries a message is given up."""

    async def send(self, message: OutboundMessage) -> None:
        """Returns when the other side took it. Raises DeliveryFailed."""
