"""What becomes of failures that nobody expected: they are written down, and the console goes on."""

import asyncio
import faulthandler
import logging
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

FILE_NAME = "crash.log"
logger = logging.getLogger(__name__)


def catch_all(folder: Path) -> None:
    """Log exceptions that leave a slot, and the stacks of a crash in C code to ``crash.log``."""
    folder.mkdir(parents=True, exist_ok=True)
    # Open for as long as the process lives: a crash has no time to open it.
    faulthandler.enable((folder / FILE_NAME).open("a"))
    sys.excepthook = _log_exception


def on_loop_failure(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what a callback or an unawaited task of the loop failed with."""
    logger.error("loop: %s", context.get("message"), exc_info=context.get("exception"))


def _log_exception(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logger.critical("unexpected failure", exc_info=(kind, error, trace))
