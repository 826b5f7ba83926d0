"""What the board holds after each kind of frame, and what it says has changed."""

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from console.board.board import CLOSED_LIMIT, Board
from console.board.changes import ChangeSet, Delta
from gateway.protocol import events, messages
from gateway.protocol.enums import Disposition, IncidentState, TaskState
from gateway.protocol.views import AlarmView, AnyView, IncidentView
from tests.helpers import golden

INCIDENT = golden.INCIDENT


class Watched(Board):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[ChangeSet] = []
        self.changed.subscribe(self.told.append)


@pytest.fixture
def board() -> Watched:
    return Watched()


def snapshot(*views: AnyView, part: int = 0, last: bool = True) -> messages.Snapshot:
    return golden.snapshot(part, last, list(views))


def frame(*items: messages.EventItem) -> messages.Events:
    return messages.Events(after=items[0].seq - 1, through=items[-1].seq, items=list(items))


def closed_view(number: int = 0) -> IncidentView:
    subject = f"incident:{number}" if number else INCIDENT
    return replace(
        golden.claimed_view(),
        subject=subject,
        version=9,
        state=IncidentState.CLOSED,
        closed_at=golden.after(60),
        disposition=Disposition.HANDLED,
    )


def claimed_item() -> messages.EventItem:
    data = events.IncidentClaimed(officer=golden.OFFICER, officer_title="Petugas 1")
    return golden.item(44, data, golden.claimed_view(), 3)


def closed_item(number: int = 0, seq: int = 50) -> messages.EventItem:
    data = events.IncidentClosed(disposition=Disposition.HANDLED, text="")
    item = golden.item(seq, data, closed_view(number), 9)
    return replace(item, subject=closed_view(number).subject)


def test_snapshot_fills_every_kind(board: Watched) -> None:
    board.apply_snapshot(snapshot(golden.incident_view(), golden.post_view(), last=False))
    assert not board.told
    board.apply_snapshot(snapshot(golden.console_view(), golden.officer_view(), part=1))
    assert dict(board.alarms) == {INCIDENT: golden.incident_view()}
    assert dict(board.posts) == {golden.POST: golden.post_view()}
    assert dict(board.consoles) == {golden.CONSOLE: golden.console_view()}
    assert dict(board.officers) == {golden.OFFICER: golden.officer_view()}
    (change,) = board.told
    assert change.reset
    assert change.alarms == Delta(added=frozenset({INCIDENT}))


def test_broken_off_snapshot_leaves_the_old_picture(board: Watched) -> None:
    board.apply_snapshot(snapshot(golden.incident_view()))
    board.apply_snapshot(snapshot(golden.post_view(), last=False))
    assert INCIDENT in board.alarms
    board.apply_snapshot(snapshot(golden.officer_view()))
    assert not board.alarms
    assert not board.posts
    assert board.told[-1].alarms == Delta(removed=frozenset({INCIDENT}))


def test_same_snapshot_changes_no_row(board: Watched) -> None:
    board.apply_snapshot(snapshot(golden.incident_view(), golden.post_view()))
    board.apply_snapshot(snapshot(golden.incident_view(), golden.post_view()))
    assert board.told[-1] == ChangeSet(reset=True)


def test_newer_view_is_taken_and_an_older_one_is_not(board: Watched) -> None:
    board.apply_snapshot(snapshot(golden.incident_view()))
    board.apply_events(frame(claimed_item()))
    assert board.alarms[INCIDENT] == golden.claimed_view()
    assert board.told[-1].alarms == Delta(changed=frozenset({INCIDENT}))
    told = len(board.told)
    stale = golden.item(43, events.IncidentShown(console=golden.CONSOLE), None, 2)
    board.apply_events(frame(replace(stale, view=replace(golden.incident_view(), version=2))))
    assert board.alarms[INCIDENT] == golden.claimed_view()
    assert board.told[told:] == [ChangeSet(timelines=frozenset({INCIDENT}))]


def test_repeated_frame_tells_nothing(board: Watched) -> None:
    board.apply_events(frame(claimed_item()))
    told = len(board.told)
    board.apply_events(frame(claimed_item()))
    assert board.told[told:] == []


def test_closed_incident_leaves_the_open_ones_and_is_kept(board: Watched) -> None:
    board.apply_snapshot(snapshot(golden.incident_view()))
    board.apply_events(frame(closed_item()))
    assert not board.alarms
    assert board.closed[INCIDENT].state is IncidentState.CLOSED
    gone = frozenset({INCIDENT})
    assert board.told[-1].alarms == Delta(removed=gone)
    assert board.told[-1].closed == Delta(added=gone)
    late = replace(claimed_item(), seq=51)
    board.apply_events(frame(late))
    assert not board.alarms, "an older view reopens nothing"


def test_reopened_incident_comes_back(board: Watched) -> None:
    board.apply_snapshot(snapshot(closed_view()))
    again = replace(golden.claimed_view(), version=10)
    board.apply_events(frame(replace(claimed_item(), seq=60, view=again)))
    assert dict(board.alarms) == {INCIDENT: again}
    assert not board.closed


def test_closed_ones_do_not_grow_without_bound(board: Watched) -> None:
    for number in range(1, CLOSED_LIMIT + 3):
        board.apply_events(frame(closed_item(number, seq=number)))
    assert len(board.closed) <= CLOSED_LIMIT + 1
    assert board.told[-1].closed == Delta(
        added=frozenset({f"incident:{CLOSED_LIMIT + 2}"}), removed=frozenset({"incident:1"})
    )


def test_presence_tells_what_is_new(board: Watched) -> None:
    presence = messages.Presence(
        posts=[messages.PostPresence(post=golden.POST, online=True, heard_at=golden.after(1))]
    )
    board.apply_presence(presence)
    board.apply_presence(presence)
    assert board.told == [ChangeSet(presence=frozenset({golden.POST}))]
    assert board.presence[golden.POST].online


