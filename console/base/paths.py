"""Where the console keeps its files."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

OVERRIDE: Final = "POSPIN_CONSOLE_DATA"


def data_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The folder of settings, key and logs; not made here.

    ``POSPIN_CONSOLE_DATA`` names it; else it is in ``%APPDATA%`` on Windows, and elsewhere where
    the XDG base directory specification puts a user's data.
    """
    named = environment.get(OVERRIDE)
    if named:
        return Path(named)
    if platform == "win32":
        roaming = environment.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
        return Path(roaming) / "PosPin" / "Console"
    share = environment.get("XDG_DATA_HOME", "")
    # The specification says that a relative path is invalid and must be ignored.
    base = Path(share) if Path(share).is_absolute() else Path.home() / ".local" / "share"
    return base / "pospin" / "console"
