"""Which alarms a console plays softly or not at all, by rules of the room. Pure.

A rule never touches a real P1 of the console's own desks, nor a real alarm that nobody took for a
minute: whoever writes a rule can't make the room deaf to an emergency.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import msgspec

from console.board.sounding import Level, Sound, Soundings
from gateway.protocol.enums import Desk, Escalation, Kind, Mode, Priority
from gateway.protocol.views import AlarmView

ZONE: Final = ZoneInfo("Asia/Jakarta")
DAY: Final = 24
_CARRIED_FAR: Final = (Escalation.SUPERVISOR, Escalation.RELAY)


class RuleLevel(StrEnum):
    """How an alarm sounds by a rule. ``SOFT``: once, quietly."""

    FULL = "full"
    SOFT = "soft"
    SILENT = "silent"


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """Alarms of this kind, mode and desk (None: any) sound at ``level`` from the hour ``first``
    until before ``last``, in WIB; a night goes over midnight, the same hour twice is all day."""

    level: RuleLevel
    kind: Kind | None = None
    mode: Mode | None = None
    desk: Desk | None = None
    first: Annotated[int, msgspec.Meta(ge=0, lt=DAY)] = 0
    last: Annotated[int, msgspec.Meta(ge=0, lt=DAY)] = 0

    def holds_at(self, hour: int) -> bool:
        """Whether it holds in that hour of the day."""
        if self.first == self.last:
            return True
        if self.first < self.last:
            return self.first <= hour < self.last
        return hour >= self.first or hour < self.last

    def meets(self, view: AlarmView) -> bool:
        """Whether it speaks of that alarm."""
        wanted = ((self.kind, view.kind), (self.mode, view.mode), (self.desk, view.desk))
        return all(asked is None or asked == held for asked, held in wanted)


def protected(view: AlarmView, desks: AbstractSet[Desk]) -> bool:
    """Whether no rule may touch it. ``desks`` are the console's own; none known means all."""
    if view.mode is not Mode.REAL:
        return False
    own = not desks or view.desk in desks
    return (own and view.priority is Priority.P1) or view.escalation in _CARRIED_FAR


def level_by(
    rules: Iterable[Rule], view: AlarmView, desks: AbstractSet[Desk], hour: int
) -> RuleLevel:
    """What the first rule that fits says of an alarm in an hour of the day."""
    if protected(view, desks):
        return RuleLevel.FULL
    fitting = (rule.level for rule in rules if rule.holds_at(hour) and rule.meets(view))
    return next(fitting, RuleLevel.FULL)


def ruled(
    now: Soundings,
    rules: Sequence[Rule],
    alarms: Mapping[str, AlarmView],
    desks: AbstractSet[Desk],
    at: datetime,
) -> Soundings:
    """What sounds under these rules at gateway time ``at``; it may change with the next hour."""
    if not rules:
        return now

    def level(sound: Sound, begins: datetime) -> RuleLevel:
        hour = begins.astimezone(ZONE).hour
        return level_by(rules, alarms[sound.incident], desks, hour)

    levels = [(sound, level(sound, at)) for sound in now.sounds]
    later = [(sound, begins, level(sound, begins)) for sound, begins in now.later]
    hour_over = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return replace(
        now,
        sounds=tuple(_at(sound, by) for sound, by in levels if by is not RuleLevel.SILENT),
        later=tuple(
            (_at(sound, by), begins) for sound, begins, by in later if by is not RuleLevel.SILENT
        ),
        changes_at=min(now.changes_at or hour_over, hour_over),
        ruled=tuple(sound for sound, by in levels if by is RuleLevel.SILENT),
    )


def _at(sound: Sound, by: RuleLevel) -> Sound:
    return replace(sound, level=Level.SOFT_ONCE) if by is RuleLevel.SOFT else sound
