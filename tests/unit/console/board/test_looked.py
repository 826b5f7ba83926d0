"""What is new since an officer looked."""

from msgspec.structs import replace

from console.board.looked import GAP_S, LOOK_S, Looked
from tests.helpers import golden

ALARM = golden.alarm_view()
OTHER = replace(ALARM, subject="incident:other")


def looked(officer: str = "officer:1") -> Looked:
    made = Looked()
    made.set_officer(officer)
    return made


def test_everything_is_new_until_it_was_chosen() -> None:
    mine = looked()
    assert mine.is_new(ALARM)
    assert mine.chosen(ALARM)
    assert not mine.chosen(ALARM)
    assert not mine.is_new(ALARM)
    assert mine.is_new(OTHER)


def test_being_before_the_eyes_for_a_while_is_looking() -> None:
    mine = looked()
    assert mine.painted([ALARM], 10) == []
    assert mine.painted([ALARM], 11.5) == []
    assert mine.painted([ALARM, OTHER], 10 + LOOK_S) == [ALARM.subject]
    assert not mine.is_new(ALARM)
    assert mine.is_new(OTHER)


def test_what_was_out_of_sight_meanwhile_begins_anew() -> None:
    mine = looked()
    mine.painted([ALARM], 10)
    assert mine.painted([ALARM], 10 + LOOK_S + GAP_S) == []
    mine.painted([], 16)
    mine.painted([ALARM], 17)
    assert mine.painted([ALARM], 17 + LOOK_S - 1) == []


def test_each_officer_looks_for_themselves_and_is_remembered() -> None:
    both = looked("officer:1")
    both.chosen(ALARM)
    both.set_officer("officer:2")
    assert both.is_new(ALARM)
    both.set_officer("officer:1")
    assert not both.is_new(ALARM)


def test_pressing_again_makes_it_new_again() -> None:
    mine = looked()
    mine.chosen(ALARM)
    assert mine.is_new(replace(ALARM, presses=ALARM.presses + 1))


def test_with_nobody_signed_in_nothing_is_new_and_nothing_is_seen() -> None:
    nobody = looked("")
    assert not nobody.is_new(ALARM)
    assert not nobody.chosen(ALARM)


def test_what_is_held_no_more_is_forgotten() -> None:
    mine = looked()
    mine.chosen(ALARM)
    mine.forget([OTHER])
    assert mine.is_new(ALARM)
