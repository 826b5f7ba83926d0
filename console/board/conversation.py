"""What a post and its officers wrote about an incident, read from its timeline."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
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
    STORED = "stored"
    REFUSED = "refused"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Said:
    """A message and how far it came. ``who`` wrote it; ``arrived_at`` the centre had it."""

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
