"""Whether this computer can have a media engine; the console starts without one too."""

import logging
import os
import subprocess
import sys
from typing import Final

from console.call.engine import OffReason

logger = logging.getLogger(__name__)

_NO_SANDBOX: Final = "QTWEBENGINE_DISABLE_SANDBOX"
_TIMEOUT_S: Final = 5.0


def prepare() -> OffReason | None:
    """Make ready for an engine, before the QApplication is made; else why there won't be one."""
    try:
        from console.call import scheme, web_engine  # noqa: F401  without it the console works too
    except ImportError as error:
        logger.warning("calls are off: %s", error)
        return OffReason.NOT_INSTALLED
    if not _has_sandbox():
        logger.warning("calls are off: QtWebEngine would have no sandbox, and end this program")
        return OffReason.NO_SANDBOX
    scheme.register()
    return None


def _has_sandbox() -> bool:
    """Whether QtWebEngine finds what it shuts its page in with: without it, it aborts."""
    if sys.platform != "linux" or os.environ.get(_NO_SANDBOX) == "1":
        return True
    if os.geteuid() == 0:
        return False
    try:
        tried = subprocess.run(
            ("unshare", "--user", "true"),  # noqa: S607  where the system has it
            timeout=_TIMEOUT_S,
            check=False,
            capture_output=True,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.info("the sandbox wasn't tried: %s", error)
        return True
    return tried.returncode == 0
