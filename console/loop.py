"""Qt and asyncio on one loop; the only module that knows qasync."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

# qasync takes the Qt binding that is already imported.
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

T = TypeVar("T")


def run(application: QApplication, main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run ``main`` to its end on a loop that serves both.

    Closing the last window must not end the loop: ``main`` says when it is over.
    """
    application.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        return runner.run(main())
