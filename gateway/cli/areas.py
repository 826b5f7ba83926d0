"""``areas``: administrative areas and boundaries from files, taken back, listed."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from uuid_utils import uuid7

from gateway.cli.changes import changes
from gateway.cli.directory import world_of
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import NotDone, Outcome, shown
from gateway.domain.area import AreaBatch
from gateway.domain.area_fault import AreaFault
from gateway.domain.area_files import FILE_LIMIT, AreaReader
from gateway.protocol import commands as do
from gateway.protocol.messages import Ack
from gateway.store import areas as stored
from gateway.store.areas_ready import ReadyAreas
from resources.i18n import translator

Say = Callable[..., None]


def import_files(invocation: Invocation) -> Outcome:
    """Reads all files, checks them, and lays them over what is known as one import."""
    say = _progress(invocation)
    try:
        batch = _read(invocation, say)
    except AreaFault as fault:
        raise NotDone(fault.reason, text=_sentence(fault, invocation.language)) from fault
    say("areas_storing", areas=len(batch.areas), boundaries=len(batch.boundaries))
    name = str(uuid7())
    laid = ReadyAreas(invocation.folder.ready_areas).lay(name, batch)
    try:
        ack = _give(invocation, do.ImportAreas(batch=name))
    finally:
        laid.unlink(missing_ok=True)
    coarsest = max((b.tolerance for b in batch.boundaries), default=0.0)
    data = {
        "id": ack.subject,
        "areas": len(batch.areas),
        "boundaries": len(batch.boundaries),
        "points": sum(len(r) // 2 for b in batch.boundaries for p in b.polygons for r in p),
        "tolerance": coarsest,
    }
    return Outcome(sentence="cli_areas_imported", data=data)


def undo(invocation: Invocation) -> Outcome:
    """Takes the last import back; what was before it holds again."""
    ack = _give(invocation, do.UndoAreas())
    left = len(world_of(invocation).areas.areas)
    return Outcome(sentence="cli_areas_undone", data={"id": ack.subject, "areas": left})


def list_imports(invocation: Invocation) -> Outcome:
    """Lists all imports, and how many areas hold now."""
    holding = len(world_of(invocation).areas.areas)
    store = invocation.open_store()
    try:
        with store.engine.connect() as connection:
            rows = stored.listed(connection)
    finally:
        store.close()
    t = translator("gateway", invocation.language)
    lines = [
        t(
            "cli_areas_undone_row" if row.undone else "cli_areas_row",
            at=shown(row.at),
            areas=row.areas,
            boundaries=row.boundaries,
        )
        for row in rows
    ]
    imports: list[dict[str, Any]] = [
        {
            "id": row.subject,
            "at": row.at,
            "areas": row.areas,
            "boundaries": row.boundaries,
            "undone": row.undone,
        }
        for row in rows
    ]
    return Outcome(
        sentence="cli_areas_listed",
        data={"count": len(rows), "areas": holding, "imports": imports},
        more="\n".join(lines),
    )


def _read(invocation: Invocation, say: Say) -> AreaBatch:
    def told(name: str, areas: int, boundaries: int) -> None:
        say("areas_read", file=name, areas=areas, boundaries=boundaries)

    reader = AreaReader(world_of(invocation).areas.areas, told)
    for file in invocation.arguments.files:
        reader.read(file.name, _content(file))
    return reader.batch()


def _content(file: Path) -> bytes:
    """All of the file, or one byte more than is allowed: the reader refuses that."""
    with file.open("rb") as opened:
        return opened.read(FILE_LIMIT + 1)


def _progress(invocation: Invocation) -> Say:
    t = translator("gateway", invocation.language)

    def say(key: str, **values: object) -> None:
        if not invocation.arguments.json:
            sys.stderr.write(t(key, **values) + "\n")
            sys.stderr.flush()

    return say


def _sentence(fault: AreaFault, language: str) -> str:
    t = translator("gateway", language)
    return t(fault.where, file=fault.file, at=fault.at, why=t(fault.reason, **fault.params))


def _give(invocation: Invocation, body: do.ImportAreas | do.UndoAreas) -> Ack:
    async def give() -> Ack:
        async with changes(invocation) as way:
            return await way.give(body)

    return asyncio.run(give())
