"""Which recordings of calls there are: those that arrive, those that were kept long enough."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, func, insert, or_, select, update

from gateway.domain.world import Entry
from gateway.protocol import events as ev
from gateway.store.tables import recording


class Course(StrEnum):
    """How far a recording is. ``FAILED``: nothing, or not all of it, was kept."""

    RUNNING = "running"
    FAILED = "failed"
    STORED = "stored"
    ERASED = "erased"


class KnownRecording(Struct, frozen=True, kw_only=True):
    """One recording. ``moved_at``: when its course last changed."""

    id: str
    call: str
    course: Course
    file: str
    moved_at: datetime


def write(connection: Connection, entries: Iterable[Entry]) -> None:
    """Bring the table up to these events."""
    for entry in entries:
        match entry.data:
            case ev.RecordingStarted(recording=found):
                row = {
                    "id": found,
                    "call": entry.subject,
                    "course": Course.RUNNING,
                    "file": "",
                    "moved_at": entry.at,
                }
                connection.execute(insert(recording).values(row))
            case ev.RecordingFailed(recording=found):
                _move(connection, entry, found, course=Course.FAILED)
            case ev.RecordingStored(recording=found, file=file):
                _move(connection, entry, found, course=Course.STORED, file=file)
            case ev.RecordingErased(recording=found):
                _move(connection, entry, found, course=Course.ERASED, file="")


def unsettled(connection: Connection, arrived: Iterable[str]) -> list[KnownRecording]:
    """Those that are not stored: running, or failed with some of it among the ``arrived``."""
    table = recording.c
    part = (table.course == Course.FAILED) & table.id.in_(list(arrived))
    chosen = select(recording).where(or_(table.course == Course.RUNNING, part)).order_by(table.id)
    return _known(connection, chosen)


def stored_before(connection: Connection, at: datetime) -> list[KnownRecording]:
    """Those that were stored before ``at`` and are still there."""
    table = recording.c
    old = (table.course == Course.STORED) & (table.moved_at < at)
    return _known(connection, select(recording).where(old).order_by(table.id))


def keepers(connection: Connection, file: str) -> int:
    """How many recordings are in this file."""
    counted = select(func.count()).select_from(recording).where(recording.c.file == file)
    return int(connection.execute(counted).scalar_one())


def _known(connection: Connection, chosen: Select[Any]) -> list[KnownRecording]:
    return [
        KnownRecording(
            id=row.id,
            call=row.call,
            course=Course(row.course),
            file=row.file,
            moved_at=row.moved_at,
        )
        for row in connection.execute(chosen)
    ]


def _move(connection: Connection, entry: Entry, found: str, **values: object) -> None:
    moved = update(recording).where(recording.c.id == found)
    connection.execute(moved.values(moved_at=entry.at, **values))
