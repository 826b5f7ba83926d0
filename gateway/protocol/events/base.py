"""What all events share."""

from typing import ClassVar

from msgspec import Struct


class EventData(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Base of all events."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()
