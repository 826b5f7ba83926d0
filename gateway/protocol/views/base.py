"""The base of all views."""

from msgspec import Struct

from gateway.protocol.fields import Subject


class View(Struct, frozen=True, kw_only=True, tag_field="type"):
    """Base of all views."""

    subject: Subject
    version: int
