"""Recordings and voice notes, packed anew in the child."""

from pathlib import Path

import pytest

from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.media.parts import PartsFile
from gateway.service.media.sounds import Sounds
from tests.helpers.recorded_sound import EBML, length_s, loudest_hz, recorded

SOUND = recorded(4, 1_000)


def arrived(folder: Path, content: bytes) -> Path:
    path = folder / "parts"
    file = PartsFile(path)
    for start in range(0, len(content), 1_500):
        file.append(content[start : start + 1_500])
    file.close()
    return path


async def test_a_recording_gets_its_length(tmp_path: Path) -> None:
    whole = tmp_path / "whole.webm"
    assert await Sounds().recording(arrived(tmp_path, SOUND), whole) == pytest.approx(4, abs=0.1)
    content = whole.read_bytes()
    assert length_s(SOUND) is None
    assert length_s(content) == pytest.approx(4, abs=0.1)
    assert loudest_hz(content) == pytest.approx(1_000, abs=2)


async def test_of_one_that_broke_off_is_kept_what_is_there(tmp_path: Path) -> None:
    whole = tmp_path / "whole.webm"
    half = SOUND[: len(SOUND) // 2]
    length = await Sounds().recording(arrived(tmp_path, half), whole)
    assert 1.5 < length < 2.5
    assert loudest_hz(whole.read_bytes()) == pytest.approx(1_000, abs=2)


@pytest.mark.parametrize("content", [b"", b"RIFF" + bytes(99), EBML + bytes(9_000), SOUND[:200]])
async def test_what_can_not_be_opened_is_refused(tmp_path: Path, content: bytes) -> None:
    whole = tmp_path / "whole.webm"
    with pytest.raises(Refused) as caught:
        await Sounds().recording(arrived(tmp_path, content), whole)
    assert caught.value.code is ErrorCode.MEDIA_BROKEN
    assert not whole.exists()


async def test_a_voice_note_must_decode(tmp_path: Path) -> None:
    whole, came = tmp_path / "whole.webm", tmp_path / "came"
    came.write_bytes(SOUND)
    assert await Sounds().voice(came, whole) == pytest.approx(4, abs=0.1)
    came.write_bytes(EBML + SOUND[len(SOUND) // 2 :])
    with pytest.raises(Refused):
        await Sounds().voice(came, whole)


async def test_a_target_without_room_is_no_damage(tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.symlink_to("/dev/full")
    with pytest.raises(Refused) as caught:
        await Sounds().recording(arrived(tmp_path, SOUND), full)
    assert caught.value.code is ErrorCode.NO_ROOM
