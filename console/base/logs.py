"""The console's log: a file that can't fill the disk, and standard error."""

import logging
import sys
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

FILE_NAME: Final = "console.log"
FILE_BYTES: Final = 2_000_000
FILES_KEPT: Final = 5


def start_logging(folder: Path, level: int = logging.INFO) -> list[logging.Handler]:
    """Send all records to ``folder/console.log`` and to standard error; the handlers that do it.

    Standard error is left out where there is none (a Windows program without a terminal).
    """
    folder.mkdir(parents=True, exist_ok=True)
    handlers: list[logging.Handler] = [
        RotatingFileHandler(
            folder / FILE_NAME, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8"
        )
    ]
    if sys.stderr is not None:
        handlers.append(logging.StreamHandler())
    formatter = logging.Formatter(
        "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    root = logging.getLogger()
    root.setLevel(level)
    for handler in handlers:
        handler.setFormatter(formatter)
        root.addHandler(handler)
    return handlers
