"""Which alarms a console plays softly or not at all, by the rules of its desks. Pure.

A rule never touches a real P1 of the console's own desks, nor a real alarm that nobody took for a
minute: whoever writes a rule can't make the room deaf to an emergency.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from console.board.sounding import Level, Sound, Soundings
from gateway.protocol.enums import Desk, Escalation, Mode, Priority, SoundLevel
from gateway.protocol.views import AlarmView, SoundRule

ZONE: Final = ZoneInfo("Asia/Jakarta")
DAY: Final = 24
_CARRIED_FAR: Final = (Escalation.SUPERVISOR, Escalation.RELAY)


def holds_at(rule: SoundRule, hour: int) -> bool:
    """Whether it holds in that hour of the day."""
    if rule.first == rule.last:
        return True
    if rule.first < rule.last:
        return rule.first <= hour < rule.last
    return hour >= rule.first or hour < rule.last


def meets(rule: SoundRule, view: AlarmView) -> bool:
    """Whether it speaks of that alarm."""
    wanted = ((rule.kind, view.kind), (rule.mode, view.mode), (rule.desk, view.desk))
    return all(asked is None or asked == held for asked, held in wanted)


def protected(view: AlarmView, desks: AbstractSet[Desk]) -> bool:
    """Whether no rule may touch it. ``desks`` are the console's own; none known means all."""
    if view.mode is not Mode.REAL:
        return False
    own = not desks or view.desk in desks
    return (own and view.priority is Priority.P1) or view.escalation in _CARRIED_FAR


def level_by(
    rules: Iterable[SoundRule], view: AlarmView, desks: AbstractSet[Desk], hour: int
) -> SoundLevel:
    """What the first rule that fits says of an alarm in an hour of the day."""
    if protected(view, desks):
        return SoundLevel.FULL
    fitting = (rule.level for rule in rules if holds_at(rule, hour) and meets(rule, view))
    return next(fitting, SoundLevel.FULL)


def ruled(
    now: Soundings,
    rules: Sequence[SoundRule],
    alarms: Mapping[str, AlarmView],
    desks: AbstractSet[Desk],
    at: datetime,
) -> Soundings:
    """What sounds under these rules at gateway time ``at``; it may change with the next hour."""
    if not rules:
        return now

    def level(sound: Sound, begins: datetime) -> SoundLevel:
        hour = begins.astimezone(ZONE).hour
        return level_by(rules, alarms[sound.incident], desks, hour)

    levels = [(sound, level(sound, at)) for sound in now.sounds]
    later = [(sound, begins, level(sound, begins)) for sound, begins in now.later]
    hour_over = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return replace(
        now,
        sounds=tuple(_at(sound, by) for sound, by in levels if by is not SoundLevel.SILENT),
        later=tuple(
            (_at(sound, by), begins) for sound, begins, by in later if by is not SoundLevel.SILENT
        ),
        changes_at=min(now.changes_at or hour_over, hour_over),
        ruled=tuple(sound for sound, by in levels if by is SoundLevel.SILENT),
    )


def _at(sound: Sound, by: SoundLevel) -> Sound:
    return replace(sound, level=Level.SOFT_ONCE) if by is SoundLevel.SOFT else sound
