"""Which alarms sound, how, and when that changes by the mere passing of time."""

import pytest
from msgspec.structs import replace

from console.board.shown import Shown
from console.board.sounding import Level, Sound, sounding
from gateway.protocol.enums import Escalation, IncidentState, Mode, Priority
from gateway.protocol.views import AlarmView
from tests.helpers import golden

NOW = golden.after(30)
WAITING = golden.alarm_view()


def alarm(number: int, **changes: object) -> AlarmView:
    return replace(WAITING, subject=f"incident:{number}", **changes)


def levels(*views: AlarmView) -> list[Level]:
    return [sound.level for sound in sounding(views, NOW).sounds]


def test_waiting_sounds() -> None:
    assert sounding([WAITING], NOW).sounds == (
        Sound(golden.INCIDENT, WAITING.kind, WAITING.mode, Level.NORMAL, 1),
    )
    assert sounding([WAITING], NOW).changes_at is None


def test_view_of_a_signed_in_officer_sounds_too() -> None:
    assert levels(golden.incident_view()) == [Level.NORMAL]


@pytest.mark.parametrize("step", [Escalation.LOUDER, Escalation.SUPERVISOR, Escalation.RELAY])
def test_escalated_is_louder(step: Escalation) -> None:
    assert levels(alarm(1, escalation=step)) == [Level.LOUDER]


def test_heard_is_quiet_and_then_sounds_again() -> None:
    heard = alarm(1, quiet_until=golden.after(60), escalation=Escalation.LOUDER)
    now = sounding([heard, alarm(2, quiet_until=golden.after(45))], NOW)
    assert now.sounds == ()
    assert now.changes_at == golden.after(45)
    later = sounding([heard], golden.after(60))
    assert [sound.level for sound in later.sounds] == [Level.LOUDER]
    assert later.changes_at is None


def test_cancelled_sounds_softly_once_for_each_turn() -> None:
    cancelled = alarm(1, state=IncidentState.CANCELLED_BY_REPORTER, presses=2)
    (sound,) = sounding([cancelled], NOW).sounds
    assert (sound.level, sound.turn) == (Level.SOFT_ONCE, 2)


@pytest.mark.parametrize("state", [IncidentState.CLAIMED, IncidentState.CLOSED])
def test_taken_or_ended_is_silent(state: IncidentState) -> None:
    silent = sounding([alarm(1, state=state, quiet_until=golden.after(60))], NOW)
    assert silent.sounds == ()
    assert silent.changes_at is None


def test_heard_is_told_ahead_with_its_time() -> None:
    heard = alarm(1, quiet_until=golden.after(60))
    ((sound, begins),) = sounding([heard], NOW).later
    assert (sound.incident, begins) == ("incident:1", golden.after(60))


def test_on_hold_is_silent_until_its_time() -> None:
    held = alarm(1, state=IncidentState.ON_HOLD, hold_until=golden.after(60))
    assert sounding([held], NOW).sounds == ()
    assert sounding([held], NOW).changes_at == golden.after(60)
    assert [s.level for s in sounding([held], golden.after(60)).sounds] == [Level.NORMAL]


def test_pressed_again_after_it_was_taken_sounds_softly_once() -> None:
    taken = replace(
        golden.incident_view(),
        state=IncidentState.CLAIMED,
        claimed_at=golden.after(9),
        claimed_by=golden.OFFICER,
        presses=2,
        last_pressed_at=golden.after(20),
    )
    assert levels(taken) == [Level.SOFT_ONCE]
    assert levels(replace(taken, last_pressed_at=golden.after(5))) == []


def test_most_pressing_first() -> None:
    order = [
        alarm(5, escalation=Escalation.LOUDER, received_at=golden.after(20)),
        alarm(4, received_at=golden.after(1)),
        alarm(3, received_at=golden.after(2)),
        alarm(6, priority=Priority.P2, received_at=golden.after(0)),
        alarm(2, mode=Mode.DRILL, escalation=Escalation.LOUDER),
        alarm(1, state=IncidentState.CANCELLED_BY_REPORTER),
    ]
    heard = [sound.incident for sound in sounding(reversed(order), NOW).sounds]
    assert heard == [view.subject for view in order]


def test_painted_incidents_are_reported_once() -> None:
    shown = Shown()
    alarms = {"incident:1": alarm(1), "incident:2": alarm(2)}
    assert shown.to_report(["incident:1", "incident:1", "incident:9"], alarms) == ("incident:1",)
    assert shown.to_report(["incident:1", "incident:2"], alarms) == ("incident:2",)
    assert shown.to_report(["incident:1", "incident:2"], alarms) == ()


def test_refused_report_is_made_again() -> None:
    shown = Shown()
    alarms = {"incident:1": alarm(1)}
    shown.to_report(["incident:1"], alarms)
    shown.not_reported(["incident:1"])
    assert shown.to_report(["incident:1"], alarms) == ("incident:1",)


def test_what_another_console_showed_is_not_reported() -> None:
    seen = replace(golden.incident_view(), shown_at=golden.after(1))
    assert Shown().to_report([seen.subject], {seen.subject: seen}) == ()
