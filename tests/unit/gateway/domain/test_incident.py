"""The incident's rules, one behaviour a test."""

from datetime import timedelta

import pytest

from gateway.domain.escalation import EscalationTimes, next_due
from gateway.domain.order import SYSTEM, EscalateDue, ExpireClaim
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import Desk, Disposition, Escalation, IncidentState, Kind, Mode, Role
from gateway.protocol.errors import ErrorCode, Refused
from tests.helpers.orders import T0, alarm, new_id, officer, order, post_actor
from tests.helpers.worlds import PlayWorld

TIMES = EscalationTimes()


@pytest.fixture
def play() -> PlayWorld:
    return PlayWorld()


@pytest.fixture
def post(play: PlayWorld) -> str:
    return play.post()


@pytest.fixture
def fire(play: PlayWorld, post: str) -> str:
    return play.do(alarm(post))[0].subject


def at(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def refusal(play: PlayWorld, given: object) -> ErrorCode:
    with pytest.raises(Refused) as caught:
        play.do(given)  # type: ignore[arg-type]
    return caught.value.code


def test_an_alarm_begins_a_waiting_incident_with_a_number_of_the_day(
    play: PlayWorld, post: str
) -> None:
    first, second = (play.do(alarm(post, kind))[0] for kind in (Kind.FIRE, Kind.CRIME))
    found = play.incident(first.subject)
    assert found.state is IncidentState.WAITING
    assert found.reference == "KDL-20261123-0001"
    assert play.incident(second.subject).reference == "KDL-20261123-0002"


def test_the_day_of_a_number_is_that_of_kendal(play: PlayWorld, post: str) -> None:
    late = T0.replace(hour=17, minute=30)
    made = play.do(alarm(post, at=late))[0]
    assert play.incident(made.subject).reference == "KDL-20261124-0001"


def test_a_second_press_within_three_minutes_joins_and_sounds_again(
    play: PlayWorld, post: str, fire: str
) -> None:
    play.do(order(officer(), do.Hear(incident=fire), T0 + at(5)))
    again = play.do(alarm(post, at=T0 + at(170)))
    assert [type(e.data) for e in again] == [ev.PressedAgain]
    assert play.incident(fire).quiet_until is None
    assert len(play.incident(fire).presses) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"at": T0 + timedelta(seconds=181)},
        {"kind": Kind.CRIME},
        {"mode": Mode.DRILL},
    ],
)
def test_another_kind_mode_or_time_is_another_incident(
    play: PlayWorld, post: str, fire: str, other: dict[str, object]
) -> None:
    made = play.do(alarm(post, **other))  # type: ignore[arg-type]
    assert made[0].subject != fire


def test_times_come_from_the_press_and_a_late_one_is_marked(play: PlayWorld, post: str) -> None:
    made = play.do(alarm(post, age_s=61))[0]
    found = play.incident(made.subject)
    assert found.pressed_at == T0 - at(61)
    assert found.is_late


def test_cancelling_every_press_stops_the_escalation_but_leaves_the_card(
    play: PlayWorld, post: str, fire: str
) -> None:
    press = play.incident(fire).presses[0]
    play.do(order(post_actor(post), do.CancelAlarm(press=press), T0 + at(3)))
    found = play.incident(fire)
    assert found.state is IncidentState.CANCELLED_BY_REPORTER
    assert found.is_open
    assert next_due(found, TIMES) is None


def test_a_press_after_a_cancel_is_a_new_incident(play: PlayWorld, post: str, fire: str) -> None:
    press = play.incident(fire).presses[0]
    play.do(order(post_actor(post), do.CancelAlarm(press=press), T0 + at(3)))
    assert play.do(alarm(post, at=T0 + at(10)))[0].subject != fire


def test_a_cancel_never_takes_a_claimed_incident_away(
    play: PlayWorld, post: str, fire: str
) -> None:
    play.do(order(officer(), do.Claim(incident=fire), T0 + at(2)))
    press = play.incident(fire).presses[0]
    play.do(order(post_actor(post), do.CancelAlarm(press=press), T0 + at(3)))
    found = play.incident(fire)
    assert found.state is IncidentState.CLAIMED
    assert found.cancelled_at == T0 + at(3)


def test_a_post_cannot_cancel_the_press_of_another(play: PlayWorld, fire: str) -> None:
    other = play.post("Pos Kutoharjo RT 01", "WXYZ2345")
    press = play.incident(fire).presses[0]
    given = order(post_actor(other), do.CancelAlarm(press=press))
    assert refusal(play, given) is ErrorCode.NOT_FOUND


def test_hearing_is_not_taking(play: PlayWorld, fire: str) -> None:
    play.do(order(officer(), do.Hear(incident=fire), T0 + at(5)))
    found = play.incident(fire)
    assert found.state is IncidentState.WAITING
    assert found.quiet_until == T0 + at(65)
    due = next_due(found, TIMES)
    assert due is not None
    assert due.at == T0 + at(20)


