"""What a post and its officers wrote about an incident, read from its timeline."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from console.board.timeline import Entry
from gateway.protocol.enums import Mark, Phrase, Side
from gateway.protocol.events import MessageSent, MessagesMarked


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
    return tuple(said.values())


def _said(entry: Entry, sent: MessageSent) -> Said:
    return Said(
        id=sent.message,
        side=sent.side,
        who=entry.actor_title,
        text=sent.text,
        phrase=sent.phrase,
        written_at=sent.written_at,
        arrived_at=entry.at,
    )


def _marked(said: Said, mark: Mark, at: datetime) -> Said:
    arrived = replace(said, delivered_at=said.delivered_at or at)
    return replace(arrived, read_at=at) if mark is Mark.READ else arrived
