"""Due times as they stand in the store."""

from datetime import timedelta

from sqlalchemy import Connection, bindparam, select, update

from gateway.domain.escalation import Due
from gateway.store.tables import timer


def all_due(connection: Connection) -> list[Due]:
    """Every due time that is kept."""
    return [
        Due(subject=row.subject, step=row.step, at=row.due_at)
        for row in connection.execute(select(timer))
    ]


def subjects(connection: Connection, prefix: str) -> list[str]:
    """The subjects of a type for which something is due."""
    return [due.subject for due in all_due(connection) if due.subject.startswith(prefix)]


def shift(connection: Connection, by: timedelta) -> None:
    """Move every due time after the wall clock jumped; the caller commits."""
    rows = [{"key": due.subject, "due": due.at + by} for due in all_due(connection)]
    if rows:
        moved = update(timer).where(timer.c.subject == bindparam("key"))
        connection.execute(moved.values(due_at=bindparam("due")), rows)
