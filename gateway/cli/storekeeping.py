"""``verify``, ``migrate``, ``backup`` and ``restore``."""

from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from gateway.cli import archive
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import NOT_DONE, NotDone, Outcome
from gateway.store import schema
from gateway.store.backup import NotABackup
from gateway.store.store import Store
from gateway.store.verify import verify as walk
from gateway.store.verify_recordings import verify_recordings


def verify(invocation: Invocation) -> Outcome:
    """Walks the whole journal, then all recordings; names the first bad one."""
    _require_store(invocation)
    store = Store(invocation.database)
    try:
        with store.engine.connect() as connection:
            key = invocation.folder.known_head_key()
            verdict = walk(connection, key)
            heard = None
            if verdict.bad is None:
                heard = verify_recordings(connection, invocation.folder.media)
    except SQLAlchemyError as error:
        raise NotDone("cli_store_unreadable", why=str(error.__cause__ or error)) from error
    finally:
        store.close()
    data = {"events": verdict.events, "bad": verdict.bad, "reason": verdict.reason}
    if heard is None:
        return Outcome(sentence="cli_verify_bad", data=data, code=NOT_DONE)
    data["recordings"] = heard.recordings
    if heard.bad is None:
        return Outcome(sentence="cli_verified", data=data)
    data |= {"recording": heard.bad, "bad": heard.seq, "reason": heard.reason}
    return Outcome(sentence="cli_verify_recording_bad", data=data, code=NOT_DONE)


def migrate(invocation: Invocation) -> Outcome:
    """Brings the tables to this build's form."""
    with invocation.folder.locked():
        store = invocation.open_store()
        try:
            revision = schema.revision(store.engine)
        finally:
            store.close()
    return Outcome(sentence="cli_migrated", data={"revision": revision})


def backup(invocation: Invocation) -> Outcome:
    """Copies store, secrets and CA while the gateway runs."""
    _require_embedded(invocation)
    _require_store(invocation)
    target: Path = invocation.arguments.file
    try:
        archive.pack(invocation.folder, target)
    except FileExistsError as error:
        raise NotDone("cli_file_exists", file=target) from error
    return Outcome(
        sentence="cli_backed_up", data={"file": str(target), "bytes": target.stat().st_size}
    )


def restore(invocation: Invocation) -> Outcome:
    """Puts a backup in place; needs the gateway stopped."""
    _require_embedded(invocation)
    source: Path = invocation.arguments.file
    try:
        with invocation.folder.locked():
            journal = archive.unpack(source, invocation.folder)
    except NotABackup as error:
        raise NotDone("cli_no_backup", file=source) from error
    return Outcome(sentence="cli_restored", data={"file": str(source), "journal": journal})


def _require_embedded(invocation: Invocation) -> None:
    if not invocation.embedded:
        raise NotDone("cli_embedded_only")


def _require_store(invocation: Invocation) -> None:
    if invocation.embedded and not invocation.folder.journal.exists():
        raise NotDone("cli_no_store", folder=invocation.folder.path)
