"""Run by the bundle before anything else: libraries that it carries go before the system's."""

import ctypes.util
import sys
from pathlib import Path

_find_in_system = ctypes.util.find_library


def find_library(name: str) -> str | None:
    """The bundle's own library of that name, else the system's. PortAudio is looked up so."""
    own = sorted(Path(sys.prefix).glob(f"lib{name}.so*"))
    return str(own[0]) if own else _find_in_system(name)


ctypes.util.find_library = find_library
