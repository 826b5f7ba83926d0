"""The journal entries of a subject: each once, in order, wherever they came from."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, get_args

import msgspec

from gateway.protocol.events import AnyEvent, EventData
from gateway.protocol.messages import EventItem

logger = logging.getLogger(__name__)

_EVENTS: Final[dict[str, type[EventData]]] = {
    str(event.__struct_config__.tag): event for event in get_args(AnyEvent)
}


@dataclass(frozen=True)
class Entry:
    """One line of a timeline. ``event`` is None when its kind is unknown to this build, or when
    this audience is not told what it says."""

    seq: int
    at: datetime
    actor: str
    actor_title: str
    subject: str
    kind: str
    event: AnyEvent | None


class Timeline:
    """Entries in the order of their numbers. ``complete``: nothing older is missing."""

    def __init__(self) -> None:
        self.complete = False
        self._entries: dict[int, Entry] = {}
        self._ordered: tuple[Entry, ...] | None = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, oldest first."""
        if self._ordered is None:
            self._ordered = tuple(self._entries[seq] for seq in sorted(self._entries))
        return self._ordered

    def add(self, items: Iterable[EventItem]) -> bool:
        """Take those that are new; whether there were any."""
        fresh = [item for item in items if item.seq not in self._entries]
        for item in fresh:
            self._entries[item.seq] = entry_of(item)
        if fresh:
            self._ordered = None
        return bool(fresh)


def entry_of(item: EventItem) -> Entry:
    """The item with its data as a typed event."""
    return Entry(
        seq=item.seq,
        at=item.at,
        actor=item.actor,
        actor_title=item.actor_title,
        subject=item.subject,
        kind=item.kind,
        event=_event(item),
    )


def _event(item: EventItem) -> AnyEvent | None:
    kind = _EVENTS.get(item.kind)
    data: dict[str, Any] = msgspec.json.decode(item.data)
    if kind is None or not data:
        return None
    # Personal fields that were erased are no longer there; the event itself still happened.
    erased = dict.fromkeys(kind.PERSONAL, "")
    try:
        event: AnyEvent = msgspec.convert({**erased, **data, "kind": item.kind}, AnyEvent)
    except msgspec.ValidationError as error:
        # A newer gateway may use a word that this build doesn't know.
        logger.warning("entry %d (%s) can't be read: %s", item.seq, item.kind, error)
        return None
    return event
