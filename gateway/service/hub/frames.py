"""Frames for one audience, built once and written to all its clients."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import msgspec

from gateway.domain.audience import Audience, concerns
from gateway.domain.view import item
from gateway.domain.world import Entry, State
from gateway.protocol import events as ev
from gateway.protocol.codec import FRAME_LIMIT, encode
from gateway.protocol.enums import Priority
from gateway.protocol.messages import Events, PostPresence, Presence, Snapshot
from gateway.protocol.views import AnyView

#: Room for the rows of a frame; the rest is for its envelope.
ROOM: Final = FRAME_LIMIT - 1_024
#: Posts in one presence frame: about 250 bytes each.
PRESENCE_ROWS: Final = 200


def event_frames(
    audience: Audience,
    after: int,
    through: int,
    entries: Sequence[Entry],
    find: Callable[[str], State | None],
    title_of: Callable[[str], str],
) -> list[bytes]:
    """What the audience may see of these entries, in journal order, at least one frame.

    ``after`` and ``through``: from where to where the frames reach. Entries in between that are
    left out must be none that the audience may see.

    The first alarm of the highest priority ends its frame, so that nothing that follows it in a
    large batch delays it; what precedes it can't be left for later, or the order would break.
    """
    entries = [entry for entry in entries if concerns(entry.data, audience)]
    newest = {entry.subject: entry.seq for entry in entries}
    frames: list[bytes] = []
    rows = _Rows()
    alarm_awaited = True
    for entry in entries:
        state = find(entry.subject)
        last = newest[entry.subject] == entry.seq
        shown = None if state is None else item(entry, state, audience, title_of, last=last)
        if shown is None:
            continue
        row = msgspec.json.encode(shown)
        if not rows.fits(row):
            frames.append(_events(after, entry.seq - 1, rows.take()))
            after = entry.seq - 1
        rows.add(row)
        if alarm_awaited and _is_first_priority(entry):
            alarm_awaited = False
            frames.append(_events(after, entry.seq, rows.take()))
            after = entry.seq
    if through > after or not frames:
        frames.append(_events(after, through, rows.take()))
    return frames


def snapshot_frames(
    audience: Audience, journal: str, seq: int, views: Iterable[AnyView]
) -> Iterator[bytes]:
    """The whole picture in parts."""
    rows, part = _Rows(), 0

    def frame(*, last: bool) -> bytes:
        head = Snapshot(
            part=part, last=last, seq=seq, audience=audience.fingerprint, journal=journal, views=[]
        )
        return _spliced(encode(head), rows.take())

    for view in views:
        row = msgspec.json.encode(view)
        if not rows.fits(row):
            yield frame(last=False)
            part += 1
        rows.add(row)
    yield frame(last=True)


def presence_frames(posts: Sequence[PostPresence]) -> list[bytes]:
    """Who is connected, for consoles."""
    starts = range(0, len(posts), PRESENCE_ROWS)
    return [encode(Presence(posts=list(posts[at : at + PRESENCE_ROWS]))) for at in starts]


class _Rows:
    """Encoded rows that gather until a frame is full."""

    def __init__(self) -> None:
        self._rows: list[bytes] = []
        self._size = 0

    def fits(self, row: bytes) -> bool:
        return not self._rows or self._size + len(row) < ROOM

    def add(self, row: bytes) -> None:
        self._rows.append(row)
        self._size += len(row) + 1

    def take(self) -> list[bytes]:
        rows, self._rows, self._size = self._rows, [], 0
        return rows


def _events(after: int, through: int, rows: list[bytes]) -> bytes:
    return _spliced(encode(Events(after=after, through=through, items=[])), rows)


def _spliced(empty: bytes, rows: list[bytes]) -> bytes:
    # The rows' list is the last field, so an empty frame ends in "[]}".
    return b"%b%b]}" % (empty[:-2], b",".join(rows))


def _is_first_priority(entry: Entry) -> bool:
    return isinstance(entry.data, ev.AlarmRaised) and entry.data.priority is Priority.P1
