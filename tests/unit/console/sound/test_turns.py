"""Turn-taking of several open alarms."""

from hypothesis import given
from hypothesis import strategies as st

from console.sound.messages import Sounding
from console.sound.rhythm import ORPHAN, rhythms
from console.sound.synthesis import Level
from console.sound.turns import Turn, Turns

REAL = ("telu", "papat", "loro", "titir", "medical")


def sounding(rhythm: str, level: Level = Level.NORMAL, alarm_id: str = "") -> Sounding:
    return Sounding(alarm_id or rhythm, rhythm, level)


def names(turns: Turns, count: int) -> list[str]:
    heard = [turns.next() for _ in range(count)]
    return [turn.rhythm if turn else "" for turn in heard]


def length(turn: Turn) -> float:
    rhythm = rhythms()[turn.rhythm]
    return rhythm.length if turn.motifs is None else rhythm.turn(turn.motifs).length


def longest_silence(turns: Turns, rounds: int = 30) -> float:
    """The longest time in which some rhythm isn't heard, once each had its first turn."""
    silent: dict[str, float] = {}
    longest = 0.0
    for _ in range(rounds):
        turn = turns.next()
        assert turn is not None
        longest = max(longest, silent.get(turn.rhythm, 0.0))
        for name in silent:
            silent[name] += length(turn)
        silent[turn.rhythm] = 0.0
    return max(longest, *silent.values())


def test_nothing_open_is_silence() -> None:
    assert Turns().next() is None


def test_one_alarm_has_its_whole_rhythm() -> None:
    turns = Turns()
    turns.set_open([sounding("telu")])
    assert [turns.next() for _ in range(2)] == [Turn("telu", Level.NORMAL)] * 2


def test_order_given_is_order_heard() -> None:
    turns = Turns()
    turns.set_open([sounding(name) for name in ("telu", "loro", "titir")])
    assert names(turns, 6) == ["telu", "loro", "titir"] * 2


def test_alarms_of_one_rhythm_share_a_turn_at_the_loudest() -> None:
    turns = Turns()
    turns.set_open(
        [sounding("telu", alarm_id="a"), sounding("telu", Level.LOUDER, "b"), sounding("loro")]
    )
    heard = [turns.next() for _ in range(2)]
    assert [(turn.rhythm, turn.level) for turn in heard if turn] == [
        ("telu", Level.LOUDER),
        ("loro", Level.NORMAL),
    ]


def test_new_alarm_cuts_in_and_the_round_goes_on_after_it() -> None:
    turns = Turns()
    turns.set_open([sounding("telu"), sounding("papat")])
    playing = turns.next()
    assert playing is not None
    turns.next()
    assert not turns.may_cut(playing)
    turns.set_open([sounding("telu"), sounding("papat"), sounding("loro")])
    assert turns.may_cut(playing)
    assert names(turns, 4) == ["loro", "telu", "papat", "loro"]


def test_second_alarm_of_the_rhythm_in_the_air_cuts_nothing() -> None:
    turns = Turns()
    turns.set_open([sounding("telu", alarm_id="a")])
    playing = turns.next()
    assert playing is not None
    turns.set_open([sounding("telu", alarm_id="a"), sounding("telu", alarm_id="b")])
    assert not turns.may_cut(playing)
    assert not turns.must_end(playing)


def test_louder_cuts_in() -> None:
    turns = Turns()
    turns.set_open([sounding("telu")])
    playing = turns.next()
    assert playing is not None
    turns.set_open([sounding("telu", Level.LOUDER)])
    assert turns.may_cut(playing)
    assert turns.next() == Turn("telu", Level.LOUDER)


def test_what_is_no_longer_open_must_end() -> None:
    turns = Turns()
    turns.set_open([sounding("telu"), sounding("loro")])
    playing = turns.next()
    assert playing is not None
    turns.set_open([sounding("loro")])
    assert turns.must_end(playing)


def test_cancelled_is_heard_once_and_softly() -> None:
    turns = Turns()
    turns.set_open([sounding("telu")])
    turns.next()
    turns.set_open([sounding("telu", Level.SOFT)])
    assert [turns.next() for _ in range(2)] == [Turn("telu", Level.SOFT), None]
    turns.set_open([sounding("telu", Level.SOFT), sounding("loro")])
    assert names(turns, 3) == ["loro", "loro", "loro"]


def test_unknown_rhythm_is_left_out() -> None:
    turns = Turns()
    turns.set_open([sounding("telu"), sounding("of a later version")])
    assert names(turns, 2) == ["telu", "telu"]


def test_orphan_has_a_turn_only_beside_an_alarm() -> None:
    turns = Turns()
    turns.set_orphan(True)
    assert turns.next() is None
    turns.set_open([sounding("telu")])
    assert names(turns, 4) == ["telu", ORPHAN, "telu", ORPHAN]
    orphan = Turn(ORPHAN, Level.NORMAL)
    assert not turns.must_end(orphan)
    turns.set_orphan(False)
    assert turns.must_end(orphan)


@given(st.sets(st.sampled_from(REAL), min_size=1), st.booleans())
def test_no_real_alarm_is_silent_for_long(open_now: set[str], orphan: bool) -> None:
    turns = Turns()
    turns.set_open([sounding(name) for name in sorted(open_now)])
    turns.set_orphan(orphan)
    assert longest_silence(turns) <= 12.0


def test_even_everything_at_once_comes_round_soon() -> None:
    turns = Turns()
    turns.set_open([sounding(name) for name in (*REAL, "drill", "test")])
    turns.set_orphan(True)
    assert longest_silence(turns) <= 14.0


@given(st.lists(st.lists(st.tuples(st.sampled_from(REAL), st.sampled_from(Level))), max_size=8))
def test_each_open_rhythm_is_heard_in_the_next_round(
    changes: list[list[tuple[str, Level]]],
) -> None:
    turns = Turns()
    for change in changes:
        turns.set_open([sounding(name, level, f"{name} {level}") for name, level in change])
        loud = {name for name, level in change if level is not Level.SOFT}
        heard = [turns.next() for _ in range(2 * len(REAL) + len(change) + sum(map(len, changes)))]
        assert loud <= {turn.rhythm for turn in heard if turn and turn.level is not Level.SOFT}
        assert all(turn.rhythm in loud for turn in heard if turn and turn.level is not Level.SOFT)
