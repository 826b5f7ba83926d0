"""The map while it is dragged and zoomed: how long one painting takes, offscreen.

python -m tests.bench.bench_map

A land as large as Kendal (20 kecamatan, 320 desa, with 200 posts and 50 open incidents), by the
thread's own CPU time, so that what else the machine does is left out.
"""

import math
import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read once, when Qt is first loaded

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from console.board.geography import Geography
from console.theme import make_theme
from resources.icons import svg
from tests.helpers.lands import boundaries
from widgets.icons import Icons
from widgets.map_land import LandShape
from widgets.map_mark import Mark
from widgets.map_view import MapView
from widgets.marks import Shape

SIZES = ((704, 470), (1_258, 760))
PAINTINGS = 120
POSTS = 200
INCIDENTS = 50


def marks(view: Geography) -> list[Mark]:
    """Incidents and posts, spread over the desa."""
    places = [each.middle.xy for each in view.outlines if each.is_village]
    incidents = [
        Mark(f"i{n}", places[n * 6], "house-fire", "p1", Shape.DIAMOND, urgent=n % 2 == 0)
        for n in range(INCIDENTS)
    ]
    posts = [Mark(f"p{n}", places[n], "pos-kamling", "good") for n in range(POSTS)]
    return [*incidents, *posts]


def paintings(view: MapView, act: Callable[[int], None]) -> tuple[float, float]:
    """Median and 99th percentile of one painting after each act, ms."""
    canvas = QPixmap(view.size())
    times = []
    for number in range(PAINTINGS):
        act(number)
        began = time.thread_time()
        view.render(canvas)
        times.append((time.thread_time() - began) * 1_000)
    cuts = statistics.quantiles(times, n=100)
    return cuts[49], cuts[98]


def drag(view: MapView, around: tuple[float, float], reach: float) -> Callable[[int], None]:
    """Moves the map in a circle of that many metres."""

    def act(number: int) -> None:
        turn = number / PAINTINGS * 2 * math.pi
        view.show_place(
            (around[0] + reach * (1 + math.cos(turn)), around[1] - reach * (1 + math.sin(turn)))
        )

    return act


def zoom(view: MapView) -> Callable[[int], None]:
    """Comes nearer and goes away again."""
    return lambda number: view.zoom(1.05 if number % 60 < 30 else 1 / 1.05)


def measure(land: Geography, size: tuple[int, int]) -> None:
    """The rows of one size."""
    theme = make_theme(motion=False)
    view = MapView(theme, Icons(theme, svg))
    view.resize(*size)
    view.show()
    view.set_land([LandShape(o.name, o.middle.xy, o.polygons, o.is_village) for o in land.outlines])
    view.set_marks(marks(land))
    corner = land.outlines[0].middle.xy
    acts = (
        ("drag, all kecamatan", 1, drag(view, corner, 3_000)),
        ("drag, desa", 2.5, drag(view, corner, 8_000)),
        ("drag, desa and names", 2, drag(view, corner, 8_000)),
        ("zoom in and out", 0.2, zoom(view)),
    )
    for name, nearer, act in acts:
        view.zoom(nearer)
        median, worst = paintings(view, act)
        print(f"{size[0]:>5}x{size[1]:<5} {name:>22} {median:>7.1f} {worst:>7.1f}")
    view.hide()


def main() -> None:
    """Print the table."""
    application = QApplication([])
    began = time.thread_time()
    land = Geography.of(boundaries())
    read = (time.thread_time() - began) * 1_000
    points = sum(len(ring) for each in land.outlines for part in each.polygons for ring in part)
    print(f"{len(land.outlines)} outlines with {points:,} points, read in {read:.0f} ms")
    print(f"{'size':^11} {'act':>22} {'p50 ms':>7} {'p99 ms':>7}")
    for size in SIZES:
        measure(land, size)
    application.quit()


if __name__ == "__main__":
    main()
