"""The real gateway in a process of its own, on a clock that a test can move.

    python -m tests.helpers.moved_gateway CLOCK_FILE [arguments of `python -m gateway`]

CLOCK_FILE holds the seconds by which the gateway's time is ahead. All else is the product.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from gateway.app import serve
from gateway.cli.invocation import Invocation
from gateway.cli.main import main
from gateway.service.clock import Clock


def moved(file: Path) -> Clock:
    """A clock that is ahead by what the file says, read anew each time."""

    def ahead(of: Callable[[], float]) -> Callable[[], float]:
        return lambda: of() + float(file.read_text() or 0)

    return Clock(wall=ahead(time.time), monotonic=ahead(time.monotonic))


def _serve(invocation: Invocation) -> None:
    clock = moved(Path(sys.argv[1]))
    serve(invocation.folder, invocation.database, invocation.settings, clock)


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:], _serve))
