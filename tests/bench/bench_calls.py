"""Calls: how long they take to ring and to speak, what they cost, what bad networks do to them.

    python -m tests.bench.bench_calls

Real gateway, real console (its engine offscreen), real tablet page in Chromium, both with a fake
camera of 640x480 at 30 pictures a second and a fake microphone, and a sound server without a card.
All share this machine: times are upper bounds, and the cameras' own cost is in the figures.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from tests.bench.call_ends import CallTimes, Counted, Ends
from tests.bench.processes import cpu_s, pss_mb, tree
from tests.helpers.call_stage import PHONE, CallStage, call_stage
from tests.helpers.console_process import ConsoleProcess
from tests.helpers.netem import Weather, bad_network, missing

CALLS: Final = 20
FPS: Final = 30
#: Each cost, lateness and loss is measured for so long.
SPAN_S: Final = 30.0
#: A console that has just started, or a call that has just begun, does more than later.
SETTLE_S: Final = 5.0
LOSSES: Final = (0.0, 0.02, 0.05)
BURST: Final = 2.0
DELAY_S: Final = 0.05
NAMES: Final = {
    "ring_seen": "touch -> card rings on the console",
    "ring_heard": "touch -> ring heard in the room",
    "console_hears": "answer -> first audio at the console",
    "tablet_hears": "answer -> first audio at the tablet",
    "console_sees": "answer -> first video frame at the console",
    "tablet_sees": "answer -> first video frame at the tablet",
    "stall": "worst stall of the window until then",
}


class Cost(msgspec.Struct, frozen=True):
    """Of the console with all that it started. ``cpu``: of one processor."""

    cpu: float
    pss_mb: float
    late_ms: Sequence[float]


async def cost(desk: ConsoleProcess) -> Cost:
    """What it costs now, and then how long its window stands still."""
    assert desk.process is not None
    processes = tree(desk.process.pid)
    before, began = cpu_s(processes), time.perf_counter()
    await asyncio.sleep(SPAN_S)
    after, took = cpu_s(processes), time.perf_counter() - began
    used = sum(after[pid] - before[pid] for pid in before.keys() & after.keys())
    memory = pss_mb(processes)
    await desk.beat()
    await asyncio.sleep(SPAN_S)
    return Cost(used / took, memory, await desk.lateness_ms())


def print_times(rows: Sequence[CallTimes]) -> None:
    """The first call, for which the engine is loaded, is a column of its own."""
    first, *others = (msgspec.structs.asdict(row) for row in rows)
    print(f"{'ms':<44}{'n':>4}{'median':>9}{'p95':>9}{'worst':>9}{'cold, n=1':>11}")
    for name, words in NAMES.items():
        values = [each[name] for each in others]
        middle, p95 = (
            statistics.quantiles(values, n=100, method="inclusive")[at] for at in (49, 94)
        )
        line = f"{len(values):>4}{middle:>9.0f}{p95:>9.0f}{max(values):>9.0f}{first[name]:>11.0f}"
        print(f"{words:<44}{line}")


def print_costs(costs: dict[str, Cost]) -> None:
    """Each beside the first, which is the idle console."""
    idle = next(iter(costs.values()))
    print(
        f"\n{f'console, {SPAN_S:.0f} s each':<28}{'CPU':>7}{'/ idle':>8}{'PSS MB':>8}{'/ idle':>8}"
        f"{'late p50':>10}{'p99':>7}{'worst ms':>10}{'n':>6}"
    )
    for name, each in costs.items():
        cuts = statistics.quantiles(each.late_ms, n=100, method="inclusive")
        print(
            f"{name:<28}{each.cpu:>7.3f}{each.cpu / idle.cpu:>8.1f}"
            f"{each.pss_mb:>8.0f}{each.pss_mb / idle.pss_mb:>8.2f}"
            f"{cuts[49]:>10.1f}{cuts[98]:>7.1f}{max(each.late_ms):>10.1f}{len(each.late_ms):>6}"
        )


async def print_losses(calls: CallStage, desk: ConsoleProcess) -> None:
    """Audio that each end had to make up, in a call through a bad network."""
    if missing:
        print(f"\nconcealed audio isn't measured: no {missing}")
        return
    title = f"bursts of {BURST:.0f}, {DELAY_S * 1_000:.0f} ms, {SPAN_S:.0f} s"
    heads = (
        f"{f'{end}: packets':>18}{'lost':>8}{'concealed':>11}" for end in ("console", "tablet")
    )
    print(f"\n{title:<28}{''.join(heads)}")
    with bad_network(Weather(delay_s=DELAY_S)) as network:
        ends = Ends(calls, await calls.tablet(PHONE, post=1, network=network), desk, PHONE)
        await ends.prepare()
        await ends.talk()
        for loss in LOSSES:
            network.change(Weather(delay_s=DELAY_S, loss=loss, burst=BURST))
            await asyncio.sleep(SETTLE_S)
            before = await ends.counted()
            await asyncio.sleep(SPAN_S)
            after = await ends.counted()
            parts = [change(*pair) for pair in zip(before, after, strict=True)]
            print(f"{f'{loss:.0%} of all datagrams':<28}{''.join(parts)}")
        network.change(Weather(delay_s=DELAY_S))
        await ends.part()


def change(before: Counted, after: Counted) -> str:
    """What came between the two."""
    packets, lost = after.packets - before.packets, after.lost - before.lost
    concealed = (after.concealed - before.concealed) / (after.samples - before.samples)
    return f"{packets:>18}{lost / (packets + lost):>8.1%}{concealed:>11.1%}"


async def in_call(ends: Ends) -> tuple[Cost, list[float]]:
    """What the console costs in a call, and the pictures a second that it and the tablet decode."""
    await ends.talk()
    await asyncio.sleep(SETTLE_S)
    before, began = await ends.counted(), time.perf_counter()
    spent = await cost(ends.desk)
    after, took = await ends.counted(), time.perf_counter() - began
    await ends.part()
    return spent, [(b.frames - a.frames) / took for a, b in zip(before, after, strict=True)]


async def main() -> None:
    """Print the tables."""
    print(f"calls: {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="pospin-bench-") as folder:
        async with call_stage(Path(folder), FPS) as calls:
            desk = await calls.console()
            ends = Ends(calls, await calls.tablet(), desk)
            await ends.prepare()
            await asyncio.sleep(SETTLE_S)
            costs = {"idle, before any call": await cost(desk)}
            rows = []
            for _ in range(CALLS + 1):
                rows.append(await ends.talk())
                await ends.part()
            print_times(rows)
            await asyncio.sleep(SETTLE_S)
            costs["idle, engine loaded"] = await cost(desk)
            costs["video call"], (here, there) = await in_call(ends)
            print_costs(costs)
            print(f"cameras give {FPS} pictures a second; decoded in that call: "
                  f"{here:.1f} at the console, {there:.1f} at the tablet")  # fmt: skip
            await print_losses(calls, desk)
            print(f"\nload at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    asyncio.run(main())
