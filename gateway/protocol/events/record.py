"""The journal itself and what left the system."""

from typing import ClassVar

from gateway.protocol.enums import (
    Channel,
)
from gateway.protocol.events.base import EventData


class RelayDelivered(EventData, frozen=True, kw_only=True, tag="relay_delivered"):
    """A message left the system and was taken by the other side. ``to`` and ``title``: the partner
    whom it is for."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    message: str
    channel: Channel
    attempts: int
    to: str = ""
    title: str = ""


class RelayConfirmed(EventData, frozen=True, kw_only=True, tag="relay_confirmed"):
    """A message arrived: the network reports that the telephone has it."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    message: str
    channel: Channel
    to: str = ""
    title: str = ""


class RelayFailed(EventData, frozen=True, kw_only=True, tag="relay_failed"):
    """A message could not be delivered and is given up. ``reason`` is a code, never an address.
    ``to`` and ``title``: the partner whom it was for."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    message: str
    channel: Channel
    attempts: int
    reason: str
    to: str = ""
    title: str = ""


class PersonalErased(EventData, frozen=True, kw_only=True, tag="personal_erased"):
    """Salt and bytes of these personal rows are gone. ``rows`` are ``seq/field``."""

    rows: tuple[str, ...]
    reason: str
