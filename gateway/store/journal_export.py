"""The journal as it leaves the system: each event with its mode, without personal fields."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from gateway.domain.world import Entry
from gateway.protocol.enums import Mode
from gateway.store.tables import event

#: An event without what is kept apart from its hashed bytes.
BARE: Final = msgspec.json.Decoder(Entry)
#: Rows that the database hands over at a time.
_CHUNK: Final = 1_000


class ExportedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event, the mode of its subject (None for posts, officers and the like), and its hash."""

    entry: Entry
    mode: Mode | None
    digest: bytes


def events(
    connection: Connection, since: datetime | None, until: datetime | None
) -> Iterator[ExportedEvent]:
    """The events from an instant until before another, oldest first. The journal is walked from its
    beginning: a subject says its mode only in its first event."""
    modes: dict[str, Mode] = {}
    chosen = select(event.c.bytes, event.c.hash).order_by(event.c.seq)
    if until is not None:
        chosen = chosen.where(event.c.at < until)
    for row in connection.execution_options(yield_per=_CHUNK).execute(chosen):
        entry = BARE.decode(row.bytes)
        mode = getattr(entry.data, "mode", None)
        if isinstance(mode, Mode):
            modes.setdefault(entry.subject, mode)
        if since is None or entry.at >= since:
            yield ExportedEvent(entry=entry, mode=modes.get(entry.subject), digest=row.hash)
