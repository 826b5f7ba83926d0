"""Which posts are heard, and which have fallen silent."""

from collections import deque
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from gateway.domain.device import Post
from gateway.domain.order import MarkPostBack, MarkPostFlapping, MarkPostLost
from gateway.protocol.enums import LinkState
from gateway.protocol.messages import Heartbeat, PostPresence
from gateway.service.clock import Clock
from gateway.service.hub.replica import Replica
from gateway.service.hub.times import PresenceTimes
from gateway.service.timers.errands import Errands

HOUR_S: Final = 3_600.0
#: A post of which only "last heard" changed is told again this often.
REFRESH_S: Final = 30.0


class _Record:
    """What is known of one post's tablet. Times are monotonic seconds."""

    def __init__(self, *, online: bool, heard: float, heard_at: datetime | None) -> None:
        self.online = online
        self.heard = heard
        self.heard_at = heard_at
        self.silent_s = 0.0
        self.beat = Heartbeat()
        self.crossings: deque[float] = deque()
        self.flapping = False
        self.told: PostPresence | None = None
        self.told_at = 0.0


class PostWatch:
    """Judges posts by their last frame and records each crossing in the journal.

    After a start, posts that were online have the grace to come back before they count as lost.
    The journal's state is compared with what is heard at each look, so a crossing that could not
    be stored is recorded as soon as it can be.
    """

    def __init__(
        self, replica: Replica, errands: Errands, clock: Clock, times: PresenceTimes
    ) -> None:
        self._replica = replica
        self._errands = errands
        self._clock = clock
        self._times = times
        self._records: dict[str, _Record] = {}
        self._news: set[str] = set()
        grace = clock.monotonic() + times.grace_s - times.lost_s
        for post in replica.posts.values():
            if post.link is LinkState.ONLINE:
                self._records[post.subject] = _Record(
                    online=True, heard=grace, heard_at=clock.now()
                )

    def heard(self, post: str, beat: Heartbeat | None = None) -> None:
        """A frame came from this post; a heartbeat tells of its tablet."""
        now = self._clock.monotonic()
        record = self._records.get(post)
        if record is None:
            record = self._records[post] = _Record(online=False, heard=now, heard_at=None)
        silent_s = max(0.0, now - record.heard)
        record.heard, record.heard_at = now, self._clock.now()
        record.beat = beat or record.beat
        self._news.add(post)
        if not record.online:
            record.online, record.silent_s = True, silent_s
            self._cross(post, record, now)
        self._settle(post, record)

    def look(self) -> None:
        """Find the posts that have fallen silent, and those that have calmed down."""
        now = self._clock.monotonic()
        for post, record in self._records.items():
            if record.online and now - record.heard > self._times.lost_s:
                record.online = False
                self._cross(post, record, now)
            if record.flapping and now - record.crossings[-1] > self._times.calm_s:
                record.flapping = False
                record.crossings.clear()
            self._settle(post, record)

    def presence(self) -> list[PostPresence]:
        """All posts ever heard since the start, for a console that just came."""
        return [_presence(post, record) for post, record in self._records.items()]

    def changed(self) -> list[PostPresence]:
        """What changed since the last call."""
        now = self._clock.monotonic()
        found = []
        for post in self._news:
            record = self._records[post]
            fresh, told = _presence(post, record), record.told
            same = told is not None and fresh == replace(told, heard_at=fresh.heard_at)
            if same and now - record.told_at < REFRESH_S:
                continue
            record.told, record.told_at = fresh, now
            found.append(fresh)
        self._news.clear()
        return found

    @property
    def online(self) -> int:
        """How many posts are heard now."""
        return sum(record.online for record in self._records.values())

    def _cross(self, post: str, record: _Record, now: float) -> None:
        self._news.add(post)
        record.crossings.append(now)
        while now - record.crossings[0] > HOUR_S:
            record.crossings.popleft()
        count = len(record.crossings)
        if count > self._times.flapping_per_hour and not record.flapping:
            record.flapping = True
            self._errands.send((post, "flapping"), MarkPostFlapping(post=post, crossings=count))

    def _settle(self, post: str, record: _Record) -> None:
        state = self._replica.posts.get(post)
        if state is None or record.flapping or not state.enrolment.enrolled:
            return
        if record.online and state.link is not LinkState.ONLINE:
            back = MarkPostBack(post=post, silent_s=_silence(state, record))
            self._errands.send((post, "link"), back)
        elif not record.online and state.link is LinkState.ONLINE and record.heard_at is not None:
            lost = MarkPostLost(post=post, last_heard_at=record.heard_at)
            self._errands.send((post, "link"), lost)


def _silence(state: Post, record: _Record) -> float:
    """How long a post was silent; one that was never heard was not silent."""
    if state.link is LinkState.NEVER or state.link_since is None or record.heard_at is None:
        return 0.0
    return max(record.silent_s, (record.heard_at - state.link_since).total_seconds())


def _presence(post: str, record: _Record) -> PostPresence:
    beat = record.beat
    return PostPresence(
        post=post,
        online=record.online,
        heard_at=record.heard_at,
        battery=beat.battery,
        charging=beat.charging,
        network=beat.network,
        sound_unlocked=beat.sound_unlocked,
        storage_persistent=beat.storage_persistent,
        queue=beat.queue,
    )
