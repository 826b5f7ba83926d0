"""The lines on ``gateway.sock``: a command with the language of its answer; an ack or a refusal."""

from typing import Final

import msgspec
from msgspec import Struct

from gateway.protocol.codec import FRAME_LIMIT
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Ack, Command, Refusal
from resources.i18n import translator

LINE_LIMIT: Final = FRAME_LIMIT


class Asked(Struct, frozen=True, kw_only=True):
    """One line to the gateway."""

    language: str
    command: Command


Answered = Ack | Refusal

_ASKED: Final = msgspec.json.Decoder(Asked)
_ANSWERED: Final[msgspec.json.Decoder[Answered]] = msgspec.json.Decoder(Answered)


def line(frame: Asked | Answered) -> bytes:
    """The frame as one line."""
    return msgspec.json.encode(frame) + b"\n"


def read_asked(text: bytes) -> Asked:
    """Raises Refused(BAD_FRAME)."""
    try:
        return _ASKED.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(ErrorCode.BAD_FRAME) from error


def read_answered(text: bytes) -> Answered:
    """Raises msgspec.DecodeError: the gateway is of another version."""
    return _ANSWERED.decode(text)


def refusal(refused: Refused, language: str, about: str | None) -> Refusal:
    """The refusal in words."""
    sentence = translator("refusals", language)(refused.code, **refused.params)
    return Refusal(id=about, code=refused.code, message=sentence)
