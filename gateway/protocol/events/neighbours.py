"""Appeals to neighbours and the night watch."""

from typing import ClassVar

from msgspec import Struct

from gateway.protocol.enums import (
    AppealAnswer,
    Desk,
    Kind,
    Mode,
)
from gateway.protocol.events.base import EventData
from gateway.protocol.fields import Instant
from gateway.protocol.targets import AnyTarget
from gateway.protocol.views import Place, RondaHours


class AppealedPost(Struct, frozen=True, kw_only=True):
    """A post that a broadcast is for, and the rhythm that sounds there."""

    post: str
    rhythm: str


class BroadcastSent(EventData, frozen=True, kw_only=True, tag="broadcast_sent"):
    """Posts were called. ``rhythm`` is what was asked, None for each desa's own.

    ``incident``, ``reference``, ``desk`` and ``place`` are those of what it is about, if anything.
    Without ``text`` the tablets say it by kind and place.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("text", "officer_title")
    text: str = ""
    incident_kind: Kind
    rhythm: str | None
    flash: bool
    mode: Mode
    target: AnyTarget
    posts: tuple[AppealedPost, ...]
    incident: str | None
    reference: str
    desk: Desk | None
    place: Place | None
    officer: str
    officer_title: str = ""
    ends_at: Instant


class BroadcastConfirmed(EventData, frozen=True, kw_only=True, tag="broadcast_confirmed"):
    """A tablet told what it truly did."""

    post: str
    shown: bool
    sounded: bool


class BroadcastAnswered(EventData, frozen=True, kw_only=True, tag="broadcast_answered"):
    """A post that was called answered."""

    post: str
    answer: AppealAnswer


class BroadcastEnded(EventData, frozen=True, kw_only=True, tag="broadcast_ended"):
    """The tablets show it no more."""


class NeighboursCalled(EventData, frozen=True, kw_only=True, tag="neighbours_called"):
    """On the incident: posts were called to help."""

    broadcast: str
    posts: int


class AppealAnswered(EventData, frozen=True, kw_only=True, tag="appeal_answered"):
    """On the incident: a neighbour answered the appeal for help."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title",)
    by: str
    title: str = ""
    answer: AppealAnswer


class KentonganSet(EventData, frozen=True, kw_only=True, tag="kentongan_set"):
    """A desa's table of rhythms was replaced."""

    area: str
    rhythms: dict[Kind, str]


class RondaSet(EventData, frozen=True, kw_only=True, tag="ronda_set"):
    """A post's ronda was switched on with its hours, or off (None)."""

    hours: RondaHours | None


class RondaReported(EventData, frozen=True, kw_only=True, tag="ronda_reported"):
    """The men of the ronda told that all is well."""

    pressed_at: Instant
