"""The folder in which one gateway keeps everything: names, file modes, the lock and the secrets."""

import errno
import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from gateway.settings import Sms

_HEAD_KEY: Final = "head.pem"


class FolderInUse(Exception):  # noqa: N818  it is an answer to a person
    """Another gateway holds the folder. ``holder`` is its process id where it is known."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(f"{path} is in use by process {holder or '?'}")
        self.path = path
        self.holder = holder


class DataFolder:
    """One gateway's folder, made with mode 0700: nobody else may look inside."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for folder in (path, self.tls, self.keys):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)

    @property
    def journal(self) -> Path:
        """The embedded store."""
        return self.path / "journal.sqlite"

    @property
    def socket(self) -> Path:
        """Where the command line reaches a running gateway."""
        return self.path / "gateway.sock"

    @property
    def tls(self) -> Path:
        """The local CA and the server certificate."""
        return self.path / "tls"

    @property
    def keys(self) -> Path:
        """Secrets that are made once."""
        return self.path / "keys"

    @property
    def ready_areas(self) -> Path:
        """Where an import of areas is laid ready for the gateway."""
        return self.path / "areas"

    @property
    def turn(self) -> Path:
        """The file of the TURN server, and its database."""
        return self.path / "turn"

    @property
    def media(self) -> Path:
        """Pictures, voice notes and recordings, by the hash of their bytes."""
        return self.path / "media"

    @property
    def sms(self) -> Path:
        """The modem's daemon: its file, and the database of texts."""
        return self.path / "sms"

    def texts(self, sms: Sms) -> Path:
        """The database of texts: that of the settings, else our own."""
        return Path(sms.database) if sms.database else self.sms / "messages.sqlite"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the folder for one writer. Raises FolderInUse at once if another has it."""
        with self._lock_file.open("a+", encoding="ascii") as lock:
            self._lock_file.chmod(0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                    raise
                lock.seek(0)
                raise FolderInUse(self.path, lock.read(20).strip()) from error
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield
            lock.truncate(0)

    @property
    def _lock_file(self) -> Path:
        return self.path / "lock"

    def enrolment_key(self) -> bytes:
        """32 random bytes that seal enrolment codes (HMAC-SHA-256)."""
        return self._secret("enrolment.key", lambda: secrets.token_bytes(32))

    def documents_key(self) -> bytes:
        """32 random bytes that encrypt the numbers of guests' documents (AES-256-GCM)."""
        return self._secret("documents.key", lambda: secrets.token_bytes(32))

    def tickets_key(self) -> bytes:
        """32 random bytes that seal the codes of public tickets (HMAC-SHA-256)."""
        return self._secret("tickets.key", lambda: secrets.token_bytes(32))

    def head_key(self) -> Ed25519PrivateKey:
        """The key that signs the journal's head."""
        pem = self._secret(_HEAD_KEY, _new_head_key)
        key = load_pem_private_key(pem, password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError(f"{self.keys / _HEAD_KEY} is no Ed25519 key")
        return key

    def turn_secret(self) -> str:
        """What the gateway's TURN server believes credentials by."""
        return self._secret("turn.secret", _new_turn_secret).decode()

    def vapid_pem(self) -> bytes:
        """The key by which push services know this gateway (P-256)."""
        return self._secret("vapid.pem", _new_vapid_key)

    def known_head_key(self) -> Ed25519PublicKey | None:
        """The public half of the head's key, if there is one: for proofs, which make nothing."""
        return self.head_key().public_key() if (self.keys / _HEAD_KEY).exists() else None

    def _secret(self, name: str, make: Callable[[], bytes]) -> bytes:
        file = self.keys / name
        if not file.exists():
            write_private(file, make())
        return file.read_bytes()


def write_private(file: Path, content: bytes) -> None:
    """Writes a file that only its owner can read, whole or not at all."""
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make for good which files are in a folder. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _new_turn_secret() -> bytes:
    return secrets.token_urlsafe(32).encode()


def _new_vapid_key() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _new_head_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
