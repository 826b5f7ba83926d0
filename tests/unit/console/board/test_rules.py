"""Rules of a console: what they soften and silence, and what they can never touch."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from console.board.rules import holds_at, level_by, ruled
from console.board.sounding import Level, sounding
from gateway.protocol.enums import Desk, Escalation, IncidentState, Kind, Mode, Priority, SoundLevel
from gateway.protocol.views import AlarmView, SoundRule
from tests.helpers import golden

ALARM = replace(golden.alarm_view(), priority=Priority.P2, kind=Kind.PUBLIC_ORDER)
OWN = frozenset({ALARM.desk})
SILENT = SoundRule(level=SoundLevel.SILENT)
#: 22.30 WIB.
NIGHT = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


def by(rule: SoundRule, view: AlarmView = ALARM, hour: int = 12) -> SoundLevel:
    return level_by([rule], view, OWN, hour)


def test_a_rule_speaks_of_kind_mode_and_desk() -> None:
    for rule, fits in (
        (SILENT, True),
        (replace(SILENT, kind=Kind.PUBLIC_ORDER), True),
        (replace(SILENT, kind=Kind.FIRE), False),
        (replace(SILENT, mode=Mode.DRILL), False),
        (replace(SILENT, desk=Desk.DAMKAR), False),
    ):
        assert (by(rule) is SoundLevel.SILENT) is fits, rule


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [(8, 16, range(8, 16)), (22, 5, [22, 23, 0, 1, 2, 3, 4]), (0, 0, range(24)), (7, 7, range(24))],
)
def test_a_rule_holds_from_its_first_hour_until_before_its_last(
    first: int, last: int, hours: list[int]
) -> None:
    rule = replace(SILENT, first=first, last=last)
    assert [hour for hour in range(24) if holds_at(rule, hour)] == sorted(hours)


def test_the_first_rule_that_fits_decides() -> None:
    soft = SoundRule(level=SoundLevel.SOFT, kind=Kind.PUBLIC_ORDER)
    assert level_by([soft, SILENT], ALARM, OWN, 12) is SoundLevel.SOFT


def test_another_desks_p1_may_be_silenced_here() -> None:
    view = replace(ALARM, priority=Priority.P1)
    assert level_by([SILENT], view, frozenset({Desk.UP4}), 3) is SoundLevel.SILENT


@given(
    rules=st.lists(
        st.builds(
            SoundRule,
            level=st.sampled_from(SoundLevel),
            kind=st.sampled_from([None, *Kind]),
            mode=st.sampled_from([None, *Mode]),
            desk=st.sampled_from([None, *Desk]),
            first=st.integers(0, 23),
            last=st.integers(0, 23),
        )
    ),
    kind=st.sampled_from(Kind),
    desk=st.sampled_from(Desk),
    known=st.booleans(),
    hour=st.integers(0, 23),
)
def test_no_rules_silence_a_real_p1_of_the_own_desks(
    rules: list[SoundRule], kind: Kind, desk: Desk, known: bool, hour: int
) -> None:
    view = replace(ALARM, kind=kind, desk=desk, mode=Mode.REAL, priority=Priority.P1)
    desks = frozenset({desk}) if known else frozenset()
    assert level_by(rules, view, desks, hour) is SoundLevel.FULL
    at = NIGHT.replace(hour=hour)
    alarms = {view.subject: view}
    now = ruled(sounding([view], at), rules, alarms, desks, at)
    assert [sound.level for sound in now.sounds] == [Level.NORMAL]
    assert now.ruled == ()


@pytest.mark.parametrize("escalation", [Escalation.SUPERVISOR, Escalation.RELAY])
def test_a_real_alarm_that_nobody_takes_breaks_every_rule(escalation: Escalation) -> None:
    assert by(SILENT, replace(ALARM, escalation=escalation)) is SoundLevel.FULL


def test_what_a_rule_silences_is_told_and_looked_at_again_with_the_next_hour() -> None:
    rule = SoundRule(level=SoundLevel.SILENT, first=22, last=23)
    alarms = {ALARM.subject: ALARM}
    now = ruled(sounding([ALARM], NIGHT), [rule], alarms, OWN, NIGHT)
    assert (now.sounds, [sound.incident for sound in now.ruled]) == ((), [ALARM.subject])
    assert now.changes_at == NIGHT + timedelta(minutes=30)
    later = ruled(sounding([ALARM], now.changes_at), [rule], alarms, OWN, now.changes_at)
    assert [sound.level for sound in later.sounds] == [Level.NORMAL]


def test_a_soft_rule_plays_it_once_quietly() -> None:
    rule = SoundRule(level=SoundLevel.SOFT, mode=Mode.DRILL)
    view = replace(ALARM, mode=Mode.DRILL, state=IncidentState.WAITING)
    now = ruled(sounding([view], NIGHT), [rule], {view.subject: view}, OWN, NIGHT)
    assert [sound.level for sound in now.sounds] == [Level.SOFT_ONCE]
