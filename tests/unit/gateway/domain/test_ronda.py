"""The night watch: hourly presses, and the hours that lack one."""

from datetime import UTC, datetime

import pytest

from gateway.domain.ronda import Ronda, night_of
from gateway.protocol import commands as do
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import RondaHours
from tests.helpers.orders import officer, order, post_actor
from tests.helpers.worlds import PlayWorld

HOURS = RondaHours()


def wib(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """An instant of the night of 23 November 2026, in WIB; hours from 24 on are of the 24th."""
    return datetime.fromtimestamp(
        datetime(2026, 11, day, 0, minute, tzinfo=UTC).timestamp() + (hour - 7) * 3600, UTC
    )


def test_a_night_goes_over_midnight() -> None:
    assert night_of(HOURS, wib(25, 30)) == [wib(hour) for hour in range(22, 28)]
    assert night_of(HOURS, wib(34)) == [wib(hour) for hour in range(22, 28)]
    assert night_of(RondaHours(first=1, last=3), wib(25, 30)) == [wib(25), wib(26)]
    assert len(night_of(RondaHours(first=20, last=20), wib(21))) == 24


def test_an_hour_is_missing_once_it_passed_without_a_press() -> None:
    ronda = Ronda(hours=HOURS, since=wib(12)).pressed(wib(22, 5)).pressed(wib(24, 59))
    assert ronda.missing(wib(23, 59)) == ()
    assert ronda.missing(wib(24)) == (wib(23),)
    assert ronda.missing(wib(26, 30)) == (wib(23), wib(25))
    assert ronda.missing(wib(34)) == (wib(23), wib(25), wib(26), wib(27))
    assert ronda.safe_at == wib(24, 59)


def test_nothing_is_missing_from_before_it_was_switched_on() -> None:
    assert Ronda(hours=HOURS, since=wib(24, 10)).missing(wib(26)) == (wib(25),)


def test_a_press_that_comes_late_counts_for_its_own_hour() -> None:
    ronda = Ronda(hours=HOURS, since=wib(12)).pressed(wib(24, 5)).pressed(wib(23, 5))
    assert ronda.presses == (wib(23, 5), wib(24, 5))
    assert ronda.missing(wib(25)) == (wib(22),)


def test_a_press_counts_once_an_hour_and_only_while_the_ronda_is_on() -> None:
    play = PlayWorld()
    post = play.post()
    safe = do.RondaSafe()

    def press(at: datetime, age_s: float = 0) -> int:
        return len(play.do(order(post_actor(post), safe, at, age_s=age_s)))

    def refused(at: datetime) -> bool:
        with pytest.raises(Refused) as caught:
            press(at)
        return caught.value.code is ErrorCode.NO_RONDA

    assert refused(wib(23))
    on = do.SetRonda(post=post, hours=HOURS)
    assert len(play.do(order(officer(), on, wib(12)))) == 1
    assert play.do(order(officer(), on, wib(12))) == []
    assert refused(wib(21, 59))
    assert [press(wib(22, 1)), press(wib(22, 50)), press(wib(23, 1))] == [1, 0, 1]
    assert press(wib(25, 2), age_s=600) == 1, "pressed at 00.52, told at 01.02"
    assert refused(wib(28))
    ronda = play.world.post(post).ronda
    assert ronda is not None
    assert ronda.missing(wib(26)) == (wib(25),)
    play.do(order(officer(), do.SetRonda(post=post, hours=None), wib(29)))
    assert play.world.post(post).ronda is None
