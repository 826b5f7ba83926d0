"""Commands a second through the whole writer, beside the bare limit of SQLite in the same run.

python -m tests.bench.bench_writer
"""

import asyncio
import itertools
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from gateway.domain.escalation import EscalationTimes
from gateway.service.commit.writer import Writer
from gateway.store.store import Store
from tests.helpers.orders import T0, add_post, alarm

SECONDS = 3.0
WAITING = (1, 50, 500)
POSTS = 1_000


def bare_commits(folder: Path) -> float:
    """Commits a second of one 400-byte row each: WAL, synchronous=FULL, nothing else."""
    connection = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, bytes BLOB)")

    def commit() -> None:
        connection.execute("BEGIN")
        connection.execute("INSERT INTO row (bytes) VALUES (?)", (b"x" * 400,))
        connection.execute("COMMIT")

    rate = per_second(commit)
    connection.close()
    return rate


def per_second(act: Callable[[], None]) -> float:
    """How often an act can be done in a second."""
    count, began = 0, time.perf_counter()
    while (took := time.perf_counter() - began) < SECONDS:
        act()
        count += 1
    return count / took


async def through_the_writer(folder: Path, waiting: int) -> tuple[float, float, list[float]]:
    """Commands and commits a second, and each command's time in ms, with so many at once."""
    store = Store.at(folder / f"journal-{waiting}.sqlite")
    store.migrate()
    writer = Writer(store, EscalationTimes(), "KDL")
    writer.load()
    writer.start()
    added = [add_post(f"Pos {n}", f"CODE{n:04d}") for n in range(POSTS)]
    posts = [done.subject or "" for done in await asyncio.gather(*map(writer.submit, added))]
    counter = itertools.count()
    times: list[float] = []
    batches: list[int] = []
    writer.subscribe(lambda committed: batches.append(len(committed.entries)))
    end = time.perf_counter() + SECONDS

    async def resident() -> None:
        while time.perf_counter() < end:
            number = next(counter)
            at = T0 + timedelta(minutes=4 * (number // POSTS))
            given = alarm(posts[number % POSTS], at=at)
            began = time.perf_counter()
            await writer.submit(given)
            times.append((time.perf_counter() - began) * 1_000)

    began = time.perf_counter()
    await asyncio.gather(*(resident() for _ in range(waiting)))
    took = time.perf_counter() - began
    await writer.stop()
    store.close()
    return len(times) / took, len(batches) / took, times


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = bare_commits(folder)
        print(f"bare SQLite (WAL, FULL), one 400-byte row a commit: {bare:,.0f} commits/s")
        names = ("at once", "commands/s", "commits/s", "x bare", "p50 ms", "p99 ms")
        widths = (8, 11, 10, 7, 7, 7)
        print(*(f"{name:>{width}}" for name, width in zip(names, widths, strict=True)))
        for waiting in WAITING:
            commands, commits, times = asyncio.run(through_the_writer(folder, waiting))
            cuts = statistics.quantiles(times, n=100)
            print(
                f"{waiting:>8} {commands:>11,.0f} {commits:>10,.0f} {commands / bare:>7.2f}"
                f" {cuts[49]:>7.2f} {cuts[98]:>7.2f}"
            )


if __name__ == "__main__":
    main()
