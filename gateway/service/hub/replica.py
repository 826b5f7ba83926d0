"""The hub's own copy of the states: moved by commits, read on the event loop alone."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Final

from msgspec.structs import replace

from gateway.domain.agency import Agency
from gateway.domain.agency_task import AgencyTask
from gateway.domain.area import Land
from gateway.domain.audience import Audience, AudienceKind
from gateway.domain.broadcast import Broadcast
from gateway.domain.call import Call
from gateway.domain.desk import DeskCover
from gateway.domain.device import Console, Device, Partner, Post
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.kentongan import Kentongan
from gateway.domain.officer import Officer
from gateway.domain.outlet import Outlet
from gateway.domain.partner import Reach, reach_of
from gateway.domain.sound_rules import SoundRules
from gateway.domain.talk import Talk
from gateway.domain.world import Entry, State
from gateway.protocol import events as ev
from gateway.service.commit.batch import Committed
from gateway.service.hub.times import RESUME_AGE

#: Entries kept in memory, so that a storm of resuming clients doesn't ask the store.
RECENT: Final = 4_096


class Replica:
    """All open subjects, the closed incidents that resuming clients may ask for, and the latest
    entries. ``head`` is the number of the last entry."""

    def __init__(self, journal: str, head: int, states: Mapping[str, State]) -> None:
        self.journal = journal
        self.head = head
        self.posts: dict[str, Post] = {}
        self.consoles: dict[str, Console] = {}
        self.partners: dict[str, Partner] = {}
        self.officers: dict[str, Officer] = {}
        self.incidents: dict[str, Incident] = {}
        self.tasks: dict[str, AgencyTask] = {}
        self.agencies: dict[str, Agency] = {}
        self.broadcasts: dict[str, Broadcast] = {}
        self.calls: dict[str, Call] = {}
        self.desks: dict[str, DeskCover] = {}
        self.kentongan: dict[str, Kentongan] = {}
        self.outlets: dict[str, Outlet] = {}
        self.guests: dict[str, GuestReport] = {}
        self.talks: dict[str, Talk] = {}
        self._lands: dict[str, Land] = {}
        self._sound_rules: dict[str, SoundRules] = {}
        self._at_post: defaultdict[str, set[str]] = defaultdict(set)
        self._closed: dict[str, datetime] = {}
        self._recent: deque[Entry] = deque(maxlen=RECENT)
        for state in states.values():
            self._put(state)

    # -- reading

    def find(self, subject: str) -> State | None:
        """The state of a subject, if it is held."""
        return (
            self.incidents.get(subject)
            or self.posts.get(subject)
            or self.consoles.get(subject)
            or self.partners.get(subject)
            or self.officers.get(subject)
            or self.tasks.get(subject)
            or self.agencies.get(subject)
            or self.broadcasts.get(subject)
            or self.calls.get(subject)
            or self.desks.get(subject)
            or self.kentongan.get(subject)
            or self.outlets.get(subject)
            or self.guests.get(subject)
            or self.talks.get(subject)
            or self._lands.get(subject)
            or self._sound_rules.get(subject)
        )

    def device(self, subject: str) -> Device | None:
        """A post, a console or a partner's phone."""
        return self.posts.get(subject) or self.consoles.get(subject) or self.partners.get(subject)

    def devices(self) -> list[Device]:
        """All posts, consoles and partners' phones."""
        return [*self.posts.values(), *self.consoles.values(), *self.partners.values()]

    def reach(self, partner: Partner) -> Reach:
        """Where a partner helps."""
        posts = [self.posts[subject] for subject in partner.posts]
        return reach_of(partner, posts, self.agencies.get(partner.agency or ""))

    def states_for(self, audience: Audience) -> list[State]:
        """The states to choose from for a picture of this audience, incidents first."""
        if audience.kind is AudienceKind.POST:
            own = self.posts.get(audience.post)
            sent = [each for each in self.broadcasts.values() if audience.post in each.posts]
            guests = [report for report in self.guests.values() if report.post == audience.post]
            heads = [each for each in self.partners.values() if audience.post in each.posts]
            held: list[State] = [*self._incidents_at(audience.post), *guests, *sent, *heads]
            return [*held, *self.calls.values(), *self.talks.values(), *([own] if own else [])]
        if audience.kind is AudienceKind.PARTNER:
            guests = [g for g in self.guests.values() if g.post in audience.guests_at]
            posts = [self.posts[p] for p in audience.guests_at if p in self.posts]
            return [
                *self.incidents.values(),
                *self.tasks.values(),
                *guests,
                *self.calls.values(),
                *posts,
                *self.partners.values(),
                *self.talks.values(),
            ]
        return [
            *self.incidents.values(),
            *self.tasks.values(),
            *self.posts.values(),
            *self.consoles.values(),
            *self.partners.values(),
            *self.officers.values(),
            *self.agencies.values(),
            *self.broadcasts.values(),
            *self.calls.values(),
            *self.desks.values(),
            *self.kentongan.values(),
            *self.outlets.values(),
            *self._sound_rules.values(),
            *self.guests.values(),
        ]

    def live_calls(self) -> list[Call]:
        """The calls that ring or are spoken in."""
        return [call for call in self.calls.values() if call.is_live]

    def open_at(self, post: str) -> list[Incident]:
        """The open incidents of a post."""
        return [incident for incident in self._incidents_at(post) if incident.is_open]

    def title_of(self, actor: str) -> str:
        """The name of whoever acted; empty for the gateway itself and the command line."""
        state = self.find(actor)
        return state.title if isinstance(state, Officer | Device) else ""

    def recent_after(self, seq: int, limit: int) -> list[Entry] | None:
        """The next entries after a number, or None when memory doesn't reach back so far."""
        first = self._recent[0].seq if self._recent else self.head + 1
        if seq < first - 1:
            return None
        start = seq - first + 1
        return list(islice(self._recent, start, start + limit))

    def _incidents_at(self, post: str) -> list[Incident]:
        return [self.incidents[subject] for subject in self._at_post.get(post, ())]

    # -- moving

    def apply(self, committed: Committed) -> None:
        """Move to what a commit made true."""
        for state in committed.states.values():
            self._put(state)
        for entry in committed.entries:
            self._note_alarm(entry)
            if entry.subject in self._closed:
                self._closed[entry.subject] = entry.at
        self._recent.extend(committed.entries)
        self.head = committed.entries[-1].seq

    def adopt(self, over: Iterable[Incident | Broadcast]) -> None:
        """Take in what is over and was not in the writer's memory."""
        for state in over:
            if self.find(state.subject) is None:
                self._put(state)

    def forget_old(self, now: datetime) -> None:
        """Drop what is over and was not touched for longer than a client may resume."""
        for sent in list(self.broadcasts.values()):
            if sent.ended_at is not None and now - sent.ended_at > 2 * RESUME_AGE:
                del self.broadcasts[sent.subject]
        for call in list(self.calls.values()):
            over = None if call.is_open else call.ended_at
            if over is not None and now - over > 2 * RESUME_AGE:
                del self.calls[call.subject]
        for report in list(self.guests.values()):
            if report.over_at is not None and now - report.over_at > 2 * RESUME_AGE:
                del self.guests[report.subject]
        for subject in [s for s, at in self._closed.items() if now - at > 2 * RESUME_AGE]:
            del self._closed[subject]
            gone = self.incidents.pop(subject)
            for task in gone.tasks:
                self.tasks.pop(task, None)
            self._at_post[gone.post].discard(subject)

    def _put(self, state: State) -> None:
        match state:
            case Incident():
                self.incidents[state.subject] = state
                self._at_post[state.post].add(state.subject)
                if state.is_open:
                    self._closed.pop(state.subject, None)
                else:
                    self._closed.setdefault(state.subject, state.closed_at or state.received_at)
            case Post():
                self.posts[state.subject] = state
            case Console():
                self.consoles[state.subject] = state
            case Partner():
                self.partners[state.subject] = state
            case Officer():
                self.officers[state.subject] = state
            case AgencyTask():
                self.tasks[state.subject] = state
            case Agency():
                self.agencies[state.subject] = state
            case Broadcast():
                self.broadcasts[state.subject] = state
            case Call():
                self.calls[state.subject] = state
            case DeskCover():
                self.desks[state.subject] = state
            case Kentongan():
                self.kentongan[state.subject] = state
            case Outlet():
                self.outlets[state.subject] = state
            case GuestReport():
                self.guests[state.subject] = state
            case SoundRules():
                self._sound_rules[state.subject] = state
            case Talk():
                self.talks[state.subject] = state
            case Land():
                self._lands[state.subject] = state

    def _note_alarm(self, entry: Entry) -> None:
        # A post's last alarm follows its incidents, which touch only themselves.
        if not isinstance(entry.data, ev.AlarmRaised | ev.PressedAgain):
            return
        incident = self.incidents.get(entry.subject)
        post = self.posts.get(incident.post) if incident else None
        if post is not None and (post.last_alarm_at is None or entry.at > post.last_alarm_at):
            self.posts[post.subject] = replace(post, last_alarm_at=entry.at)
