"""Kentongan: which rhythm tells what in which desa."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol import events as ev
from gateway.protocol.enums import Kind
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.rhythms import GENERAL, PLAYABLE


class BroadcastRules(Struct, frozen=True, kw_only=True):
    """What the house has settled about broadcasts.

    ``rhythms`` are those of a desa without a table of its own. A relay calls the nearest
    ``relay_posts`` within ``relay_m``; a broadcast that nobody ends does so after ``open_for``.
    """

    rhythms: Mapping[Kind, str] = {}
    relay_m: float = 3_000.0
    relay_posts: int = 10
    open_for: timedelta = timedelta(hours=2)


class Kentongan(Struct, frozen=True, kw_only=True):
    """The table of one desa."""

    subject: str
    version: int
    area: str
    rhythms: Mapping[Kind, str]


def begin(subject: str, event: ev.KentonganSet) -> Kentongan:
    """The first table of a desa."""
    return Kentongan(subject=subject, version=1, area=event.area, rhythms=event.rhythms)


def evolve(was: Kentongan, version: int, event: ev.EventData) -> Kentongan:
    """The table after an event."""
    if isinstance(event, ev.KentonganSet):
        return replace(was, version=version, rhythms=event.rhythms)
    return replace(was, version=version)


def rhythm_for(kind: Kind, table: Kentongan | None, rules: BroadcastRules) -> str:
    """What a kind sounds like in a desa."""
    if table is not None and kind in table.rhythms:
        return table.rhythms[kind]
    return rules.rhythms.get(kind, GENERAL)


def check_playable(rhythm: str) -> None:
    """Raise Refused(RHYTHM_FORBIDDEN) for a rhythm that must not be sounded from here."""
    if rhythm not in PLAYABLE:
        raise Refused(ErrorCode.RHYTHM_FORBIDDEN, rhythm=rhythm)
