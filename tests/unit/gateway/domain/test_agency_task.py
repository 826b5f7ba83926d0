"""Agencies, run cards and the ladder of a task."""

from datetime import datetime, timedelta

import pytest

from gateway.domain.agency_task import AgencyTask
from gateway.domain.escalation import EscalationTimes, next_due
from gateway.domain.order import SYSTEM, Actor, ActorKind, Order
from gateway.domain.run_card import card_for
from gateway.protocol import commands as do
from gateway.protocol.enums import (
    AgencySort,
    ContactChannel,
    Disposition,
    IncidentState,
    Role,
    Subkind,
    TaskState,
)
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import AgencyCard, Contact
from gateway.service.directory import built_in_agencies, run_cards
from tests.helpers.orders import T0, alarm, officer, order, post_actor
from tests.helpers.worlds import PlayWorld

ADMIN = officer(9, Role.ADMINISTRATOR)
RADIO = Contact(channel=ContactChannel.RADIO, label="HT Damkar")
PHONE = Contact(channel=ContactChannel.TELEPHONE, label="112", address="112")
TIMES = EscalationTimes()


def at(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


@pytest.fixture
def play() -> PlayWorld:
    play = PlayWorld()
    play.world.cards = run_cards()
    for title, sort, serves, contacts in (
        ("Damkar Kabupaten", AgencySort.DAMKAR, (), ()),
        ("Damkar Sektor Kaliwungu", AgencySort.DAMKAR, ("33.24.08",), (RADIO, PHONE)),
        ("Damkar Sektor Boja", AgencySort.DAMKAR, ("33.24.07",), ()),
        ("PSC 119", AgencySort.PSC_119, (), (PHONE,)),
        ("Linmas Kaliwungu", AgencySort.LINMAS, ("33.24.08",), ()),
    ):
        card = AgencyCard(title=title, sort=sort, serves=serves, contacts=contacts)
        play.do(order(ADMIN, do.AddAgency(agency=card)))
    return play


@pytest.fixture
def fire(play: PlayWorld) -> str:
    subject = play.do(alarm(play.post()))[0].subject
    play.do(order(officer(), do.Claim(incident=subject)))
    return subject


def tasks(play: PlayWorld, incident: str) -> dict[str, AgencyTask]:
    found = (play.world.task(subject) for subject in play.incident(incident).tasks)
    return {task.agency_title: task for task in found}


def refusal(play: PlayWorld, given: Order) -> ErrorCode:
    with pytest.raises(Refused) as caught:
        play.do(given)
    return caught.value.code


def step(task: AgencyTask, to: TaskState, words: str = "siap meluncur") -> do.StepTask:
    return do.StepTask(task=task.subject, step=to, channel=ContactChannel.RADIO, words=words)


def test_one_order_alerts_the_card_and_the_nearest_of_each_sort(play: PlayWorld, fire: str) -> None:
    play.do(order(officer(), do.DispatchCard(incident=fire)))
    assert list(tasks(play, fire)) == ["Damkar Sektor Kaliwungu", "Linmas Kaliwungu"]
    assert play.incident(fire).state is IncidentState.DISPATCHED
    assert play.do(order(officer(), do.DispatchCard(incident=fire))) == []
    play.do(order(officer(), do.DispatchCard(incident=fire, level=2)))
    assert "PSC 119" in tasks(play, fire)


def test_what_the_resident_answered_chooses_the_card(play: PlayWorld, fire: str) -> None:
    found = play.incident(fire)
    general = card_for(run_cards(), found)
    press = found.presses[0]
    answered = do.AnswerQuestions(press=press, subkind=Subkind.LAND_FIRE)
    play.do(order(post_actor(found.post), answered))
    special = card_for(run_cards(), play.incident(fire))
    assert general is not None
    assert special is not None
    assert (general.id, special.id) == ("kebakaran", "kebakaran-lahan")


def test_nobody_dispatches_what_nobody_has_taken(play: PlayWorld) -> None:
    waiting = play.do(alarm(play.post("Pos Nolokerto RT 02", "QRST2345")))[0].subject
    given = order(officer(), do.DispatchCard(incident=waiting))
    assert refusal(play, given) is ErrorCode.WRONG_STATE


def test_a_silent_agency_climbs_its_contacts_and_then_the_officer_is_told(
    play: PlayWorld, fire: str
) -> None:
    play.do(order(officer(), do.DispatchCard(incident=fire)))
    damkar = tasks(play, fire)["Damkar Sektor Kaliwungu"]
    seen = []
    while (due := next_due(play.world.task(damkar.subject), TIMES)) is not None:
        seen.append(((due.at - T0).total_seconds(), play.world.task(damkar.subject).contact.label))
        play.do(order(SYSTEM, due.body, due.at))
    assert seen == [(60, "HT Damkar"), (120, "112")]
    assert play.world.task(damkar.subject).state is TaskState.NO_ANSWER
    assert damkar.subject in play.incident(fire).open_tasks


def test_a_ladder_step_that_comes_after_the_answer_does_nothing(play: PlayWorld, fire: str) -> None:
    play.do(order(officer(), do.DispatchCard(incident=fire)))
    damkar = tasks(play, fire)["Damkar Sektor Kaliwungu"]
    due = next_due(damkar, TIMES)
    assert due is not None
    play.do(order(officer(), step(damkar, TaskState.ACKNOWLEDGED), at(30)))
    assert play.do(order(SYSTEM, due.body, due.at)) == []


def test_each_agency_acknowledges_separately_and_the_incident_follows(
    play: PlayWorld, fire: str
) -> None:
    play.do(order(officer(), do.DispatchCard(incident=fire)))
    damkar, linmas = tasks(play, fire).values()
    play.do(order(officer(), step(damkar, TaskState.ACKNOWLEDGED), at(20)))
    play.do(order(officer(), step(damkar, TaskState.EN_ROUTE), at(60)))
    assert play.incident(fire).help is TaskState.EN_ROUTE
    play.do(order(officer(), step(damkar, TaskState.ON_SCENE), at(600)))
    assert play.incident(fire).state is IncidentState.IN_PROGRESS
    moved = play.world.task(damkar.subject)
    assert (moved.acknowledged_at, moved.on_scene_at) == (at(20), at(600))
    assert play.world.task(linmas.subject).state is TaskState.SENT
    back = order(officer(), step(damkar, TaskState.EN_ROUTE), at(700))
    assert refusal(play, back) is ErrorCode.WRONG_STATE


def test_an_incident_with_open_tasks_is_not_closed(play: PlayWorld, fire: str) -> None:
    play.do(order(officer(), do.DispatchCard(incident=fire)))
    close = do.CloseIncident(incident=fire, disposition=Disposition.HANDLED)
    assert refusal(play, order(officer(), close)) is ErrorCode.TASKS_OPEN
    for number, task in enumerate(tasks(play, fire).values()):
        end = TaskState.DONE if number else TaskState.WITHDRAWN
        play.do(order(officer(), step(task, end)))
    play.do(order(officer(), close))
    assert not play.incident(fire).is_open


def test_a_dispatched_incident_whose_holder_is_gone_is_free_but_does_not_ring(
    play: PlayWorld, fire: str
) -> None:
    play.do(order(officer(), do.DispatchCard(incident=fire)))
    play.do(order(officer(), do.Release(incident=fire)))
    found = play.incident(fire)
    assert (found.state, found.is_free) == (IncidentState.DISPATCHED, True)
    play.do(order(officer(2), do.Claim(incident=fire)))
    assert play.incident(fire).state is IncidentState.DISPATCHED


def test_a_post_may_not_move_tasks(play: PlayWorld, fire: str) -> None:
    play.do(order(officer(), do.DispatchCard(incident=fire)))
    task = next(iter(tasks(play, fire).values()))
    post = Actor(kind=ActorKind.POST, subject=play.incident(fire).post)
    assert refusal(play, order(post, step(task, TaskState.DONE))) is ErrorCode.FORBIDDEN


def test_the_directory_is_changed_and_retired_by_the_administrator(play: PlayWorld) -> None:
    known = next(a for a in play.world.agencies() if a.card.title == "PSC 119")
    changed = AgencyCard(title="PSC 119 Siaga", sort=AgencySort.PSC_119, retired=True)
    body = do.ChangeAgency(subject=known.subject, agency=changed)
    assert refusal(play, order(officer(), body)) is ErrorCode.FORBIDDEN
    play.do(order(ADMIN, body))
    assert play.world.agency(known.subject).card == changed


def test_the_built_in_directory_has_an_agency_for_every_line_in_every_pilot_kecamatan() -> None:
    agencies = built_in_agencies().values()
    sorts = {line.sort for card in run_cards() for line in card.lines}
    for kecamatan in ("33.24.08", "33.24.07", "33.24.12", "33.24.03", "33.24.19"):
        served = {a.sort for a in agencies if not a.serves or kecamatan in a.serves}
        assert sorts <= served, kecamatan
    numbers = {c.address for a in agencies for c in a.contacts if c.address}
    assert numbers <= {"110", "112", "115", "119", "123", "129"}, "only national short numbers"
