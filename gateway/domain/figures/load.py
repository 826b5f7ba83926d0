"""Alarms per 10 minutes and officer, and what each officer carried."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from gateway.domain.figures.facts import Facts, IncidentFacts, OfficerFacts
from gateway.domain.figures.measure import percentile
from gateway.protocol.views.figures import AlarmLoadView, OfficerFiguresView

#: EEMUA 191: under one alarm in ten minutes on average, under ten at the peak.
WINDOW: Final = timedelta(minutes=10)
MEAN_BELOW: Final = 1.0
PEAK_BELOW: Final = 10.0


def alarm_load(facts: Facts) -> AlarmLoadView:
    """By stretches of 10 minutes from the beginning of the period to its end, or to now."""
    windows = max(0, ceil((_end(facts) - facts.since) / WINDOW))
    alarms = Counter(
        (at - facts.since) // WINDOW for incident in facts.incidents for at in incident.alarms
    )
    present = _present(facts, windows)
    # A repeated press may fall behind the end of the period that its incident began in.
    inside = {window: count for window, count in alarms.items() if 0 <= window < windows}
    rates = {window: count / max(1, present[window]) for window, count in inside.items()}
    worst = max(rates, key=lambda window: (rates[window], -window), default=None)
    shared = sum(max(1, count) for count in present)
    return AlarmLoadView(
        alarms=sum(inside.values()),
        windows=windows,
        mean=sum(inside.values()) / shared if shared else 0.0,
        mean_below=MEAN_BELOW,
        peak=0.0 if worst is None else rates[worst],
        peak_below=PEAK_BELOW,
        peak_at=None if worst is None else facts.since + worst * WINDOW,
        source="source_eemua",
    )


def officer_figures(facts: Facts) -> tuple[OfficerFiguresView, ...]:
    """Officers who were there or claimed something, by subject: a load, not a ranking."""
    claims: defaultdict[str, list[float]] = defaultdict(list)
    for incident in facts.incidents:
        if incident.claimed_by is not None:
            claims[incident.claimed_by].append(_claim_s(incident))
    found = [
        _officer(officer, sorted(claims[officer.subject]), facts) for officer in facts.officers
    ]
    return tuple(
        sorted((o for o in found if o.claims or o.signed_s), key=lambda o: o.officer),
    )


def _officer(officer: OfficerFacts, taken: list[float], facts: Facts) -> OfficerFiguresView:
    since, until = facts.since, _end(facts)
    return OfficerFiguresView(
        officer=officer.subject,
        claims=len(taken),
        p50_s=percentile(taken, 50),
        p90_s=percentile(taken, 90),
        signed_s=sum(one.seconds_within(since, until) for one in officer.signed_in),
        break_s=sum(one.seconds_within(since, until) for one in officer.breaks),
    )


def _claim_s(incident: IncidentFacts) -> float:
    claimed = incident.claimed_at or incident.began_at
    return max(0.0, (claimed - incident.began_at).total_seconds())


def _present(facts: Facts, windows: int) -> list[int]:
    """How many officers were signed in at some time of each stretch."""
    present = [0] * windows
    for officer in facts.officers:
        for window in _windows_of(officer, facts):
            present[window] += 1
    return present


def _windows_of(officer: OfficerFacts, facts: Facts) -> set[int]:
    until = _end(facts)
    found: set[int] = set()
    for session in officer.signed_in:
        if session.seconds_within(facts.since, until) > 0:
            end = min(session.end or until, until)
            first = (max(session.start, facts.since) - facts.since) // WINDOW
            found.update(range(first, ceil((end - facts.since) / WINDOW)))
    return found


def _end(facts: Facts) -> datetime:
    return min(facts.until, facts.now)
