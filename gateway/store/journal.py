"""Writing and reading the journal."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, insert, select

from gateway.domain.world import Entry
from gateway.store.seal import GENESIS, kind_of, seal, unseal
from gateway.store.tables import event, personal

#: How many subjects one IN list names: SQLite's limit of variables is 32,766.
_IN_LIST: Final = 10_000


class Appender:
    """Numbers and seals the events of one batch, then writes them with one executemany a table."""

    def __init__(self, seq: int, previous: bytes) -> None:
        self.seq = seq
        self.previous = previous
        self.entries: list[Entry] = []
        self._events: list[dict[str, Any]] = []
        self._personal: list[dict[str, Any]] = []

    def append(self, entry: Entry) -> None:
        """Take the next event; its number must follow the last one."""
        if entry.seq != self.seq + 1:
            raise ValueError(f"event {entry.seq} does not follow {self.seq}")
        sealed = seal(entry, entry.actor, self.previous)
        self._events.append(
            {
                "seq": entry.seq,
                "subject": entry.subject,
                "version": entry.version,
                "kind": kind_of(entry.data),
                "at": entry.at,
                "bytes": sealed.raw,
                "hash": sealed.digest,
            }
        )
        for row in sealed.personal:
            self._personal.append(
                {
                    "seq": entry.seq,
                    "field": row.field,
                    "subject": entry.subject,
                    "salt": row.salt,
                    "bytes": row.value,
                }
            )
        self.seq, self.previous = entry.seq, sealed.digest
        self.entries.append(entry)

    def write(self, connection: Connection) -> None:
        """Insert all rows; the caller commits."""
        if self._events:
            connection.execute(insert(event), self._events)
        if self._personal:
            connection.execute(insert(personal), self._personal)


def head(connection: Connection) -> tuple[int, bytes]:
    """Number and hash of the last event; (0, GENESIS) for an empty journal."""
    newest = select(event.c.seq, event.c.hash).order_by(event.c.seq.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return (0, GENESIS) if row is None else (row.seq, row.hash)


def after(connection: Connection, seq: int, limit: int) -> list[Entry]:
    """The next events after a number, oldest first."""
    return _read(connection, event.c.seq > seq, limit)


def of_subject(connection: Connection, subject: str, after: int, limit: int) -> list[Entry]:
    """The events of one subject after a number, oldest first."""
    return _read(connection, (event.c.subject == subject) & (event.c.seq > after), limit)


def of_joined(
    connection: Connection,
    subject: str,
    others: Sequence[str],
    kinds: Sequence[str],
    after_seq: int,
    limit: int,
) -> list[Entry]:
    """The next events of a subject, and those of some kinds of others, oldest first."""
    of_others = event.c.subject.in_(others) & event.c.kind.in_(kinds)
    chosen = (event.c.subject == subject) | of_others
    return _read(connection, chosen & (event.c.seq > after_seq), limit)


def of_subjects(connection: Connection, subjects: Sequence[str]) -> list[Entry]:
    """All events of these subjects, oldest first."""
    found: list[Entry] = []
    for start in range(0, len(subjects), _IN_LIST):
        part = subjects[start : start + _IN_LIST]
        found.extend(_read(connection, event.c.subject.in_(part), None))
    return sorted(found, key=lambda entry: entry.seq)


def of_prefixes(connection: Connection, prefixes: Iterable[str]) -> list[Entry]:
    """All events of the subjects of these types (``post:`` ...), oldest first."""
    found: list[Entry] = []
    for prefix in prefixes:
        found.extend(_read(connection, _of_type(prefix), None))
    return sorted(found, key=lambda entry: entry.seq)


def subjects_with(connection: Connection, prefix: str, kind: str, since: datetime) -> list[str]:
    """The subjects of a type (``broadcast:``) to which an event of a kind came since an instant."""
    chosen = select(event.c.subject).where(
        _of_type(prefix), event.c.kind == kind, event.c.at >= since
    )
    return list(connection.execute(chosen).scalars())


def _of_type(prefix: str) -> ColumnElement[bool]:
    # A range instead of LIKE, so that the index on the subject serves it on both stores.
    low, high = prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return (event.c.subject >= low) & (event.c.subject < high)


def _read(connection: Connection, where: ColumnElement[bool], limit: int | None) -> list[Entry]:
    chosen = select(event.c.seq, event.c.bytes).where(where).order_by(event.c.seq).limit(limit)
    rows = connection.execute(chosen).all()
    secrets = _personal(connection, [row.seq for row in rows])
    return [unseal(row.bytes, secrets.get(row.seq, {})) for row in rows]


def _personal(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[str, bytes]]:
    found: defaultdict[int, dict[str, bytes]] = defaultdict(dict)
    for start in range(0, len(numbers), _IN_LIST):
        part = numbers[start : start + _IN_LIST]
        chosen = select(personal.c.seq, personal.c.field, personal.c.bytes)
        for row in connection.execute(chosen.where(personal.c.seq.in_(part))):
            found[row.seq][row.field] = row.bytes
    return found
