"""The hub's copy of the states."""

from datetime import timedelta

from gateway.protocol import commands as do
from gateway.protocol.enums import Disposition
from gateway.service.commit.batch import Committed
from gateway.service.hub.replica import RECENT, Replica
from tests.helpers.orders import T0, alarm, officer, order
from tests.helpers.worlds import PlayWorld


def told(replica: Replica, play: PlayWorld, given: int = 0) -> None:
    """Tell the replica of the entries after a number."""
    entries = tuple(play.entries[given:])
    states = play.world.states_of({entry.subject for entry in entries})
    replica.apply(Committed(entries=entries, states=states))


def test_recent_entries_are_given_from_memory_and_older_ones_are_not() -> None:
    play = PlayWorld()
    post = play.post()
    replica = Replica("journal", 2, play.world.states())
    assert replica.recent_after(2, 10) == []
    assert replica.recent_after(1, 10) is None
    play.do(alarm(post))
    told(replica, play, 2)
    assert [entry.seq for entry in replica.recent_after(2, 10) or []] == [3]
    assert replica.recent_after(1, 10) is None


def test_memory_is_bounded() -> None:
    play = PlayWorld()
    incident = play.do(alarm(play.post()))[0].subject
    replica = Replica("journal", 0, {})
    for _ in range(RECENT + 10):
        play.do(order(officer(), do.AddNote(incident=incident, text="x")))
    told(replica, play)
    oldest = len(play.entries) - RECENT
    assert replica.recent_after(oldest - 1, 1) is None
    assert len(replica.recent_after(oldest, 2 * RECENT) or []) == RECENT


def test_the_last_alarm_of_a_post_follows_its_incidents() -> None:
    play = PlayWorld()
    post = play.post()
    replica = Replica("journal", 2, play.world.states())
    play.do(alarm(post, at=T0 + timedelta(minutes=1)))
    told(replica, play, 2)
    assert replica.posts[post].last_alarm_at == T0 + timedelta(minutes=1)


def test_closed_incidents_are_kept_for_those_who_resume_and_then_dropped() -> None:
    play = PlayWorld()
    post = play.post()
    incident = play.do(alarm(post))[0].subject
    play.do(order(officer(), do.Claim(incident=incident)))
    handled = do.CloseIncident(incident=incident, disposition=Disposition.HANDLED)
    play.do(order(officer(), handled))
    replica = Replica("journal", 0, {})
    told(replica, play)
    assert replica.open_at(post) == []
    replica.forget_old(T0 + timedelta(hours=47))
    assert replica.find(incident)
    replica.forget_old(T0 + timedelta(hours=49))
    assert replica.find(incident) is None
    assert replica.find(post)
