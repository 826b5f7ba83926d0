"""Whose rhythm sounds next, when several alarms are open. Pure: no clock, no device.

Alarms of one rhythm share a turn, at the level of the loudest. A new alarm is heard before the
round goes on. With many rhythms the turns shrink, so that none is silent for much over 12 s.
"""

from collections.abc import Iterable
from typing import Final

import msgspec

from console.sound.messages import Sounding
from console.sound.rhythm import ORPHAN, rhythms
from console.sound.synthesis import Level

LONGEST_SILENCE: Final = 12.0
_LOUDNESS: Final = {Level.SOFT: 0, Level.RING: 0, Level.NORMAL: 1, Level.LOUDER: 2}


class Turn(msgspec.Struct, frozen=True):
    """A rhythm at a level; ``motifs`` None is its whole length with no rest for others."""

    rhythm: str
    level: Level
    motifs: int | None = None


class Turns:
    """The open alarms and the order in which they are heard."""

    def __init__(self) -> None:
        self._alarms: tuple[Sounding, ...] = ()
        self._round: dict[str, Level] = {}
        self._ahead: dict[str, Level] = {}
        self._once: list[str] = []
        self._softened: set[str] = set()
        self._orphan = False
        self._last = ""

    @property
    def sounding(self) -> bool:
        """Whether any open alarm is to be heard again and again."""
        return bool(self._round)

    @property
    def waiting(self) -> bool:
        """Whether there is a turn to be had."""
        return bool(self._round or self._once)

    def set_open(self, alarms: Iterable[Sounding]) -> None:
        """Take what sounds now; the order given is the order of turns. May be said again."""
        alarms = tuple(alarm for alarm in alarms if alarm.rhythm in rhythms())
        if alarms == self._alarms:
            return
        before = {alarm.id: alarm.level for alarm in self._alarms}
        self._alarms = alarms
        self._round = {}
        for alarm in self._alarms:
            if alarm.level is Level.SOFT:
                continue
            louder = max(self._round.get(alarm.rhythm, alarm.level), alarm.level, key=_loudness)
            self._round[alarm.rhythm] = louder
        for alarm in self._alarms:
            if alarm.level is not Level.SOFT and _is_more(alarm.level, before.get(alarm.id)):
                self._ahead[alarm.rhythm] = self._round[alarm.rhythm]
        self._ahead = {name: self._round[name] for name in self._ahead if name in self._round}
        self._soften()

    def set_orphan(self, orphan: bool) -> None:
        """Whether the player's own tone takes a turn: the console is gone or frozen."""
        self._orphan = orphan

    def must_end(self, playing: Turn) -> bool:
        """Whether the turn in the air belongs to nothing that is open any more."""
        if playing.rhythm == ORPHAN:
            return not self._orphan
        return playing.level is not Level.SOFT and playing.rhythm not in self._round

    def may_cut(self, playing: Turn) -> bool:
        """Whether something new waits that the turn in the air doesn't already say."""
        return any((name, level) != (playing.rhythm, playing.level) for name, level in self._new())

    def next(self) -> Turn | None:
        """The next turn, or None for silence."""
        for name, level in self._new():
            del self._ahead[name]
            return self._turn(name, level)
        if self._once:
            return Turn(self._once.pop(0), Level.SOFT, None)
        order = [*self._round, ORPHAN] if self._orphan and self._round else [*self._round]
        if not order:
            return None
        place = order.index(self._last) + 1 if self._last in order else 0
        name = order[place % len(order)]
        return self._turn(name, self._round.get(name, self._loudest()))

    def _new(self) -> list[tuple[str, Level]]:
        return [(name, level) for name, level in self._round.items() if name in self._ahead]

    def _turn(self, name: str, level: Level) -> Turn:
        self._last = name
        return Turn(name, level, self._motifs())

    def _motifs(self) -> int | None:
        """How many figures a turn may have: as many as keep the silence of each rhythm short."""
        names = [*self._round, ORPHAN] if self._orphan else [*self._round]
        if len(names) < 2:
            return None
        together = [rhythms()[name] for name in names]
        for motifs in range(max(rhythm.motifs for rhythm in together), 1, -1):
            lengths = [rhythm.turn(motifs).length for rhythm in together]
            if sum(lengths) - min(lengths) <= LONGEST_SILENCE:
                return motifs
        return 1

    def _loudest(self) -> Level:
        return max(self._round.values(), key=_loudness)

    def _soften(self) -> None:
        soft = {alarm.id: alarm.rhythm for alarm in self._alarms if alarm.level is Level.SOFT}
        for alarm_id, rhythm in soft.items():
            if alarm_id not in self._softened:
                self._once.append(rhythm)
        self._softened = set(soft)


def _loudness(level: Level) -> int:
    return _LOUDNESS[level]


def _is_more(level: Level, before: Level | None) -> bool:
    return before is None or _LOUDNESS[level] > _LOUDNESS[before]
