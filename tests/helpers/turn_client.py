"""As much of STUN and TURN as it takes to ask a server for a relay (RFC 8489, RFC 8656)."""

import hashlib
import hmac
import secrets
import socket
import ssl
from ipaddress import IPv4Address
from struct import pack, unpack
from typing import Final, Self

from gateway.service.turn.credentials import Credentials

COOKIE: Final = 0x2112A442
ALLOCATE: Final = 0x0003
CREATE_PERMISSION: Final = 0x0008
_ERROR: Final = 0x0110
_USERNAME: Final = 0x0006
_INTEGRITY: Final = 0x0008
_ERROR_CODE: Final = 0x0009
_XOR_PEER: Final = 0x0012
_REALM: Final = 0x0014
_NONCE: Final = 0x0015
_TRANSPORT: Final = 0x0019
_UDP: Final = 17
_PATIENCE_S: Final = 5.0


class TurnRefused(Exception):  # noqa: N818  it is an answer
    """The server's answer was an error: ``code`` as in HTTP, 401, 403, 486 ..."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class TurnClient:
    """One connection to a TURN server, over TCP or, with ``context``, over TLS."""

    def __init__(
        self, host: str, port: int, made: Credentials, context: ssl.SSLContext | None = None
    ) -> None:
        opened = socket.create_connection((host, port), _PATIENCE_S)
        self._socket = context.wrap_socket(opened, server_hostname=host) if context else opened
        self._made = made
        self._realm = b""
        self._nonce = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._socket.close()

    def allocate(self) -> None:
        """Get a relay. Raises TurnRefused."""
        wanted = _attribute(_TRANSPORT, bytes([_UDP, 0, 0, 0]))
        try:
            self._ask(ALLOCATE, wanted)
        except TurnRefused as refused:
            if refused.code != 401 or self._nonce == b"":
                raise
        self._ask(ALLOCATE, wanted)

    def permit(self, peer: str) -> None:
        """Ask that the relay may talk with ``peer``; nothing is sent there. Raises TurnRefused."""
        hidden = int(IPv4Address(peer)) ^ COOKIE
        self._ask(CREATE_PERMISSION, _attribute(_XOR_PEER, pack("!HHI", 1, 0, hidden)))

    def _ask(self, method: int, attributes: bytes) -> None:
        if self._nonce:
            attributes += _attribute(_USERNAME, self._made.username.encode())
            attributes += _attribute(_REALM, self._realm) + _attribute(_NONCE, self._nonce)
        transaction = secrets.token_bytes(12)
        # The digest covers a head whose length counts the digest's own attribute already.
        signed = 24 if self._nonce else 0
        message = pack("!HHI", method, len(attributes) + signed, COOKIE) + transaction + attributes
        if self._nonce:
            secret = f"{self._made.username}:{self._realm.decode()}:{self._made.password}"
            key = hashlib.md5(secret.encode()).digest()
            message += _attribute(_INTEGRITY, hmac.digest(key, message, hashlib.sha1))
        self._socket.sendall(message)
        self._answer()

    def _answer(self) -> None:
        kind, length = unpack("!HH", self._read(20)[:4])
        rest, found = self._read(length), dict[int, bytes]()
        while rest:
            name, size = unpack("!HH", rest[:4])
            found[name], rest = rest[4 : 4 + size], rest[4 + (size + 3) // 4 * 4 :]
        self._realm = found.get(_REALM, self._realm)
        self._nonce = found.get(_NONCE, self._nonce)
        if kind & _ERROR == _ERROR:
            raise TurnRefused(found[_ERROR_CODE][2] * 100 + found[_ERROR_CODE][3])

    def _read(self, count: int) -> bytes:
        read = b""
        while len(read) < count:
            more = self._socket.recv(count - len(read))
            if not more:
                raise ConnectionError("the TURN server closed")
            read += more
        return read


def _attribute(name: int, value: bytes) -> bytes:
    return pack("!HH", name, len(value)) + value + bytes(-len(value) % 4)
