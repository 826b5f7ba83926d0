"""Tampering of every sort is found; an honest journal passes."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from gateway.domain.escalation import EscalationTimes
from gateway.protocol import commands as do
from gateway.protocol.enums import Kind
from gateway.service.commit.writer import Writer
from gateway.store import heads
from gateway.store.backup import NotABackup, backup, restore
from gateway.store.store import Store, journal_id
from gateway.store.verify import Verdict, verify
from tests.helpers.orders import T0, add_post, alarm, officer, order

KEY = Ed25519PrivateKey.generate()
KINDS = [Kind.FIRE, Kind.CRIME, Kind.DISASTER, Kind.MEDICAL]


@pytest.fixture
async def store(tmp_path: Path) -> Store:
    """A journal of some 40 events with a signed head."""
    store = Store.at(tmp_path / "journal.sqlite")
    store.migrate()
    writer = Writer(store, EscalationTimes(), "KDL")
    writer.load()
    writer.start()
    post = (await writer.submit(add_post())).subject or ""
    for number in range(12):
        at = T0 + timedelta(hours=number)
        subject = (await writer.submit(alarm(post, KINDS[number % 4], at))).subject or ""
        await writer.submit(order(officer(), do.Claim(incident=subject), at))
        await writer.submit(
            order(officer(), do.AddNote(incident=subject, text=f"baris {number}"), at)
        )
    await writer.stop()
    with store.begin() as connection:
        assert heads.sign_if_moved(connection, KEY, T0)
        assert not heads.sign_if_moved(connection, KEY, T0)
    return store


def verdict(store: Store) -> Verdict:
    with store.engine.connect() as connection:
        return verify(connection, KEY.public_key())


def test_an_honest_journal_passes(store: Store) -> None:
    assert verdict(store) == Verdict(events=38)
    store.close()


def _edit_bytes(connection: Connection, seq: int) -> None:
    connection.exec_driver_sql(
        "UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), '2026', '2025') AS BLOB)"
        " WHERE seq = ?",
        (seq,),
    )


def _retype_bytes(connection: Connection, seq: int) -> None:
    connection.exec_driver_sql("UPDATE event SET bytes = CAST(bytes AS TEXT) WHERE seq = ?", (seq,))


def _edit_column(connection: Connection, seq: int) -> None:
    connection.exec_driver_sql("UPDATE event SET at = at + 1 WHERE seq = ?", (seq,))


def _delete(connection: Connection, seq: int) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    connection.exec_driver_sql("DELETE FROM personal WHERE seq = ?", (seq,))
    connection.exec_driver_sql("DELETE FROM event WHERE seq = ?", (seq,))


def _swap(connection: Connection, seq: int) -> None:
    other = seq - 1 if seq > 1 else 2
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for old, new in ((seq, -1), (other, seq), (-1, other)):
        connection.exec_driver_sql("UPDATE event SET seq = ? WHERE seq = ?", (new, old))


def _truncate(connection: Connection, seq: int) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    connection.exec_driver_sql("DELETE FROM personal WHERE seq >= ?", (seq,))
    connection.exec_driver_sql("DELETE FROM event WHERE seq >= ?", (seq,))


def _edit_personal(connection: Connection, seq: int) -> None:
    connection.exec_driver_sql(
        "UPDATE personal SET bytes = CAST('\"lain\"' AS BLOB)"
        " WHERE seq = (SELECT max(seq) FROM personal WHERE seq <= ?)",
        (max(seq, 1),),
    )


def _delete_personal(connection: Connection, seq: int) -> None:
    connection.exec_driver_sql(
        "DELETE FROM personal WHERE seq = (SELECT max(seq) FROM personal WHERE seq <= ?)", (seq,)
    )


TAMPERINGS = [
    _edit_bytes,
    _retype_bytes,
    _edit_column,
    _delete,
    _swap,
    _truncate,
    _edit_personal,
    _delete_personal,
]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda t: t.__name__.strip("_"))
def test_every_tampering_is_found(store: Store, tamper: Callable[[Connection, int], None]) -> None:
    numbers = random.Random(tamper.__name__).sample(range(1, 39), 20)
    for seq in numbers:
        with store.engine.connect() as connection:
            transaction = connection.begin()
            tamper(connection, seq)
            assert verify(connection, KEY.public_key()).bad is not None, seq
            transaction.rollback()
    assert verdict(store).bad is None
    store.close()


def test_a_head_signed_by_another_key_is_found(store: Store) -> None:
    with store.engine.connect() as connection:
        found = verify(connection, Ed25519PrivateKey.generate().public_key())
    assert (found.bad, found.reason) == (38, "signature of the head is not good")
    store.close()


def test_a_backup_is_restored_under_a_new_journal_id(store: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    backup(tmp_path / "journal.sqlite", copy)
    with store.engine.connect() as connection:
        old = journal_id(connection)
    store.close()
    new = restore(copy, tmp_path / "journal.sqlite")
    assert new != old
    again = Store.at(tmp_path / "journal.sqlite")
    assert verdict(again) == Verdict(events=38)
    again.close()
    assert (tmp_path / "journal.sqlite.before-restore").exists()


def test_a_file_that_is_no_backup_is_refused_and_the_store_stays(
    store: Store, tmp_path: Path
) -> None:
    store.close()
    bad = tmp_path / "bad"
    bad.write_bytes(b"not a database at all" * 100)
    with pytest.raises(NotABackup):
        restore(bad, tmp_path / "journal.sqlite")
    again = Store.at(tmp_path / "journal.sqlite")
    assert verdict(again).bad is None
    again.close()
