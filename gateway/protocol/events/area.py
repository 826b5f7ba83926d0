"""Areas and what is set for them."""

from typing import ClassVar

from msgspec import Struct

from gateway.protocol.events.base import EventData


class ImportedFile(Struct, frozen=True, kw_only=True):
    """A file of an import: what it gave, and the SHA-256 of its bytes in hexadecimal."""

    sha256: str
    areas: int
    boundaries: int


class AreasImported(EventData, frozen=True, kw_only=True, tag="areas_imported"):
    """Areas and boundaries were laid over what was known. ``names`` are the files' names."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("names",)
    areas: int
    boundaries: int
    files: tuple[ImportedFile, ...]
    names: str = ""


class AreasUndone(EventData, frozen=True, kw_only=True, tag="areas_undone"):
    """An import was taken back; what was before it holds again. ``imported`` is its subject."""

    imported: str
    areas: int
