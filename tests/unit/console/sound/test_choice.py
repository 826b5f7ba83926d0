"""Which output sounds."""

import msgspec

from console.sound.choice import GAIN_FLOOR, Choice
from console.sound.outputs import Output

ROOM = Output("room", "Room", served=True, monitor="room.monitor")
DESK = Output("desk", "Desk", served=True, default=True, monitor="desk.monitor")
SPARE = Output("spare", "Spare", served=True, monitor="spare.monitor")


def changed(output: Output, **how: object) -> Output:
    return msgspec.structs.replace(output, **how)


def test_nothing_there() -> None:
    choice = Choice("room")
    choice.take([])
    assert choice.current is None
    assert choice.wanted is None


def test_wanted_sounds_and_else_the_default_is_wanted() -> None:
    named, unnamed = Choice("room"), Choice(None)
    for choice in (named, unnamed):
        choice.take([ROOM, DESK])
    assert (named.current, unnamed.current) == (ROOM, DESK)


def test_what_was_wanted_first_stays_wanted_when_the_default_moves() -> None:
    choice = Choice(None)
    choice.take([ROOM, DESK])
    choice.take([changed(ROOM, default=True), changed(DESK, default=False)])
    assert choice.wanted_id == "desk"


def test_unfit_is_replaced_and_taken_back() -> None:
    for spoil in ({"muted": True}, {"gain": GAIN_FLOOR / 2}, {"plugged": False}):
        choice = Choice("room")
        choice.take([ROOM, DESK, SPARE])
        choice.take([changed(ROOM, **spoil), SPARE, DESK])
        assert choice.current == DESK
        choice.take([ROOM, DESK, SPARE])
        assert choice.current == ROOM


def test_a_stand_in_is_not_left_for_a_better_one() -> None:
    choice = Choice("room")
    choice.take([SPARE])
    assert choice.current == SPARE
    choice.take([SPARE, DESK])
    assert choice.current == SPARE


def test_deaf_is_replaced_until_it_changes() -> None:
    choice = Choice("room")
    choice.take([ROOM, DESK])
    choice.found_deaf(ROOM)
    assert choice.current == DESK
    choice.take([ROOM, DESK])
    assert choice.current == DESK
    choice.take([changed(ROOM, gain=0.9), DESK])
    assert choice.current == changed(ROOM, gain=0.9)


def test_none_fit_keeps_the_wanted_without_going_back_and_forth() -> None:
    choice = Choice("room")
    choice.take([ROOM, DESK])
    choice.found_deaf(ROOM)
    choice.found_deaf(DESK)
    assert choice.current == ROOM
    choice.found_deaf(ROOM)
    assert choice.current == ROOM


def test_choosing_again_gives_another_chance() -> None:
    choice = Choice("room")
    choice.take([ROOM, DESK])
    choice.found_deaf(ROOM)
    choice.want("room")
    assert choice.current == ROOM
