"""Signatures of devices: ECDSA on P-256 with SHA-256, in the raw form that WebCrypto gives."""

from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from gateway.service.identity.base64url import decoded

SIGNATURE_LENGTH: Final = 64
POINT_LENGTH: Final = 65


def is_signed(lines: bytes, signature: str, public_key: str) -> bool:
    """Whether the holder of this key signed these lines. Whatever can't be read is not."""
    try:
        key = _key(public_key)
        key.verify(_der(signature), lines, ec.ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


def _key(public_key: str) -> ec.EllipticCurvePublicKey:
    point = decoded(public_key)
    # Only the uncompressed form: one key has one text.
    if len(point) != POINT_LENGTH:
        raise ValueError("not an uncompressed P-256 point")
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def _der(signature: str) -> bytes:
    raw = decoded(signature)
    if len(raw) != SIGNATURE_LENGTH:
        raise ValueError("not a raw P-256 signature")
    half = SIGNATURE_LENGTH // 2
    return encode_dss_signature(int.from_bytes(raw[:half]), int.from_bytes(raw[half:]))
