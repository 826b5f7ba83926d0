"""Reading the outputs of a machine from the programs that name them."""

import stat
import sys
from pathlib import Path

import pytest

from console.sound.outputs import Output, list_outputs

SINKS = """[{"index":0,"name":"hdmi","description":"HDMI \\ud800","mute":true,
 "volume":{"front-left":{"value":32768,"db":"-18,06 dB"},"front-right":{"value":0}},
 "monitor_source":"hdmi.monitor","ports":[{"name":"p","availability":"not available"}],
 "active_port":"p"},
 {"index":1,"name":"room","description":"Ruang kendali","mute":false,
 "volume":{"mono":{"value":65536}},"monitor_source":"room.monitor","ports":[],"active_port":null}]"""

NO_PLAYER = (sys.executable, "-c", "raise SystemExit(1)")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


def put(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_sinks_of_a_sound_server(programs: Path) -> None:
    (programs / "sinks.json").write_text(SINKS.replace("\\ud800", "1"))
    put(
        programs,
        "pactl",
        f'if [ "$1" = get-default-sink ]; then echo room; else cat {programs}/sinks.json; fi',
    )
    hdmi, room = list_outputs(NO_PLAYER)
    assert room == Output("room", "Ruang kendali", True, default=True, monitor="room.monitor")
    assert (hdmi.muted, hdmi.plugged, hdmi.default) == (True, False, False)
    assert hdmi.gain == pytest.approx(0.125)


@pytest.mark.parametrize("answer", ["exit 1", "echo no json", "echo '[{}]'"])
def test_server_that_can_not_be_asked(programs: Path, answer: str) -> None:
    put(programs, "pactl", answer)
    assert list_outputs(NO_PLAYER) == []


def test_devices_where_there_is_no_sound_server(programs: Path) -> None:
    put(programs, "pactl", "exit 1")
    listing = '[{"index":3,"name":"Speakers (USB)","default":true}]'
    player = (sys.executable, "-c", f"print('{listing}')")
    assert list_outputs(player) == [Output("3", "Speakers (USB)", False, default=True)]
