"""Which files of pictures and voice notes there are, and which have to be removed."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from gateway.domain.world import Entry
from gateway.protocol import events as ev
from gateway.store.tables import media


class ErasedMedia(Struct, frozen=True):
    """A message whose files have to go; ``files`` are those that no other message needs."""

    incident: str
    message: str
    files: tuple[str, ...]


def write(connection: Connection, entries: Iterable[Entry]) -> None:
    """Bring the table up to these events."""
    for entry in entries:
        match entry.data:
            case ev.MediaStored() as stored:
                connection.execute(insert(media).values(_row(entry, stored)))
            case ev.MediaErased(message=message):
                connection.execute(delete(media).where(media.c.message == message))
            case ev.PersonalErased(rows=rows):
                keys = [{"key": int(row.partition("/")[0])} for row in rows]
                marked = update(media).where(media.c.seq == bindparam("key")).values(erased=True)
                if keys:
                    connection.execute(marked, keys)


def erased(connection: Connection) -> list[ErasedMedia]:
    """What has to be removed."""
    rows = connection.execute(select(media).where(media.c.erased.is_(True))).all()
    return [
        ErasedMedia(
            row.incident,
            row.message,
            tuple(f for f in (row.file, row.thumbnail) if f and not _is_needed(connection, f)),
        )
        for row in rows
    ]


def _is_needed(connection: Connection, file: str) -> bool:
    """Two posts may have sent the same picture, which is then one file."""
    same = (media.c.file == file) | (media.c.thumbnail == file)
    counted = select(func.count()).where(same & media.c.erased.is_(False))
    return bool(connection.execute(counted).scalar_one())


def _row(entry: Entry, stored: ev.MediaStored) -> dict[str, object]:
    return {
        "seq": entry.seq,
        "incident": entry.subject,
        "message": stored.message,
        "file": stored.file,
        "thumbnail": stored.thumbnail,
        "erased": False,
    }
