"""A sound server of a test's own with silent outputs, and ears for what they play.

``PulseServer`` is a real PulseAudio with null sinks on a socket of its own. ``Capture`` records an
output's monitor. ``recognise`` reads a recording back into groups of strokes, as a listener counts
them: fire is ``[3, 3, 3, 3]``.
"""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray

Samples = NDArray[np.float32]

RATE: Final = 48_000
FRAME: Final = RATE // 200
ONSET_RISE: Final = 1.45
ONSET_FLOOR: Final = 0.003
REFRACTORY: Final = 0.09
GROUP_GAP: Final = 0.45

missing: Final = [name for name in ("pulseaudio", "pactl", "parec") if shutil.which(name) is None]
needs_pulse: Final = pytest.mark.skipif(bool(missing), reason=f"not installed: {missing}")


class PulseServer:
    """A private sound server. ``environment`` makes a process use it."""

    def __init__(self, folder: Path, sinks: tuple[str, ...]) -> None:
        self._socket = folder / "pulse.sock"
        script = folder / "pulse.pa"
        script.write_text(_script(self._socket, sinks))
        self.environment = {
            "PULSE_SERVER": f"unix:{self._socket}",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
        }
        self._script = script
        self._process = self._launch()

    @property
    def pid(self) -> int:
        """The server's process."""
        return self._process.pid

    def pactl(self, *arguments: str) -> str:
        """Run ``pactl`` against this server."""
        done = subprocess.run(
            ("pactl", *arguments),
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
        return done.stdout

    def unload(self, sink: str) -> None:
        """Pull an output out, as an unplugged USB loudspeaker is."""
        for row in self.pactl("list", "short", "modules").splitlines():
            if f"sink_name={sink} " in row:
                self.pactl("unload-module", row.split()[0])
                return
        raise LookupError(sink)

    def load(self, sink: str) -> None:
        """Plug an output in."""
        self.pactl("load-module", "module-null-sink", *_sink(sink).split())

    def restart(self) -> None:
        """Start the server again after ``kill``."""
        self._process = self._launch()

    def kill(self) -> None:
        """End the server at once."""
        self._process.kill()
        self._process.wait()
        self._socket.unlink(missing_ok=True)

    def _launch(self) -> subprocess.Popen[bytes]:
        options = ("-n", "-F", str(self._script), "--daemonize=no", "--exit-idle-time=-1")
        process = subprocess.Popen(
            ("pulseaudio", *options, "--use-pid-file=no"),
            env=os.environ | self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                self.pactl("get-default-sink")
            except subprocess.CalledProcessError:
                time.sleep(0.05)  # the server offers nothing else to wait for
            else:
                return process
        process.kill()
        raise TimeoutError("pulseaudio did not start")


@contextmanager
def pulse_server(sinks: tuple[str, ...] = ("spk", "spk2")) -> Iterator[PulseServer]:
    """A server while the block runs. Its folder is short: a socket's path holds 100 bytes."""
    with tempfile.TemporaryDirectory(prefix="pospin-pulse-", ignore_cleanup_errors=True) as folder:
        server = PulseServer(Path(folder), sinks)
        try:
            yield server
        finally:
            server.kill()


class Capture:
    """Records what an output plays, from the moment it is made until ``stop``."""

    def __init__(self, server: PulseServer, sink: str = "spk") -> None:
        options = ("--raw", "--format=float32le", "--channels=1", "--latency-msec=20")
        self._process = subprocess.Popen(
            ("parec", *options, f"--rate={RATE}", f"--device={sink}.monitor"),
            env=os.environ | server.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._grown = threading.Condition()
        self._blocks: list[Samples] = []
        self._count = 0
        self._began_at = float("inf")
        self._thread = threading.Thread(target=self._read, name="capture")
        self._thread.start()
        self.wait_for(0.05)

    @property
    def samples(self) -> Samples:
        """All that was recorded so far."""
        with self._grown:
            blocks = self._blocks or [np.zeros(0, np.float32)]
            return np.concatenate(blocks)

    def since(self, start_s: float) -> Samples:
        """What was recorded from that second on."""
        with self._grown:
            missing, found = self._count - round(start_s * RATE), []
            for block in reversed(self._blocks):
                if missing <= 0:
                    break
                found.append(block[-missing:])
                missing -= block.size
        return np.concatenate(found[::-1] or [np.zeros(0, np.float32)])

    def second_of(self, moment: float) -> float:
        """The second of the recording at that moment of ``time.time()``.

        By the block that came with the least delay, which the sound server adds to each.
        """
        with self._grown:
            return moment - self._began_at

    @property
    def seconds(self) -> float:
        """How much was recorded so far."""
        with self._grown:
            return self._recorded()

    def wait_for(self, seconds: float) -> Samples:
        """Wait until so much more is recorded; only what came since the call."""
        with self._grown:
            start = self._recorded()
            enough = self._grown.wait_for(lambda: self._recorded() >= start + seconds, seconds + 10)
            assert enough, "the monitor gives no samples"
        return self.since(start)

    def wait_for_sound(self, patience: float, floor: float = 0.015) -> float:
        """Seconds from now until the output sounds. Raises AssertionError if it doesn't."""
        start = self.seconds
        began_at = time.monotonic()
        while time.monotonic() < began_at + patience:
            self.wait_for(0.02)
            since = self.since(start)
            if since.size and float(np.max(np.abs(since))) > floor:
                return time.monotonic() - began_at
        raise AssertionError(f"silent for {patience} s")

    def wait_for_silence(self, patience: float, lasting: float, floor: float) -> None:
        """Wait until the output's RMS has been below ``floor`` for ``lasting`` seconds on end.

        Raises AssertionError if that takes longer than ``patience`` seconds.
        """
        start, began_at = self.seconds, time.monotonic()
        while time.monotonic() < began_at + patience + lasting:
            self.wait_for(0.1)
            if self.seconds - start >= lasting and rms(self.since(self.seconds - lasting)) < floor:
                return
        raise AssertionError(f"not silent for {lasting} s within {patience} s")

    def stop(self) -> Samples:
        """End the recording and return it."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        if self._process.stdout:
            self._process.stdout.close()
        return self.samples

    def _recorded(self) -> float:
        return self._count / RATE

    def _read(self) -> None:
        stream = self._process.stdout
        rest = b""
        while stream and (chunk := stream.read1(65536)):  # type: ignore[attr-defined]
            whole = (len(rest) + len(chunk)) // 4 * 4
            data, rest = (rest + chunk)[:whole], (rest + chunk)[whole:]
            with self._grown:
                self._blocks.append(np.frombuffer(data, np.float32))
                self._count += self._blocks[-1].size
                self._began_at = min(self._began_at, time.time() - self._recorded())
                self._grown.notify_all()


@contextmanager
def capture(server: PulseServer, sink: str = "spk") -> Iterator[Capture]:
    """A recording while the block runs."""
    recording = Capture(server, sink)
    try:
        yield recording
    finally:
        recording.stop()


def onsets(samples: Samples) -> list[float]:
    """The times in seconds at which strokes begin: where the energy rises steeply."""
    # The difference of neighbours stresses the attack over the ring; silence first, so that a
    # recording may begin with a stroke.
    attack = np.diff(samples, prepend=np.zeros(FRAME + 1, np.float32))
    frames = attack[: attack.size // FRAME * FRAME].reshape(-1, FRAME)
    envelope = np.sqrt(np.mean(np.square(frames, dtype=np.float64), axis=1))
    step = FRAME / RATE
    found: list[float] = []
    for index in range(1, envelope.size):
        before = float(np.max(envelope[max(0, index - 5) : index]))
        # A stroke over the ring of the last one rises less than one from silence.
        if envelope[index] < max(ONSET_FLOOR, ONSET_RISE * before):
            continue
        if not found or index * step - found[-1] >= REFRACTORY:
            found.append(index * step)
    return found


def recognise(samples: Samples) -> list[int]:
    """How many strokes each group has, in order; groups are parted by a rest."""
    groups: list[int] = []
    last: float | None = None
    for onset in onsets(samples):
        if last is None or onset - last > GROUP_GAP:
            groups.append(0)
        groups[-1] += 1
        last = onset
    return groups


def rms(samples: Samples) -> float:
    """Loudness, full scale 1.0."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))


def _script(socket: Path, sinks: tuple[str, ...]) -> str:
    lines = [f"load-module module-native-protocol-unix auth-anonymous=1 socket={socket}"]
    lines += [f"load-module module-null-sink {_sink(sink)}" for sink in sinks]
    lines.append(f"set-default-sink {sinks[0]}")
    return "\n".join(lines) + "\n"


def _sink(name: str) -> str:
    described = f"sink_properties=device.description={name.upper()}"
    return f"sink_name={name} rate={RATE} channels=1 {described}"
