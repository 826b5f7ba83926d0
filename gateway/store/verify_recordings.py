"""Proof that the stored recordings are those that the journal tells of."""

import hashlib
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection, select

from gateway.store.media_files import stored_path
from gateway.store.seal import read_sealed
from gateway.store.tables import event


class RecordingsVerdict(Struct, frozen=True, kw_only=True):
    """The outcome: how many recordings are good, and the first bad one with its event's number."""

    recordings: int
    bad: str | None = None
    seq: int | None = None
    reason: str = ""


def verify_recordings(connection: Connection, folder: Path) -> RecordingsVerdict:
    """Read each recording that was stored and not erased, in the ``folder`` of media.

    The journal itself is taken as proven.
    """
    stored: dict[str, tuple[int, str]] = {}
    kinds = ("recording_stored", "recording_erased")
    chosen = select(event.c.seq, event.c.kind, event.c.bytes).where(event.c.kind.in_(kinds))
    for row in connection.execute(chosen.order_by(event.c.seq)):
        data = read_sealed(row.bytes).data
        if row.kind == "recording_stored":
            stored[str(data["recording"])] = (row.seq, str(data["sha256"]))
        else:
            stored.pop(str(data["recording"]), None)
    for good, (recording, (seq, sha256)) in enumerate(stored.items()):
        reason = _fault(folder, sha256)
        if reason:
            return RecordingsVerdict(recordings=good, bad=recording, seq=seq, reason=reason)
    return RecordingsVerdict(recordings=len(stored))


def _fault(folder: Path, sha256: str) -> str:
    try:
        with stored_path(folder, f"{sha256}.webm").open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "missing"
    return "" if found == sha256 else "altered"
