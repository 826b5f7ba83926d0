"""``retention run``, ``person export`` and ``breach draft``: what UU 27/2022 (PDP) asks for."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

import resources
from gateway.cli.changes import changes
from gateway.cli.directory import world_of
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import WRONG_USE, NotDone, Outcome, shown
from gateway.data_folder import write_private
from gateway.protocol import commands as do
from gateway.store import guests, persons
from gateway.store.persons import Wanted

#: Written notice to the persons and to the authority: 3 x 24 hours (UU 27/2022, article 46).
NOTICE: Final = timedelta(hours=72)


def run_retention(invocation: Invocation) -> Outcome:
    """Erases the identities of guests who left long enough ago, down to the bytes on the disk;
    names what lies beside the store and still holds them."""
    before = _with_identities(invocation)

    async def give() -> None:
        async with changes(invocation) as way:
            await way.give(do.RunRetention())

    asyncio.run(give())
    copies = sorted(str(path) for path in invocation.folder.path.glob("*.before-restore*"))
    data = {"reports": before - _with_identities(invocation), "copies": copies}
    return Outcome(
        sentence="cli_retention_copies" if copies else "cli_retention_run",
        data={**data, "days": invocation.settings.guests.keep_days},
        more="\n".join(copies),
    )


def export_person(invocation: Invocation) -> Outcome:
    """Writes all that is held about one person to a file, for whoever has a right to it."""
    given = invocation.arguments
    wanted = Wanted(name=given.name or "", phone=given.phone or "", nik=given.nik or "")
    if wanted == Wanted():
        raise NotDone("cli_person_unnamed", code=WRONG_USE)
    file: Path = given.out or Path("person.json")
    if file.exists():
        raise NotDone("cli_file_exists", file=file)
    store = invocation.open_store()
    try:
        opens = invocation.guest_desk(store).opened
        with store.engine.connect() as connection:
            held = list(persons.held_about(connection, wanted, opens))
    finally:
        store.close()
    write_private(file, msgspec.json.format(msgspec.json.encode(held), indent=2) + b"\n")
    return Outcome(sentence="cli_person_exported", data={"file": str(file), "rows": len(held)})


def draft_breach(invocation: Invocation) -> Outcome:
    """Writes the notice of a breach as far as the gateway knows it; a person finishes it."""
    given = invocation.arguments
    file: Path = given.out or Path("breach.md")
    if file.exists():
        raise NotDone("cli_file_exists", file=file)
    found: datetime = given.found or datetime.now(UTC)
    world = world_of(invocation)
    text = resources.read_text(f"privacy/breach.{invocation.language}.md").format(
        found=shown(found),
        deadline=shown(found + NOTICE),
        reports=_with_identities(invocation),
        partners=sum(1 for _ in world.partners()),
        officers=sum(1 for _ in world.officers()),
        days=invocation.settings.guests.keep_days,
    )
    write_private(file, text.encode())
    return Outcome(
        sentence="cli_breach_drafted",
        data={"file": str(file), "deadline": found + NOTICE},
    )


def _with_identities(invocation: Invocation) -> int:
    store = invocation.open_store()
    try:
        with store.engine.connect() as connection:
            return guests.with_identities(connection)
    finally:
        store.close()
