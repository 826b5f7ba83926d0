"""How an event becomes bytes that can be proven: hash chain and personal fields apart.

Each event's bytes hold the hash of the event before it, so that changing, removing, inserting or
swapping any of them breaks the chain from there on. A personal field stands in the bytes only as
SHA-256(salt + value): erasing salt and value leaves the chain whole.
"""

import hashlib
import secrets
from datetime import datetime
from typing import Any, Final

import msgspec

from gateway.domain.world import Entry
from gateway.protocol.events import AnyEvent, EventData

#: What the first event of a journal has before it.
GENESIS: Final = bytes(32)
SALT_BYTES: Final = 32


class Sealed(msgspec.Struct, frozen=True):
    """The hashed form of an event; the order of the fields is the order of the bytes."""

    seq: int
    at: str
    actor: str
    subject: str
    version: int
    data: dict[str, Any]
    personal: dict[str, str]
    previous: str


class PersonalRow(msgspec.Struct, frozen=True):
    """A personal field of an event with its salt."""

    field: str
    salt: bytes
    value: bytes


class SealedEvent(msgspec.Struct, frozen=True):
    """What is written for one event."""

    raw: bytes
    digest: bytes
    personal: tuple[PersonalRow, ...]


_DECODER = msgspec.json.Decoder(Sealed)


def seal(entry: Entry, actor: str, previous: bytes) -> SealedEvent:
    """The bytes, hash and personal rows of an event that follows the one with hash ``previous``."""
    fields: dict[str, Any] = msgspec.to_builtins(entry.data)
    rows = []
    hashes = {}
    for name in type(entry.data).PERSONAL:
        value = msgspec.json.encode(fields.pop(name))
        row = PersonalRow(field=name, salt=secrets.token_bytes(SALT_BYTES), value=value)
        rows.append(row)
        hashes[name] = personal_hash(row.salt, row.value)
    sealed = msgspec.json.encode(
        Sealed(
            seq=entry.seq,
            at=entry.at.isoformat(timespec="microseconds"),
            actor=actor,
            subject=entry.subject,
            version=entry.version,
            data=fields,
            personal=hashes,
            previous=previous.hex(),
        )
    )
    return SealedEvent(sealed, hashlib.sha256(sealed).digest(), tuple(rows))


def personal_hash(salt: bytes, value: bytes) -> str:
    """What stands in the event for a personal field."""
    return hashlib.sha256(salt + value).hexdigest()


def unseal(raw: bytes, personal: dict[str, bytes]) -> Entry:
    """The event in these bytes; a personal field that was erased comes back as its default.

    Raises msgspec.DecodeError or msgspec.ValidationError when the bytes are not an event.
    """
    sealed = _DECODER.decode(raw)
    fields = dict(sealed.data)
    for name in sealed.personal:
        if name in personal:
            fields[name] = msgspec.json.decode(personal[name])
    data: AnyEvent = msgspec.convert(fields, AnyEvent)
    return Entry(
        seq=sealed.seq,
        at=datetime.fromisoformat(sealed.at),
        actor=sealed.actor,
        subject=sealed.subject,
        version=sealed.version,
        data=data,
    )


def read_sealed(raw: bytes) -> Sealed:
    """The hashed form itself, for checking."""
    return _DECODER.decode(raw)


def kind_of(data: EventData) -> str:
    """The tag of an event."""
    return str(type(data).__struct_config__.tag)
