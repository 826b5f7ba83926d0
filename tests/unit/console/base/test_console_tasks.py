"""The supervisor holds its tasks, lets the newest of a name win, and tells of failures."""

import asyncio
import gc

import pytest

from console.base.tasks import TaskSupervisor


class Failures(list[tuple[str, BaseException]]):
    def __call__(self, name: str, failure: BaseException) -> None:
        self.append((name, failure))


async def test_result_and_name() -> None:
    tasks = TaskSupervisor(Failures())

    async def work() -> int:
        return 7

    task = tasks.spawn("seven", work())
    assert task.get_name() == "seven"
    assert await task == 7


async def test_a_task_that_nobody_holds_lives_on() -> None:
    tasks = TaskSupervisor(Failures())
    go, done = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        await go.wait()
        done.set()

    tasks.spawn("held", work())
    await asyncio.sleep(0)
    gc.collect()
    go.set()
    await asyncio.wait_for(done.wait(), 1)


@pytest.mark.expects_log("task broken failed")
async def test_failure_is_logged_and_told() -> None:
    failures = Failures()
    tasks = TaskSupervisor(failures)

    async def work() -> None:
        raise ValueError("no")

    task = tasks.spawn("broken", work())
    await asyncio.wait([task])
    await asyncio.sleep(0)
    assert [(name, str(failure)) for name, failure in failures] == [("broken", "no")]


async def test_newest_of_a_name_wins() -> None:
    tasks = TaskSupervisor(Failures())
    older = tasks.spawn_latest("search", asyncio.sleep(60, "old"))
    other = tasks.spawn_latest("detail", asyncio.sleep(0, "other"))
    newer = tasks.spawn_latest("search", asyncio.sleep(0, "new"))
    assert await newer == "new"
    assert await other == "other"
    assert older.cancelled()


async def test_cancel_all_waits_for_the_ends() -> None:
    failures = Failures()
    tasks = TaskSupervisor(failures)
    ended: list[str] = []

    async def work(name: str) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            ended.append(name)

    tasks.spawn("a", work("a"))
    tasks.spawn_latest("b", work("b"))
    await asyncio.sleep(0)
    await tasks.cancel_all()
    assert sorted(ended) == ["a", "b"]
    assert failures == []
