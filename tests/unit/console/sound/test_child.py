"""How the player is started."""

import sys
from pathlib import Path

import pytest

from console.sound.child import default_command


def test_this_python_runs_the_player() -> None:
    assert default_command() == (sys.executable, "-m", "console.sound")


def test_bundle_runs_the_executable_beside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "pospin"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert default_command() == (str(tmp_path / "pospin-sound"),)
