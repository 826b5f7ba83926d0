"""The tables. ``event`` and ``personal`` are the truth; all others are made from them.

Instants are integers, microseconds since 1970 in UTC, so that both stores sort and compare alike.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime kept as integer microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Microseconds since 1970."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """An aware UTC datetime."""
        return None if value is None else _EPOCH + value * _MICROSECOND


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Facts about this journal, such as its id.
meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

#: The journal. ``bytes`` is exactly what was hashed; the other columns only find it again.
event = Table(
    "event",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    UniqueConstraint("subject", "version"),
)

#: Personal fields of events, apart from the hashed bytes so that they can be erased.
personal = Table(
    "personal",
    metadata,
    Column("seq", BigInteger, ForeignKey("event.seq"), primary_key=True, autoincrement=False),
    Column("field", String, primary_key=True),
    Column("subject", String, nullable=False, index=True),
    Column("salt", LargeBinary(32), nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

#: Commands that changed something: a repeated id gets the same answer.
command = Table(
    "command",
    metadata,
    Column("id", String, primary_key=True),
    Column("actor", String, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("subject", String),
)

#: Signatures over the journal's head: proof that nothing was cut off its end.
head = Table(
    "head",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("signature", LargeBinary(64), nullable=False),
)

#: Incidents, for finding them; their state is read from their events.
incident = Table(
    "incident",
    metadata,
    Column("subject", String, primary_key=True),
    Column("reference", String, nullable=False, unique=True),
    Column("day", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("state", String, nullable=False),
    Column("desk", String, nullable=False),
    Column("post", String, nullable=False),
    Column("area", String, nullable=False),
    Column("place", String, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Index("ix_incident_open", "closed_at", "state"),
    Index("ix_incident_post_received", "post", "received_at"),
    Index("ix_incident_received", "received_at", "subject"),
    Index("ix_incident_day", "day", "number"),
)

#: Calls, for finding them. ``desks`` and ``parties`` are lists between bars (``|a||b|``); ``open``:
#: it lives, or is ``due`` to be called back.
call = Table(
    "call",
    metadata,
    Column("subject", String, primary_key=True),
    Column("mode", String, nullable=False),
    Column("desks", String, nullable=False),
    Column("parties", String, nullable=False),
    Column("about", String),
    Column("state", String, nullable=False),
    Column("due", Boolean, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("started_at", Instant, nullable=False),
    Index("ix_call_about", "about"),
    Index("ix_call_open", "open"),
    Index("ix_call_started", "started_at", "subject"),
)

#: Guest reports, for finding them; their state is read from their events. ``words`` holds names and
#: is emptied when they are erased. ``foreigners`` are counted among the named guests.
guest = Table(
    "guest",
    metadata,
    Column("subject", String, primary_key=True),
    Column("reference", String, nullable=False, unique=True),
    Column("post", String, nullable=False),
    Column("area", String, nullable=False),
    Column("place", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("state", String, nullable=False),
    Column("ticket", String, nullable=False),
    Column("referred", Boolean, nullable=False),
    Column("words", String, nullable=False),
    Column("people", Integer, nullable=False),
    Column("children", Integer, nullable=False),
    Column("foreigners", Integer, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("arrives_at", Instant, nullable=False),
    Column("acknowledged_at", Instant),
    Column("over_at", Instant),
    Index("ix_guest_sent", "sent_at", "subject"),
    Index("ix_guest_over", "over_at", "state"),
    Index("ix_guest_ticket", "ticket"),
)

#: Due times that survive a restart.
timer = Table(
    "timer",
    metadata,
    Column("subject", String, primary_key=True),
    Column("step", String, nullable=False),
    Column("due_at", Instant, nullable=False),
)

#: Messages on their way out of the system, with their delivery state.
outbound = Table(
    "outbound",
    metadata,
    Column("id", String, primary_key=True),
    Column("channel", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("template", String, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("reason", String, nullable=False),
    Column("recipient", String, nullable=False, server_default=""),
    Index("ix_outbound_due", "state", "next_at"),
    Index("ix_outbound_recipient", "recipient", "created_at"),
)

#: What is to be told of an event, until it is known to whom; then rows of ``outbound`` follow.
notice = Table(
    "notice",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", String, nullable=False),
    Column("topic", String, nullable=False),
    Column("at", Instant, nullable=False),
)

#: Imports of areas that hold, and those that were taken back (``undone_seq`` is set). ``seq`` and
#: ``subject`` are those of the event; the rows of ``area`` and ``boundary`` name it as ``batch``.
area_import = Table(
    "area_import",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", String, nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    Column("areas", Integer, nullable=False),
    Column("boundaries", Integer, nullable=False),
    Column("undone_seq", BigInteger),
)

#: Kabupaten, kecamatan, desa and kelurahan of each import.
area = Table(
    "area",
    metadata,
    Column("batch", BigInteger, ForeignKey("area_import.seq"), primary_key=True),
    Column("code", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("lat_micro", Integer, nullable=False),
    Column("lon_micro", Integer, nullable=False),
)

#: Outlines of each import. ``polygons`` is JSON as it goes to the console (``BoundaryView``);
#: ``tolerance_micro`` (1e-6 degree) is how far simplifying may have moved it, 0 where it was not.
boundary = Table(
    "boundary",
    metadata,
    Column("batch", BigInteger, ForeignKey("area_import.seq"), primary_key=True),
    Column("code", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("lat_micro", Integer, nullable=False),
    Column("lon_micro", Integer, nullable=False),
    Column("tolerance_micro", Integer, nullable=False),
    Column("polygons", LargeBinary, nullable=False),
)

#: Stored pictures and voice notes by the number of their event, as long as their files are there.
#: ``erased``: their personal rows are gone, the files still have to be removed.
media = Table(
    "media",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("incident", String, nullable=False),
    Column("message", String, nullable=False, unique=True),
    Column("file", String, nullable=False),
    Column("thumbnail", String, nullable=False),
    Column("erased", Boolean, nullable=False),
)

#: Recordings of calls, by their own id. ``course`` and ``moved_at`` as in ``recordings``; ``file``
#: is empty unless it is stored.
recording = Table(
    "recording",
    metadata,
    Column("id", String, primary_key=True),
    Column("call", String, nullable=False),
    Column("course", String, nullable=False),
    Column("file", String, nullable=False),
    Column("moved_at", Instant, nullable=False),
    Index("ix_recording_course", "course", "moved_at"),
)
