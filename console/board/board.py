"""The replica: what this console's audience may see, as the gateway last told it."""

import logging
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from types import MappingProxyType
from typing import Final, TypeVar

from msgspec import structs

from console.base.observers import Observers
from console.board.changes import ChangeSet, Delta
from console.board.guests import wants_desk
from console.board.timeline import Timeline
from gateway.protocol.enums import IncidentState
from gateway.protocol.messages import EventItem, Events, PostPresence, Presence, Snapshot
from gateway.protocol.views import (
    AgencyView,
    AlarmView,
    AnyView,
    BroadcastView,
    CallView,
    ChannelView,
    ConsoleView,
    DeskView,
    GuestFigureView,
    IncidentView,
    KentonganView,
    LandView,
    OfficerView,
    PartnerView,
    PostView,
    ReportView,
    SoundRulesView,
    TaskView,
    View,
)

V = TypeVar("V", bound=View)
logger = logging.getLogger(__name__)

#: Closed incidents of the shift that are kept at most; older ones are had by query.
CLOSED_LIMIT: Final = 1_000
_INCIDENT: Final = "incident:"
_ENDED: Final = (IncidentState.CLOSED, IncidentState.MERGED)
_ALARM_FIELDS: Final = tuple(field.name for field in structs.fields(AlarmView))


class _Views:
    """One whole picture: a dictionary of views for each kind."""

    def __init__(self) -> None:
        self.alarms: dict[str, AlarmView] = {}
        self.closed: dict[str, AlarmView] = {}
        self.posts: dict[str, PostView] = {}
        self.consoles: dict[str, ConsoleView] = {}
        self.officers: dict[str, OfficerView] = {}
        self.partners: dict[str, PartnerView] = {}
        self.broadcasts: dict[str, BroadcastView] = {}
        self.kentongan: dict[str, KentonganView] = {}
        self.channels: dict[str, ChannelView] = {}
        self.sound_rules: dict[str, SoundRulesView] = {}
        self.lands: dict[str, LandView] = {}
        self.tasks: dict[str, TaskView] = {}
        self.agencies: dict[str, AgencyView] = {}
        self.calls: dict[str, CallView] = {}
        self.desks: dict[str, DeskView] = {}
        self.guests: dict[str, GuestFigureView] = {}

    def take(self, view: AnyView) -> None:
        """Put it in its place, if it is newer than what is there."""
        match view:
            case AlarmView():
                self._take_alarm(view)
            case PostView():
                _newer(self.posts, view)
            case ConsoleView():
                _newer(self.consoles, view)
            case OfficerView():
                _newer(self.officers, view)
            case PartnerView():
                _newer(self.partners, view)
            case BroadcastView():
                _newer(self.broadcasts, view)
            case KentonganView():
                _newer(self.kentongan, view)
            case ChannelView():
                _newer(self.channels, view)
            case SoundRulesView():
                _newer(self.sound_rules, view)
            case LandView():
                _newer(self.lands, view)
            case TaskView():
                _newer(self.tasks, view)
            case AgencyView():
                _newer(self.agencies, view)
            case CallView():
                _newer(self.calls, view)
            case DeskView():
                _newer(self.desks, view)
            case GuestFigureView():
                self._take_guest(view)
            case ReportView():
                logger.warning("a post's view came to a console: %s", view.subject)

    def _take_alarm(self, view: AlarmView) -> None:
        ended = view.state in _ENDED
        here, there = (self.closed, self.alarms) if ended else (self.alarms, self.closed)
        held = there.get(view.subject)
        if held is not None and held.version >= view.version:
            return
        there.pop(view.subject, None)
        _newer(here, view)

    def _take_guest(self, view: GuestFigureView) -> None:
        """Only what the desk has something to look at in is held: the rest is had by query."""
        if wants_desk(view):
            _newer(self.guests, view)
        else:
            self.guests.pop(view.subject, None)

    def only(self, subjects: AbstractSet[str]) -> "_Views":
        """A picture of these subjects alone."""
        picture = _Views()
        for name, held in vars(self).items():
            setattr(picture, name, {s: held[s] for s in subjects if s in held})
        return picture

    def oldest_closed(self) -> frozenset[str]:
        """The closed incidents that are one too many."""
        return frozenset(islice(self.closed, max(0, len(self.closed) - CLOSED_LIMIT)))


