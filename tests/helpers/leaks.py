"""Threads and tasks that outlive the test which started them."""

import asyncio
import gc
import threading
import time
from collections.abc import Collection
from typing import Any

# Pools and sockets end a moment after they were told to.
GRACE_S = 2.0

# Stand-ins for threads of Qt or PortAudio that once ran Python code.
_Foreign = threading._DummyThread

AnyTask = asyncio.Task[Any]


def living_threads() -> frozenset[threading.Thread]:
    """The Python threads that run now."""
    return frozenset(thread for thread in threading.enumerate() if not isinstance(thread, _Foreign))


def leftover_threads(before: Collection[threading.Thread]) -> list[str]:
    """Names of the threads, not among ``before``, that do not end within the grace."""
    deadline = time.monotonic() + GRACE_S
    started = living_threads() - frozenset(before)
    for thread in started:
        thread.join(max(0.0, deadline - time.monotonic()))
    return sorted(thread.name for thread in started if thread.is_alive())


def living_tasks() -> frozenset[AnyTask]:
    """The unfinished tasks of the running loop."""
    return frozenset(asyncio.all_tasks())


async def leftover_tasks(before: Collection[AnyTask]) -> list[str]:
    """Names of the tasks, not among ``before``, that do not end within the grace.

    Collects garbage first, so that failures which nobody awaited are logged in this test.
    """
    current = asyncio.current_task()
    started = living_tasks() - frozenset(before) - {current}
    if started:
        await asyncio.wait(started, timeout=GRACE_S)
    left = sorted(task.get_name() for task in started if not task.done())
    gc.collect()
    return left
