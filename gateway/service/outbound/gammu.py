"""The database through which gammu-smsd takes texts and gives what came in (its SQL backend).

Its SQL backend and not its files: only there a delivery report finds its message, and only there
the daemon writes down that modem and daemon are alive.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from gateway.protocol.enums import DeliveryState

#: Characters of one text in the GSM alphabet.
TEXT_LENGTH: Final = 160
#: How long the parts of a long text are waited for.
PARTS_S: Final = 300
_BUSY_S: Final = 5.0
#: In the past of every zone: the daemon compares with the local time, SQLite fills in UTC.
_AT_ONCE: Final = "2000-01-01 00:00:00"
_STATES: Final = {
    "SendingOK": DeliveryState.SENT,
    "SendingOKNoReport": DeliveryState.SENT,
    "DeliveryPending": DeliveryState.SENT,
    "DeliveryUnknown": DeliveryState.SENT,
    "DeliveryOK": DeliveryState.DELIVERED,
    "DeliveryFailed": DeliveryState.FAILED,
    "SendingError": DeliveryState.FAILED,
    "Error": DeliveryState.FAILED,
}
_REASONS: Final = {"DeliveryFailed": "not_delivered"}


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of a text. ``reason`` is a code when it failed."""

    message: str
    state: DeliveryState
    reason: str = ""


class Text(Struct, frozen=True, kw_only=True):
    """A text that came in, whole. ``rows`` are the numbers of its parts in the inbox."""

    rows: tuple[int, ...]
    number: str
    words: str
    received: str


class Spool:
    """One daemon's database. Every method may raise sqlite3.Error."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def hand_over(self, message: str, number: str, words: str) -> None:
        """Give a text to the daemon; one that it has had already is not given twice."""
        with self._changing() as database:
            for table in ("outbox", "sentitems"):
                asked = f"SELECT 1 FROM {table} WHERE CreatorID = ?"  # noqa: S608  our own names
                if database.execute(asked, (message,)).fetchone():
                    return
            database.execute(
                "INSERT INTO outbox (SendingDateTime, SendingTimeOut, DestinationNumber,"
                " TextDecoded, CreatorID, DeliveryReport) VALUES (?, ?, ?, ?, ?, 'yes')",
                (_AT_ONCE, _AT_ONCE, number, words[:TEXT_LENGTH], message),
            )

    def withdraw(self, message: str) -> bool:
        """Take a text back that was not sent yet; whether it could be."""
        with self._changing() as database:
            gone = database.execute("DELETE FROM outbox WHERE CreatorID = ?", (message,))
            return gone.rowcount > 0

    def outcomes(self, messages: Iterable[str]) -> list[Outcome]:
        """What is known of texts that left the outbox."""
        found = []
        with self._open() as database:
            for message in messages:
                asked = "SELECT Status FROM sentitems WHERE CreatorID = ?"
                for (status,) in database.execute(asked, (message,)):
                    state, reason = _STATES[status], _REASONS.get(status, "not_sent")
                    failed = state is DeliveryState.FAILED
                    found.append(
                        Outcome(message=message, state=state, reason=reason if failed else "")
                    )
        return found

    def forget(self, messages: Iterable[str]) -> None:
        """Take texts away of which nothing more is expected: their words are personal."""
        with self._changing() as database:
            keys = [(message,) for message in messages]
            database.executemany("DELETE FROM sentitems WHERE CreatorID = ?", keys)

    def texts(self) -> list[Text]:
        """What came in and was not taken yet, oldest first; a long text when all its parts are
        there, or after a while without those that are missing."""
        asked = (
            "SELECT ID, SenderNumber, TextDecoded, UDH, ReceivingDateTime,"
            " (julianday('now') - julianday(UpdatedInDB)) * 86400 FROM inbox ORDER BY ID"
        )
        with self._open() as database:
            rows = database.execute(asked).fetchall()
        return list(_joined(rows))

    def took(self, text: Text) -> None:
        """It is in the journal now."""
        with self._changing() as database:
            keys = [(row,) for row in text.rows]
            database.executemany("DELETE FROM inbox WHERE ID = ?", keys)

    def silent_s(self) -> float | None:
        """Seconds since the daemon last spoke with its modem; None when it never did."""
        asked = "SELECT (julianday('now') - julianday(MAX(UpdatedInDB))) * 86400 FROM phones"
        with self._open() as database:
            (seconds,) = database.execute(asked).fetchone()
        return None if seconds is None else float(seconds)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # Never made here: a database without the daemon's tables would look like a silent modem.
        address = f"{self._file.absolute().as_uri()}?mode=rw"
        opened = sqlite3.connect(address, uri=True, timeout=_BUSY_S, isolation_level=None)
        with closing(opened) as database:
            database.execute("PRAGMA secure_delete = ON")
            yield database

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")


_Row = tuple[int, str, str, str, str, float]


def _joined(rows: list[_Row]) -> Iterator[Text]:
    """Parts name their text by a head of 6 bytes: ``050003`` or ``060804``, reference, how many,
    which (3GPP TS 23.040)."""
    long: dict[tuple[str, str], list[_Row]] = {}
    for row in rows:
        number, words, head, received = row[1:5]
        if not head.startswith(("050003", "060804")):
            yield Text(rows=(row[0],), number=number, words=words, received=received)
            continue
        long.setdefault((number, head[:-2]), []).append(row)
    for (number, head), parts in long.items():
        whole = len(parts) >= int(head[-2:], 16)
        if not whole and min(part[5] for part in parts) < PARTS_S:
            continue
        parts.sort(key=lambda part: part[3])
        yield Text(
            rows=tuple(part[0] for part in parts),
            number=number,
            words="".join(part[2] for part in parts),
            received=parts[0][4],
        )
