"""Who this console is to the gateway: its own P-256 key, in a file that only its user can read."""

import base64
import logging
import stat
import sys
from pathlib import Path

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from console.base.files import write_whole
from gateway.protocol.fields import Subject

logger = logging.getLogger(__name__)


class IdentityError(Exception):
    """The file is there but can't be used; it is left as it is."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class DeviceKey:
    """A P-256 key that signs as WebCrypto does."""

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self._private = private

    @classmethod
    def create(cls) -> "DeviceKey":
        """A new key."""
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @property
    def public_key(self) -> str:
        """The raw uncompressed point (65 bytes), base64url without padding."""
        point = self._private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        return encode64(point)

    def sign(self, lines: bytes) -> str:
        """ECDSA with SHA-256, r and s of 32 bytes each, base64url without padding."""
        r, s = decode_dss_signature(self._private.sign(lines, ec.ECDSA(SHA256())))
        return encode64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def stored(self) -> str:
        """The private key as it stands in the file (PKCS #8, base64url)."""
        return encode64(
            self._private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        )

    @classmethod
    def from_stored(cls, text: str) -> "DeviceKey":
        """The key that ``stored`` wrote. Raises ValueError."""
        try:
            private = load_der_private_key(decode64(text), password=None)
        except (UnsupportedAlgorithm, TypeError) as error:
            raise ValueError(str(error)) from error
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise ValueError("not a key on an elliptic curve")  # noqa: TRY004  a bad file
        if not isinstance(private.curve, ec.SECP256R1):
            raise ValueError("not a P-256 key")  # noqa: TRY004  a bad file
        return cls(private)


class Identity:
    """An enrolled console: its device subject, its key, and the host that it enrolled at."""

    def __init__(self, device: str, host: str, key: DeviceKey) -> None:
        self.device = device
        self.host = host
        self.key = key


class _Stored(msgspec.Struct, frozen=True, kw_only=True):
    device: Subject
    host: str
    private_key: str


class IdentityFile:
    """Loads and keeps the identity. The file has mode 0600, and is given it back if it lost it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def load(self) -> Identity | None:
        """The identity, or None when this console was never enrolled. Raises IdentityError."""
        try:
            self._close_to_others()
            stored = msgspec.json.decode(self.file.read_bytes(), type=_Stored)
            return Identity(stored.device, stored.host, DeviceKey.from_stored(stored.private_key))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise IdentityError(self.file, str(error)) from error

    def save(self, identity: Identity) -> None:
        """Keep it in place of the one before. Raises IdentityError."""
        stored = _Stored(
            device=identity.device, host=identity.host, private_key=identity.key.stored()
        )
        try:
            write_whole(self.file, msgspec.json.encode(stored), mode=0o600)
        except OSError as error:
            raise IdentityError(self.file, str(error)) from error

    def _close_to_others(self) -> None:
        # Windows keeps other users out by the folder's own access list.
        if sys.platform == "win32":
            return
        mode = stat.S_IMODE(self.file.stat().st_mode)
        if mode & 0o077:
            logger.warning("others could read the key in %s; closed to them now", self.file)
            self.file.chmod(0o600)


def encode64(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode64(text: str) -> bytes:
    """The bytes of base64url without padding. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