def test_only_one_officer_wins_a_claim(play: PlayWorld, fire: str) -> None:
    play.do(order(officer(1), do.Claim(incident=fire)))
    assert refusal(play, order(officer(2), do.Claim(incident=fire))) is ErrorCode.ALREADY_CLAIMED
    assert play.do(order(officer(1), do.Claim(incident=fire))) == []


def test_a_stale_claim_is_refused_but_a_note_elsewhere_does_not_make_it_stale(
    play: PlayWorld, post: str, fire: str
) -> None:
    seen = play.incident(fire).version
    play.do(order(officer(2), do.AddNote(incident=fire, text="api besar")))
    play.do(order(officer(1), do.Claim(incident=fire), version=seen))
    play.do(order(officer(1), do.Release(incident=fire)))
    given = order(officer(1), do.Claim(incident=fire), version=seen)
    assert refusal(play, given) is ErrorCode.STALE_VERSION


def test_an_expired_command_is_refused(play: PlayWorld, fire: str) -> None:
    given = order(officer(), do.Claim(incident=fire), T0 + at(31), expires_at=T0 + at(30))
    assert refusal(play, given) is ErrorCode.EXPIRED


def test_release_makes_it_free_and_starts_the_escalation_anew(play: PlayWorld, fire: str) -> None:
    play.do(order(officer(), do.Claim(incident=fire), T0 + at(10)))
    play.do(order(officer(), do.Release(incident=fire), T0 + at(100)))
    found = play.incident(fire)
    due = next_due(found, TIMES)
    assert (found.state, found.claimed_by) == (IncidentState.WAITING, None)
    assert due is not None
    assert due.at == T0 + at(120)


def test_a_claim_goes_stale_only_for_its_holder(play: PlayWorld, fire: str) -> None:
    play.do(order(officer(1), do.Claim(incident=fire)))
    gone = ExpireClaim(incident=fire, officer=officer(2).subject)
    assert play.do(order(SYSTEM, gone)) == []
    play.do(order(SYSTEM, ExpireClaim(incident=fire, officer=officer(1).subject)))
    assert play.incident(fire).claim_stale


def test_closing_needs_a_claim_and_its_holder(play: PlayWorld, fire: str) -> None:
    close = do.CloseIncident(incident=fire, disposition=Disposition.HANDLED)
    assert refusal(play, order(officer(1), close)) is ErrorCode.WRONG_STATE
    play.do(order(officer(1), do.Claim(incident=fire)))
    assert refusal(play, order(officer(2), close)) is ErrorCode.ALREADY_CLAIMED
    play.do(order(officer(2, Role.SUPERVISOR), close, T0 + at(60)))
    assert play.incident(fire).closed_at == T0 + at(60)


def test_a_cancelled_one_is_closed_without_a_claim(play: PlayWorld, post: str, fire: str) -> None:
    press = play.incident(fire).presses[0]
    play.do(order(post_actor(post), do.CancelAlarm(press=press)))
    close = do.CloseIncident(incident=fire, disposition=Disposition.CANCELLED)
    play.do(order(officer(1), close))
    assert not play.incident(fire).is_open


def test_an_officer_of_another_desk_is_refused(play: PlayWorld, fire: str) -> None:
    other = officer(1, desks=(Desk.UP4,))
    assert refusal(play, order(other, do.Claim(incident=fire))) is ErrorCode.FORBIDDEN


def test_escalation_goes_step_by_step_and_drills_never_reach_the_relay(
    play: PlayWorld, post: str
) -> None:
    for mode, expected in ((Mode.REAL, 3), (Mode.DRILL, 2)):
        subject = play.do(alarm(post, mode=mode))[0].subject
        steps = []
        while (due := next_due(play.incident(subject), TIMES)) is not None:
            steps.append((due.at - T0).total_seconds())
            body = due.body
            play.do(order(SYSTEM, body, due.at))
        assert steps == [20, 60, 90][:expected]


def test_a_step_that_comes_after_the_claim_does_nothing(play: PlayWorld, fire: str) -> None:
    play.do(order(officer(), do.Claim(incident=fire)))
    late = EscalateDue(incident=fire, step=Escalation.LOUDER, due_at=T0 + at(20))
    assert play.do(order(SYSTEM, late, T0 + at(20))) == []


def test_shown_is_recorded_once(play: PlayWorld, fire: str) -> None:
    shown = do.MarkShown(incidents=(fire, fire))
    assert len(play.do(order(officer(1), shown))) == 1
    assert play.do(order(officer(2), shown)) == []


def test_an_unknown_press_is_not_found(play: PlayWorld, post: str) -> None:
    given = order(post_actor(post), do.CancelAlarm(press=new_id()))
    assert refusal(play, given) is ErrorCode.NOT_FOUND
