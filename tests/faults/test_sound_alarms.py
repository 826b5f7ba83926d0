"""Alarms through the real player and a real sound server, recognised from what came out."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from console.sound.alarm import AlarmSound, OpenAlarm
from console.sound.synthesis import Level
from gateway.protocol.enums import Kind, Mode, SoundState
from tests.helpers.alarms import fire, orphaned, until_recognised, until_sounding
from tests.helpers.pulse import (
    Capture,
    PulseServer,
    capture,
    needs_pulse,
    pulse_server,
    recognise,
    rms,
)

pytestmark = [needs_pulse, pytest.mark.sound]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    with pulse_server(("spk",)) as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def speaker(server: PulseServer) -> Iterator[Capture]:
    with capture(server) as recording:
        yield recording


@pytest.fixture
async def sound(server: PulseServer, tmp_path: Path) -> AsyncIterator[AlarmSound]:
    alarms = AlarmSound(tmp_path / "console")
    await alarms.start()
    await alarms.self_test()
    yield alarms
    await alarms.stop()


async def listen(speaker: Capture, seconds: float) -> list[int]:
    return recognise(await asyncio.to_thread(speaker.wait_for, seconds))


@pytest.mark.parametrize(
    ("kind", "mode", "groups"),
    [
        (Kind.FIRE, Mode.REAL, [3, 3]),
        (Kind.DISASTER, Mode.REAL, [4, 4]),
        (Kind.CRIME, Mode.REAL, [2, 2]),
        (Kind.MEDICAL, Mode.REAL, [1, 2, 1]),
        (Kind.FIRE, Mode.DRILL, [2, 1, 2]),
        (Kind.FIRE, Mode.TEST, [3, 2, 3]),
    ],
)
async def test_kind_is_recognised_by_its_rhythm(
    sound: AlarmSound, speaker: Capture, kind: Kind, mode: Mode, groups: list[int]
) -> None:
    sound.set_open([OpenAlarm("incident:1", kind, mode)])
    await until_recognised(speaker, groups)


async def test_other_kinds_are_titir(sound: AlarmSound, speaker: Capture) -> None:
    sound.set_open([OpenAlarm("incident:1", Kind.PUBLIC_ORDER, Mode.REAL)])
    await until_sounding(speaker)
    # No other rhythm has so many strokes without a rest.
    assert max(await listen(speaker, 3.0)) > 12


async def test_sounds_within_a_second_and_is_proven(sound: AlarmSound, speaker: Capture) -> None:
    delays = []
    for number in range(5):
        sound.set_open([fire(alarm_id=f"incident:{number}")])
        delays.append(await until_sounding(speaker))
        sound.set_open([])
        await asyncio.to_thread(speaker.wait_for, 1.0)
    print("onset in s:", sorted(round(delay, 3) for delay in delays))
    assert max(delays) < 1.0
    assert sound.state.state is SoundState.PROVEN


async def test_heard_alarm_falls_silent_at_once(sound: AlarmSound, speaker: Capture) -> None:
    sound.set_open([fire()])
    await until_sounding(speaker)
    sound.set_open([])
    await asyncio.to_thread(speaker.wait_for, 0.6)
    assert rms(await asyncio.to_thread(speaker.wait_for, 2.0)) < 0.001


async def test_louder_is_measurably_louder(sound: AlarmSound, speaker: Capture) -> None:
    sound.set_open([OpenAlarm("incident:1", Kind.OTHER, Mode.REAL)])
    await until_sounding(speaker)
    normal = rms(await asyncio.to_thread(speaker.wait_for, 1.5))
    sound.set_open([OpenAlarm("incident:1", Kind.OTHER, Mode.REAL, Level.LOUDER)])
    await asyncio.to_thread(speaker.wait_for, 0.6)
    louder = rms(await asyncio.to_thread(speaker.wait_for, 1.5))
    print(f"normal {normal:.3f}, louder {louder:.3f}")
    assert louder > 1.9 * normal


async def test_cancelled_sounds_once_and_softly(sound: AlarmSound, speaker: Capture) -> None:
    sound.set_open([fire()])
    await until_sounding(speaker)
    loud = rms(await asyncio.to_thread(speaker.wait_for, 1.0))
    sound.set_open([fire(Level.SOFT)])
    await asyncio.to_thread(speaker.wait_for, 0.5)
    once = await asyncio.to_thread(speaker.wait_for, 6.5)
    assert 0.001 < rms(once) < loud / 4
    sound.set_open([fire(Level.SOFT)])
    assert rms(await asyncio.to_thread(speaker.wait_for, 2.0)) < 0.001


async def test_several_alarms_take_turns(sound: AlarmSound, speaker: Capture) -> None:
    kinds = (Kind.FIRE, Kind.DISASTER, Kind.CRIME)
    sound.set_open([OpenAlarm(f"incident:{kind}", kind, Mode.REAL) for kind in kinds])
    await until_sounding(speaker)
    heard = await listen(speaker, 14.0)
    assert {2, 3, 4} <= set(heard)


async def test_sounds_on_while_the_loop_is_blocked(sound: AlarmSound, speaker: Capture) -> None:
    sound.set_open([fire()])
    await until_sounding(speaker)
    time.sleep(10.0)  # noqa: ASYNC251 -- the fault under test
    blocked = recognise(speaker.samples[-round(9.5 * 48_000) :])
    assert 3 in blocked
    assert orphaned(blocked)
    # Its own tone ends with the next beat, the alarm doesn't.
    await asyncio.to_thread(speaker.wait_for, 2.5)
    again = await listen(speaker, 5.0)
    assert 3 in again
    assert not orphaned(again)
    assert sound.state.state is SoundState.PROVEN
