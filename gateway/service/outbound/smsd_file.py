"""The file and the database of the gammu-smsd that is this gateway's modem."""

import sqlite3
from contextlib import closing
from pathlib import Path
from string import Template
from typing import Final

from gateway.settings import Sms
from resources import read_text

#: The daemon's tables, as Debian's package of it brings them.
TABLES: Final = Path("/usr/share/doc/gammu-smsd/examples/sqlite.sql")
_RECEIVE_S: Final = 5


def written(sms: Sms, database: Path, receive_s: int = _RECEIVE_S) -> str:
    """``resources/install/gammu-smsdrc`` filled with the settings."""
    return Template(read_text("install/gammu-smsdrc")).substitute(
        device=sms.device,
        connection=sms.connection,
        model="model = dummy" if sms.connection == "none" else "",
        folder=database.absolute().parent,
        database=database.name,
        receive_s=receive_s,
    )


def make_database(file: Path, tables: Path = TABLES) -> None:
    """Make the daemon's tables unless they are there. Raises OSError, sqlite3.Error.

    The write-ahead log lets gateway and daemon read and write at the same time.
    """
    if file.exists():
        return
    script = tables.read_text("utf-8")
    file.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(script)
