"""A merged report: its post sees how it goes on, and can go on talking."""

import pytest

from gateway.domain.audience import of_post
from gateway.domain.view import view
from gateway.protocol import commands as do
from gateway.protocol.enums import (
    AgencySort,
    Disposition,
    IncidentState,
    Mark,
    Role,
    Side,
    TaskState,
)
from gateway.protocol.views import AgencyCard, ReportView
from tests.helpers.orders import alarm, officer, order, post_actor
from tests.helpers.worlds import PlayWorld


class Merged:
    """Two reports of one event: ``other`` goes on in ``main``."""

    def __init__(self) -> None:
        self.play = PlayWorld()
        self.first, self.second = self.play.post(), self.play.post("Pos B", "WXYZ2345")
        self.main = self.play.do(alarm(self.first))[0].subject
        self.other = self.play.do(alarm(self.second))[0].subject
        self.act(do.Claim(incident=self.main))
        self.act(do.Merge(incident=self.other, into=self.main))

    def act(self, body: do.AnyBody) -> None:
        self.play.do(order(officer(), body))

    def write(self, text: str) -> str:
        press = self.play.incident(self.other).presses[0]
        given = order(post_actor(self.second), do.SendMessage(press=press, text=text))
        self.play.do(given)
        return given.id

    def report(self) -> ReportView:
        post = self.play.world.post(self.second)
        shown = view(self.play.incident(self.other), of_post(post))
        assert isinstance(shown, ReportView)
        return shown


@pytest.fixture
def merged() -> Merged:
    return Merged()


def dispatch(merged: Merged) -> str:
    card = AgencyCard(title="Damkar Sektor Kaliwungu", sort=AgencySort.DAMKAR)
    (added,) = merged.play.do(order(officer(role=Role.ADMINISTRATOR), do.AddAgency(agency=card)))
    merged.act(do.AddTask(incident=merged.main, agency=added.subject))
    return merged.play.incident(merged.main).tasks[0]


def test_its_post_sees_at_once_that_the_other_is_handled(merged: Merged) -> None:
    shown = merged.report()
    assert shown.state is IncidentState.CLAIMED
    assert shown.claimed_at == merged.play.incident(merged.main).claimed_at
    assert shown.closed_at is None


def test_its_post_sees_the_help_of_the_other_and_its_end(merged: Merged) -> None:
    task = dispatch(merged)
    assert merged.report().state is IncidentState.DISPATCHED
    for step in (TaskState.EN_ROUTE, TaskState.ON_SCENE, TaskState.DONE):
        merged.act(do.StepTask(task=task, step=step))
    assert merged.report().help is TaskState.ON_SCENE
    merged.act(do.CloseIncident(incident=merged.main, disposition=Disposition.HANDLED))
    assert merged.report().state is IncidentState.CLOSED
    assert merged.report().closed_at is not None


def test_it_follows_through_a_second_merge(merged: Merged) -> None:
    third = merged.play.do(alarm(merged.play.post("Pos C", "MNPQ2345")))[0].subject
    merged.act(do.Claim(incident=third))
    merged.act(do.Merge(incident=merged.main, into=third))
    merged.act(do.MarkControlled(incident=third))
    assert merged.report().state is IncidentState.CONTROLLED


def test_parted_again_it_has_its_own_course(merged: Merged) -> None:
    merged.act(do.Unmerge(incident=merged.other))
    assert merged.report().state is IncidentState.WAITING
    assert merged.report().claimed_at is None
    merged.act(do.MarkControlled(incident=merged.main))
    assert merged.report().state is IncidentState.WAITING


def test_what_does_not_concern_the_post_adds_nothing_to_it(merged: Merged) -> None:
    before = merged.play.incident(merged.other).version
    merged.act(do.AddNote(incident=merged.main, text="catatan"))
    assert merged.play.incident(merged.other).version == before


def test_what_its_post_writes_counts_as_unread_where_it_goes_on(merged: Merged) -> None:
    message = merged.write("Apinya di sebelah")
    assert merged.play.incident(merged.main).unread == 1
    mark = do.MarkMessages(incident=merged.other, messages=(message,), mark=Mark.READ)
    merged.act(mark)
    assert merged.play.incident(merged.main).unread == 0
    assert merged.play.incident(merged.other).unread == 0


def test_what_was_unread_before_the_merge_is_taken_along_and_given_back(merged: Merged) -> None:
    merged.act(do.Unmerge(incident=merged.other))
    merged.write("Tolong")
    assert merged.play.incident(merged.main).unread == 0
    merged.act(do.Merge(incident=merged.other, into=merged.main))
    assert merged.play.incident(merged.main).unread == 1
    merged.act(do.Unmerge(incident=merged.other))
    assert merged.play.incident(merged.main).unread == 0


def test_an_officer_speaks_to_all_posts_of_the_event(merged: Merged) -> None:
    given = order(officer(), do.SendMessage(incident=merged.main, text="Bantuan berangkat"))
    told = merged.play.do(given)
    assert {entry.subject for entry in told} == {merged.main, merged.other}
    for subject in (merged.main, merged.other):
        assert merged.play.incident(subject).messages[-1].id == given.id
        assert merged.play.incident(subject).messages[-1].side is Side.OFFICER
