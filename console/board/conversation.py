"""What a post and its officers wrote about an incident, read from its timeline."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from console.board.timeline import Entry
from gateway.protocol.enums import Mark, Phrase, Side
from gateway.protocol.events import (
    MediaErased,
    MediaRefused,
    MediaStored,
    MessageSent,
    MessagesMarked,
)
from gateway.protocol.views import Attachment


class MediaState(StrEnum):
    """What became of the picture or voice note of a message."""

    AWAITED = "awaited"
    OVERDUE = "overdue"
    STORED = "stored"
    REFUSED = "refused"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Said:
    """A message and how far it came. ``who`` wrote it; ``arrived_at`` the centre had it.

    ``incident``: the report that it belongs to; ``post``: its post, where there are several and
    this is not said to all of them.
    """

    id: str
    side: Side
    who: str
    text: str
    phrase: Phrase | None
    written_at: datetime
    arrived_at: datetime
    delivered_at: datetime | None = None
    read_at: datetime | None = None
    media: Attachment | None = None
    media_state: MediaState = MediaState.AWAITED
    incident: str = ""
    post: str = ""


def conversation(entries: Iterable[Entry]) -> tuple[Said, ...]:
    """The messages in the journal's order, with their marks."""
    said: dict[str, Said] = {}
    for entry in entries:
        match entry.event:
            case MessageSent() as sent:
                said[sent.message] = _said(entry, sent)
            case MessagesMarked(messages=messages, mark=mark):
                for known in (said[m] for m in messages if m in said):
                    said[known.id] = _marked(known, mark, entry.at)
            case MediaStored() | MediaRefused() | MediaErased() as news if news.message in said:
                state = _STATES[type(news)]
                said[news.message] = replace(said[news.message], media_state=state)
    return tuple(said.values())


def awaited(said: Iterable[Said], now: datetime, patience: timedelta) -> tuple[Said, ...]:
    """The same, with what has not come after so long as overdue; it may still come."""

    def at_last(each: Said) -> Said:
        late = each.media_state is MediaState.AWAITED and now - each.arrived_at > patience
        return replace(each, media_state=MediaState.OVERDUE) if late else each

    return tuple(at_last(each) for each in said)


def joined(parts: Iterable[tuple[str, str, tuple[Said, ...]]]) -> tuple[Said, ...]:
    """The conversations of an incident and of the reports merged into it as one, by their arrival.

    Each part is a report, its post, what was said there. What an officer said to several posts is
    told once, as far as it came at the slowest of them.
    """
    told: dict[str, Said] = {}
    known = [part for part in parts if part[2]]
    several = len(known) > 1
    for incident, post, conversation in known:
        for each in conversation:
            said = replace(each, incident=incident, post=post if several else "")
            other = told.get(said.id)
            told[said.id] = said if other is None else _to_all(other, said)
    return tuple(sorted(told.values(), key=lambda said: (said.arrived_at, said.id)))


def _to_all(one: Said, other: Said) -> Said:
    def came(said: Said) -> tuple[bool, bool]:
        return said.read_at is not None, said.delivered_at is not None

    return replace(min(one, other, key=came), incident=one.incident, post="")


_STATES: Final[dict[type, MediaState]] = {
    MediaStored: MediaState.STORED,
    MediaRefused: MediaState.REFUSED,
    MediaErased: MediaState.ERASED,
}


def _said(entry: Entry, sent: MessageSent) -> Said:
    return Said(
        id=sent.message,
        side=sent.side,
        who=entry.actor_title,
        text=sent.text,
        phrase=sent.phrase,
        written_at=sent.written_at,
        arrived_at=entry.at,
        media=sent.media,
    )


def _marked(said: Said, mark: Mark, at: datetime) -> Said:
    arrived = replace(said, delivered_at=said.delivered_at or at)
    return replace(arrived, read_at=at) if mark is Mark.READ else arrived
