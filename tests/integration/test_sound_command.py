"""The player's command line, as the console and a person call it."""

import json
import subprocess
import sys


def test_devices_are_printed_as_json() -> None:
    child = subprocess.run(
        [sys.executable, "-m", "console.sound", "devices"], capture_output=True, check=True
    )
    assert isinstance(json.loads(child.stdout), list)