class Board:
    """Takes what the link gives it and tells what changed. All its views are frozen.

    It trusts the link for the order of frames, but not for repeats: a view that is not newer than
    the one held, and an entry that is held, change nothing.
    """

    def __init__(self) -> None:
        self._views = _Views()
        self._coming = _Views()
        self._presence: dict[str, PostPresence] = {}
        self._timelines: dict[str, Timeline] = {}
        self._tasks_of: dict[str, set[str]] = {}
        self.marked_old = True
        self.changed: Observers[[ChangeSet]] = Observers()

    @property
    def alarms(self) -> Mapping[str, AlarmView]:
        """Open incidents: ``IncidentView`` when signed in, else only kind and place."""
        return MappingProxyType(self._views.alarms)

    @property
    def closed(self) -> Mapping[str, AlarmView]:
        """The last view of incidents closed or merged in the running shift, oldest ending first."""
        return MappingProxyType(self._views.closed)

    @property
    def posts(self) -> Mapping[str, PostView]:
        """The directory of watch posts."""
        return MappingProxyType(self._views.posts)

    @property
    def consoles(self) -> Mapping[str, ConsoleView]:
        """The consoles of the control room."""
        return MappingProxyType(self._views.consoles)

    @property
    def officers(self) -> Mapping[str, OfficerView]:
        """The officers, on duty and not."""
        return MappingProxyType(self._views.officers)

    @property
    def sound_rules(self) -> Mapping[str, SoundRulesView]:
        """The rules of sound of this console's desks and its officer's."""
        return MappingProxyType(self._views.sound_rules)

    @property
    def partners(self) -> Mapping[str, PartnerView]:
        """The phones of Ketua RT, Linmas and crews."""
        return MappingProxyType(self._views.partners)

    @property
    def tasks(self) -> Mapping[str, TaskView]:
        """What agencies were asked to do."""
        return MappingProxyType(self._views.tasks)

    @property
    def agencies(self) -> Mapping[str, AgencyView]:
        """The directory of agencies."""
        return MappingProxyType(self._views.agencies)

    @property
    def calls(self) -> Mapping[str, CallView]:
        """Voice and video calls: those under way, those to be called back, and what ended while
        this picture was held."""
        return MappingProxyType(self._views.calls)

    @property
    def desks(self) -> Mapping[str, DeskView]:
        """Whether a desk has an officer who takes calls."""
        return MappingProxyType(self._views.desks)

    @property
    def guests(self) -> Mapping[str, GuestFigureView]:
        """Guest reports that the desk has something to look at in; ``GuestReportView`` where names
        may be read."""
        return MappingProxyType(self._views.guests)

    def incident(self, subject: str) -> AlarmView | None:
        """An incident, open or ended."""
        return self._views.alarms.get(subject) or self._views.closed.get(subject)

    def with_merged(self, subject: str) -> list[str]:
        """An incident and the reports that were merged into it, or into those."""
        found = [subject]
        for each in found:
            view = self.incident(each)
            merged = view.merged if isinstance(view, IncidentView) else ()
            found += [other for other in merged if other not in found]
        return found

    def tasks_of(self, incident: str) -> list[TaskView]:
        """The tasks of an incident, oldest first."""
        found = [self._views.tasks[task] for task in self._tasks_of.get(incident, ())]
        return sorted(found, key=lambda task: (task.created_at, task.subject))

    @property
    def broadcasts(self) -> Mapping[str, BroadcastView]:
        """Broadcasts to posts: those that are open, and what ended while this picture was held."""
        return MappingProxyType(self._views.broadcasts)

    @property
    def channels(self) -> Mapping[str, ChannelView]:
        """The ways out of the system that have failed before."""
        return MappingProxyType(self._views.channels)

    @property
    def kentongan(self) -> Mapping[str, KentonganView]:
        """The tables of rhythms of the desa that have one of their own."""
        return MappingProxyType(self._views.kentongan)

    @property
    def presence(self) -> Mapping[str, PostPresence]:
        """What the tablet of each post last said of itself."""
        return MappingProxyType(self._presence)

    def timeline(self, subject: str) -> Timeline:
        """What is held of the subject's entries; an empty one that isn't complete if nothing is."""
        return self._timelines.get(subject) or Timeline()

    def fill_timeline(self, subject: str, items: Iterable[EventItem], last: bool) -> None:
        """Take a page of the query for a timeline; ``last``: it was the last one."""
        timeline = self._timelines.setdefault(subject, Timeline())
        fresh = timeline.add(items)
        if fresh or (last and not timeline.complete):
            timeline.complete = timeline.complete or last
            self._tell(ChangeSet(timelines=frozenset({subject})))

    # -- what the link gives

    def apply_snapshot(self, part: Snapshot) -> None:
        """Take a part. The picture is replaced only when all parts are here: a link that breaks in
        between must not silence an alarm that is still open."""
        if part.part == 0:
            self._coming = _Views()
        for view in part.views:
            self._coming.take(view)
        if part.last:
            self._replace(self._coming)
            self._coming = _Views()

    def apply_events(self, frame: Events) -> None:
        """Take the entries and the newest views of the subjects they speak of."""
        views = [item.view for item in frame.items if item.view is not None]
        touched = frozenset(view.subject for view in views) | self._views.oldest_closed()
        before = self._views.only(touched)
        for subject in self._views.oldest_closed():
            del self._views.closed[subject]
            self._timelines.pop(subject, None)
        for view in views:
            self._views.take(view)
            if isinstance(view, TaskView):
                self._index(view)
        timelines = frozenset(item.subject for item in frame.items if self._add_entry(item))
        self._tell(_difference(before, self._views.only(touched), timelines))

    def apply_presence(self, frame: Presence) -> None:
        """Take what the posts named in it last said."""
        news = {each.post: each for each in frame.posts if self._presence.get(each.post) != each}
        self._presence.update(news)
        self._tell(ChangeSet(presence=frozenset(news)))

    def mark(self, old: bool) -> None:
        """Whether the picture is only the last one before the link was lost."""
        if old != self.marked_old:
            self.marked_old = old
            self._tell(ChangeSet(age=True))

    def lock(self) -> None:
        """Forget all but kind and place of open alarms; these go on sounding."""
        locked = _Views()
        for view in self._views.alarms.values():
            bare = {name: getattr(view, name) for name in _ALARM_FIELDS}
            locked.alarms[view.subject] = AlarmView(**bare)
        locked.sound_rules = self._views.sound_rules
        self._coming = _Views()
        self._replace(locked)

    def _add_entry(self, item: EventItem) -> bool:
        # Timelines of posts and consoles are kept only once a screen has asked for them.
        if item.subject.startswith(_INCIDENT):
            self._timelines.setdefault(item.subject, Timeline())
        timeline = self._timelines.get(item.subject)
        return timeline is not None and timeline.add((item,))

    def _replace(self, views: _Views) -> None:
        before, self._views = self._views, views
        self._tasks_of.clear()
        for task in views.tasks.values():
            self._index(task)
        gone = frozenset(self._timelines)
        self._timelines.clear()
        self._tell(_difference(before, views, gone, reset=True))

    def _index(self, task: TaskView) -> None:
        self._tasks_of.setdefault(task.incident, set()).add(task.subject)

    def _tell(self, changes: ChangeSet) -> None:
        if changes:
            self.changed.tell(changes)


