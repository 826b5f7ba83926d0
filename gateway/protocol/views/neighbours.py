"""Pictures of appeals to neighbours and of kentongan."""

from gateway.protocol.enums import AppealAnswer, Kind, Mode
from gateway.protocol.fields import AreaCode, Instant, RhythmId, Subject
from gateway.protocol.views.base import View
from gateway.protocol.views.values import AppealCounts, Place


class NearbyView(View, frozen=True, kw_only=True, tag="nearby"):
    """An incident as the neighbours' phones see it: what, where, how many come; no names.

    ``open``: help is still wanted. ``mine`` is what this phone answered last.
    """

    kind: Kind
    mode: Mode
    place: Place
    received_at: Instant
    open: bool
    answers: AppealCounts
    mine: AppealAnswer | None


class BroadcastView(View, frozen=True, kw_only=True, tag="broadcast"):
    """A broadcast as desks see it.

    ``silent``: the first posts of those that have not confirmed that they sounded it.
    """

    text: str
    kind: Kind
    rhythm: RhythmId | None
    flash: bool
    mode: Mode
    incident: Subject | None
    reference: str
    place: Place | None
    sent_at: Instant
    sent_by_title: str
    ends_at: Instant
    ended_at: Instant | None
    posts: int
    shown: int
    sounded: int
    answers: AppealCounts
    silent: tuple[Subject, ...]


class AppealView(View, frozen=True, kw_only=True, tag="appeal"):
    """A broadcast as one post sees it. ``text`` may be empty: then kind and place say it."""

    text: str
    kind: Kind
    rhythm: RhythmId
    flash: bool
    mode: Mode
    incident: Subject | None
    place: Place | None
    sent_at: Instant
    ended_at: Instant | None
    shown: bool
    sounded: bool
    answer: AppealAnswer | None


class KentonganView(View, frozen=True, kw_only=True, tag="kentongan"):
    """The table of rhythms of a desa that has one of its own."""

    area: AreaCode
    rhythms: dict[Kind, RhythmId]
