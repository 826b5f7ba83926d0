"""The watch over threads and tasks sees those that outlive a test."""

import asyncio
import threading

import pytest

from tests.helpers import leaks


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "GRACE_S", 0.05)


def test_running_thread_is_named() -> None:
    before, end = leaks.living_threads(), threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()
    try:
        assert leaks.leftover_threads(before) == ["forgotten"]
    finally:
        end.set()
        thread.join()
    assert leaks.leftover_threads(before) == []


async def test_running_task_is_named() -> None:
    before = leaks.living_tasks()
    task = asyncio.create_task(asyncio.Event().wait(), name="forgotten")

    assert await leaks.leftover_tasks(before) == ["forgotten"]

    task.cancel()
    assert await leaks.leftover_tasks(before) == []


async def test_running_test_itself_is_no_leak() -> None:
    assert await leaks.leftover_tasks([]) == []
