"""What the stream's callback copies. The device itself is in ``tests/faults``."""

import numpy as np
import pytest

from console.sound.speaker import PortAudioSpeaker
from console.sound.synthesis import RATE, Samples

FRAMES = 480


def block(speaker: PortAudioSpeaker) -> Samples:
    out = np.full((FRAMES, 1), np.nan, np.float32)
    speaker._copy(out, FRAMES, None, None)
    return out[:, 0]


def constant(value: float, size: int) -> Samples:
    return np.full(size, value, np.float32)


def test_silence_when_nothing_was_fed() -> None:
    assert not block(PortAudioSpeaker(None)).any()


def test_parts_follow_each_other_without_a_gap() -> None:
    speaker = PortAudioSpeaker(None)
    speaker.feed(constant(0.1, 700))
    speaker.feed(constant(0.2, 300))
    assert speaker.remaining == pytest.approx(1000 / RATE)
    played = np.concatenate([block(speaker) for _ in range(3)])
    expected = np.concatenate([constant(0.1, 700), constant(0.2, 300), constant(0, 440)])
    np.testing.assert_array_equal(played, expected)
    assert speaker.remaining == 0


def test_cut_fades_what_is_in_the_air_and_plays_what_was_fed_since() -> None:
    speaker = PortAudioSpeaker(None)
    speaker.feed(constant(0.5, 5000))
    speaker.feed(constant(0.9, 5000))
    block(speaker)
    speaker.cut()
    assert speaker.remaining == 0
    speaker.feed(constant(0.3, FRAMES))
    fading = block(speaker)
    assert fading[0] == pytest.approx(0.5)
    assert fading[-1] == 0
    assert (np.diff(fading) < 0).all()
    np.testing.assert_array_equal(block(speaker), constant(0.3, FRAMES))
    assert not block(speaker).any()


def test_cut_of_silence_keeps_what_comes() -> None:
    speaker = PortAudioSpeaker(None)
    speaker.cut()
    speaker.feed(constant(0.3, FRAMES))
    np.testing.assert_array_equal(block(speaker), constant(0.3, FRAMES))


@pytest.mark.parametrize(
    ("device", "opened"), [("pulse", "pulse"), ("gone", None), (3, 3), (None, None)]
)
def test_default_where_no_device_has_the_name(
    device: str | int | None, opened: str | int | None
) -> None:
    assert PortAudioSpeaker(device)._known([{"name": "pulse"}, {"name": "default"}]) == opened
