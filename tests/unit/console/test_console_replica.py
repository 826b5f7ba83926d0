"""However a stream of events is cut into snapshots, resumes and frames, the picture is the same."""

from collections.abc import Mapping
from typing import Final

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from console.board.board import Board
from console.board.changes import ChangeSet, Delta
from console.link.position import Position
from gateway.protocol import events
from gateway.protocol.enums import IncidentState, LinkState
from gateway.protocol.messages import EventItem, Events, Resume, Snapshot
from gateway.protocol.views import AlarmView, AnyView, PostView, View
from tests.helpers import golden

STATES: Final = (IncidentState.WAITING, IncidentState.CLAIMED, IncidentState.CLOSED)
AUDIENCE: Final = "a1"


class Journal:
    """What a gateway holds: every event, and each subject's newest view for this audience."""

    def __init__(self) -> None:
        self.items: list[EventItem] = []
        self.views: dict[str, AnyView] = {}

    @property
    def head(self) -> int:
        return len(self.items)

    def write(self, subject: str, state: int) -> None:
        held = self.views.get(subject)
        version = 1 if held is None else held.version + 1
        view: AnyView
        if subject.startswith("post:"):
            link = LinkState.ONLINE if state else LinkState.LOST
            view = replace(golden.post_view(), subject=subject, version=version, link=link)
        else:
            view = replace(
                golden.incident_view(), subject=subject, version=version, state=STATES[state]
            )
        data = events.IncidentShown(console=golden.CONSOLE)
        item = golden.item(self.head + 1, data, view, version)
        self.items.append(replace(item, subject=subject))
        self.views[subject] = view

    def frame(self, after: int, through: int) -> Events:
        """All items in between, the view on the last of each subject alone."""
        items = self.items[after:through]
        last = {item.subject: item.seq for item in items}
        bare = [
            item if last[item.subject] == item.seq else replace(item, view=None) for item in items
        ]
        return Events(after=after, through=through, items=bare)

    def snapshot(self, size: int) -> list[Snapshot]:
        """The whole picture in parts of so many views."""
        views = list(self.views.values())
        cuts = [views[at : at + size] for at in range(0, len(views), size)] or [[]]
        return [
            Snapshot(
                part=part,
                last=part == len(cuts) - 1,
                seq=self.head,
                audience=AUDIENCE,
                journal=golden.JOURNAL,
                views=held,
            )
            for part, held in enumerate(cuts)
        ]

    def answer(self, resume: Resume, size: int) -> list[Events | Snapshot]:
        if resume.audience != AUDIENCE or resume.journal != golden.JOURNAL:
            return [*self.snapshot(size)]
        return [self.frame(resume.after, self.head)]


class Client:
    """Board and position, joined as the link joins them, and rows that follow the changes alone."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.board = Board()
        self.position = Position(lambda: 0.0)
        self.rows: dict[str, dict[str, View]] = {"alarms": {}, "closed": {}, "posts": {}}
        self.board.changed.subscribe(self._follow)

    def take(self, frame: Events | Snapshot) -> None:
        if isinstance(frame, Snapshot):
            if self.position.takes_part(frame):
                self.board.apply_snapshot(frame)
        elif self.position.takes_events(frame):
            self.board.apply_events(frame)
        elif self.position.has_gap(frame):
            self.resume(size=2)

    def resume(self, size: int, arriving: int | None = None) -> None:
        """Ask and take the answer; of its frames only the first ones, if the link breaks."""
        for frame in self.journal.answer(self.position.resume(), size)[:arriving]:
            self.take(frame)

    def _follow(self, changes: ChangeSet) -> None:
        for name, rows in self.rows.items():
            delta: Delta = getattr(changes, name)
            held: Mapping[str, View] = getattr(self.board, name)
            assert delta.removed <= rows.keys()
            assert delta.added.isdisjoint(rows)
            for subject in delta.removed:
                del rows[subject]
            rows.update({subject: held[subject] for subject in delta.added | delta.changed})


subjects = st.sampled_from(["incident:1", "incident:2", "incident:3", "post:1", "post:2"])
writes = st.lists(st.tuples(subjects, st.integers(0, 2)), max_size=6)
steps = st.lists(
    st.tuples(
        writes,
        st.sampled_from(["live", "one by one", "missed", "repeated", "cut", "broken", "anew"]),
        st.integers(1, 3),
    ),
    max_size=8,
)


def deliver(client: Client, before: int, how: str, size: int) -> None:
    journal = client.journal
    match how:
        case "live":
            client.take(journal.frame(before, journal.head))
        case "one by one":
            for seq in range(before, journal.head):
                client.take(journal.frame(seq, seq + 1))
        case "missed":
            client.take(journal.frame(max(before, journal.head - 1), journal.head))
        case "repeated":
            client.take(journal.frame(before, journal.head))
            client.take(journal.frame(0, journal.head))
            client.take(journal.frame(max(0, before - 2), before))
        case "cut":
            client.resume(size)
        case "broken":
            client.resume(size, arriving=1)
            client.resume(size)
        case "anew":
            client.position.forget()
            client.resume(size)


@given(steps)
def test_any_way_of_sending_gives_the_same_picture(
    script: list[tuple[list[tuple[str, int]], str, int]],
) -> None:
    journal = Journal()
    client = Client(journal)
    client.resume(size=2)
    for written, how, size in script:
        before = journal.head
        for subject, state in written:
            journal.write(subject, state)
        deliver(client, before, how, size)
    client.resume(size=2)
    alarms = {s: v for s, v in journal.views.items() if isinstance(v, AlarmView)}
    open_ones = {s: v for s, v in alarms.items() if v.state is not IncidentState.CLOSED}
    assert client.position.after == journal.head
    assert dict(client.board.alarms) == open_ones
    assert dict(client.board.closed) == {s: v for s, v in alarms.items() if s not in open_ones}
    assert dict(client.board.posts) == {
        s: v for s, v in journal.views.items() if isinstance(v, PostView)
    }
    for name, rows in client.rows.items():
        assert rows == dict(getattr(client.board, name))
    for subject in alarms:
        check_timeline(client.board, journal, subject)


def check_timeline(board: Board, journal: Journal, subject: str) -> None:
    """Each entry once and in order; with the query's pages all of them."""
    truth = [item for item in journal.items if item.subject == subject]
    held = [entry.seq for entry in board.timeline(subject).entries]
    assert held == [item.seq for item in truth][len(truth) - len(held) :]
    half = len(truth) // 2
    board.fill_timeline(subject, truth[: half + 1], last=False)
    board.fill_timeline(subject, truth[half:], last=True)
    assert [entry.seq for entry in board.timeline(subject).entries] == [i.seq for i in truth]
