"""Working an incident: triage, turns, joining."""

from datetime import datetime, timedelta

import pytest

from gateway.domain.order import Order
from gateway.protocol import commands as do
from gateway.protocol.enums import (
    AgencySort,
    Desk,
    Disposition,
    IncidentState,
    Kind,
    Mode,
    Priority,
    Role,
    Subkind,
    TaskState,
    YesNo,
)
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import AgencyCard, Facts
from tests.helpers.orders import T0, alarm, new_id, officer, order, post_actor
from tests.helpers.worlds import PlayWorld


@pytest.fixture
def play() -> PlayWorld:
    return PlayWorld()


@pytest.fixture
def post(play: PlayWorld) -> str:
    return play.post()


@pytest.fixture
def fire(play: PlayWorld, post: str) -> str:
    subject = play.do(alarm(post))[0].subject
    play.do(order(officer(), do.Claim(incident=subject)))
    return subject


def at(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def refusal(play: PlayWorld, given: Order) -> ErrorCode:
    with pytest.raises(Refused) as caught:
        play.do(given)
    return caught.value.code


def hold(play: PlayWorld, subject: str) -> None:
    body = do.Hold(incident=subject, reason="menunggu", until=at(600))
    play.do(order(officer(), body, at(5)))


def dispatch(play: PlayWorld, subject: str) -> str:
    """An agency is asked to come; its task."""
    card = AgencyCard(title="Damkar", sort=AgencySort.OTHER)
    agency = play.do(order(officer(9, Role.ADMINISTRATOR), do.AddAgency(agency=card)))[0].subject
    play.do(order(officer(), do.AddTask(incident=subject, agency=agency), at(10)))
    return play.incident(subject).tasks[-1]


def test_the_resident_answers_by_pictures_and_may_skip(
    play: PlayWorld, post: str, fire: str
) -> None:
    press = play.incident(fire).presses[0]
    first = do.AnswerQuestions(press=press, subkind=Subkind.BUILDING_FIRE)
    play.do(order(post_actor(post), first))
    play.do(order(post_actor(post), do.AnswerQuestions(press=press, hurt=YesNo.YES)))
    found = play.incident(fire)
    assert (found.subkind, found.hurt, found.trapped) == (Subkind.BUILDING_FIRE, YesNo.YES, None)
    other = play.post("Pos Kutoharjo RT 01", "WXYZ2345")
    given = order(post_actor(other), do.AnswerQuestions(press=press, hurt=YesNo.NO))
    assert refusal(play, given) is ErrorCode.NOT_FOUND


def test_priority_and_kind_change_and_the_clock_stays(play: PlayWorld, fire: str) -> None:
    before = play.incident(fire)
    play.do(order(officer(), do.SetPriority(incident=fire, priority=Priority.P3), at(30)))
    play.do(order(officer(), do.SetKind(incident=fire, kind=Kind.MEDICAL), at(40)))
    found = play.incident(fire)
    assert (found.priority, found.kind, found.desk) == (Priority.P3, Kind.MEDICAL, Desk.PSC_119)
    assert found.former_desks == (Desk.SATPOL_PP,)
    assert (found.received_at, found.claimed_at) == (before.received_at, before.claimed_at)


def test_facts_are_kept_whole(play: PlayWorld, fire: str) -> None:
    facts = Facts(what="dapur", landmark="kidul musala", hurt="1 orang", hazards="tabung gas")
    play.do(order(officer(), do.SetFacts(incident=fire, facts=facts)))
    assert play.incident(fire).facts == facts
    assert play.do(order(officer(), do.SetFacts(incident=fire, facts=facts))) == []


def test_a_hold_needs_its_holder_and_a_time_to_come(play: PlayWorld, fire: str) -> None:
    past = do.Hold(incident=fire, reason="menunggu", until=T0)
    assert refusal(play, order(officer(), past)) is ErrorCode.EXPIRED
    hold = do.Hold(incident=fire, reason="menunggu kabar desa", until=at(600))
    assert refusal(play, order(officer(2), hold)) is ErrorCode.ALREADY_CLAIMED
    play.do(order(officer(), do.Verify(incident=fire)))
    play.do(order(officer(), hold))
    play.do(order(officer(), do.Hold(incident=fire, reason="lagi", until=at(900))))
    held = play.incident(fire)
    assert (held.state, held.hold_until) == (IncidentState.ON_HOLD, at(900))
    play.do(order(officer(), do.ResumeIncident(incident=fire), at(700)))
    assert play.incident(fire).state is IncidentState.VERIFYING


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), IncidentState.DISPATCHED),
        ((TaskState.EN_ROUTE,), IncidentState.DISPATCHED),
        ((TaskState.EN_ROUTE, TaskState.ON_SCENE), IncidentState.IN_PROGRESS),
        ((TaskState.REFUSED,), IncidentState.DISPATCHED),
    ],
)
def test_help_that_moves_while_an_incident_is_held_is_not_forgotten(
    play: PlayWorld, fire: str, steps: tuple[TaskState, ...], state: IncidentState
) -> None:
    hold(play, fire)
    task = dispatch(play, fire)
    for step in steps:
        play.do(order(officer(), do.StepTask(task=task, step=step, words="8-6"), at(20)))
    assert play.incident(fire).state is IncidentState.ON_HOLD
    play.do(order(officer(), do.ResumeIncident(incident=fire), at(30)))
    assert play.incident(fire).state is state


