"""The key by which push services know this gateway (RFC 8292)."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from gateway.service.identity.base64url import encoded


class VapidKey:
    """A P-256 key. ``public`` is its raw point in base64url, as browsers take it."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self.private = key
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public = encoded(point)


def read_vapid(pem: bytes) -> VapidKey | None:
    """The key, or None when it can't be read: then nothing is pushed, and that is shown."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return VapidKey(key)
    return None
