"""When alarms come in a flood: which of them still sound by themselves, and which join another.

Everything follows from when the alarms arrived, so it is the same at every console, after a restart
and without a link. Joining changes what is heard and how rows are gathered, never what is counted,
shown on asking, or free to be claimed.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from console.board.sounding import Level, Soundings
from gateway.protocol.enums import IncidentState, Mode
from gateway.protocol.views import AlarmView, IncidentView

#: It is a flood from one more than this many new alarms within the time (reliability goal G7).
FLOOD_ABOVE: Final = 10
FLOOD_WITHIN: Final = timedelta(minutes=10)
#: One post sounds singly so many times within the time (abuse case A2).
POST_SINGLY: Final = 3
POST_WITHIN: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Flood:
    """``recent``: how many alarms came within the last ten minutes, drills apart from real ones;
    the greater number. ``joined``: for each waiting alarm that sounds no more by itself, the one
    that sounds for it."""

    recent: int = 0
    joined: Mapping[str, str] = field(default_factory=dict)

    @property
    def on(self) -> bool:
        """Whether it is a flood now."""
        return self.recent > FLOOD_ABOVE

    @property
    def leads(self) -> int:
        """How many alarms sound for others."""
        return len(set(self.joined.values()))


class _Recent:
    """Counts what came within a time."""

    def __init__(self, within: timedelta) -> None:
        self._within = within
        self._times: deque[datetime] = deque()

    def add(self, at: datetime) -> int:
        """How many came in the time that ends now, this one with them."""
        self._times.append(at)
        return self.count(at)

    def count(self, now: datetime) -> int:
        """How many came in the time that ends now."""
        while self._times and now - self._times[0] >= self._within:
            self._times.popleft()
        return len(self._times)


def flood_of(views: Iterable[AlarmView], now: datetime) -> Flood:
    """The flood as it stands, from all alarms known, those that were taken or ended as well.

    An alarm joins when it came as one too many: in a flood the first waiting one of its desa, in a
    burst of one post the first waiting one of that post. None joins a less pressing one, and real
    alarms and drills keep apart (law 7). When the first is taken, the next one sounds instead.
    """
    everywhere = {mode: _Recent(FLOOD_WITHIN) for mode in Mode}
    of_post: defaultdict[object, _Recent] = defaultdict(lambda: _Recent(POST_WITHIN))
    leads: defaultdict[object, list[AlarmView]] = defaultdict(list)
    joined: dict[str, str] = {}
    for view in sorted(views, key=_arrival):
        desa, post = (view.mode, view.place.area), (view.mode, _post(view))
        flooded = everywhere[view.mode].add(view.received_at) > FLOOD_ABOVE
        burst = of_post[post].add(view.received_at) > POST_SINGLY
        if view.state is not IncidentState.WAITING:
            continue
        lead = _lead(leads[desa], view) if flooded else None
        if lead is None and burst:
            lead = _lead(leads[post], view)
        if lead is not None:
            joined[view.subject] = lead.subject
            continue
        leads[desa].append(view)
        leads[post].append(view)
    return Flood(max(recent.count(now) for recent in everywhere.values()), joined)


def muffled(now: Soundings, flood: Flood) -> Soundings:
    """What still sounds: those that joined fall silent, and the one that sounds for them is as loud
    as the loudest of them. What was heard keeps its quiet time for all that joined it.

    None falls silent unless the one that it joined truly sounds here, or was heard.
    """
    sounding = {sound.incident for sound in now.sounds if sound.level is not Level.SOFT_ONCE}
    spoken_for = sounding | {sound.incident for sound, _ in now.later}
    joined = {each: lead for each, lead in flood.joined.items() if lead in spoken_for}
    silent = tuple(sound for sound in now.sounds if sound.incident in joined)
    louder = {joined[sound.incident] for sound in silent if sound.level is Level.LOUDER}
    later = tuple(each for each in now.later if each[0].incident not in joined)
    return replace(
        now,
        sounds=tuple(
            replace(sound, level=Level.LOUDER) if sound.incident in louder else sound
            for sound in now.sounds
            if sound.incident not in joined
        ),
        later=later,
        joined=silent,
    )


def _lead(leads: Iterable[AlarmView], view: AlarmView) -> AlarmView | None:
    return next((lead for lead in leads if lead.priority <= view.priority), None)


def _post(view: AlarmView) -> object:
    # Before anyone signs in only the place is known; it tells one post from another well enough.
    return view.post if isinstance(view, IncidentView) else view.place


def _arrival(view: AlarmView) -> tuple[datetime, str]:
    return view.received_at, view.subject
