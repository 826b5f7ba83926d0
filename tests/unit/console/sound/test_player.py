"""The player's mind over a speaker of the test's own making, on a clock of its own."""

import numpy as np
import pytest

from console.sound.messages import (
    Beat,
    Fault,
    Line,
    Open,
    Ring,
    SelfTest,
    SelfTested,
    Sounding,
    State,
    Tone,
)
from console.sound.player import Player
from console.sound.rhythm import rhythms
from console.sound.synthesis import RATE, Level, Samples, call_tone, pilot, turn

FIRE = Sounding("incident:1", "telu", Level.NORMAL)
CRIME = Sounding("incident:2", "loro", Level.NORMAL)
STEP = 0.04


class Room:
    """Clock, speaker and console of a player in one."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.fault = Fault.NONE
        self.played: list[Samples] = []
        self.said: list[Line] = []
        self.cuts = 0
        self._ends_at = 0.0
        self.player = Player(self, self.said.append, lambda: self.now)

    @property
    def remaining(self) -> float:
        return max(0.0, self._ends_at - self.now)

    def mend(self) -> None:
        """Nothing breaks by itself."""

    def feed(self, samples: Samples) -> None:
        self.played.append(samples)
        self._ends_at = self.now + self.remaining + samples.size / RATE

    def cut(self) -> None:
        self.cuts += self.remaining > 0
        self._ends_at = self.now

    def close(self) -> None:
        """There is no device."""

    def run(self, seconds: float, beats: bool = True) -> None:
        until = self.now + seconds
        while self.now < until:
            if beats:
                self.player.hear(Beat())
            self.player.step()
            self.now += STEP

    def state(self) -> State:
        return [line for line in self.said if isinstance(line, State)][-1]

    def heard(self, rhythm: str) -> bool:
        """Whether anything of that rhythm was played, at whatever length."""
        turns = [turn(rhythm, level, motifs) for level in Level for motifs in (None, 1, 2, 3, 4)]
        return any(np.array_equal(samples, known) for samples in self.played for known in turns)


@pytest.fixture
def room() -> Room:
    return Room()


def test_silent_until_something_is_open(room: Room) -> None:
    room.run(10)
    assert room.played == []
    assert room.state() == State("", None, Fault.NONE, False)


def test_sounds_at_the_first_step_and_without_a_gap(room: Room) -> None:
    room.player.hear(Open((FIRE,)))
    room.player.step()
    assert room.remaining > 0
    for _ in range(1000):
        room.run(STEP)
        assert room.remaining > 0


def test_silent_at_once_when_nothing_is_open(room: Room) -> None:
    room.player.hear(Open((FIRE,)))
    room.run(1)
    room.player.hear(Open())
    room.player.step()
    assert room.remaining == 0
    room.run(1)
    assert room.state().playing == ""


def test_new_alarm_is_heard_within_the_shortest_turn(room: Room) -> None:
    room.player.hear(Open((FIRE,)))
    room.run(0.5)
    room.player.hear(Open((FIRE, CRIME)))
    room.run(0.9)
    assert room.state().playing == "loro"


def test_flood_of_changes_leaves_whole_figures(room: Room) -> None:
    open_now: tuple[Sounding, ...] = ()
    for number in range(100):
        rhythm = ("telu", "loro", "papat")[number % 3]
        open_now = (*open_now, Sounding(f"incident:{number}", rhythm, Level.NORMAL))
        room.player.hear(Open(open_now))
        room.run(0.1)
    assert room.cuts <= 10


def test_says_that_it_is_alone_after_five_seconds(room: Room) -> None:
    room.player.hear(Open((FIRE,)))
    room.run(4.5, beats=False)
    assert not room.state().orphan
    room.run(1.0, beats=False)
    assert room.state().orphan
    room.run(20, beats=False)
    assert room.heard("orphan")
    assert room.player.needed
    room.run(1.0)
    assert not room.state().orphan


def test_alone_with_nothing_open_stays_silent(room: Room) -> None:
    room.run(60, beats=False)
    assert room.played == []
    assert not room.state().orphan


def test_deserted_goes_on_while_something_is_open(room: Room) -> None:
    room.player.hear(Open((FIRE,)))
    room.player.desert()
    room.run(3600, beats=False)
    assert room.player.needed
    assert room.state().orphan
    assert room.remaining > 0


@pytest.mark.parametrize("left", [(), (Sounding("incident:1", "telu", Level.SOFT),)])
def test_deserted_with_nothing_to_sound_is_not_needed(
    room: Room, left: tuple[Sounding, ...]
) -> None:
    room.player.hear(Open(left))
    assert room.player.needed
    room.player.desert()
    assert not room.player.needed


def test_heard_alarm_sounds_again_by_itself(room: Room) -> None:
    room.player.hear(Open((Sounding("incident:1", "telu", Level.NORMAL, quiet_for=60.0),)))
    room.player.desert()
    room.run(59.5, beats=False)
    assert room.played == []
    assert room.player.needed
    room.run(1.0, beats=False)
    assert room.state().playing == "telu"


def test_what_it_leaves_to_another_is_counted_down(room: Room) -> None:
    room.player.hear(Open((FIRE, Sounding("incident:2", "loro", Level.NORMAL, quiet_for=60.0))))
    room.run(20)
    first, second = room.player.open.alarms
    assert first == FIRE
    assert second.quiet_for == pytest.approx(40.0, abs=0.1)


def test_goes_on_with_what_another_left(room: Room) -> None:
    room.player.take(Open((FIRE,)))
    room.run(3)
    assert room.state().playing == "telu"
    assert not room.state().orphan


def test_dead_device_is_told_and_the_alarm_comes_back(room: Room) -> None:
    room.player.hear(Open((FIRE,)))
    room.run(1)
    room.fault = Fault.DEVICE_LOST
    room.run(10)
    assert (room.state().fault, room.state().playing) == (Fault.DEVICE_LOST, "")
    room.fault = Fault.NONE
    room.run(0.1)
    assert room.state().playing == "telu"


def test_self_test_plays_the_pilot_only_when_idle(room: Room) -> None:
    room.player.hear(SelfTest())
    assert room.said[-1] == SelfTested(True)
    np.testing.assert_array_equal(room.played[-1], pilot())
    room.player.hear(Open((FIRE,)))
    room.run(1)
    room.player.hear(SelfTest())
    assert room.said[-1] == SelfTested(False)


def test_speaks_at_least_every_second(room: Room) -> None:
    room.run(10)
    assert len(room.said) >= 10


def rings(room: Room, tone: Tone) -> int:
    """How often a call's tone was played."""
    known = [call_tone(tone.value, level) for level in (Level.RING, Level.SOFT)]
    return sum(any(np.array_equal(played, one) for one in known) for played in room.played)


