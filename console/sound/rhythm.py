"""What each alarm sounds like, as strokes in time.

Real alarms speak kentongan, read from ``resources/kentongan.json`` with its sources: fire 3-3,
disaster 4-4, crime 2-2, everything else titir. A medical alarm is a bell and no kentongan. Drills,
tests and an orphaned player have electronic tones whose groups (2-1, 3-2, 4-1) stand in no table
of kentongan (``resources/tones.json``). Dara muluk and siji (1-1-1) tell of a death and are never
used.
"""

from enum import StrEnum
from functools import cache
from typing import Final

import msgspec

import resources
from gateway.protocol.enums import Kind, Mode

TURN_PAUSE: Final = 0.9
"""Seconds of rest after the last stroke of a turn when another rhythm follows; the space between
groups of kentongan is the same, so two rhythms never run together."""


class Voice(StrEnum):
    """The instrument of a rhythm."""

    BAMBOO = "bamboo"
    BELL = "bell"
    BEEP = "beep"


class Stroke(msgspec.Struct, frozen=True):
    """One stroke: seconds from the start, strength 0..1, and its pitch and length where the
    instrument doesn't fix them."""

    at: float
    strength: float = 1.0
    hz: float = 0.0
    seconds: float = 0.0


class Rhythm(msgspec.Struct, frozen=True):
    """One whole turn of an alarm. ``motif`` is how many strokes make its smallest recognisable
    figure; ``length`` is in seconds and includes the rest before it begins again."""

    name: str
    voice: Voice
    motif: int
    length: float
    strokes: tuple[Stroke, ...]

    @property
    def motifs(self) -> int:
        """How many times the figure is struck in a whole turn."""
        return len(self.strokes) // self.motif

    def turn(self, motifs: int) -> "Rhythm":
        """The first ``motifs`` figures, followed by a rest: a turn among other rhythms."""
        count = min(motifs, self.motifs) * self.motif
        strokes = self.strokes[:count]
        following = self.strokes[count].at if count < len(self.strokes) else self.length
        length = max(following, strokes[-1].at + TURN_PAUSE)
        return Rhythm(self.name, self.voice, self.motif, length, strokes)


class _Pattern(msgspec.Struct):
    id: str
    onsets: list[tuple[float, float]]
    cycle_ms: float


class Timbre(msgspec.Struct):
    """An instrument as a sum of damped modes with a short click of noise."""

    mode_hz: list[float]
    decay_ms: list[float]
    amp: list[float]
    klik_ms: float


class _Timbres(msgspec.Struct):
    bambu: Timbre


class _Table(msgspec.Struct):
    timbre: _Timbres
    pola: list[_Pattern]


class Figure(msgspec.Struct):
    """A tone of ours that is no kentongan: a figure of strokes (at, strength, Hz, seconds)."""

    voice: Voice
    period_s: float
    times: int
    strokes: list[tuple[float, float, float, float]]


class Tones(msgspec.Struct):
    """The tones of ``resources/tones.json``. ``bell``: partials (ratio, amplitude, decay in s);
    ``calls``: what tells of a call and of no alarm."""

    bell: list[tuple[float, float, float]]
    figures: dict[str, Figure]
    calls: dict[str, Figure]


TITIR_MOTIF: Final = 10
_KENTONGAN: Final = {"telu": 3, "papat": 4, "loro": 2, "titir": TITIR_MOTIF}
_KINDS: Final = {
    Kind.FIRE: "telu",
    Kind.DISASTER: "papat",
    Kind.CRIME: "loro",
    Kind.MEDICAL: "medical",
}
ORPHAN: Final = "orphan"


def rhythm_of(kind: Kind, mode: Mode) -> str:
    """The name of the rhythm of an alarm. A drill or a test sounds like itself, whatever it
    plays at, so that nobody takes it for a real one."""
    if mode is not Mode.REAL:
        return mode.value
    return _KINDS.get(kind, "titir")


@cache
def rhythms() -> dict[str, Rhythm]:
    """All rhythms that the player knows, by name."""
    patterns = {pattern.id: pattern for pattern in _table().pola}
    kentongan = [_kentongan(patterns[name], motif) for name, motif in _KENTONGAN.items()]
    return {rhythm.name: rhythm for rhythm in (*kentongan, *_own())}


@cache
def call_tones() -> dict[str, Rhythm]:
    """The tones of calls by name: electronic, and apart from every alarm."""
    return {name: _repeated(name, figure) for name, figure in tones().calls.items()}


def bamboo() -> Timbre:
    """The bamboo kentongan of the table."""
    return _table().timbre.bambu


@cache
def tones() -> Tones:
    """What console and tablets sound that is no kentongan."""
    return msgspec.json.decode(resources.read_text("tones.json"), type=Tones)


@cache
def _table() -> _Table:
    return msgspec.json.decode(resources.read_text("kentongan.json"), type=_Table)


def _kentongan(pattern: _Pattern, motif: int) -> Rhythm:
    strokes = tuple(Stroke(at / 1000, strength) for at, strength in pattern.onsets)
    return Rhythm(pattern.id, Voice.BAMBOO, motif, pattern.cycle_ms / 1000, strokes)


def _own() -> tuple[Rhythm, ...]:
    return tuple(_repeated(name, figure) for name, figure in tones().figures.items())


def _repeated(name: str, figure: Figure) -> Rhythm:
    strokes = tuple(
        Stroke(at + figure.period_s * turn, strength, hz, seconds)
        for turn in range(figure.times)
        for at, strength, hz, seconds in figure.strokes
    )
    length = figure.period_s * figure.times
    return Rhythm(name, figure.voice, len(figure.strokes), length, strokes)
