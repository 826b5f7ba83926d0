"""Gateway time follows the best answers, not this computer's own clock."""

from datetime import UTC, datetime, timedelta

import pytest

from console.base.clock import GatewayClock

NOON = datetime(2026, 8, 17, 12, 0, tzinfo=UTC)


class Ticks:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def clock(ticks: Ticks) -> GatewayClock:
    return GatewayClock(ticks, wall=lambda: NOON.timestamp())


def off_by(clock: GatewayClock, expected: datetime) -> float:
    return abs((clock.now() - expected).total_seconds())


def test_own_time_until_something_is_learned(clock: GatewayClock, ticks: Ticks) -> None:
    ticks.now += 5
    assert off_by(clock, NOON + timedelta(seconds=5)) < 1e-3


def test_gateway_time_is_that_of_the_middle(clock: GatewayClock, ticks: Ticks) -> None:
    asked_at = ticks.now
    ticks.now += 0.2
    clock.learn(NOON + timedelta(hours=3), asked_at)
    assert off_by(clock, NOON + timedelta(hours=3, seconds=0.1)) < 1e-3


def test_a_slow_answer_does_not_move_it(clock: GatewayClock, ticks: Ticks) -> None:
    clock.learn(NOON, ticks.now)
    ticks.now += 4
    clock.learn(NOON, ticks.now - 4)  # read just as it was asked, and four seconds on its way
    assert off_by(clock, NOON + timedelta(seconds=4)) < 1e-3


def test_after_long_drift_a_fair_answer_counts(clock: GatewayClock, ticks: Ticks) -> None:
    clock.learn(NOON, ticks.now)
    ticks.now += 3600
    clock.learn(NOON + timedelta(seconds=3600.2), ticks.now - 0.1)
    assert off_by(clock, NOON + timedelta(seconds=3600.25)) < 1e-3


def test_doubt_forgotten_takes_any_answer(clock: GatewayClock, ticks: Ticks) -> None:
    clock.learn(NOON, ticks.now)
    clock.forget_doubt()
    clock.learn(NOON + timedelta(hours=1), ticks.now - 2)
    assert off_by(clock, NOON + timedelta(hours=1, seconds=1)) < 1e-3


def test_age_is_never_negative(clock: GatewayClock) -> None:
    assert clock.age_s(NOON - timedelta(seconds=90)) == pytest.approx(90, abs=1e-3)
    assert clock.age_s(NOON + timedelta(seconds=90)) == 0
