"""Which commands were done before, and what they were answered."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, insert, select

from gateway.store.tables import command


class Answer(Struct, frozen=True):
    """What a command that changed something was answered."""

    id: str
    actor: str
    seq: int
    subject: str | None


def find(connection: Connection, ids: Sequence[str]) -> dict[str, Answer]:
    """The answers of those of these commands that were done."""
    chosen = select(command).where(command.c.id.in_(ids))
    return {
        row.id: Answer(row.id, row.actor, row.seq, row.subject)
        for row in connection.execute(chosen)
    }


def write(connection: Connection, answers: Mapping[str, Answer]) -> None:
    """Remember answers; the caller commits."""
    rows: list[dict[str, Any]] = [
        {"id": a.id, "actor": a.actor, "seq": a.seq, "subject": a.subject} for a in answers.values()
    ]
    if rows:
        connection.execute(insert(command), rows)
