"""Board and sound joined: what sounds, when that changes, what is known of being heard."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import timedelta

import msgspec
import pytest

from console.board.board import Board
from console.board.sounding import Soundings
from console.ringing import Ringing
from console.screens.status import SoundStatus
from console.sound.alarm import OpenAlarm
from console.sound.synthesis import Level
from console.sound.verdict import SoundProof
from gateway.protocol.enums import Desk, Escalation, IncidentState, Priority, SoundLevel, SoundState
from gateway.protocol.messages import Snapshot
from gateway.protocol.views import AlarmView, SoundRule
from tests.qt.scene import NOW, FixedClock, bare, claimed, incident, subject


class FakeSound:
    """Takes what is open, and proves what a test says."""

    def __init__(self) -> None:
        self.open: list[OpenAlarm] | None = None
        self.state = SoundProof(SoundState.UNKNOWN)
        self.player_pid = None
        self._told: Callable[[SoundProof], None] | None = None

    def on_change(self, callback: Callable[[SoundProof], None]) -> Callable[[], None]:
        self._told = callback
        return lambda: None

    def set_open(self, alarms: Iterable[OpenAlarm]) -> None:
        self.open = list(alarms)

    def prove(self, state: SoundState) -> None:
        assert self._told is not None
        self._told(SoundProof(state, output="Speaker ruang"))


class Room:
    """Ringing over a board, with everything it tells."""

    def __init__(self) -> None:
        self.board = Board()
        self.clock = FixedClock()
        self.sound = FakeSound()
        self.sounds: list[Soundings] = []
        self.heard: list[SoundStatus] = []
        self.rules: tuple[SoundRule, ...] = ()
        self.ringing = Ringing(
            self.board,
            self.clock,
            self.sound,  # type: ignore[arg-type]  # the part of it that is used
            sounds=self.sounds.append,
            heard=self.heard.append,
            rules=lambda: self.rules,
            desks=lambda: frozenset({Desk.SATPOL_PP}),
        )

    def hold(self, *views: AlarmView) -> None:
        self.board.apply_snapshot(
            Snapshot(part=0, last=True, seq=1, audience="a", journal="j", views=list(views))
        )
        self.ringing.picture_held()
        self.ringing.update()


@pytest.fixture
async def room() -> Room:
    return Room()


async def test_before_the_first_picture_the_player_is_left_alone(room: Room) -> None:
    room.ringing.update()
    assert room.sound.open is None
    room.hold()
    assert room.sound.open == []


async def test_what_waits_sounds_louder_once_it_escalated(room: Room) -> None:
    room.hold(
        bare(incident(0)),
        bare(incident(1, escalation=Escalation.LOUDER)),
        bare(claimed(2, 60, "Petugas 1")),
    )
    assert room.sound.open is not None
    assert {(each.id, each.level) for each in room.sound.open} == {
        (subject(0), Level.NORMAL),
        (subject(1), Level.LOUDER),
    }
    assert set(room.ringing.incidents) == {subject(0), subject(1)}


async def test_a_cancelled_alarm_sounds_softly_once_for_each_press(room: Room) -> None:
    cancelled = incident(0, state=IncidentState.CANCELLED_BY_REPORTER)
    room.hold(cancelled)
    room.hold(msgspec.structs.replace(cancelled, presses=2, version=2))
    assert room.sound.open is not None
    assert [(each.id, each.level) for each in room.sound.open] == [(f"{subject(0)}/2", Level.SOFT)]


async def test_it_sounds_again_by_itself_when_the_quiet_time_is_over(room: Room) -> None:
    room.hold(incident(0, quiet_until=NOW + timedelta(seconds=0.2)))
    assert [alarm.quiet_for > 0 for alarm in room.sound.open or ()] == [True]
    room.clock.elapsed = 0.3
    async with asyncio.timeout(5):
        while not room.ringing.incidents:  # noqa: ASYNC110  the timer is the loop's own
            await asyncio.sleep(0.02)
    assert room.ringing.incidents == (subject(0),)
    room.ringing.stop()


async def test_in_a_flood_one_sounds_for_its_place(room: Room) -> None:
    place = incident(0).place
    room.hold(*(incident(n, 120 - n, place=place) for n in range(30)))
    assert room.sound.open is not None
    assert {alarm.id for alarm in room.sound.open} == {subject(n) for n in range(10)}
    assert len(room.sounds[-1].joined) == 20


async def test_a_rule_silences_another_kind_but_never_the_own_p1(room: Room) -> None:
    room.rules = (SoundRule(level=SoundLevel.SILENT),)
    room.hold(incident(0), incident(1, priority=Priority.P3))
    assert room.sound.open is not None
    assert [alarm.id for alarm in room.sound.open] == [subject(0)]
    assert [sound.incident for sound in room.sounds[-1].ruled] == [subject(1)]
    room.ringing.stop()


async def test_the_time_of_the_last_proof_stays(room: Room) -> None:
    room.sound.prove(SoundState.PROVEN)
    room.clock.elapsed = 600
    room.sound.prove(SoundState.LOST)
    assert [status.proven_at for status in room.heard] == [NOW, NOW]
    assert room.heard[-1].proof.state is SoundState.LOST
