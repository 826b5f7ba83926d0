"""Proof that nothing in the journal was altered, removed, inserted or cut off."""

import hashlib
from collections.abc import Iterator
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct
from sqlalchemy import Connection, Row, select

from gateway.store import heads
from gateway.store.seal import GENESIS, Sealed, kind_of, personal_hash, read_sealed, unseal
from gateway.store.tables import event, head, personal

_CHUNK: Final = 5_000


class Verdict(Struct, frozen=True, kw_only=True):
    """The outcome: how many events are good, and the first bad number with its reason."""

    events: int
    bad: int | None = None
    reason: str = ""


class _Found(Exception):  # noqa: N818  ends the walk at the first fault
    def __init__(self, seq: int, reason: str) -> None:
        super().__init__(reason)
        self.seq = seq
        self.reason = reason


def verify(connection: Connection, key: Ed25519PublicKey | None) -> Verdict:
    """Walk the whole journal. ``key`` checks the signed heads; without it only their hashes."""
    erased = _erased(connection)
    signed = {row.seq: row for row in connection.execute(select(head))}
    last, previous = 0, GENESIS
    try:
        for row in _events(connection):
            sealed = _check_event(row, last, previous)
            _check_personal(connection, sealed, erased)
            if row.seq in signed:
                _check_head(signed[row.seq], row.hash, key)
            last, previous = row.seq, row.hash
        _check_end(connection, last, max(signed, default=0))
    except _Found as found:
        return Verdict(events=last, bad=found.seq, reason=found.reason)
    except (TypeError, ValueError, OverflowError):
        # Not even values of the kinds that the tables hold.
        return Verdict(events=last, bad=last + 1, reason="can't be read")
    return Verdict(events=last)


def _events(connection: Connection) -> Iterator[Row[tuple[object, ...]]]:
    chosen = select(event).order_by(event.c.seq)
    yield from connection.execution_options(yield_per=_CHUNK).execute(chosen)


def _check_event(row: Row[tuple[object, ...]], last: int, previous: bytes) -> Sealed:
    if row.seq != last + 1:
        raise _Found(last + 1, "missing")
    if hashlib.sha256(row.bytes).digest() != row.hash:
        raise _Found(row.seq, "bytes do not match their hash")
    try:
        sealed = read_sealed(row.bytes)
        entry = unseal(row.bytes, {})
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _Found(row.seq, "bytes are not an event") from error
    if sealed.previous != previous.hex():
        raise _Found(row.seq, "does not follow the event before it")
    columns = (row.seq, row.subject, row.version, row.kind, row.at)
    if columns != (entry.seq, entry.subject, entry.version, kind_of(entry.data), entry.at):
        raise _Found(row.seq, "columns differ from the bytes")
    return sealed


def _check_personal(connection: Connection, sealed: Sealed, erased: dict[str, int]) -> None:
    if not sealed.personal:
        return
    chosen = select(personal).where(personal.c.seq == sealed.seq)
    rows = {row.field: row for row in connection.execute(chosen)}
    for field, expected in sealed.personal.items():
        row = rows.pop(field, None)
        if row is None:
            if erased.get(f"{sealed.seq}/{field}", 0) <= sealed.seq:
                raise _Found(sealed.seq, f"personal field {field} is missing without an erasure")
        elif personal_hash(row.salt, row.bytes) != expected:
            raise _Found(sealed.seq, f"personal field {field} was altered")
    if rows:
        raise _Found(sealed.seq, "has personal fields that it does not name")


def _erased(connection: Connection) -> dict[str, int]:
    chosen = select(event.c.seq, event.c.bytes).where(event.c.kind == "personal_erased")
    found: dict[str, int] = {}
    for row in connection.execute(chosen.order_by(event.c.seq)):
        try:
            rows = read_sealed(row.bytes).data["rows"]
        except (msgspec.DecodeError, msgspec.ValidationError, KeyError):
            continue  # the walk names this event as bad
        found.update(dict.fromkeys(rows, row.seq))
    return found


def _check_head(row: Row[tuple[object, ...]], digest: bytes, key: Ed25519PublicKey | None) -> None:
    if row.hash != digest:
        raise _Found(row.seq, "differs from the signed head")
    if key is not None and not heads.is_good(key, row.seq, row.hash, row.signature):
        raise _Found(row.seq, "signature of the head is not good")


def _check_end(connection: Connection, last: int, signed: int) -> None:
    if signed > last:
        raise _Found(last + 1, "cut off before a signed head")
    orphan = select(personal.c.seq).where(personal.c.seq > last).limit(1)
    found = connection.execute(orphan).scalar()
    if found is not None:
        raise _Found(found, "personal fields of an event that is not there")
