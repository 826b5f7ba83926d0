"""Kentongan: which rhythms may be sounded, and which one tells what in which desa.

A rhythm is named as in ``resources/kentongan.json``, where its source stands. What is left out:
*dara muluk* tells of a death in Kendal, and *siji* (1-1-1) of a murder; *sepisan*, ``polri_aman``
and ``polri_ronda`` are single even strokes that a sleeper takes for it; 6-6 tells of a death in one
source; *sambang* is a slow 3-3, which is fire.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol import events as ev
from gateway.protocol.enums import Kind
from gateway.protocol.errors import ErrorCode, Refused

#: No kentongan: two soft strokes of a bell.
BELL: Final = "bell"
GENERAL: Final = "titir"
PLAYABLE: Final = frozenset(
    {
        BELL,
        GENERAL,
        "loro",
        "telu",
        "papat",
        "lima",
        "polri_bencana",
        "polri_laka",
        "polri_ribut",
    }
)


class CallRules(Struct, frozen=True, kw_only=True):
    """What the house has settled about calls.

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


def rhythm_for(kind: Kind, table: Kentongan | None, rules: CallRules) -> str:
    """What a kind sounds like in a desa."""
    if table is not None and kind in table.rhythms:
        return table.rhythms[kind]
    return rules.rhythms.get(kind, GENERAL)


def check_playable(rhythm: str) -> None:
    """Raise Refused(RHYTHM_FORBIDDEN) for a rhythm that must not be sounded from here."""
    if rhythm not in PLAYABLE:
        raise Refused(ErrorCode.RHYTHM_FORBIDDEN, rhythm=rhythm)
