"""Commands about areas."""

from gateway.protocol.commands.base import Body
from gateway.protocol.fields import Id


class ImportAreas(Body, frozen=True, kw_only=True, tag="import_areas"):
    """Lay prepared areas over what is known. Only the command line may send it.

    ``batch`` names what it laid ready in the gateway's own folder.
    """

    batch: Id


class UndoAreas(Body, frozen=True, kw_only=True, tag="undo_areas"):
    """Take the last import of areas back. Only the command line may send it."""
