"""The output device: a PortAudio stream that stays open and plays silence between the turns.

Opening takes up to a second with a sound server; a stream that is already running sounds at once.
"""

import logging
import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from console.sound.messages import Fault
from console.sound.synthesis import RATE, Samples

if TYPE_CHECKING:
    import sounddevice

LATENCY: Final = 0.25
"""Seconds of sound handed to the device in advance. With 0.1 a machine under twice its load tore
holes into the strokes (measured); an alarm a quarter second later is still soon."""

REOPEN_EVERY: Final = 1.0
STUCK_AFTER: Final = 2.0

logger = logging.getLogger(__name__)


class Speaker(Protocol):
    """What the player needs of an output."""

    @property
    def fault(self) -> Fault:
        """Why nothing would be heard."""

    @property
    def remaining(self) -> float:
        """Seconds of sound that are still to be played."""

    def mend(self) -> None:
        """Open the device if it isn't; called often."""

    def feed(self, samples: Samples) -> None:
        """Play this when what was fed before has ended."""

    def cut(self) -> None:
        """Drop all that was fed, without a click."""

    def close(self) -> None:
        """Let the device go."""


class PortAudioSpeaker:
    """A device by PortAudio's name or index.

    The callback, on PortAudio's own thread, only copies; everything else happens in ``mend``.
    """

    def __init__(self, device: str | int | None) -> None:
        self._device = device
        self._stream: sounddevice.OutputStream | None = None
        self._fault = Fault.DEVICE_LOST
        self._said = ""
        self._guard = threading.Lock()
        self._waiting: list[Samples] = []
        self._position = 0
        self._cut = False
        self._called_at = 0.0
        self._tried_at = -REOPEN_EVERY

    @property
    def fault(self) -> Fault:
        """Why nothing would be heard."""
        return self._fault

    @property
    def remaining(self) -> float:
        """Seconds of sound that are still to be played."""
        with self._guard:
            if self._cut:
                return 0.0
            return (sum(part.size for part in self._waiting) - self._position) / RATE

    def feed(self, samples: Samples) -> None:
        """Play this when what was fed before has ended."""
        with self._guard:
            if self._cut:
                self._waiting = self._waiting[:1]
            self._waiting.append(samples)

    def cut(self) -> None:
        """Drop all that was fed, without a click."""
        with self._guard:
            self._cut = bool(self._waiting)
            self._waiting = self._waiting[:1]

    def mend(self) -> None:
        """Open the device if it isn't, at most once a second; tell what is wrong by ``fault``."""
        now = time.monotonic()
        if self._stream is not None and self._stream.active:
            stuck = now - self._called_at > STUCK_AFTER
            self._fault = Fault.DEVICE_LOST if stuck else Fault.NONE
            return
        if now - self._tried_at < REOPEN_EVERY:
            return
        self._tried_at = now
        self.close()
        self._open()

    def close(self) -> None:
        """Let the device go."""
        if self._stream is not None:
            self._stream.close(ignore_errors=True)
            self._stream = None

    def _open(self) -> None:
        try:
            import sounddevice
        except (ImportError, OSError):
            # Without the library there is no sound, and the console must say so and work on.
            self._report(Fault.NO_LIBRARY, "PortAudio can't be loaded")
            return
        try:
            if self._fault is Fault.DEVICE_LOST:
                # PortAudio lists the devices once; only a new start sees a device that came back.
                sounddevice._terminate()
                sounddevice._initialize()
            self._called_at = time.monotonic()
            self._stream = sounddevice.OutputStream(
                samplerate=RATE,
                channels=1,
                dtype="float32",
                device=self._known(sounddevice.query_devices()),
                latency=LATENCY,
                callback=self._copy,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            # ValueError: no device of that index.
            self._report(Fault.DEVICE_LOST, str(error))
            return
        logger.info("output %s open, latency %.3f s", self._device, self._stream.latency)
        self._fault = Fault.NONE
        self._said = ""

    def _known(self, devices: Iterable[dict[str, Any]]) -> str | int | None:
        """The device, or PortAudio's default where nothing has that name: on some PipeWire systems
        there is no ``pulse``. Whether the sound then comes out where it should, the proof tells."""
        if isinstance(self._device, str) and all(self._device != one["name"] for one in devices):
            return None
        return self._device

    def _report(self, fault: Fault, reason: str) -> None:
        self._fault = fault
        # Tried again each second; said once.
        if reason != self._said:
            logger.warning("output %s: %s", self._device, reason)
        self._said = reason

    def _copy(self, out: Samples, frames: int, _time: object, _status: object) -> None:
        self._called_at = time.monotonic()
        column = out[:, 0]
        with self._guard:
            filled = self._fill(column, frames)
        column[filled:] = 0.0

    def _fill(self, column: Samples, frames: int) -> int:
        filled = 0
        if self._cut:
            # One block is enough to fade what is in the air; what was fed since then follows it.
            tail = self._waiting[0][self._position : self._position + frames]
            filled = tail.size
            column[:filled] = tail * np.linspace(1, 0, filled, dtype=np.float32)
            self._drop()
            self._cut = False
        while self._waiting and filled < frames:
            part = self._waiting[0][self._position : self._position + frames - filled]
            column[filled : filled + part.size] = part
            filled += part.size
            self._position += part.size
            if self._position >= self._waiting[0].size:
                self._drop()
        return filled

    def _drop(self) -> None:
        del self._waiting[0]
        self._position = 0
