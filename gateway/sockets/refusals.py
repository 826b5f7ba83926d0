"""A refusal as the client is told it: a code, and a sentence in its language."""

from typing import Final

import msgspec

from gateway.protocol.errors import CloseCode, ErrorCode, Refused
from gateway.protocol.fields import Id
from gateway.protocol.messages import Refusal
from resources.i18n import translator

#: Faults of a frame that may still be answered under its id, so that its sender stops resending.
ANSWERABLE: Final = {ErrorCode.BAD_FRAME, ErrorCode.BAD_TEXT, ErrorCode.UNKNOWN_TYPE}

#: Frames that break the wire's rules and can't be answered under an id end the connection.
CLOSING: Final = {
    ErrorCode.BAD_FRAME: CloseCode.BAD_DATA,
    ErrorCode.BAD_TEXT: CloseCode.BAD_DATA,
    ErrorCode.TOO_DEEP: CloseCode.POLICY,
    ErrorCode.FRAME_TOO_LARGE: CloseCode.TOO_LARGE,
}


class _Envelope(msgspec.Struct):
    id: Id | None = None


def refusal(refused: Refused, language: str, about: str | None = None) -> Refusal:
    """The refusal of the message ``about``, or of a frame without an id."""
    seconds = refused.params.get("seconds")
    return Refusal(
        id=about,
        code=refused.code,
        message=translator("refusals", language)(refused.code, **refused.params),
        retry_after_s=float(seconds) if seconds is not None else None,
    )


def id_in(frame: bytes | str) -> str | None:
    """The id in a frame whose other fields break the protocol, so that its sender learns of it."""
    try:
        return msgspec.json.decode(frame, type=_Envelope).id
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
