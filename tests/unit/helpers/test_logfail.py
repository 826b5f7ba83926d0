"""The watch over log records sees what a test did not expect, and nothing else."""

import asyncio
import gc
import logging

from tests.helpers.logfail import ExpectedLogs, watched_logs

logger = logging.getLogger("tests.logfail")


def test_unexpected_warning_is_seen(expected_logs: ExpectedLogs) -> None:
    expected_logs.add("nobody expects")
    with watched_logs(ExpectedLogs()) as unexpected:
        logger.warning("nobody expects %s", "this")
    assert unexpected == ["WARNING tests.logfail: nobody expects this"]


def test_expectation_may_come_after_the_record(expected_logs: ExpectedLogs) -> None:
    expected = ExpectedLogs()
    with watched_logs(expected) as unexpected:
        logger.error("the link is lost")
        expected.add("link is lost")
    assert unexpected == []
    expected_logs.add("link is lost")


def test_information_is_no_failure() -> None:
    with watched_logs(ExpectedLogs()) as unexpected:
        logger.info("all is well")
    assert unexpected == []


async def test_failure_that_nobody_awaits_is_seen(expected_logs: ExpectedLogs) -> None:
    async def fail() -> None:
        raise ValueError("lost")

    expected_logs.add("never retrieved")
    with watched_logs(ExpectedLogs()) as unexpected:
        task = asyncio.create_task(fail())
        await asyncio.wait([task])
        del task
        gc.collect()
    assert any("lost" in record for record in unexpected)
