"""Sounds as a browser records them: Opus in WebM without length or cues; and what is in one."""

from io import BytesIO, RawIOBase
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray

#: What every WebM file begins with.
EBML: Final = bytes.fromhex("1a45dfa3")
RATE: Final = 48_000
#: 20 ms.
FRAME: Final = RATE // 50


class _Stream(RawIOBase):
    """Takes what is written; can't go back, so a recorder's container stays without a length."""

    def __init__(self) -> None:
        self.written = bytearray()

    def write(self, part: object) -> int:
        taken = bytes(part)  # type: ignore[call-overload]
        self.written += taken
        return len(taken)

    def writable(self) -> bool:
        return True


def recorded(seconds: float, hz: float) -> bytes:
    """A tone of that pitch."""
    stream = _Stream()
    with av.open(stream, "w", format="webm", options={"live": "1"}) as out:
        track = out.add_stream("libopus", rate=RATE)
        track.layout = "mono"
        for number in range(round(seconds * RATE / FRAME)):
            at = (np.arange(FRAME) + number * FRAME) / RATE
            wave = (np.sin(2 * np.pi * hz * at) * 10_000).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(wave[None], format="s16", layout="mono")
            frame.sample_rate = RATE
            frame.pts = number * FRAME
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    return bytes(stream.written)


def length_s(content: bytes) -> float | None:
    """The length that the file itself tells."""
    with av.open(BytesIO(content), "r") as opened:
        return None if opened.duration is None else opened.duration / 1_000_000


def decoded(content: bytes) -> NDArray[np.float32]:
    """Its samples, at ``RATE``, of full scale 1.0."""
    with av.open(BytesIO(content), "r") as opened:
        waves = [frame.to_ndarray()[0] for frame in opened.decode(audio=0)]
    return np.concatenate(waves)


def loudest_hz(content: bytes) -> float:
    """The pitch that is loudest in it."""
    heard = decoded(content)
    return float(np.abs(np.fft.rfft(heard)).argmax() * RATE / len(heard))
