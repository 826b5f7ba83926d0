"""Figures of a period: what was measured, against which target, over how many.

Titles and definitions are sentences of ``resources/i18n/figures.*.json``: ``<key>`` and
``<key>_meaning``; a target's ``source`` is a key there too. Percentiles are by nearest rank: the
smallest measured value that at least so many percent of the measured don't exceed.
"""

from msgspec import Struct

from gateway.protocol.enums import Disposition, Kind
from gateway.protocol.fields import AreaCode, Instant, Subject


class TargetView(Struct, frozen=True, kw_only=True):
    """``share`` (0 to 1) of all are to be within ``within_s`` seconds; ``met`` of them are."""

    share: float
    within_s: float
    source: str
    met: int


class MeasureView(Struct, frozen=True, kw_only=True):
    """How long something took, in seconds.

    ``n``: all it is measured over; ``missing`` of them it never happened to, which counts against
    the targets but is in no percentile. ``bins``: how many took at most the edge of the same place
    in ``edges_s``, and longer than the edge before; the last has those above all edges. ``late``:
    subjects beyond the strictest target, the slowest first, and not all where they are many.
    """

    key: str
    n: int
    missing: int
    p50_s: float | None
    p90_s: float | None
    p95_s: float | None
    max_s: float | None
    targets: tuple[TargetView, ...]
    edges_s: tuple[float, ...]
    bins: tuple[int, ...]
    late: tuple[Subject, ...]


class ShareView(Struct, frozen=True, kw_only=True):
    """``count`` of ``n`` are so. ``behind``: which, the newest first, and not all if many."""

    key: str
    n: int
    count: int
    behind: tuple[Subject, ...]


class AreaCountView(Struct, frozen=True, kw_only=True):
    """Incidents of one desa or kelurahan; sum by kecamatan to have those."""

    area: AreaCode
    desa: str
    kecamatan: str
    n: int


class AlarmLoadView(Struct, frozen=True, kw_only=True):
    """Alarms per 10 minutes and signed-in officer (EEMUA 191); repeated presses sound too and are
    alarms. ``windows``: stretches of 10 minutes in the period. A stretch without an officer counts
    as one with one."""

    alarms: int
    windows: int
    mean: float
    mean_below: float
    peak: float
    peak_below: float
    peak_at: Instant | None
    source: str


class PostSilenceView(Struct, frozen=True, kw_only=True):
    """A post's time: ``online`` is its share (0 to 1) of the time it should have been heard."""

    post: Subject
    online: float
    silences: int
    longest_s: float


class UptimeView(Struct, frozen=True, kw_only=True):
    """``posts`` that should have been heard, their ``online`` share of the time (None without any),
    the longest silence, and the posts with least of it, worst first."""

    posts: int
    online: float | None
    longest_s: float
    longest_post: Subject | None
    worst: tuple[PostSilenceView, ...]


class OfficerFiguresView(Struct, frozen=True, kw_only=True):
    """One officer's load. ``claims``: incidents claimed first by this officer, with the seconds
    from the press to it; ``signed_s`` at a console, ``break_s`` of it on a break."""

    officer: Subject
    claims: int
    p50_s: float | None
    p90_s: float | None
    signed_s: float
    break_s: float


class FiguresView(Struct, frozen=True, kw_only=True):
    """All figures of a period. Real incidents, calls and guests only.

    ``hours``: incidents by hour of the week in WIB, Monday 00 first, 168 numbers. ``uptime`` is
    None where a kind is asked for, ``officers`` to who isn't a supervisor.
    """

    since: Instant
    until: Instant
    incidents: int
    measures: tuple[MeasureView, ...]
    shares: tuple[ShareView, ...]
    kinds: dict[Kind, int]
    dispositions: dict[Disposition, int]
    hours: tuple[int, ...]
    areas: tuple[AreaCountView, ...]
    load: AlarmLoadView
    uptime: UptimeView | None
    officers: tuple[OfficerFiguresView, ...] | None
