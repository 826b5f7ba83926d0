"""Posts, consoles and phones."""

from typing import ClassVar

from gateway.protocol.enums import (
    Desk,
    PartnerRole,
    SoundState,
)
from gateway.protocol.events.base import EventData
from gateway.protocol.fields import Instant
from gateway.protocol.views import Place


class PostAdded(EventData, frozen=True, kw_only=True, tag="post_added"):
    """A watch post was registered."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    title: str = ""
    place: Place


class ConsoleAdded(EventData, frozen=True, kw_only=True, tag="console_added"):
    """A console was registered."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    title: str = ""
    desks: tuple[Desk, ...]


class PartnerAdded(EventData, frozen=True, kw_only=True, tag="partner_added"):
    """A partner's phone was registered."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title", "phone")
    title: str = ""
    phone: str = ""
    role: PartnerRole
    posts: tuple[str, ...]
    agency: str | None


class PinSet(EventData, frozen=True, kw_only=True, tag="pin_set"):
    """A partner chose a PIN while pairing. ``pin_hash`` is Argon2id in PHC form."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("pin_hash",)
    pin_hash: str = ""


class CodeIssued(EventData, frozen=True, kw_only=True, tag="code_issued"):
    """An enrolment code was made: ``selector`` its first characters, ``code_hmac`` its seal."""

    selector: str
    code_hmac: str
    expires_at: Instant


class CodeTried(EventData, frozen=True, kw_only=True, tag="code_tried"):
    """A wrong code with the right selector was tried; the fifth voids the code."""


class DeviceEnrolled(EventData, frozen=True, kw_only=True, tag="device_enrolled"):
    """A device bound its key. ``public_key`` is the raw P-256 point, base64url."""

    public_key: str


class DeviceRevoked(EventData, frozen=True, kw_only=True, tag="device_revoked"):
    """A device's key was taken away."""


class PostLost(EventData, frozen=True, kw_only=True, tag="post_lost"):
    """Nothing was heard of a post for 20 s."""

    last_heard_at: Instant


class PostBack(EventData, frozen=True, kw_only=True, tag="post_back"):
    """A lost post is heard again. ``silent_s`` is how long it was silent."""

    silent_s: float


class PostFlapping(EventData, frozen=True, kw_only=True, tag="post_flapping"):
    """Over 6 crossings in an hour; until it calms down crossings are no longer told one by one."""

    crossings: int


class SoundReported(EventData, frozen=True, kw_only=True, tag="sound_reported"):
    """What a console could prove about its loudspeaker changed."""

    state: SoundState
    output: str


class PostWatched(EventData, frozen=True, kw_only=True, tag="post_watched"):
    """Officers keep an eye on the post until then; ``until`` None: no more."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("reason",)
    reason: str = ""
    until: Instant | None = None
