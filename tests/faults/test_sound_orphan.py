"""A console that is killed leaves its alarm sounding, until someone takes it over or stops it."""

import asyncio
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.sound.alarm import AlarmSound
from gateway.protocol.enums import SoundState
from tests.helpers.alarms import fire, orphaned, until
from tests.helpers.pulse import (
    RATE,
    Capture,
    PulseServer,
    capture,
    needs_pulse,
    pulse_server,
    recognise,
    rms,
)

pytestmark = [needs_pulse, pytest.mark.sound]

CONSOLE = """
import asyncio, sys
from pathlib import Path
from console.sound.alarm import AlarmSound, OpenAlarm
from gateway.protocol.enums import Kind, Mode
from tests.helpers.alarms import fire

async def main():
    sound = AlarmSound(Path(sys.argv[1]))
    await sound.start()
    heard = OpenAlarm("incident:1", Kind.FIRE, Mode.REAL, quiet_for=4.0)
    sound.set_open({"open": [fire()], "heard": [heard], "none": []}[sys.argv[2]])
    while sound.player_state is None or bool(sound.player_state.playing) != (sys.argv[2] == "open"):
        await asyncio.sleep(0.05)
    print(sound.player_pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


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
def folder(tmp_path: Path) -> Iterator[Path]:
    """A console's data folder whose player is silenced in the end, whatever the test did."""
    yield tmp_path / "console"
    stop_by_hand(tmp_path / "console")


def stop_by_hand(folder: Path) -> int:
    command = (sys.executable, "-m", "console.sound", "stop", "--data", str(folder))
    return subprocess.run(command, timeout=20, stderr=subprocess.DEVNULL).returncode


def killed_console(folder: Path, alarms: str = "open") -> int:
    """Start a console, kill it with its whole group once it plays, and return its player."""
    console = subprocess.Popen(
        (sys.executable, "-c", CONSOLE, str(folder), alarms),
        stdout=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.getcwd()},
    )
    assert console.stdout is not None
    player = int(console.stdout.readline())
    os.killpg(console.pid, signal.SIGKILL)
    console.wait()
    console.stdout.close()
    return player


def is_gone(pid: int, patience: float = 5.0) -> bool:
    """Whether the process ends in that time."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], patience)[0])
    finally:
        os.close(process)


def test_killed_console_leaves_the_alarm_sounding(folder: Path, speaker: Capture) -> None:
    player = killed_console(folder)
    heard = recognise(speaker.wait_for(12.0))
    assert not is_gone(player, 0)
    assert heard.count(3) >= 3
    assert orphaned(heard)
    assert stop_by_hand(folder) == 0
    assert is_gone(player, 0)
    assert rms(speaker.wait_for(1.5)[RATE // 2 :]) < 0.001


def test_strangers_at_the_seat_change_nothing(folder: Path, speaker: Capture) -> None:
    player = killed_console(folder)
    seat = f"/proc/{player}/cwd/sound.sock"
    for word in (b"", b"garbage that is no message", b"\x00\x00\x00\x05{bad}"):
        with socket.socket(socket.AF_UNIX) as stranger:
            stranger.connect(seat)
            stranger.sendall(word)
    assert 3 in recognise(speaker.wait_for(4.0))
    assert stop_by_hand(folder) == 0
    assert is_gone(player, 0)


def test_orphan_ends_on_sigterm(folder: Path, speaker: Capture) -> None:
    player = killed_console(folder)
    os.kill(player, signal.SIGTERM)
    assert is_gone(player)


def test_heard_alarm_sounds_again_though_its_console_was_killed(
    folder: Path, speaker: Capture
) -> None:
    player = killed_console(folder, "heard")
    assert rms(speaker.wait_for(1.0)) < 0.001
    assert speaker.wait_for_sound(6.0) < 5.0
    assert 3 in recognise(speaker.wait_for(3.0))
    assert stop_by_hand(folder) == 0
    assert is_gone(player, 0)


def test_nothing_open_nothing_left(folder: Path, speaker: Capture) -> None:
    player = killed_console(folder, "none")
    assert is_gone(player)
    assert rms(speaker.samples) < 0.001


async def test_new_console_takes_over(folder: Path, speaker: Capture) -> None:
    orphan = await asyncio.to_thread(killed_console, folder)
    sound = AlarmSound(folder)
    await sound.start()
    try:
        assert await asyncio.to_thread(is_gone, orphan)
        # The new console has not said yet what is open: the alarm goes on, without the orphan's
        # tone, since somebody is there again.
        heard = recognise(await asyncio.to_thread(speaker.wait_for, 9.0))
        assert heard.count(3) >= 4
        assert not orphaned(heard)
        sound.set_open([fire(alarm_id="incident:2")])
        await until(sound, lambda proof: proof.state is SoundState.PROVEN)
        sound.set_open([])
        await asyncio.to_thread(speaker.wait_for, 0.7)
        assert rms(await asyncio.to_thread(speaker.wait_for, 1.5)) < 0.001
    finally:
        await sound.stop()


async def test_frozen_orphan_is_killed_by_the_new_player(folder: Path, speaker: Capture) -> None:
    orphan = await asyncio.to_thread(killed_console, folder)
    os.kill(orphan, signal.SIGSTOP)
    sound = AlarmSound(folder)
    await sound.start()
    try:
        assert await asyncio.to_thread(is_gone, orphan)
        await sound.self_test()
        assert sound.state.state is SoundState.PROVEN
    finally:
        await sound.stop()


async def test_stopped_console_leaves_no_player(folder: Path, speaker: Capture) -> None:
    sound = AlarmSound(folder)
    await sound.start()
    sound.set_open([fire()])
    await until(sound, lambda proof: proof.state is SoundState.PROVEN)
    player = sound.player_pid
    assert player is not None
    await sound.stop()
    assert is_gone(player, 0)
    assert stop_by_hand(folder) == 1
