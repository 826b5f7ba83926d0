"""Signatures over the journal's head (Ed25519): a journal cut at its end no longer reaches them."""

from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from sqlalchemy import Connection, func, insert, select

from gateway.store import journal
from gateway.store.tables import head


def sign_if_moved(connection: Connection, key: Ed25519PrivateKey, at: datetime) -> bool:
    """Sign the head unless it is signed already; the caller commits. Returns whether it signed."""
    seq, digest = journal.head(connection)
    signed = connection.execute(select(func.max(head.c.seq))).scalar() or 0
    if seq <= signed:
        return False
    signature = key.sign(statement(seq, digest))
    connection.execute(insert(head).values(seq=seq, at=at, hash=digest, signature=signature))
    return True


def statement(seq: int, digest: bytes) -> bytes:
    """What is signed: how far the journal reaches, and the hash there."""
    return f"pospin.head.v1\n{seq}\n{digest.hex()}".encode()


def is_good(key: Ed25519PublicKey, seq: int, digest: bytes, signature: bytes) -> bool:
    """Whether a signature is that of the key."""
    try:
        key.verify(signature, statement(seq, digest))
    except InvalidSignature:
        return False
    return True
