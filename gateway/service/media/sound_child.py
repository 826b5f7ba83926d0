"""The child in which a recording or a voice note is opened: written anew with its length and cues.

    python -m gateway.service.media.sound_child recording|voice SOURCE TARGET

What was recorded is not encoded again, only packed anew: a browser's recorder writes neither the
length nor where what begins, and a recording that broke off lacks its end. The source of a
recording is a file of ``parts``; that of a voice note is a plain one, in which every sound must
decode. Prints the length in seconds. It limits itself before it looks at the file; whatever a
hostile file does, it does here. Exit codes: 0, 4 (nothing in it can be opened), 5 (no room for it);
a signal when a limit was hit.
"""

import errno
import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gateway.service.media.parts import PartsReader

if TYPE_CHECKING:
    from fractions import Fraction

    from av.container import InputContainer, OutputContainer
    from av.stream import Stream

RECORDING: Final = "recording"
VOICE: Final = "voice"
BROKEN: Final = 4
NO_ROOM: Final = 5
#: Seconds of the processor: to begin with, and for so many bytes one more.
CPU_S: Final = 10
BYTES_A_CPU_S: Final = 2_000_000
MEMORY_BYTES: Final = 1_024 * 1_024 * 1_024
#: What the head and the cues may add to the bytes that came.
SPARE_BYTES: Final = 4_000_000
CODECS: Final = frozenset({"opus", "vorbis", "vp8", "vp9", "av1"})


def limit(size: int) -> None:
    """No more than the file's size asks for, and no other file of such a size."""
    for what, most in (
        (resource.RLIMIT_CPU, CPU_S + size // BYTES_A_CPU_S),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, size + SPARE_BYTES),
    ):
        resource.setrlimit(what, (most, most))


def packed_anew(kind: str, source: Path, target: Path) -> float:
    """Writes ``target``; its length in seconds, 0 if there was nothing in it.

    Raises av.error.FFmpegError or OSError for what can't be opened or written.
    """
    import av

    with (
        PartsReader(source) if kind == RECORDING else source.open("rb") as plain,
        av.open(plain, "r", format="matroska") as opened,
        av.open(str(target), "w", format="webm", options={"cues_to_front": "1"}) as out,
    ):
        length = _copy(opened, out, decode=kind == VOICE)
    with target.open("rb") as written:
        os.fsync(written.fileno())
    return length


def _copy(opened: "InputContainer", out: "OutputContainer", *, decode: bool) -> float:
    from av.error import FFmpegError

    streams: dict[int, Stream] = {
        stream.index: out.add_stream_from_template(stream)
        for stream in opened.streams
        if stream.codec_context is not None and stream.codec_context.name in CODECS
    }
    end = 0.0
    try:
        for packet in opened.demux():
            pts, stream = packet.pts, streams.get(packet.stream_index)
            if stream is None or pts is None or packet.dts is None:
                continue
            if decode and packet.stream.type == "audio":
                packet.decode()
            end = max(end, _seconds(pts + (packet.duration or 0), packet.time_base))
            packet.stream = stream
            out.mux_one(packet)
    except FFmpegError as error:
        # What came before a torn end is kept; a disk without room is none.
        if decode or error.errno == errno.ENOSPC or not end:
            raise
    return end


def _seconds(ticks: int, base: "Fraction | None") -> float:
    return float(ticks * base) if base else 0.0


def main() -> None:
    """Pack one file anew, or end with the code that says why not."""
    kind, source, target = sys.argv[1:]
    limit(Path(source).stat().st_size)
    try:
        length = packed_anew(kind, Path(source), Path(target))
    except Exception as error:  # noqa: BLE001  whatever a damaged file makes a demuxer raise
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EFBIG)
        sys.exit(NO_ROOM if full else BROKEN)
    if not length:
        sys.exit(BROKEN)
    sys.stdout.write(f"{length:.3f}\n")


if __name__ == "__main__":
    main()
