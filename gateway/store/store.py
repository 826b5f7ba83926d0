"""The database: one engine, one writing connection, a small pool of readers."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry
from uuid_utils import uuid7

from gateway.store import schema, tables

logger = logging.getLogger(__name__)

READERS: Final = 3
_ROOM: Final = "room"
_ROOM_BYTES: Final = 64 * 1024

P = ParamSpec("P")
T = TypeVar("T")


class StoreBusy(Exception):  # noqa: N818  it passes by itself
    """The write-ahead log could not be emptied: somebody reads from it."""


class Store:
    """Opens a database by its URL, brings its tables to today's form, hands out connections.

    SQLite runs in WAL with synchronous=FULL: with NORMAL an acknowledged alarm is lost when the
    power goes (measured; ``resources/handbook/operations.md``). Raises ArgumentError for a URL
    that can't be used.
    """

    def __init__(self, url: str) -> None:
        self.engine: Final[Engine] = _engine(url)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")

    @classmethod
    def at(cls, file: Path) -> "Store":
        """The embedded store in a file."""
        return cls(f"sqlite:///{file}")

    def migrate(self) -> None:
        """Bring the tables to today's form, and give a new journal its id."""
        schema.upgrade(self.engine)
        with self.engine.begin() as connection:
            if journal_id(connection) is None:
                set_journal_id(connection)

    def begin(self) -> AbstractContextManager[Connection]:
        """A connection with a transaction that commits at the end, for the writer alone."""
        return self.engine.begin()

    async def read(
        self,
        question: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Ask a question on a reader connection, off the event loop."""

        def ask() -> T:
            with self.engine.connect() as connection:
                return question(connection, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._readers, ask)

    def compact(self) -> None:
        """Leave nothing in the files of what was deleted: old pages and the write-ahead log hold it
        until then. Must not run beside a transaction that writes. Raises StoreBusy when a reader
        holds on to the log; other stores than SQLite look after that themselves.
        """
        if self.engine.dialect.name != "sqlite":
            return
        raw = self.engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (busy, *_) = cursor.fetchall()[0]
            cursor.close()
        finally:
            raw.close()
        if busy:
            raise StoreBusy

    def close(self) -> None:
        """Let go of all connections; the last one folds the write-ahead log into the database."""
        self._readers.shutdown(wait=True, cancel_futures=True)
        self.engine.dispose()


def _engine(url: str) -> Engine:
    # What people wrote must not stand in a log because a statement failed.
    try:
        return create_engine(url, pool_size=READERS + 2, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise NoSuchModuleError(f"no driver is installed for it ({error.name})") from error


def journal_id(connection: Connection) -> str | None:
    """The id of this journal: made at its creation and anew at each restore."""
    chosen = select(tables.meta.c.value).where(tables.meta.c.key == "journal")
    return connection.execute(chosen).scalar_one_or_none()


def set_journal_id(connection: Connection) -> str:
    """Give the journal a new id, so that no client resumes across a restore."""
    new = str(uuid7())
    connection.execute(tables.meta.delete().where(tables.meta.c.key == "journal"))
    connection.execute(insert(tables.meta).values(key="journal", value=new))
    return new


def try_room(connection: Connection) -> None:
    """Write as much as a large batch does and take it away again: whether that commits is the
    question. (A row that is set to what it held writes nothing.)"""
    connection.execute(insert(tables.meta).values(key=_ROOM, value="0" * _ROOM_BYTES))
    connection.execute(tables.meta.delete().where(tables.meta.c.key == _ROOM))


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Python's driver begins no transaction before DDL, so that a migration cut short would leave
    # half of its tables: we begin ourselves.
    connection.isolation_level = None
    cursor: Any = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