def test_old_until_marked_and_told_once(board: Watched) -> None:
    assert board.marked_old
    board.mark(old=False)
    board.mark(old=False)
    assert board.told == [ChangeSet(age=True)]


def test_lock_keeps_kind_and_place_alone(board: Watched) -> None:
    board.apply_snapshot(
        snapshot(golden.incident_view(), closed_view(7), golden.post_view(), golden.officer_view())
    )
    board.apply_events(frame(claimed_item()))
    board.lock()
    (view,) = board.alarms.values()
    assert type(view) is AlarmView
    assert (view.kind, view.place) == (golden.alarm_view().kind, golden.PLACE)
    assert not board.closed
    assert not board.posts
    assert not board.officers
    assert board.timeline(INCIDENT).entries == ()
    assert board.told[-1].reset


@pytest.mark.expects_log("a post's view came to a console")
def test_report_of_a_post_is_not_ours(board: Watched) -> None:
    board.apply_snapshot(snapshot(golden.report_view()))
    assert not board.alarms


def test_timeline_joins_query_and_live_items(board: Watched) -> None:
    raised = golden.item(42, golden.raised(), golden.incident_view(), 1)
    board.apply_events(frame(claimed_item()))
    assert not board.timeline(INCIDENT).complete
    board.fill_timeline(INCIDENT, [raised], last=False)
    board.fill_timeline(INCIDENT, [claimed_item()], last=True)
    timeline = board.timeline(INCIDENT)
    assert timeline.complete
    assert [entry.seq for entry in timeline.entries] == [42, 44]
    assert timeline.entries[0].event == golden.raised()
    assert board.told[-1] == ChangeSet(timelines=frozenset({INCIDENT}))


def test_snapshot_makes_timelines_be_asked_for_again(board: Watched) -> None:
    board.fill_timeline(INCIDENT, [claimed_item()], last=True)
    board.apply_snapshot(snapshot(golden.incident_view()))
    assert not board.timeline(INCIDENT).complete
    assert board.told[-1].timelines == frozenset({INCIDENT})


def test_entries_of_posts_are_kept_once_asked_for(board: Watched) -> None:
    lost = replace(
        golden.item(70, events.PostLost(last_heard_at=golden.after(1)), None, 4),
        subject=golden.POST,
    )
    board.apply_events(frame(lost))
    assert board.timeline(golden.POST).entries == ()
    board.fill_timeline(golden.POST, [], last=True)
    board.apply_events(frame(lost))
    assert [entry.kind for entry in board.timeline(golden.POST).entries] == ["post_lost"]


def data_of(board: Board, item: messages.EventItem) -> events.AnyEvent | None:
    board.fill_timeline(item.subject, [item], last=True)
    (entry,) = board.timeline(item.subject).entries
    return entry.event


def test_erased_fields_read_as_empty(board: Watched) -> None:
    raw = msgspec.Raw(b'{"kind":"note_added"}')
    assert data_of(board, replace(claimed_item(), kind="note_added", data=raw)) == (
        events.NoteAdded(text="")
    )


def test_locked_console_has_entries_without_content(board: Watched) -> None:
    assert data_of(board, replace(claimed_item(), data=msgspec.Raw(b"{}"))) is None


def test_unknown_kind_has_no_event(board: Watched) -> None:
    raw = msgspec.Raw(b'{"kind":"from_tomorrow","x":1}')
    assert data_of(board, replace(claimed_item(), kind="from_tomorrow", data=raw)) is None


@pytest.mark.expects_log("can't be read")
def test_unknown_word_in_an_event_does_not_break_the_frame(board: Watched) -> None:
    raw = msgspec.Raw(b'{"step":"helicopter","due_at":"2026-08-17T14:30:00Z"}')
    item = replace(claimed_item(), kind="incident_escalated", data=raw)
    assert data_of(board, item) is None


def test_views_cannot_be_changed_from_outside(board: Watched) -> None:
    with pytest.raises(TypeError):
        board.alarms["x"] = golden.alarm_view()  # type: ignore[index]


def test_times_are_kept_as_they_came(board: Watched) -> None:
    board.apply_snapshot(snapshot(golden.incident_view()))
    assert board.alarms[INCIDENT].received_at - golden.PRESSED == timedelta(milliseconds=400)


def test_tasks_are_kept_by_their_incident_each_once(board: Watched) -> None:
    task, agency = golden.task_view(), golden.agency_view()
    board.apply_snapshot(snapshot(golden.claimed_view(), task, agency))
    assert board.tasks_of(INCIDENT) == [task]
    assert dict(board.agencies) == {golden.AGENCY: agency}
    silent = replace(task, version=3, state=TaskState.NO_ANSWER)
    data = events.TaskUnanswered()
    moved = replace(golden.item(45, data, None, 3), subject=golden.TASK, view=silent)
    board.apply_events(frame(moved))
    board.apply_events(frame(replace(moved, view=task)))
    assert board.tasks_of(INCIDENT) == [silent]
    assert board.told[-1].tasks == Delta(changed=frozenset({golden.TASK}))
    board.apply_snapshot(snapshot(golden.claimed_view()))
    assert board.tasks_of(INCIDENT) == []


def test_a_merged_incident_is_no_longer_open(board: Watched) -> None:
    board.apply_snapshot(snapshot(golden.claimed_view()))
    merged = replace(golden.claimed_view(), version=9, state=IncidentState.MERGED)
    board.apply_events(frame(golden.item(50, events.IncidentMerged(into="incident:2"), merged, 9)))
    assert INCIDENT not in board.alarms
    assert board.incident(INCIDENT) == merged
