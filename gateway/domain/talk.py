"""The conversation of a post with its Ketua RT and deputies: one that never ends."""

from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol import events as ev
from gateway.protocol.enums import Mark
from gateway.protocol.views import TalkLine

#: So many of the newest messages are shown; the fullest of them fit into one frame.
SHOWN: Final = 20


class Talk(Struct, frozen=True, kw_only=True):
    """The newest messages of one post."""

    subject: str
    version: int
    post: str
    post_title: str
    lines: tuple[TalkLine, ...]


def subject_of(post: str) -> str:
    """The conversation of a post."""
    return f"talk:{post.partition(':')[2]}"


def begin(subject: str, at: datetime, written: ev.TalkWritten) -> Talk:
    """The first message."""
    first = Talk(subject=subject, version=1, post=written.post, post_title="", lines=())
    return _written(first, at, written)


def evolve(was: Talk, version: int, at: datetime, event: ev.EventData) -> Talk:
    """The conversation after an event."""
    now = replace(was, version=version)
    match event:
        case ev.TalkWritten():
            return _written(now, at, event)
        case ev.TalkMarked():
            lines = (_marked(x, at, event) if x.id in event.messages else x for x in now.lines)
            return replace(now, lines=tuple(lines))
        case ev.TalkCleared(before=before):
            return replace(now, lines=tuple(line for line in now.lines if line.at >= before))
        case _:
            return now


def _written(now: Talk, at: datetime, event: ev.TalkWritten) -> Talk:
    line = TalkLine(
        id=event.message,
        side=event.side,
        title=event.title,
        text=event.text,
        phrase=event.phrase,
        at=at,
    )
    return replace(now, post_title=event.post_title, lines=(*now.lines, line)[-SHOWN:])


def _marked(line: TalkLine, at: datetime, event: ev.TalkMarked) -> TalkLine:
    arrived = replace(line, delivered_at=line.delivered_at or at)
    return replace(arrived, read_at=line.read_at or at) if event.mark is Mark.READ else arrived
