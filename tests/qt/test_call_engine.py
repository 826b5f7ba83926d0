"""The real media engine: pictures and tones both ways between engines in QtWebEngine."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from console.call.engine import (
    CallSetup,
    DevicesSeen,
    FiguresRead,
    LevelsRead,
    MediaState,
    Recorded,
    RecordingFailed,
    Trouble,
    Troubled,
)
from tests.helpers.engines import CALL, Engines, engines

pytestmark = pytest.mark.asyncio(loop_scope="module")

TONES = (400, 700, 1000)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def room(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Engines]:
    log = tmp_path_factory.mktemp("engines") / "chromium.log"
    async with engines(3, log) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def quiet(room: Engines) -> AsyncIterator[Engines]:
    """Engines with a tone each; the call is over afterwards."""
    room.told.clear()
    for engine, tone in enumerate(TONES):
        await room.do(engine, "furnish", tone, [])
    yield room
    for engine in range(len(TONES)):
        await room.do(engine, "mute", False)
        await room.do(engine, "end", CALL)


async def begin(room: Engines, *legs: int, camera: bool = False, **setup: object) -> None:
    """A call whose hub is engine 0."""
    made = CallSetup(camera=camera, **setup)  # type: ignore[arg-type]
    for engine in (0, *legs):
        await room.do(engine, "begin", CALL, made)
        await room.do(engine, "show", CALL)
    for leg in legs:
        await room.do(0, "connect", CALL, f"console:{leg}", 1)
    for leg in legs:
        await room.connected(0, leg)
        await room.connected(leg, 0)


async def test_the_browsers_own_devices_are_heard_and_seen(room: Engines) -> None:
    await begin(room, 1, camera=True)
    await room.sees(0, 1)
    await room.sees(1, 0)
    await room.until(lambda: any(t.parties.get("console:1", 0) > 0.001 for t in levels(room, 0)))
    assert all(t.trouble is Trouble.NONE for t in room.of(0, Troubled))
    assert room.of(0, DevicesSeen)[-1].devices.microphones
    await room.do(0, "end", CALL)
    await room.do(1, "end", CALL)


def levels(room: Engines, engine: int) -> list[LevelsRead]:
    return room.of(engine, LevelsRead)


async def test_mute_camera_and_hold(quiet: Engines) -> None:
    await begin(quiet, 1, camera=True)
    await quiet.hears(0, [400], [700])
    await quiet.hears(1, [700], [400])
    await quiet.sees(0, 1)
    assert await quiet.do(0, "saturation") > 50

    await quiet.do(0, "mute", True)
    await quiet.hears(1, [700], [])
    await quiet.do(0, "mute", False)
    await quiet.do(1, "camera", CALL, False)
    await quiet.sees(0, 1, shown=False)
    await quiet.do(1, "camera", CALL, True)
    await quiet.sees(0, 1)

    await quiet.do(0, "hold", CALL, True)
    await quiet.hears(0, [400], [])
    await quiet.hears(1, [700], [])
    await quiet.do(0, "hold", CALL, False)
    await quiet.hears(0, [400], [700])
    await quiet.hears(1, [700], [400])


async def test_each_of_a_conference_hears_the_others_and_never_itself(quiet: Engines) -> None:
    await begin(quiet, 1, 2, camera=True)
    await quiet.hears(0, [400], [700], [1000])
    await quiet.hears(1, [700], [400, 1000])
    await quiet.hears(2, [1000], [400, 700])
    await quiet.do(0, "share", CALL, "console:2")
    await quiet.sees(1, 0)
    await quiet.do(0, "drop", CALL, "console:2")
    await quiet.hears(1, [700], [400])


async def test_who_listens_in_hears_all_and_is_heard_by_nobody(quiet: Engines) -> None:
    await begin(quiet, 1)
    await quiet.do(2, "begin", CALL, CallSetup(speaks=False))
    await quiet.do(0, "let_listen", CALL, "console:2", 1)
    await quiet.connected(2, 0)
    await quiet.hears(2, [400, 700])
    await quiet.hears(1, [700], [400])


async def test_a_recording_holds_every_voice(quiet: Engines) -> None:
    await begin(quiet, 1, camera=True)
    await quiet.sees(0, 1)
    await quiet.hears(0, [400], [700])
    for recording, video in (("speech", False), ("picture", True)):
        await quiet.do(0, "record", CALL, recording, video)
        await quiet.until(lambda: len(quiet.of(0, Recorded)) >= 5)
        await quiet.do(0, "stop_recording", recording)
        await quiet.until(lambda: quiet.of(0, Recorded)[-1].last)
        parts = quiet.of(0, Recorded)
        assert [part.number for part in parts] == list(range(len(parts)))
        content = b"".join(part.data for part in parts)
        assert await quiet.do(2, "recognise", content) == [400, 700]
        clip = await quiet.do(2, "open_clip", recording, content)
        assert clip["picture"] is video
        assert clip["duration_s"] > 1
        assert max(clip["peaks"]) > 0.1
        quiet.told.clear()
    assert not quiet.of(0, RecordingFailed)


async def test_without_microphone_or_camera_one_still_hears_and_sees(quiet: Engines) -> None:
    await quiet.do(1, "furnish", 700, ["audio", "video"])
    await begin(quiet, 1, camera=True)
    await quiet.sees(1, 0)
    await quiet.hears(1, [400])
    assert {t.trouble for t in quiet.of(1, Troubled)} == {Trouble.ABSENT}
    await quiet.hears(0, [400], [])


async def test_a_killed_renderer_comes_back_and_is_redialled(quiet: Engines) -> None:
    await begin(quiet, 1)
    await quiet.hears(1, [700], [400])
    quiet.told.clear()
    await quiet.do(0, "kill")
    await quiet.ready(0)
    await quiet.do(0, "furnish", 1000, [])
    await quiet.do(0, "begin", CALL, CallSetup())
    await quiet.do(0, "connect", CALL, "console:1", 2)
    await quiet.connected(0, 1)
    await quiet.hears(1, [700], [1000])


async def test_signals_that_were_lost_are_made_good(quiet: Engines) -> None:
    quiet.cut.add(1)
    for engine in (0, 1):
        await quiet.do(engine, "begin", CALL, CallSetup())
    await quiet.do(0, "connect", CALL, "console:1", 1)
    quiet.cut.clear()
    await quiet.connected(0, 1)
    await quiet.until(lambda: any(t.figures.packets for t in quiet.of(0, FiguresRead)))
    assert quiet.state(1, 0) is MediaState.CONNECTED
