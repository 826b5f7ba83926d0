"""What is said on ``/ws/media``: one object in one direction, by a grant from the main socket.

server -> challenge
client -> open_media              -> media_opened | refusal, then close
upload:   client -> chunk ...     -> chunk_taken ...   at last media_done | refusal
download: server -> chunk ...     <- chunk_taken ...   at last media_done
running:  client -> chunk ... media_end   -> chunk_taken ...   at last media_done | refusal

Chunks are binary frames: the number (4 bytes, big-endian, from 0), the SHA-256 of the rest (32
bytes), the rest (``CHUNK_BYTES``; less in the last one). ``media_opened.taken`` is how many chunks
the gateway holds from an earlier try: the upload goes on there.

A running upload is sent while it comes to be, such as a recording: ``media_opened.size`` is 0, each
chunk has any size up to ``CHUNK_BYTES``, and the client says at last what all of it was.
"""

import hashlib
from typing import Final

import msgspec
from msgspec import Struct

from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.fields import Base64, Sha256, Subject
from gateway.protocol.messages import Challenge, Message, Refusal

CHUNK_BYTES: Final = 16 * 1024
#: So many chunks may be on their way without having been acknowledged.
WINDOW: Final = 4
_HEAD: Final = 4 + 32


class OpenMedia(Message, frozen=True, kw_only=True, tag="open_media"):
    """Spend a grant. ``signature`` is over ``signing.media_lines``: the grant is this device's."""

    device: Subject
    grant: Base64
    signature: Base64
    language: str = "id"


class MediaEnd(Message, frozen=True, kw_only=True, tag="media_end"):
    """All of a running upload was sent: its ``size`` in bytes, and the SHA-256 of it."""

    size: int
    sha256: Sha256


class ChunkTaken(Message, frozen=True, kw_only=True, tag="chunk_taken"):
    """The chunk is held."""

    number: int


class MediaOpened(Message, frozen=True, kw_only=True, tag="media_opened"):
    """The grant is spent. ``size`` in bytes; ``taken`` chunks are held already."""

    size: int
    taken: int = 0


class MediaDone(Message, frozen=True, kw_only=True, tag="media_done"):
    """All of it is there: stored and in the journal, or sent. Of a running upload: held for good,
    the journal says later what became of it."""


AnyMediaClient = OpenMedia | ChunkTaken | MediaEnd
AnyMediaServer = Challenge | MediaOpened | ChunkTaken | MediaDone | Refusal

_CLIENT: msgspec.json.Decoder[AnyMediaClient] = msgspec.json.Decoder(AnyMediaClient)
_SERVER: msgspec.json.Decoder[AnyMediaServer] = msgspec.json.Decoder(AnyMediaServer)


class Chunk(Struct, frozen=True):
    """A part of the object."""

    number: int
    payload: bytes

    def packed(self) -> bytes:
        """The binary frame."""
        digest = hashlib.sha256(self.payload).digest()
        return self.number.to_bytes(4) + digest + self.payload


def unpacked(frame: bytes) -> Chunk:
    """The chunk in a frame. Raises Refused(BAD_FRAME) when it was damaged or is none."""
    digest, payload = frame[4:_HEAD], frame[_HEAD:]
    fits = 0 < len(payload) <= CHUNK_BYTES
    if not fits or hashlib.sha256(payload).digest() != digest:
        raise Refused(ErrorCode.BAD_FRAME)
    return Chunk(int.from_bytes(frame[:4]), payload)


def decode_media_client(frame: bytes | str) -> AnyMediaClient:
    """What a client said. Raises Refused(BAD_FRAME)."""
    try:
        return _CLIENT.decode(frame)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Refused(ErrorCode.BAD_FRAME) from error


def decode_media_server(frame: bytes | str) -> AnyMediaServer:
    """What the gateway said. Raises Refused(BAD_FRAME)."""
    try:
        return _SERVER.decode(frame)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Refused(ErrorCode.BAD_FRAME) from error
