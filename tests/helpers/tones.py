"""Fake microphones that hum, each a tone of its own, and whose tones are heard at an output."""

import asyncio
import time
import wave
from pathlib import Path
from typing import Final

import numpy as np

from tests.helpers.pulse import RATE, Capture, Samples

#: A hum that never pauses is taken for noise, and suppressed: 0.2 s of tone, 0.05 s of silence.
BEAT_S: Final = 0.25
TONE_S: Final = 0.2
LEVEL: Final = 0.3
#: A window that holds at least one whole tone, in seconds.
WINDOW_S: Final = 0.5
#: What is louder is heard, as a part of full scale; what leaks of a held voice is far below.
FLOOR: Final = 0.002
PATIENCE_S: Final = 20.0


def fake_devices(folder: Path, tone: int, fps: int = 10) -> list[str]:
    """Chromium's flags for a camera with a moving picture and a microphone with that tone, in Hz.

    Tone 0: none, and a test machine has neither camera nor microphone.
    """
    if not tone:
        return []
    file = folder / f"tone-{tone}.wav"
    if not file.exists():
        _write(file, tone)
    return [
        f"--use-fake-device-for-media-stream=fps={fps}",
        f"--use-file-for-fake-audio-capture={file}",
    ]


def tones_in(samples: Samples, known: tuple[int, ...]) -> set[int]:
    """Which of the known tones, in Hz, are in there."""
    if not samples.size:
        return set()
    window = np.hanning(samples.size)
    spectrum = np.abs(np.fft.rfft(samples * window)) * 2 / window.sum()
    width = RATE / samples.size

    def level(tone: int) -> float:
        middle = round(tone / width)
        return float(np.max(spectrum[middle - 2 : middle + 3]))

    return {tone for tone in known if level(tone) > FLOOR}


async def hears(ears: Capture, known: tuple[int, ...], *expected: int) -> float:
    """Wait until exactly these tones are heard; seconds that it took."""
    began = time.monotonic()
    heard: set[int] = set()
    while time.monotonic() < began + PATIENCE_S:
        heard = tones_in(await _recorded(ears), known)
        if heard == set(expected):
            return time.monotonic() - began
    raise AssertionError(f"expected to hear {sorted(expected)}, heard {sorted(heard)}")


async def heard_once(ears: Capture, since: float, tone: int) -> None:
    """Wait until that tone was heard, be it for a moment, after that second of the recording."""
    async with asyncio.timeout(PATIENCE_S):
        while not any(tones_in(part, (tone,)) for part in _parts(ears, since)):
            await _recorded(ears)


def _parts(ears: Capture, since: float) -> list[Samples]:
    samples = ears.since(since)
    return np.array_split(samples, max(1, round(samples.size / RATE / WINDOW_S)))


async def sounds(ears: Capture, floor: float = 0.015) -> None:
    """Wait until anything is heard."""
    async with asyncio.timeout(PATIENCE_S):
        while np.max(np.abs(await _recorded(ears)), initial=0.0) < floor:
            pass


async def _recorded(ears: Capture) -> Samples:
    """What comes in the next moments. Without a thread: loops of whole modules keep theirs."""
    start = ears.seconds
    async with asyncio.timeout(PATIENCE_S):
        while ears.seconds < start + WINDOW_S:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return ears.since(start)


def _write(file: Path, tone: int) -> None:
    time_s = np.arange(RATE * 2) / RATE
    samples = LEVEL * np.sin(2 * np.pi * tone * time_s) * (time_s % BEAT_S < TONE_S)
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes((samples * 32_767).astype("<i2").tobytes())
