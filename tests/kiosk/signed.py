"""What a tablet signs, checked with its public key."""

import base64

from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256


def verified(public_key: str, signature: str, lines: bytes) -> bool:
    """Whether a raw base64url signature over the lines was made by the raw base64url point."""
    point = base64.urlsafe_b64decode(public_key + "==")
    raw = base64.urlsafe_b64decode(signature + "==")
    assert (len(point), len(raw)) == (65, 64)
    der = utils.encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    key.verify(der, lines, ec.ECDSA(SHA256()))
    return True
