"""Which reports may be the same event, and which of two goes on."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from console.board.nearby import NEAR_TIME, suggestions, survivor
from gateway.protocol.enums import IncidentState, Kind, Mode
from gateway.protocol.views import AlarmView, IncidentView
from tests.helpers import golden

HERE = golden.incident_view()
#: About 1.1 km to the north.
KILOMETRE = 0.01


def other(number: int, north: float = KILOMETRE / 10, **changes: Any) -> IncidentView:
    """An open incident of another post, so many degrees to the north."""
    assert HERE.place.lat is not None
    place = replace(HERE.place, lat=HERE.place.lat + north)
    view = replace(HERE, subject=f"incident:{number}", post=f"post:{number}", place=place)
    return replace(view, **changes)


def found(*others: AlarmView) -> list[str]:
    return [each.view.subject for each in suggestions(HERE, others)]


def test_near_in_time_and_place_and_the_likeliest_first() -> None:
    far_kind = other(3, kind=Kind.CRIME)
    assert found(HERE, other(1, KILOMETRE), other(2), far_kind) == [
        "incident:2",
        "incident:1",
        "incident:3",
    ]
    near = suggestions(HERE, [other(1, KILOMETRE)])[0]
    assert near.distance_m == pytest.approx(1112, rel=0.01)


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": Mode.DRILL},
        {"post": HERE.post},
        {"state": IncidentState.CLOSED},
        {"state": IncidentState.MERGED},
        {"pressed_at": HERE.pressed_at + NEAR_TIME + timedelta(seconds=1)},
        {"pressed_at": HERE.pressed_at - NEAR_TIME - timedelta(seconds=1)},
        {"place": replace(HERE.place, lat=None, lon=None)},
        {"north": 2 * KILOMETRE},
    ],
    ids=str,
)
def test_what_is_not_offered(changes: dict[str, Any]) -> None:
    assert found(other(1, **changes)) == []


def test_the_limits_themselves_are_near_and_tell_which_came_later() -> None:
    late, early = HERE.pressed_at + NEAR_TIME, HERE.pressed_at - NEAR_TIME
    later = suggestions(HERE, [other(1, pressed_at=late), other(2, 1e-6, pressed_at=early)])
    assert [each.later for each in later] == [-NEAR_TIME, NEAR_TIME]


def test_a_locked_console_knows_too_little_to_suggest() -> None:
    assert found(golden.alarm_view()) == []


def test_who_goes_on() -> None:
    free, held = HERE, other(1, claimed_by="officer:1", pressed_at=golden.after(60))
    none: frozenset[str] = frozenset()
    assert survivor(free, held, at_work=none) == held.subject
    assert survivor(free, held, at_work=frozenset({free.subject})) == free.subject
    younger = other(2, pressed_at=golden.after(60))
    assert survivor(younger, free, at_work=none) == survivor(free, younger, at_work=none)
    assert survivor(younger, free, at_work=none) == free.subject
