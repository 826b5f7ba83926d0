"""Refusal codes and close codes. The sentences in the user's language are in ``resources/i18n``."""

from enum import IntEnum, StrEnum


class ErrorCode(StrEnum):
    """Why something was refused. Stable: clients and tests rely on the value."""

    BAD_FRAME = "bad_frame"
    FRAME_TOO_LARGE = "frame_too_large"
    TOO_DEEP = "too_deep"
    BAD_TEXT = "bad_text"
    UNKNOWN_TYPE = "unknown_type"
    UNEXPECTED = "unexpected"
    NO_COMMON_VERSION = "no_common_version"
    FOREIGN_ORIGIN = "foreign_origin"
    TOO_MANY_CONNECTIONS = "too_many_connections"
    RATE_LIMITED = "rate_limited"
    UNKNOWN_DEVICE = "unknown_device"
    REVOKED = "revoked"
    BAD_SIGNATURE = "bad_signature"
    NONCE_EXPIRED = "nonce_expired"
    CODE_WRONG = "code_wrong"
    CODE_EXPIRED = "code_expired"
    CODE_USED = "code_used"
    TICKET_WRONG = "ticket_wrong"
    TOO_MANY_TRIES = "too_many_tries"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105  a code, not a secret
    WRONG_PIN = "wrong_pin"
    PIN_NEEDED = "pin_needed"
    NOT_SIGNED_IN = "not_signed_in"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    WRONG_STATE = "wrong_state"
    ALREADY_CLAIMED = "already_claimed"
    TASKS_OPEN = "tasks_open"
    TOO_LATE = "too_late"
    NO_CARD = "no_card"
    NO_POSTS = "no_posts"
    RHYTHM_FORBIDDEN = "rhythm_forbidden"
    MODES_MIX = "modes_mix"
    NO_RONDA = "no_ronda"
    STALE_VERSION = "stale_version"
    EXPIRED = "expired"
    ID_TAKEN = "id_taken"
    UNKNOWN_AREA = "unknown_area"
    AREA_IN_USE = "area_in_use"
    NOTHING_TO_UNDO = "nothing_to_undo"
    BAD_PHONE = "bad_phone"
    NAME_TAKEN = "name_taken"
    WEAK_PASSWORD = "weak_password"  # noqa: S105  a code, not a secret
    GRANT_VOID = "grant_void"
    MEDIA_TOO_LARGE = "media_too_large"
    MEDIA_BROKEN = "media_broken"
    NO_ROOM = "no_room"
    CALL_TAKEN = "call_taken"
    CALL_ACTIVE = "call_active"
    PARTY_BUSY = "party_busy"
    NOBODY_READY = "nobody_ready"
    REASON_NEEDED = "reason_needed"
    PEER_ABSENT = "peer_absent"
    TOO_MANY_SIGNALS = "too_many_signals"
    DISCONNECTED = "disconnected"
    STORE_FAILED = "store_failed"
    SHUTTING_DOWN = "shutting_down"
    INTERNAL = "internal"


class CloseCode(IntEnum):
    """WebSocket close codes. Below 4000 those of RFC 6455 section 7.4.1, from 4000 our own."""

    NORMAL = 1000
    GOING_AWAY = 1001
    BAD_DATA = 1007
    POLICY = 1008
    TOO_LARGE = 1009
    TRY_AGAIN = 1013
    NO_COMMON_VERSION = 4001
    REPLACED = 4002
    REVOKED = 4003
    RIGHTS_CHANGED = 4004
    NOT_ADMITTED = 4005
    SIGN_IN_TIMEOUT = 4006
    LOST = 4007


class Refused(Exception):  # noqa: N818  a refusal is an answer, not an error
    """A command, query or message was refused: a code and what the sentence needs to be filled.

    ``params`` fill the placeholders of the sentence in ``resources/i18n/refusals.*.json``.
    """

    def __init__(self, code: ErrorCode, **params: str | int) -> None:
        super().__init__(code.value)
        self.code = code
        self.params = params
