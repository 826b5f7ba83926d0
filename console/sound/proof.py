"""Whether a sound came out: the output's monitor is listened to and measured.

A player's word is no proof: muted, at 2 % or with the device pulled out it still "plays"
(measured). The monitor hears what leaves the sound server; beyond it only ears or a microphone
can tell.
"""

import logging
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Final

import msgspec
import numpy as np

from console.sound.choice import GAIN_FLOOR
from console.sound.synthesis import PILOT_AMPLITUDE, PILOT_HZ, RATE, Samples

BLOCK: Final = RATE // 4
"""Samples in a measurement: a quarter second holds at least one stroke of a running rhythm."""

RMS_FLOOR: Final = 0.05
BAND_FLOOR: Final = 0.025
BAND: Final = (800.0, 3000.0)
PILOT_FLOOR: Final = GAIN_FLOOR * PILOT_AMPLITUDE

logger = logging.getLogger(__name__)


class Heard(msgspec.Struct, frozen=True):
    """What a quarter second held: RMS of all, RMS within 800-3000 Hz, amplitude of the pilot tone
    (full scale 1.0), and when it was heard (monotonic)."""

    at: float
    rms: float
    band: float
    pilot: float

    @property
    def loud(self) -> bool:
        """Loud enough for an alarm, where a loudspeaker is loud and an ear is keen."""
        return self.rms >= RMS_FLOOR and self.band >= BAND_FLOOR


def measure(block: Samples, at: float) -> Heard:
    """Measure one block of samples at 48 kHz."""
    spectrum = np.fft.rfft(block)
    hertz = np.fft.rfftfreq(block.size, 1 / RATE)
    inside = (hertz >= BAND[0]) & (hertz <= BAND[1])
    # Parseval for a one-sided spectrum; the band holds neither DC nor Nyquist.
    band = np.sqrt(2 * np.sum(np.abs(spectrum[inside]) ** 2)) / block.size
    wave = np.exp(-2j * np.pi * PILOT_HZ / RATE * np.arange(block.size))
    pilot = 2 * np.abs(np.dot(block, wave)) / block.size
    rms = np.sqrt(np.mean(np.square(block, dtype=np.float64)))
    return Heard(at, float(rms), float(band), float(pilot))


class Ear:
    """Listens to a monitor on a thread of its own; ``heard`` is called there for each block."""

    def __init__(self, monitor: str, heard: Callable[[Heard], None]) -> None:
        self.monitor = monitor
        self._heard = heard
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._listen, daemon=True, name="ear")

    def open(self) -> None:
        """Begin to listen. Where there is no ``parec`` nothing will be heard."""
        command = ("parec", "--raw", "--format=float32le", "--channels=1", "--latency-msec=100")
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- fixed command, no shell
                (*command, f"--rate={RATE}", f"--device={self.monitor}"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            logger.info("the monitor can't be listened to: %s", error)
            return
        self._thread.start()

    def close(self) -> None:
        """Stop listening; ``heard`` is not called any more once this has returned."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self._thread.join()
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None

    @property
    def deaf(self) -> bool:
        """Whether listening has ended by itself or never began."""
        return self._process is None or self._process.poll() is not None

    def _listen(self) -> None:
        stream = self._process.stdout if self._process else None
        size = BLOCK * 4
        while stream and len(raw := stream.read(size)) == size:
            self._heard(measure(np.frombuffer(raw, np.float32), time.monotonic()))
