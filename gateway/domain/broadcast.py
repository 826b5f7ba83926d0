"""A broadcast: posts are called, their tablets tell what they did, neighbours answer.

SENT -> each post: shown, sounded (each told once, never taken back), answered
SENT -> ENDED     by an officer, with its incident's closing, or when its time is over
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol import events as ev
from gateway.protocol.enums import AppealAnswer, Desk, Kind, Mode
from gateway.protocol.views import AppealCounts, Place

#: A desk is told so many of the posts that were not heard to sound it; more are only counted.
SILENT_SHOWN: Final = 12


class PostAppeal(Struct, frozen=True, kw_only=True):
    """What one post was asked, and what came of it."""

    rhythm: str
    shown: bool = False
    sounded: bool = False
    answer: AppealAnswer | None = None


class Broadcast(Struct, frozen=True, kw_only=True):
    """The state of one broadcast. ``posts``: what each was asked."""

    subject: str
    version: int
    text: str
    kind: Kind
    rhythm: str | None
    flash: bool
    mode: Mode
    posts: Mapping[str, PostAppeal]
    incident: str | None
    reference: str
    desk: Desk | None
    place: Place | None
    sent_at: datetime
    sent_by_title: str
    ends_at: datetime
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether tablets show it."""
        return self.ended_at is None

    @property
    def silent(self) -> tuple[str, ...]:
        """The first posts that did not tell that they sounded it."""
        found = [post for post, appeal in self.posts.items() if not appeal.sounded]
        return tuple(found[:SILENT_SHOWN])


def begin(subject: str, at: datetime, sent: ev.BroadcastSent) -> Broadcast:
    """The broadcast that is sent."""
    return Broadcast(
        subject=subject,
        version=1,
        text=sent.text,
        kind=sent.incident_kind,
        rhythm=sent.rhythm,
        flash=sent.flash,
        mode=sent.mode,
        posts={each.post: PostAppeal(rhythm=each.rhythm) for each in sent.posts},
        incident=sent.incident,
        reference=sent.reference,
        desk=sent.desk,
        place=sent.place,
        sent_at=at,
        sent_by_title=sent.officer_title,
        ends_at=sent.ends_at,
    )


def evolve(was: Broadcast, version: int, at: datetime, event: ev.EventData) -> Broadcast:
    """The broadcast after an event."""
    now = replace(was, version=version)
    match event:
        case ev.BroadcastConfirmed():
            return _with_appeal(now, event.post, shown=event.shown, sounded=event.sounded)
        case ev.BroadcastAnswered():
            return _with_appeal(now, event.post, answer=event.answer)
        case ev.BroadcastEnded():
            return replace(now, ended_at=at)
        case _:
            return now


def counts(answers: Iterable[AppealAnswer | None]) -> AppealCounts:
    """How many gave each answer."""
    given = list(answers)
    return AppealCounts(
        seen=given.count(AppealAnswer.SEEN),
        coming=given.count(AppealAnswer.COMING),
        on_scene=given.count(AppealAnswer.ON_SCENE),
        needs_help=given.count(AppealAnswer.NEEDS_HELP),
    )


def _with_appeal(now: Broadcast, post: str, **changes: object) -> Broadcast:
    return replace(now, posts={**now.posts, post: replace(now.posts[post], **changes)})
