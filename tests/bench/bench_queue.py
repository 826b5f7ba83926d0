"""The console's queue with 10,000 incidents: one more, a filter, a storm, and the worst stall.

python -m tests.bench.bench_queue

Each time runs from the call until the queue has been painted. A stall is how much later than due
a 5 ms timer of the same thread fires, so it is what a key press would have waited.
"""

import os
import statistics
import time
from collections.abc import Callable
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read once, when Qt is first loaded

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gateway.protocol.enums import IncidentState, Kind, Priority
from gateway.protocol.views import IncidentView
from tests.qt.scene import Scene, incident

ROWS = 10_000
SAMPLES = 50
STORM_S = 3.0
STORM_PER_S = 1_000
WORDS = ("k", "ka", "kali", "kaliwungu", "petugas 2", "")


class Stalls:
    """Watches the thread for the longest time in which nothing else could run."""

    def __init__(self) -> None:
        self.worst_ms = 0.0
        self._at = time.perf_counter()
        self._beat = QTimer(interval=5)
        self._beat.timeout.connect(self._on_beat)
        self._beat.start()

    def begin(self) -> None:
        """Forget what was before."""
        self._at, self.worst_ms = time.perf_counter(), 0.0

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.worst_ms = max(self.worst_ms, (now - self._at) * 1000 - 5)
        self._at = now


def row(number: int) -> IncidentView:
    """An incident among many; one in ten is unclaimed."""
    return incident(
        number,
        number % 5_000,
        kind=tuple(Kind)[number % 7],
        priority=tuple(Priority)[number % 3],
        state=IncidentState.CLAIMED if number % 10 else IncidentState.WAITING,
        claimed_by_title=f"Petugas {number % 5}" if number % 10 else "",
    )


def until_painted(scene: Scene, act: Callable[[], None]) -> float:
    """Milliseconds from the act until what it changed was painted."""
    began = time.perf_counter()
    act()
    scene.window.queue.model.flush()
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def storm(scene: Scene) -> None:
    """Changes of rows all over the queue, coalesced by the model itself."""
    ends, step = time.perf_counter() + STORM_S, 0
    while time.perf_counter() < ends:
        batch = range(step, step + STORM_PER_S // 100)
        scene.window.queue.model.put(
            incident(n % ROWS, n % 5_000, version=n, presses=n % 9) for n in batch
        )
        step = batch.stop
        QTest.qWait(10)


def told(name: str, times: list[float], stall: float | None = None) -> None:
    """One line of the table."""
    worst = max(times)
    tail = "" if stall is None else f"{stall:12.1f}"
    print(f"{name:<44}{statistics.median(times):10.1f}{worst:10.1f}{tail:>12}")


def main() -> None:
    """Print the table."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    scene = Scene(application)
    scene.window.show()
    QTest.qWaitForWindowExposed(scene.window)
    scene.sign_in()
    model, stalls = scene.window.queue.model, Stalls()
    print(f"console queue, {ROWS} incidents{'median ms':>25}{'worst ms':>10}{'stall ms':>12}")

    filled = until_painted(scene, lambda: model.put(row(n) for n in range(ROWS)))
    told("the first picture", [filled])

    QTest.qWait(200)
    stalls.begin()
    inserted = []
    for n in range(SAMPLES):
        fresh = [incident(ROWS + n, n)]
        inserted.append(until_painted(scene, partial(model.put, fresh)))
        QTest.qWait(1)
    told("insert one", inserted, stalls.worst_ms)

    stalls.begin()
    filtered = []
    for word in WORDS * 5:
        filtered.append(until_painted(scene, partial(scene.window.queue.set_text, word)))
        QTest.qWait(1)
    told("filter, one key", filtered, stalls.worst_ms)

    stalls.begin()
    ticked = []
    for _ in range(SAMPLES):
        ticked.append(until_painted(scene, scene.window.queue.tick))
        QTest.qWait(1)
    told("tick of a second", ticked, stalls.worst_ms)

    stalls.begin()
    storm(scene)
    print(f"{f'storm of {STORM_PER_S} changes a second':<64}{stalls.worst_ms:12.1f}")


if __name__ == "__main__":
    main()
