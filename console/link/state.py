"""How the link stands, and why a connection ended: the words that the status strip picks from."""

import ssl
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.frames import Close

from gateway.protocol.errors import CloseCode, ErrorCode, Refused


class LinkState(StrEnum):
    """What the officer must know of the link."""

    CONNECTING = "connecting"
    ONLINE = "online"
    LOST = "lost"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why the link is LOST (the first five) or REFUSED (the others)."""

    UNREACHABLE = "unreachable"
    SILENT = "silent"
    CLOSED = "closed"
    SHUTTING_DOWN = "shutting_down"
    RIGHTS_CHANGED = "rights_changed"
    NOT_ENROLLED = "not_enrolled"
    NOT_ADMITTED = "not_admitted"
    REVOKED = "revoked"
    REPLACED = "replaced"
    NO_COMMON_VERSION = "no_common_version"
    BAD_CERTIFICATE = "bad_certificate"


class Retry(StrEnum):
    """When to connect again.

    ``SOON``: with the back-off. ``SLOWLY``: at its cap, since something has to be put right first,
    perhaps at the gateway. ``NEVER``: only when the user asks; two computers with one key would
    push each other out for ever.
    """

    SOON = "soon"
    SLOWLY = "slowly"
    NEVER = "never"


@dataclass(frozen=True)
class Ending:
    """Why a connection is no more. ``detail`` is the code that the gateway gave with it, if any."""

    reason: Reason
    retry: Retry = Retry.SOON
    detail: ErrorCode | None = None

    @property
    def state(self) -> LinkState:
        """What the link's state becomes by it."""
        return LinkState.LOST if self.retry is Retry.SOON else LinkState.REFUSED


class LinkLost(Exception):  # noqa: N818  an ending, not an error
    """Raised inside the link when this side ends the connection."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


NOT_ENROLLED: Final = Ending(Reason.NOT_ENROLLED, Retry.NEVER)

_CLOSED: Final = {
    CloseCode.GOING_AWAY: Ending(Reason.SHUTTING_DOWN),
    CloseCode.NO_COMMON_VERSION: Ending(Reason.NO_COMMON_VERSION, Retry.SLOWLY),
    CloseCode.REPLACED: Ending(Reason.REPLACED, Retry.NEVER),
    CloseCode.REVOKED: Ending(Reason.REVOKED, Retry.NEVER),
    CloseCode.RIGHTS_CHANGED: Ending(Reason.RIGHTS_CHANGED),
    CloseCode.NOT_ADMITTED: Ending(Reason.NOT_ADMITTED, Retry.SLOWLY),
    CloseCode.LOST: Ending(Reason.SILENT),
}

#: A slow link can make the answer to the challenge late; that puts nothing wrong with this console.
_PASSING: Final = {ErrorCode.NONCE_EXPIRED, ErrorCode.SHUTTING_DOWN, ErrorCode.STORE_FAILED}


def ending_of(error: Exception) -> Ending | None:
    """What a failed attempt or broken connection means; None for a fault of this program."""
    match error:
        case LinkLost():
            return Ending(error.reason)
        case ConnectionClosed():
            return _ending_of_close(error.rcvd)
        case ssl.SSLCertVerificationError():
            return Ending(Reason.BAD_CERTIFICATE, Retry.SLOWLY)
        case InvalidStatus() if error.response.status_code in (401, 403):
            return Ending(Reason.NOT_ADMITTED, Retry.SLOWLY)
        case OSError() | TimeoutError() | WebSocketException():
            return Ending(Reason.UNREACHABLE)
        case Refused():
            return Ending(Reason.CLOSED, detail=error.code)
        case _:
            return None


def _ending_of_close(close: Close | None) -> Ending:
    if close is None:
        return Ending(Reason.CLOSED)
    detail = ErrorCode(close.reason) if close.reason in set(ErrorCode) else None
    known = _CLOSED.get(CloseCode(close.code)) if close.code in set(CloseCode) else None
    ending = known or Ending(Reason.CLOSED)
    if detail is ErrorCode.UNKNOWN_DEVICE:
        # It was enrolled at a gateway that is no more; to this one it has yet to be.
        return Ending(Reason.NOT_ENROLLED, Retry.SLOWLY, detail)
    retry = Retry.SOON if detail in _PASSING else ending.retry
    return Ending(ending.reason, retry, detail)
