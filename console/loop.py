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

    Closing the last window must not end the loop: ``main`` says when it is over. Qt's loop runs
    exactly once, as ``asyncio.Runner`` would not have it: QtWebEngine ends with the first time, and
    the program with the second.
    """
    application.setQuitOnLastWindowClosed(False)
    with QEventLoop(application) as loop:
        result: T = loop.run_until_complete(_whole(main()))
        return result


async def _whole(main: Coroutine[Any, Any, T]) -> T:
    """All that is to run: ``main``, and the end of what it left behind."""
    try:
        return await main
    finally:
        await _end_tasks()
        loop = asyncio.get_running_loop()
        await loop.shutdown_asyncgens()
        await loop.shutdown_default_executor()


async def _end_tasks() -> None:
    loop = asyncio.get_running_loop()
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    for end in await asyncio.gather(*left, return_exceptions=True):
        if isinstance(end, Exception):
            loop.call_exception_handler({"message": "left at the end", "exception": end})
