"""Which open alarms must sound now. Needs nothing but the views held and the time: no link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from gateway.protocol.enums import Escalation, IncidentState, Kind, Mode
from gateway.protocol.views import AlarmView, IncidentView

#: So many presses of one incident sound singly; a child who goes on pressing sounds once a minute.
SINGLE_PRESSES: Final = 3


class Level(StrEnum):
    """How it sounds. ``SOFT_ONCE``: one quiet turn, then silence."""

    NORMAL = "normal"
    LOUDER = "louder"
    SOFT_ONCE = "soft_once"


@dataclass(frozen=True)
class Sound:
    """One alarm that sounds. ``turn`` grows with its presses: a SOFT_ONCE is played once for each
    incident and turn."""

    incident: str
    kind: Kind
    mode: Mode
    level: Level
    turn: int


@dataclass(frozen=True)
class Soundings:
    """What must sound, the most pressing first; what will sound from a gateway time on; and the
    first of these times, at which that changes if nothing arrives before (None: never).

    Of what would sound, ``joined`` is heard through another alarm (``console.board.flood``), and
    ``ruled`` is kept silent by a rule of this console (``console.board.rules``).
    """

    sounds: tuple[Sound, ...]
    changes_at: datetime | None
    later: tuple[tuple[Sound, datetime], ...] = ()
    joined: tuple[Sound, ...] = ()
    ruled: tuple[Sound, ...] = ()


def sounding(alarms: Iterable[AlarmView], now: datetime) -> Soundings:
    """What must sound at gateway time ``now``.

    A waiting incident sounds unless it was heard and its quiet time isn't over; it is louder once
    it has escalated. One on hold sounds from the time that was set. One that its reporter
    cancelled, or pressed again after it was taken, sounds softly once more.
    """
    sounds: list[tuple[AlarmView, Sound]] = []
    later: list[tuple[AlarmView, Sound, datetime]] = []
    for view in alarms:
        level = _level(view)
        if level is None:
            continue
        sound = Sound(view.subject, view.kind, view.mode, level, _turn(view))
        begins = _begins(view)
        if begins is None or begins <= now:
            sounds.append((view, sound))
        else:
            later.append((view, sound, begins))
    sounds.sort(key=lambda each: _urgency(*each))
    later.sort(key=lambda each: each[2])
    return Soundings(
        tuple(sound for _, sound in sounds),
        later[0][2] if later else None,
        tuple((sound, begins) for _, sound, begins in later),
    )


def _turn(view: AlarmView) -> int:
    """The first presses have a turn each; from then on those of one minute share one."""
    if view.presses <= SINGLE_PRESSES:
        return view.presses
    minute = view.last_pressed_at.timestamp() // 60 if isinstance(view, IncidentView) else 0
    return SINGLE_PRESSES + 1 + int(minute)


def _level(view: AlarmView) -> Level | None:
    match view.state:
        case IncidentState.CANCELLED_BY_REPORTER:
            return Level.SOFT_ONCE
        case IncidentState.WAITING:
            return Level.NORMAL if view.escalation is Escalation.NONE else Level.LOUDER
        case IncidentState.ON_HOLD:
            return Level.NORMAL
        case IncidentState.CLOSED | IncidentState.MERGED:
            return None
        case _:
            return Level.SOFT_ONCE if _pressed_since_taken(view) else None


def _pressed_since_taken(view: AlarmView) -> bool:
    if not isinstance(view, IncidentView) or view.claimed_at is None:
        return False
    return view.presses > 1 and view.last_pressed_at > view.claimed_at


def _begins(view: AlarmView) -> datetime | None:
    match view.state:
        case IncidentState.ON_HOLD:
            return view.hold_until
        case IncidentState.WAITING:
            return view.quiet_until
        case _:
            return None


def _urgency(view: AlarmView, sound: Sound) -> tuple[bool, bool, bool, str, datetime, str]:
    return (
        sound.level is Level.SOFT_ONCE,
        view.mode is not Mode.REAL,
        sound.level is not Level.LOUDER,
        view.priority,
        view.received_at,
        view.subject,
    )
