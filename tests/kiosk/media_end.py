"""The other end of ``/ws/media`` for the tablet page: takes uploads, and cuts one if asked to."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection

from gateway.protocol import signing
from gateway.protocol.codec import encode
from gateway.protocol.media import (
    CHUNK_BYTES,
    ChunkTaken,
    MediaDone,
    MediaOpened,
    OpenMedia,
    decode_media_client,
    unpacked,
)
from gateway.protocol.messages import Challenge, Grant, Message
from tests.kiosk.signed import verified

HOST: Final = "127.0.0.1"
NONCE: Final = "bWVkaWE"


class MediaEnd:
    """``received``: the bytes by message. ``cut_at``: the chunk at which the next upload is cut."""

    def __init__(self) -> None:
        self.received: dict[str, bytearray] = {}
        self.sizes: dict[str, int] = {}
        self.finished: list[str] = []
        self.opened = 0
        self.cut_at: int | None = None
        self._grants: dict[str, str] = {}
        self.changed = threading.Event()

    def grant(self, message: str) -> msgspec.Raw:
        """Leave to send, as a query's row."""
        code = f"grant{len(self._grants)}"
        self._grants[code] = message
        until = datetime.now(UTC) + timedelta(seconds=60)
        return msgspec.Raw(msgspec.json.encode(Grant(code=code, expires_at=until)))

    def talk(self, connection: ServerConnection, public_key: str) -> None:
        """One upload."""
        try:
            _say(connection, Challenge(nonce=NONCE, now=datetime.now(UTC)))
            ask = decode_media_client(connection.recv())
            assert isinstance(ask, OpenMedia)
            lines = signing.media_lines(ask.device, HOST, NONCE, ask.grant)
            assert verified(public_key, ask.signature, lines)
            self._take(connection, self._grants.pop(ask.grant))
        except ConnectionClosed:
            pass

    def _take(self, connection: ServerConnection, message: str) -> None:
        held = self.received.setdefault(message, bytearray())
        self.opened += 1
        size = self.sizes[message]
        _say(connection, MediaOpened(size=size, taken=len(held) // CHUNK_BYTES))
        while len(held) < size:
            frame = connection.recv()
            assert isinstance(frame, bytes)
            chunk = unpacked(frame)
            assert chunk.number == len(held) // CHUNK_BYTES
            if chunk.number == self.cut_at:
                self.cut_at = None
                connection.close(1013)
                return
            held += chunk.payload
            _say(connection, ChunkTaken(number=chunk.number))
        _say(connection, MediaDone())
        self.finished.append(message)
        self.changed.set()


def _say(connection: ServerConnection, message: Message) -> None:
    connection.send(encode(message).decode())
