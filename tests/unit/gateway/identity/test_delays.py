"""Waits that grow and limits that hold for an hour."""

import pytest

from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.identity import delays
from gateway.service.identity.delays import GrowingDelay, HourlyLimit


class Time:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def wait_of(delay: GrowingDelay | HourlyLimit, who: str = "a") -> int:
    try:
        delay.check(who)
    except Refused as refused:
        return int(refused.params["seconds"])
    return 0


def test_who_must_wait_is_refused_by_code() -> None:
    limit = HourlyLimit(Time(), limit=1)
    limit.wrong("a")
    with pytest.raises(Refused) as refused:
        limit.check("a")
    assert refused.value.code is ErrorCode.TOO_MANY_TRIES


def test_the_first_three_wrong_tries_are_free_and_then_the_wait_doubles_up_to_a_minute() -> None:
    time = Time()
    delay = GrowingDelay(time)
    waits = []
    for _ in range(12):
        delay.wrong("a")
        waits.append(wait_of(delay))
        time.now += waits[-1]
        delay.check("a")
    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_right_try_makes_the_next_ones_free_again() -> None:
    delay = GrowingDelay(Time())
    for _ in range(6):
        delay.wrong("a")
    delay.right("a")
    assert wait_of(delay) == 0


def test_others_do_not_wait() -> None:
    delay = GrowingDelay(Time())
    for _ in range(6):
        delay.wrong("a")
    assert wait_of(delay, "b") == 0


def test_an_hour_later_all_is_forgotten() -> None:
    time = Time()
    delay = GrowingDelay(time)
    for _ in range(10):
        delay.wrong("a")
    time.now += 3_601
    delay.wrong("a")
    assert wait_of(delay) == 0


def test_made_up_names_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delays, "REMEMBERED", 3)
    delay, limit = GrowingDelay(Time()), HourlyLimit(Time(), limit=1)
    for who in "abcdef":
        limit.wrong(who)
        for _ in range(5):
            delay.wrong(who)
    assert [wait_of(delay, who) > 0 for who in "abcdef"] == [False] * 3 + [True] * 3
    assert [wait_of(limit, who) > 0 for who in "abcdef"] == [False] * 3 + [True] * 3


def test_twenty_wrong_tries_an_hour_are_let_through() -> None:
    time = Time()
    limit = HourlyLimit(time)
    for _ in range(20):
        limit.check("a")
        limit.wrong("a")
        time.now += 10
    assert wait_of(limit) == 3_600 - 200
    time.now += 3_400
    limit.check("a")
