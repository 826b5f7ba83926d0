"""The only place where the console starts asyncio tasks, so that none is lost or fails unseen."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
logger = logging.getLogger(__name__)


class TaskSupervisor:
    """Starts tasks by name, holds a reference to each, and tells of every failure.

    ``on_failure`` gets the task's name and its exception, after it has been logged.
    """

    def __init__(self, on_failure: Callable[[str, BaseException], None]) -> None:
        self._on_failure = on_failure
        self._tasks: set[asyncio.Task[Any]] = set()
        self._latest: dict[str, asyncio.Task[Any]] = {}

    def spawn(self, name: str, coroutine: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start it and keep it until it ends."""
        task = asyncio.get_running_loop().create_task(coroutine, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def spawn_latest(self, name: str, coroutine: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start it and cancel the one of that name that still runs: the newest wins."""
        older = self._latest.get(name)
        if older is not None:
            older.cancel()
        task = self.spawn(name, coroutine)
        self._latest[name] = task
        return task

    async def cancel_all(self) -> None:
        """Cancel all that run and wait until each has ended."""
        while self._tasks:
            running = tuple(self._tasks)
            for task in running:
                task.cancel()
            await asyncio.wait(running)
            # The callbacks that empty the set run on the next turn of the loop.
            await asyncio.sleep(0)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        name = task.get_name()
        if self._latest.get(name) is task:
            del self._latest[name]
        if task.cancelled():
            return
        failure = task.exception()
        if failure is not None:
            logger.error("task %s failed", name, exc_info=failure)
            self._on_failure(name, failure)
