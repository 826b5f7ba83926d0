"""All figures of a period, from its facts."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from gateway.domain.figures.facts import Facts, IncidentFacts
from gateway.domain.figures.load import alarm_load, officer_figures
from gateway.domain.figures.measure import measures
from gateway.domain.figures.shares import shares
from gateway.domain.figures.uptime import uptime
from gateway.domain.wib import WIB
from gateway.protocol.enums import Mode
from gateway.protocol.views.figures import AreaCountView, FiguresView

_DAY: Final = 24
_WEEK: Final = 7 * _DAY


def figures(facts: Facts, *, officers: bool) -> FiguresView:
    """The figures; those of single officers only if asked for. Drills and tests are in none."""
    facts = _real(facts)
    closed = (one.disposition for one in facts.incidents)
    return FiguresView(
        since=facts.since,
        until=facts.until,
        incidents=len(facts.incidents),
        measures=measures(facts),
        shares=shares(facts),
        kinds=dict(Counter(one.kind for one in facts.incidents)),
        dispositions=dict(Counter(found for found in closed if found is not None)),
        hours=_hours(facts.incidents),
        areas=_areas(facts.incidents),
        load=alarm_load(facts),
        uptime=uptime(facts),
        officers=officer_figures(facts) if officers else None,
    )


def _real(facts: Facts) -> Facts:
    """Law 7 is kept here, whatever was read."""
    return replace(
        facts,
        incidents=tuple(one for one in facts.incidents if one.mode is Mode.REAL),
        calls=tuple(one for one in facts.calls if one.mode is Mode.REAL),
        guests=tuple(one for one in facts.guests if one.mode is Mode.REAL),
    )


def _hours(incidents: Iterable[IncidentFacts]) -> tuple[int, ...]:
    counts = [0] * _WEEK
    for one in incidents:
        local = one.received_at.astimezone(WIB)
        counts[local.weekday() * _DAY + local.hour] += 1
    return tuple(counts)


def _areas(incidents: Iterable[IncidentFacts]) -> tuple[AreaCountView, ...]:
    """The areas with the most first."""
    places = {one.place.area: one.place for one in incidents}
    counts = Counter(one.place.area for one in incidents)
    return tuple(
        AreaCountView(area=area, desa=places[area].desa, kecamatan=places[area].kecamatan, n=count)
        for area, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )
