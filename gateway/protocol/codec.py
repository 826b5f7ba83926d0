"""Bytes to messages and back, with every limit of the wire enforced before a message exists."""

import re
from typing import Final, TypeVar

import msgspec

from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import AnyClientMessage, AnyServerMessage, Message

FRAME_LIMIT: Final = 64 * 1024
DEPTH_LIMIT: Final = 16
KEY_LIMIT: Final = 2_000

M = TypeVar("M")

#: Where the tags stand that tell messages, commands and queries apart.
_TAGS: Final = ("`$.type`", "`$.body.name`")
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ENCODER = msgspec.json.Encoder(decimal_format="string")
_CLIENT: msgspec.json.Decoder[AnyClientMessage] = msgspec.json.Decoder(AnyClientMessage)
_SERVER: msgspec.json.Decoder[AnyServerMessage] = msgspec.json.Decoder(AnyServerMessage)


def encode(message: Message) -> bytes:
    """The message as one JSON text frame."""
    return _ENCODER.encode(message)


def decode_client(frame: bytes | str) -> AnyClientMessage:
    """What a client sent. Raises Refused with the code that names the fault."""
    raw = _checked(frame)
    _check_shape(raw)
    return _decode(_CLIENT, raw)


def decode_server(frame: bytes | str) -> AnyServerMessage:
    """What the gateway sent. Raises Refused with the code that names the fault.

    A full part of a snapshot has more keys than any client may send, and many come in a row: the
    shape is left to the types, which a frame of the gateway's own making fits.
    """
    return _decode(_SERVER, _checked(frame))


def _decode(decoder: msgspec.json.Decoder[M], raw: bytes) -> M:
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError as error:
        unknown = str(error).startswith("Invalid value ") and str(error).endswith(_TAGS)
        raise Refused(ErrorCode.UNKNOWN_TYPE if unknown else ErrorCode.BAD_FRAME) from error
    except UnicodeDecodeError as error:
        raise Refused(ErrorCode.BAD_TEXT) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(ErrorCode.BAD_FRAME) from error


def _checked(frame: bytes | str) -> bytes:
    try:
        raw = frame.encode() if isinstance(frame, str) else frame
    except UnicodeEncodeError as error:
        raise Refused(ErrorCode.BAD_TEXT) from error
    if len(raw) > FRAME_LIMIT:
        raise Refused(ErrorCode.FRAME_TOO_LARGE)
    _check_text(raw)
    return raw


def _check_shape(raw: bytes) -> None:
    # Counting over everything, strings included, is an upper bound that ordinary frames pass.
    if raw.count(b"{") + raw.count(b"[") <= DEPTH_LIMIT and raw.count(b",") <= KEY_LIMIT:
        return
    bare = _STRINGS.sub(b"", raw)
    if bare.count(b",") > KEY_LIMIT:
        raise Refused(ErrorCode.TOO_DEEP)
    depth = 0
    for byte in bare:
        if byte in b"{[":
            depth += 1
            if depth > DEPTH_LIMIT:
                raise Refused(ErrorCode.TOO_DEEP)
        elif byte in b"}]":
            depth -= 1


def _check_text(raw: bytes) -> None:
    # SQLite takes U+0000 and PostgreSQL refuses it; a lone surrogate can't be stored at all.
    if b"\\u" not in raw:
        return
    for text in _STRINGS.findall(raw):
        if b"\\u" not in text:
            continue
        try:
            value = msgspec.json.decode(text, type=str)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refused(ErrorCode.BAD_TEXT) from error
        if "\x00" in value:
            raise Refused(ErrorCode.BAD_TEXT)
