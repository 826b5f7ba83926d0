"""Samples: their length, peaks, loudness, and energy where a cheap loudspeaker is loud."""

import numpy as np
import pytest

from console.sound.proof import BAND_FLOOR, BLOCK, PILOT_FLOOR, RMS_FLOOR, measure
from console.sound.rhythm import rhythms
from console.sound.synthesis import RATE, Level, Samples, pilot, render, turn

NAMES = list(rhythms())


def loudest_block(samples: Samples) -> Samples:
    blocks = [samples[start : start + BLOCK] for start in range(0, samples.size - BLOCK, BLOCK)]
    return max(blocks, key=lambda block: float(np.mean(np.square(block))))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("level", list(Level))
def test_shape(name: str, level: Level) -> None:
    samples = turn(name, level, None)
    assert samples.dtype == np.float32
    assert samples.size == round(rhythms()[name].length * RATE)
    assert 0.02 < float(np.max(np.abs(samples))) <= 1.0
    assert abs(float(samples[-1])) < 1e-6


@pytest.mark.parametrize("name", NAMES)
def test_same_each_time(name: str) -> None:
    rhythm = rhythms()[name]
    first, second = (render(rhythm, Level.NORMAL) for _ in range(2))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("name", NAMES)
def test_louder_is_twice_as_loud_and_soft_a_fraction(name: str) -> None:
    loudness = {
        level: float(np.sqrt(np.mean(np.square(turn(name, level, None))))) for level in Level
    }
    assert loudness[Level.LOUDER] > 1.8 * loudness[Level.NORMAL]
    assert loudness[Level.SOFT] < loudness[Level.NORMAL] / 4


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("level", [Level.NORMAL, Level.LOUDER])
def test_most_energy_where_a_cheap_loudspeaker_is_loud(name: str, level: Level) -> None:
    heard = measure(loudest_block(turn(name, level, None)), at=0.0)
    assert (heard.band / heard.rms) ** 2 > 0.5


@pytest.mark.parametrize("name", NAMES)
def test_normal_is_heard_with_room_to_spare_and_soft_is_no_proof(name: str) -> None:
    normal = measure(loudest_block(turn(name, Level.NORMAL, None)), at=0.0)
    assert normal.loud
    assert normal.rms > 3 * RMS_FLOOR
    assert normal.band > 3 * BAND_FLOOR


def test_rests_are_silent() -> None:
    rest = turn("telu", Level.LOUDER, None)[-RATE // 2 :]
    assert float(np.max(np.abs(rest))) < 0.001


def test_pilot_is_quiet_and_found() -> None:
    heard = measure(pilot()[: RATE // 4], at=0.0)
    assert not heard.loud
    assert heard.pilot == pytest.approx(0.02, rel=0.1)
    assert heard.pilot > 3 * PILOT_FLOOR


def test_silence_and_hum_prove_nothing() -> None:
    time = np.arange(BLOCK) / RATE
    hum = (0.5 * np.sin(2 * np.pi * 100 * time)).astype(np.float32)
    assert not measure(np.zeros(BLOCK, np.float32), at=0.0).loud
    assert not measure(hum, at=0.0).loud