def test_a_call_rings_until_it_is_told_otherwise(room: Room) -> None:
    room.player.hear(Ring(Tone.RING))
    room.run(9.5)
    assert rings(room, Tone.RING) == 4
    room.player.hear(Ring())
    room.player.step()
    assert room.remaining == 0
    room.run(5)
    assert rings(room, Tone.RING) == 4


def test_a_call_never_sounds_over_an_alarm(room: Room) -> None:
    room.player.hear(Ring(Tone.RING))
    room.run(0.3)
    room.player.hear(Open((FIRE,)))
    room.player.step()
    assert room.state().playing == "telu"
    assert room.cuts == 1
    room.run(30)
    assert rings(room, Tone.RING) == 1
    room.player.hear(Open())
    room.run(1)
    assert rings(room, Tone.RING) == 2


def test_a_softened_alarm_comes_before_a_call_too(room: Room) -> None:
    room.player.hear(Ring(Tone.RING))
    room.run(0.3)
    room.player.hear(Open((Sounding("incident:3", "telu", Level.SOFT),)))
    room.player.step()
    assert room.state().playing == "telu"


def test_a_call_is_quieter_than_any_alarm_that_waits() -> None:
    loudest = max(float(np.abs(call_tone(tone.value, Level.RING)).max()) for tone in Tone if tone)
    assert loudest < 0.5 * min(float(np.abs(turn(n, Level.NORMAL, 1)).max()) for n in rhythms())


def test_no_call_rings_without_a_console(room: Room) -> None:
    room.player.hear(Ring(Tone.RING))
    room.run(7, beats=False)
    before = len(room.played)
    room.run(10, beats=False)
    assert len(room.played) == before
    room.run(2)
    assert len(room.played) == before


def test_the_self_test_is_not_kept_from_its_tone_by_a_ring(room: Room) -> None:
    room.player.hear(Ring(Tone.RING))
    room.run(0.3)
    room.player.hear(SelfTest())
    assert SelfTested(True) in room.said
    assert np.array_equal(room.played[-1], pilot())
