"""Which open alarms must sound now. Needs nothing but the views held and the time: no link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gateway.protocol.enums import Escalation, IncidentState, Kind, Mode
from gateway.protocol.views import AlarmView, IncidentView


class Level(StrEnum):
    """How it sounds. ``SOFT_ONCE``: one quiet turn, then silence."""

    NORMAL = "normal"
    LOUDER = "louder"
    SOFT_ONCE = "soft_once"


@dataclass(frozen=True)
class Sound:
    """One alarm that sounds. ``turn`` counts its presses: a SOFT_ONCE is played once for each
    incident and turn."""

    incident: str
    kind: Kind
    mode: Mode
    level: Level
    turn: int


@dataclass(frozen=True)
class Soundings:
    """What must sound, the most pressing first, and the gateway time at which that changes if
    nothing arrives before (None: never)."""

    sounds: tuple[Sound, ...]
    changes_at: datetime | None


def sounding(alarms: Iterable[AlarmView], now: datetime) -> Soundings:
    """What must sound at gateway time ``now``.

    A waiting incident sounds unless it was heard and its quiet time isn't over; it is louder once
    it has escalated. One that its reporter cancelled sounds softly once more. One on hold sounds
    when its time has come.
    """
    sounds: list[tuple[AlarmView, Sound]] = []
    ends: list[datetime] = []
    for view in alarms:
        level = _level(view, now)
        if level is not None:
            sounds.append((view, Sound(view.subject, view.kind, view.mode, level, view.presses)))
        elif (begins := _silent_until(view)) is not None:
            ends.append(begins)
    sounds.sort(key=lambda each: _urgency(*each))
    return Soundings(tuple(sound for _, sound in sounds), min(ends, default=None))


def _level(view: AlarmView, now: datetime) -> Level | None:
    if view.state is IncidentState.CANCELLED_BY_REPORTER:
        return Level.SOFT_ONCE
    if view.state not in (IncidentState.WAITING, IncidentState.ON_HOLD):
        return None
    until = _silent_until(view)
    # Without its time, which a locked console isn't told, a hold is silent.
    if until is None and view.state is IncidentState.ON_HOLD:
        return None
    if until is not None and until > now:
        return None
    return Level.NORMAL if view.escalation is Escalation.NONE else Level.LOUDER


def _silent_until(view: AlarmView) -> datetime | None:
    """Until when somebody made it silent: after ``hear``, or on hold."""
    if view.state is IncidentState.WAITING:
        return view.quiet_until
    if view.state is IncidentState.ON_HOLD and isinstance(view, IncidentView):
        return view.hold_until
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