def test_a_hold_that_was_closed_and_reopened_still_knows_what_it_returns_to(
    play: PlayWorld, fire: str
) -> None:
    task = dispatch(play, fire)
    hold(play, fire)
    play.do(order(officer(), do.StepTask(task=task, step=TaskState.DONE, words="8-6"), at(20)))
    close = do.CloseIncident(incident=fire, disposition=Disposition.HANDLED)
    play.do(order(officer(), close, at(30)))
    play.do(order(officer(), do.Reopen(incident=fire), at(40)))
    assert play.incident(fire).state is IncidentState.ON_HOLD
    play.do(order(officer(), do.ResumeIncident(incident=fire), at(50)))
    assert play.incident(fire).state is IncidentState.DISPATCHED


def test_one_that_lost_its_holder_while_it_was_held_sounds_again(
    play: PlayWorld, fire: str
) -> None:
    hold(play, fire)
    play.do(order(officer(), do.Release(incident=fire), at(20)))
    play.do(order(officer(2), do.ResumeIncident(incident=fire), at(30)))
    resumed = play.incident(fire)
    assert (resumed.state, resumed.waiting_since) == (IncidentState.WAITING, at(30))


def test_merging_goes_on_in_the_other_and_can_be_undone(
    play: PlayWorld, post: str, fire: str
) -> None:
    neighbour = play.post("Pos Kutoharjo RT 01", "WXYZ2345")
    twin = play.do(alarm(neighbour, at=at(20)))[0].subject
    play.do(order(officer(), do.Merge(incident=twin, into=fire), at(30)))
    merged = play.incident(twin)
    assert (merged.state, merged.merged_into) == (IncidentState.MERGED, fire)
    assert play.incident(fire).merged == (twin,)
    assert refusal(play, order(officer(), do.Claim(incident=twin))) is ErrorCode.WRONG_STATE
    play.do(order(officer(), do.Unmerge(incident=twin), at(60)))
    parted = play.incident(twin)
    assert (parted.state, parted.waiting_since) == (IncidentState.WAITING, at(60))
    assert play.incident(fire).merged == ()


def test_a_drill_never_merges_into_a_real_one(play: PlayWorld, post: str, fire: str) -> None:
    drill = play.do(alarm(post, Kind.CRIME, mode=Mode.DRILL))[0].subject
    given = order(officer(), do.Merge(incident=drill, into=fire))
    assert refusal(play, given) is ErrorCode.WRONG_STATE


def test_a_later_press_is_split_off_with_its_own_number(
    play: PlayWorld, post: str, fire: str
) -> None:
    press = new_id()
    play.do(alarm(post, at=at(100), id=press))
    play.do(order(officer(), do.Split(incident=fire, press=press), at(130)))
    own = play.incident(f"incident:{press}")
    assert own.state is IncidentState.WAITING
    assert (own.pressed_at, own.reference) == (at(100), "KDL-20261123-0002")
    assert play.incident(fire).presses == play.incident(fire).presses[:1]
    first = play.incident(fire).presses[0]
    given = order(officer(), do.Split(incident=fire, press=first))
    assert refusal(play, given) is ErrorCode.WRONG_STATE


def test_links_stand_on_both_and_only_once(play: PlayWorld, post: str, fire: str) -> None:
    other = play.do(alarm(post, Kind.CRIME))[0].subject
    play.do(order(officer(), do.LinkIncidents(incident=fire, other=other)))
    assert play.incident(fire).linked == (other,)
    assert play.incident(other).linked == (fire,)
    assert play.do(order(officer(), do.LinkIncidents(incident=other, other=fire))) == []


def test_reopening_returns_to_the_state_before_in_the_hands_of_who_reopened(
    play: PlayWorld, fire: str
) -> None:
    play.do(order(officer(), do.Verify(incident=fire)))
    close = do.CloseIncident(incident=fire, disposition=Disposition.HANDLED)
    play.do(order(officer(), close, at(300)))
    late = order(officer(2), do.Reopen(incident=fire), at(300 + 601))
    assert refusal(play, late) is ErrorCode.TOO_LATE
    play.do(order(officer(2), do.Reopen(incident=fire), at(300 + 599)))
    found = play.incident(fire)
    assert (found.state, found.claimed_by) == (IncidentState.VERIFYING, officer(2).subject)
    assert found.closed_at is None
    again = do.CloseIncident(incident=fire, disposition=Disposition.HANDLED)
    play.do(order(officer(2), again, at(1_000)))
    supervisor = officer(3, Role.SUPERVISOR)
    play.do(order(supervisor, do.Reopen(incident=fire), at(100_000)))
    assert play.incident(fire).is_open


def test_sop_items_are_ticked_and_unticked(play: PlayWorld, fire: str) -> None:
    tick = do.TickItem(incident=fire, card="kebakaran", revision=1, item="tanya-korban")
    play.do(order(officer(), tick))
    assert play.incident(fire).ticked == ("kebakaran/tanya-korban",)
    assert play.do(order(officer(), tick)) == []
    untick = do.TickItem(
        incident=fire, card="kebakaran", revision=1, item="tanya-korban", done=False
    )
    play.do(order(officer(), untick))
    assert play.incident(fire).ticked == ()