def _newer(held: dict[str, V], view: V) -> None:
    old = held.get(view.subject)
    if old is None or view.version > old.version:
        held[view.subject] = view


def _difference(
    before: _Views, after: _Views, timelines: frozenset[str], reset: bool = False
) -> ChangeSet:
    return ChangeSet(
        alarms=_delta(before.alarms, after.alarms),
        closed=_delta(before.closed, after.closed),
        posts=_delta(before.posts, after.posts),
        consoles=_delta(before.consoles, after.consoles),
        officers=_delta(before.officers, after.officers),
        partners=_delta(before.partners, after.partners),
        broadcasts=_delta(before.broadcasts, after.broadcasts),
        kentongan=_delta(before.kentongan, after.kentongan),
        channels=_delta(before.channels, after.channels),
        sound_rules=_delta(before.sound_rules, after.sound_rules),
        lands=_delta(before.lands, after.lands),
        tasks=_delta(before.tasks, after.tasks),
        agencies=_delta(before.agencies, after.agencies),
        calls=_delta(before.calls, after.calls),
        desks=_delta(before.desks, after.desks),
        guests=_delta(before.guests, after.guests),
        timelines=timelines,
        reset=reset,
    )


def _delta(before: Mapping[str, View], after: Mapping[str, View]) -> Delta:
    both = before.keys() & after.keys()
    return Delta(
        added=frozenset(after.keys() - before.keys()),
        changed=frozenset(s for s in both if before[s] is not after[s] and before[s] != after[s]),
        removed=frozenset(before.keys() - after.keys()),
    )
