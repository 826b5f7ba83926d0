"""Copies of the embedded store, made while it runs, and their return."""

import shutil
import sqlite3
from pathlib import Path

from gateway.store.store import Store, set_journal_id


class NotABackup(Exception):  # noqa: N818  names what the file is not
    """The file is no PosPin store, or a damaged one."""


def backup(source: Path, target: Path) -> None:
    """Copy a consistent picture of the store to ``target``; writers are not held up.

    Raises FileExistsError when the target is there, OSError when it can't be written.
    """
    if target.exists():
        raise FileExistsError(target)
    part = target.with_name(target.name + ".part")
    try:
        with sqlite3.connect(source) as here, sqlite3.connect(part) as there:
            here.backup(there, pages=1_000)
            there.execute("PRAGMA journal_mode=DELETE")
        here.close()
        there.close()
        part.chmod(0o600)
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)


def restore(source: Path, target: Path) -> str:
    """Put a backup in the place of a store that is not running; returns the journal's new id.

    The store that was there is kept beside it with the ending ``.before-restore``. Raises
    NotABackup, and OSError when the files can't be written.
    """
    check(source)
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)
    part.chmod(0o600)
    if target.exists():
        _fold_log(target)
        target.replace(target.with_name(target.name + ".before-restore"))
    part.replace(target)
    store = Store.at(target)
    try:
        store.migrate()
        with store.begin() as connection:
            return set_journal_id(connection)
    finally:
        store.close()


def check(file: Path) -> None:
    """Raise NotABackup unless the file is a whole SQLite store with a journal."""
    if not file.is_file():
        raise NotABackup(file)
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        has_journal = connection.execute("SELECT count(*) FROM event").fetchone() is not None
    except sqlite3.DatabaseError as error:
        raise NotABackup(file) from error
    finally:
        connection.close()
    if not (sound and has_journal):
        raise NotABackup(file)


def _fold_log(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
