"""The base of all command bodies."""

from msgspec import Struct


class Body(Struct, frozen=True, kw_only=True, tag_field="name"):
    """Base of all command bodies."""
