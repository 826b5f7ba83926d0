"""The lines that a device signs with its P-256 key (ECDSA, SHA-256, raw 64-byte signature).

``host`` is the name in the gateway's certificate that the device connected to, without the port:
a signature made for another host is worth nothing here.
"""

from gateway.protocol.enums import ClientKind
from gateway.protocol.version import SUBPROTOCOL


def session_lines(kind: ClientKind, device: str, host: str, nonce: str) -> bytes:
    """What hello signs. ``nonce`` is the challenge's, as sent (base64url)."""
    return "\n".join((SUBPROTOCOL, kind, device, host, nonce)).encode()


def media_lines(device: str, host: str, nonce: str, grant: str) -> bytes:
    """What open_media signs: the grant is of use to the device that asked for it alone."""
    return "\n".join((SUBPROTOCOL, "media", device, host, nonce, grant)).encode()


def enrolment_lines(kind: ClientKind, code: str, host: str, nonce: str) -> bytes:
    """What enrol signs. ``code`` is in its plain form (see ``plain_code``)."""
    return "\n".join((SUBPROTOCOL, kind, code, host, nonce)).encode()


def plain_code(typed: str) -> str:
    """A code as Crockford base32 reads it: upper case, no separators, O is 0, I and L are 1."""
    bare = "".join(c for c in typed.upper() if not c.isspace() and c != "-")
    return bare.translate(str.maketrans("OIL", "011"))
