"""From strokes to samples: 48 kHz, mono, float32 in -1..1.

The bamboo of the table is used and not the big wooden one, whose modes (210, 470, 880 Hz) a cheap
loudspeaker hardly gives. The table's amplitudes are tilted towards the higher modes, as a hard
beater does, so that most of the energy lies within 800-3000 Hz, where small cones are loud, the
ear is keen and the proof listens. A soft saturation lifts the body of each stroke over the noise
of a room without a higher peak.
"""

import zlib
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from console.sound.rhythm import Rhythm, Stroke, Voice, bamboo, call_tones, rhythms, tones

Samples = NDArray[np.float32]
_Wave = NDArray[np.float64]

RATE: Final = 48_000
PILOT_HZ: Final = 997.0
PILOT_AMPLITUDE: Final = 0.02
PILOT_SECONDS: Final = 0.5

_TILT: Final = 1.5
_CLICK: Final = 0.5
# Variation that keeps it from sounding like a machine, from the table's note.
_JITTER_SECONDS: Final = 0.008
_JITTER_PITCH: Final = 0.01
_JITTER_STRENGTH: Final = 0.06


class Level(StrEnum):
    """How loud: ``LOUDER`` after 20 s unanswered, ``SOFT`` once for an alarm that was cancelled;
    ``RING`` for calls, below every alarm that is to be answered."""

    SOFT = "soft"
    RING = "ring"
    NORMAL = "normal"
    LOUDER = "louder"


# Peak and saturation of each level. Normal leaves room for a louder that is truly louder.
_LEVELS: Final = {
    Level.SOFT: (0.1, 1.0),
    Level.RING: (0.2, 1.0),
    Level.NORMAL: (0.55, 2.2),
    Level.LOUDER: (0.98, 3.0),
}


@lru_cache(maxsize=64)
def turn(name: str, level: Level, motifs: int | None) -> Samples:
    """The samples of a whole turn of a rhythm, or of so many figures of it and a rest."""
    rhythm = rhythms()[name]
    return render(rhythm if motifs is None else rhythm.turn(motifs), level)


@lru_cache(maxsize=8)
def call_tone(name: str, level: Level) -> Samples:
    """The samples of one turn of a call's tone."""
    return render(call_tones()[name], level)


def render(rhythm: Rhythm, level: Level) -> Samples:
    """The rhythm as samples, exactly as long as its ``length``; the same each time."""
    random = np.random.default_rng(zlib.crc32(rhythm.name.encode()))
    wave = np.zeros(round(rhythm.length * RATE))
    for stroke in rhythm.strokes:
        late = random.uniform(-_JITTER_SECONDS, _JITTER_SECONDS)
        start = max(0, round((stroke.at + late) * RATE))
        note = _note(rhythm.voice, stroke, random)[: wave.size - start]
        wave[start : start + note.size] += note
    peak, drive = _LEVELS[level]
    shaped: _Wave = peak * np.tanh(drive * wave) / np.tanh(drive)
    _fade(shaped)
    return shaped.astype(np.float32)


def pilot() -> Samples:
    """The quiet tone of the self-test."""
    time = np.arange(round(PILOT_SECONDS * RATE)) / RATE
    wave = PILOT_AMPLITUDE * np.sin(2 * np.pi * PILOT_HZ * time)
    _fade(wave, 0.01)
    return wave.astype(np.float32)


def _note(voice: Voice, stroke: Stroke, random: np.random.Generator) -> _Wave:
    strength = stroke.strength * (1 + random.uniform(-_JITTER_STRENGTH, _JITTER_STRENGTH))
    if voice is Voice.BEEP:
        return strength * _beep(stroke.hz, stroke.seconds)
    if voice is Voice.BELL:
        partials = [(stroke.hz * ratio, amp, decay) for ratio, amp, decay in tones().bell]
        return strength * _struck(partials, 0.0, random)
    pitch = 1 + random.uniform(-_JITTER_PITCH, _JITTER_PITCH)
    timbre = bamboo()
    base = timbre.mode_hz[0]
    partials = [
        (hz * pitch, amp * (hz / base) ** _TILT, decay / 1000)
        for hz, amp, decay in zip(timbre.mode_hz, timbre.amp, timbre.decay_ms, strict=True)
    ]
    return strength * _struck(partials, timbre.klik_ms / 1000, random)


def _struck(
    partials: Sequence[tuple[float, float, float]], click: float, random: np.random.Generator
) -> _Wave:
    longest = max(decay for _, _, decay in partials)
    time = np.arange(round(5 * longest * RATE)) / RATE
    wave = np.zeros(time.size)
    for hz, amp, decay in partials:
        wave += amp * np.exp(-time / decay) * np.sin(2 * np.pi * hz * time)
    wave /= np.max(np.abs(wave))
    noise = round(click * RATE)
    wave[:noise] += _CLICK * random.uniform(-1, 1, noise) * np.linspace(1, 0, noise)
    return wave


def _beep(hz: float, seconds: float) -> _Wave:
    time = np.arange(round(seconds * RATE)) / RATE
    wave: _Wave = np.sin(2 * np.pi * hz * time) + 0.2 * np.sin(6 * np.pi * hz * time)
    _fade(wave, 0.01)
    return wave


def _fade(wave: _Wave, seconds: float = 0.004) -> None:
    # Both ends meet silence without a click.
    size = min(round(seconds * RATE), wave.size // 2)
    if size:
        ramp = np.linspace(0, 1, size)
        wave[-size:] *= ramp[::-1]
        if seconds >= 0.01:
            wave[:size] *= ramp
