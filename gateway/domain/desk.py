"""Whether a desk has an officer who takes its calls."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol import events as ev
from gateway.protocol.enums import Desk


class DeskCover(Struct, frozen=True, kw_only=True):
    """``unready_since``: nobody takes the desk's calls since then; None while somebody does."""

    subject: str
    version: int
    desk: Desk
    unready_since: datetime | None


def subject_of(desk: Desk) -> str:
    """What the journal calls the desk."""
    return f"desk:{desk.lower()}"


def begin(subject: str, at: datetime, event: ev.DeskUnready) -> DeskCover:
    """The desk that is left for the first time; before that nobody had come."""
    return DeskCover(subject=subject, version=1, desk=event.desk, unready_since=at)


def evolve(was: DeskCover, version: int, at: datetime, event: ev.EventData) -> DeskCover:
    """The desk after an event."""
    since = at if isinstance(event, ev.DeskUnready) else None
    return replace(was, version=version, unready_since=since)
