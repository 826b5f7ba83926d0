"""A whole gateway in one file: the store, its secrets, its CA, its pictures and recordings.

A store alone could not be proven (the head key), and devices would not trust its gateway (the CA).
The archive is a tar with mode 0600; whoever holds it holds the secrets, so it belongs in a safe
place.
"""

import os
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import Final

from gateway.data_folder import DataFolder
from gateway.store import backup as copies
from gateway.store.backup import NotABackup
from gateway.store.media_files import INCOMING, RUNNING

_STORE: Final = "journal.sqlite"
_FOLDERS: Final = ("keys", "tls")
#: There from the first picture on. A file never changes once it is there: its name is its hash.
_MEDIA: Final = "media"
_ARRIVING: Final = (f"{_MEDIA}/{INCOMING}", f"{_MEDIA}/{RUNNING}")
_BEFORE: Final = ".before-restore"


def pack(folder: DataFolder, target: Path) -> None:
    """Copy store, secrets and CA to ``target`` while the gateway runs.

    Raises FileExistsError when the target is there, OSError when it can't be written.
    """
    if target.exists():
        raise FileExistsError(target)
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=folder.path) as name:
        store = Path(name) / _STORE
        copies.backup(folder.journal, store)
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
                tar.add(store, _STORE)
                for each in _there(folder.path):
                    tar.add(folder.path / each, each, filter=_stored)
                out.flush()
                os.fsync(out.fileno())
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)


def unpack(source: Path, folder: DataFolder) -> str:
    """Put an archive in the place of a gateway that does not run; returns the journal's new id.

    What was there is kept beside it with the ending ``.before-restore``. Raises NotABackup, and
    OSError when the files can't be written.
    """
    with tempfile.TemporaryDirectory(dir=folder.path) as name:
        opened = Path(name)
        _extract(source, opened)
        copies.check(opened / _STORE)
        for each in _there(opened):
            _put(opened / each, folder.path / each)
        return copies.restore(opened / _STORE, folder.journal)


def _there(folder: Path) -> tuple[str, ...]:
    return (*_FOLDERS, _MEDIA) if (folder / _MEDIA).is_dir() else _FOLDERS


def _stored(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Not what is still arriving: it changes, and may be gone in the next moment."""
    return None if member.name in _ARRIVING else member


def _extract(source: Path, into: Path) -> None:
    try:
        with tarfile.open(source) as tar:
            tar.extractall(into, filter="data")
    except (tarfile.TarError, FileNotFoundError) as error:
        raise NotABackup(source) from error
    if not all((into / each).is_dir() for each in _FOLDERS):
        raise NotABackup(source)


def _put(fresh: Path, target: Path) -> None:
    kept = target.with_name(target.name + _BEFORE)
    if target.exists():
        shutil.rmtree(kept, ignore_errors=True)
        target.rename(kept)
    fresh.chmod(0o700)
    for file in fresh.rglob("*"):
        file.chmod(0o700 if file.is_dir() else 0o600)
    fresh.rename(target)
