"""What is measured, from when to when, and how it is told.

Percentile: nearest rank. Of n measured values in order it is number ceil(p * n / 100): one that
really happened, never one between two.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from gateway.domain.figures.facts import CallFacts, Facts, GuestFacts, IncidentFacts
from gateway.protocol.enums import Disposition
from gateway.protocol.views.figures import MeasureView, TargetView

#: Subjects named beside a figure, so that its row stays small.
NAMED: Final = 20
#: There was nothing to go to: nobody was due there.
_CALLED_OFF: Final = frozenset(
    {
        Disposition.FALSE_OR_PRANK,
        Disposition.DUPLICATE,
        Disposition.NOT_EMERGENCY,
        Disposition.CANCELLED,
    }
)


class Target(Struct, frozen=True, kw_only=True):
    """``share`` of all within ``within_s``; ``source`` is a key of the sentences."""

    share: float
    within_s: float
    source: str


class Span(Struct, frozen=True, kw_only=True):
    """From ``began`` until ``ended``; None: it has not happened."""

    subject: str
    began: datetime
    ended: datetime | None

    @property
    def seconds(self) -> float | None:
        """Its length; what happened before it was due took no time."""
        if self.ended is None:
            return None
        return max(0.0, (self.ended - self.began).total_seconds())


class Measure(Struct, frozen=True, kw_only=True):
    """A duration that is measured: its key, its targets and the edges of its distribution."""

    key: str
    targets: tuple[Target, ...] = ()
    edges_s: tuple[float, ...]


_SECONDS: Final = (5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 90.0, 120.0, 300.0)
_MINUTES: Final = (120.0, 300.0, 600.0, 900.0, 1_200.0, 1_800.0, 2_700.0, 3_600.0, 7_200.0)

PRESS_SHOWN: Final = Measure(key="press_shown", edges_s=(0.5, 1.0, 2.0, *_SECONDS))
PRESS_CLAIMED: Final = Measure(
    key="press_claimed",
    targets=(
        Target(share=0.90, within_s=15, source="source_nena"),
        Target(share=0.95, within_s=20, source="source_nena"),
    ),
    edges_s=_SECONDS,
)
CLAIMED_TASK: Final = Measure(
    key="claimed_task",
    targets=(Target(share=0.90, within_s=60, source="source_nfpa"),),
    edges_s=_SECONDS,
)
TASK_ACKNOWLEDGED: Final = Measure(
    key="task_acknowledged",
    targets=(Target(share=0.90, within_s=60, source="source_own"),),
    edges_s=_SECONDS,
)
REPORT_ON_SCENE: Final = Measure(
    key="report_on_scene",
    targets=(Target(share=1.0, within_s=900, source="source_permendagri"),),
    edges_s=_MINUTES,
)
CALL_BACK: Final = Measure(
    key="call_back",
    targets=(Target(share=1.0, within_s=120, source="source_own"),),
    edges_s=(15.0, 30.0, 60.0, 90.0, 120.0, 180.0, 300.0, 600.0, 1_800.0, 3_600.0),
)
GUEST_ACKNOWLEDGED: Final = Measure(
    key="guest_acknowledged", edges_s=(60.0, *_MINUTES, 21_600.0, 86_400.0)
)


def measures(facts: Facts) -> tuple[MeasureView, ...]:
    """All durations of a period. The facts are of real incidents, calls and reports."""
    spans = (
        (PRESS_SHOWN, _shown(facts.incidents)),
        (PRESS_CLAIMED, _claimed(facts.incidents)),
        (CLAIMED_TASK, _tasked(facts.incidents)),
        (TASK_ACKNOWLEDGED, _acknowledged(facts.incidents)),
        (REPORT_ON_SCENE, _on_scene(facts.incidents)),
        (CALL_BACK, _called_back(facts.calls)),
        (GUEST_ACKNOWLEDGED, _guests_acknowledged(facts.guests)),
    )
    return tuple(measured(measure, found, facts.now) for measure, found in spans)


def measured(measure: Measure, spans: Iterable[Span], now: datetime) -> MeasureView:
    """What came of these spans. One that has not happened and may still be in time is left out."""
    longest = max((target.within_s for target in measure.targets), default=0.0)
    due = [
        span
        for span in spans
        if span.ended is not None or now - span.began >= timedelta(seconds=longest)
    ]
    taken = sorted(seconds for span in due if (seconds := span.seconds) is not None)
    bins = [0] * (len(measure.edges_s) + 1)
    for seconds in taken:
        bins[bisect_left(measure.edges_s, seconds)] += 1
    return MeasureView(
        key=measure.key,
        n=len(due),
        missing=len(due) - len(taken),
        p50_s=percentile(taken, 50),
        p90_s=percentile(taken, 90),
        p95_s=percentile(taken, 95),
        max_s=taken[-1] if taken else None,
        targets=tuple(_told(target, taken) for target in measure.targets),
        edges_s=measure.edges_s,
        bins=tuple(bins),
        late=_late(measure, due),
    )


def percentile(ordered: Sequence[float], percent: int) -> float | None:
    """By nearest rank, of values in order; None of none."""
    rank = -(-percent * len(ordered) // 100)
    return ordered[rank - 1] if ordered else None


def _told(target: Target, taken: Sequence[float]) -> TargetView:
    met = sum(1 for seconds in taken if seconds <= target.within_s)
    return TargetView(share=target.share, within_s=target.within_s, source=target.source, met=met)


def _late(measure: Measure, due: Iterable[Span]) -> tuple[str, ...]:
    if not measure.targets:
        return ()
    strictest = min(target.within_s for target in measure.targets)
    never = float("inf")
    found = [(never if (s := span.seconds) is None else s, span.subject) for span in due]
    late = sorted((pair for pair in found if pair[0] > strictest), key=lambda pair: -pair[0])
    return tuple(dict.fromkeys(subject for _, subject in late))[:NAMED]


def _shown(incidents: Iterable[IncidentFacts]) -> Iterator[Span]:
    for one in incidents:
        yield Span(subject=one.subject, began=one.began_at, ended=one.shown_at)


def _claimed(incidents: Iterable[IncidentFacts]) -> Iterator[Span]:
    for one in incidents:
        if one.claimed_at is not None or one.lapsed_at is None:
            yield Span(subject=one.subject, began=one.began_at, ended=one.claimed_at)


def _tasked(incidents: Iterable[IncidentFacts]) -> Iterator[Span]:
    for one in incidents:
        if one.claimed_at is not None and one.tasks:
            yield Span(subject=one.subject, began=one.claimed_at, ended=one.tasked_at)


def _acknowledged(incidents: Iterable[IncidentFacts]) -> Iterator[Span]:
    for one in incidents:
        for task in one.tasks.values():
            if task.acknowledged_at is not None or task.lapsed_at is None:
                yield Span(subject=one.subject, began=task.sent_at, ended=task.acknowledged_at)


def _on_scene(incidents: Iterable[IncidentFacts]) -> Iterator[Span]:
    for one in incidents:
        reached, called_off = one.on_scene_at, one.disposition in _CALLED_OFF
        lapsed = called_off or one.lapsed_at is not None
        if one.tasks and (reached is not None or not lapsed):
            yield Span(subject=one.subject, began=one.began_at, ended=reached)


def _called_back(calls: Iterable[CallFacts]) -> Iterator[Span]:
    for one in calls:
        if one.due_at is not None and (one.called_back_at is not None or one.reviewed_at is None):
            yield Span(subject=one.subject, began=one.due_at, ended=one.called_back_at)


def _guests_acknowledged(guests: Iterable[GuestFacts]) -> Iterator[Span]:
    for one in guests:
        known = one.acknowledged_at
        if one.sent_at is not None and (known is None or known >= one.sent_at):
            yield Span(subject=one.subject, began=one.sent_at, ended=known)
