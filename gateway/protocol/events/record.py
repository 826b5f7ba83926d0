"""The journal itself and what left the system."""

from gateway.protocol.enums import (
    Channel,
)
from gateway.protocol.events.base import EventData


class RelayDelivered(EventData, frozen=True, kw_only=True, tag="relay_delivered"):
    """A message left the system and was taken by the other side."""

    message: str
    channel: Channel
    attempts: int


class RelayFailed(EventData, frozen=True, kw_only=True, tag="relay_failed"):
    """A message could not be delivered and is given up. ``reason`` is a code, never an address."""

    message: str
    channel: Channel
    attempts: int
    reason: str


class PersonalErased(EventData, frozen=True, kw_only=True, tag="personal_erased"):
    """Salt and bytes of these personal rows are gone. ``rows`` are ``seq/field``."""

    rows: tuple[str, ...]
    reason: str
