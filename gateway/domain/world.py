"""The state of all open subjects, held by the one writer and moved only by events."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gateway.domain import (
    agency,
    agency_task,
    broadcast,
    call_course,
    desk,
    device,
    guest,
    incident,
    incident_course,
    kentongan,
    officer,
    outlet,
    partner,
    sound_rules,
    talk,
)
from gateway.domain.agency import Agency
from gateway.domain.agency_task import AgencyTask
from gateway.domain.area import AreaBatch, AreaBook, Land
from gateway.domain.broadcast import Broadcast
from gateway.domain.call import Call, CallTimes
from gateway.domain.desk import DeskCover
from gateway.domain.device import Console, Device, Partner, Post
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.kentongan import BroadcastRules, Kentongan
from gateway.domain.officer import Officer
from gateway.domain.outlet import Outlet
from gateway.domain.partner import Reach
from gateway.domain.run_card import RunCard
from gateway.domain.sound_rules import SoundRules
from gateway.domain.talk import Talk
from gateway.domain.wib import WIB
from gateway.protocol import events as ev
from gateway.protocol.enums import Desk
from gateway.protocol.errors import ErrorCode, Refused

State = (
    Incident
    | AgencyTask
    | Post
    | Console
    | Partner
    | Officer
    | Agency
    | Broadcast
    | Call
    | DeskCover
    | Kentongan
    | GuestReport
    | Talk
    | Land
    | Outlet
    | SoundRules
)
S = TypeVar(
    "S", Incident, AgencyTask, Post, Console, Partner, Officer, Agency, Broadcast, GuestReport, Call
)


class Change(Struct, frozen=True, kw_only=True):
    """An event that a decision asks for, before it has a number.

    ``areas``: what an ``AreasImported`` counts; it goes into tables of its own.
    """

    subject: str
    data: ev.AnyEvent
    areas: AreaBatch | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """An event in the journal. ``version`` counts the events of its subject.

    ``areas`` comes with an ``AreasImported`` when it happens, not when it is read again.
    """

    seq: int
    at: datetime
    actor: str
    subject: str
    version: int
    data: ev.AnyEvent
    areas: AreaBatch | None = None


class World:
    """What the rules decide against. Not thread-safe: only the writer's thread touches it."""

    def __init__(
        self,
        areas: AreaBook,
        prefix: str,
        cards: Sequence[RunCard] = (),
        broadcast_rules: BroadcastRules | None = None,
        call_times: CallTimes | None = None,
    ) -> None:
        self.areas = areas
        self.cards = cards
        self.broadcast_rules = broadcast_rules or BroadcastRules()
        self.call_times = call_times or CallTimes()
        self._prefix = prefix
        self._states: dict[str, State] = {}
        self._presses: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._tickets: dict[str, str] = {}
        self._broadcasts: defaultdict[str, set[str]] = defaultdict(set)
        self._calls: set[str] = set()
        self._open_at: defaultdict[str, set[str]] = defaultdict(set)
        self._numbers: dict[str, int] = {}

    # -- reading

    def states(self) -> dict[str, State]:
        """A copy of all states by subject. The states themselves never change."""
        return dict(self._states)

    def states_of(self, subjects: Iterable[str]) -> dict[str, State]:
        """The states of these subjects; those not in memory are left out."""
        return {s: self._states[s] for s in subjects if s in self._states}

    def holds(self, subject: str) -> bool:
        """Whether the subject's state is in memory."""
        return subject in self._states

    def find(self, subject: str) -> State | None:
        """The state of a subject, if it is in memory."""
        return self._states.get(subject)

    def incident(self, subject: str) -> Incident:
        """An incident; raises Refused(NOT_FOUND)."""
        return self._get(subject, Incident)

    def task(self, subject: str) -> AgencyTask:
        """An agency's task; raises Refused(NOT_FOUND)."""
        return self._get(subject, AgencyTask)

    def agency(self, subject: str) -> Agency:
        """An agency; raises Refused(NOT_FOUND)."""
        return self._get(subject, Agency)

    def broadcast(self, subject: str) -> Broadcast:
        """A broadcast; raises Refused(NOT_FOUND)."""
        return self._get(subject, Broadcast)

    def broadcasts_about(self, subject: str) -> list[Broadcast]:
        """The broadcasts about an incident that are in memory, oldest first."""
        return [self.broadcast(found) for found in sorted(self._broadcasts.get(subject, ()))]

    def call(self, subject: str) -> Call:
        """A call; raises Refused(NOT_FOUND)."""
        return self._get(subject, Call)

    def live_calls(self) -> list[Call]:
        """The calls that ring or are spoken in."""
        return [call for call in map(self.call, self._calls) if call.is_live]

    def calls_due(self) -> list[Call]:
        """The calls that are to be called back, in the order in which they came."""
        return [call for call in map(self.call, sorted(self._calls)) if call.call_back_due]

    def is_unready(self, which: Desk) -> bool:
        """Whether nobody takes the calls of a desk since its last officer left."""
        state = self._states.get(desk.subject_of(which))
        return isinstance(state, DeskCover) and state.unready_since is not None

    def kentongan_of(self, area: str) -> Kentongan | None:
        """The desa's own table of rhythms."""
        state = self._states.get(f"kentongan:{area}")
        return state if isinstance(state, Kentongan) else None

    def guest_report(self, subject: str) -> GuestReport:
        """A guest report; raises Refused(NOT_FOUND)."""
        return self._get(subject, GuestReport)

    def guest_reports(self) -> Iterable[GuestReport]:
        """The guest reports that are not over."""
        return (s for s in self._states.values() if isinstance(s, GuestReport))

    def guest_with_ticket(self, seal: str) -> GuestReport | None:
        """The open report that this ticket belongs to."""
        subject = self._tickets.get(seal)
        return self.guest_report(subject) if subject else None

    def officer(self, subject: str) -> Officer:
        """An officer; raises Refused(NOT_FOUND)."""
        return self._get(subject, Officer)

    def post(self, subject: str) -> Post:
        """A post; raises Refused(NOT_FOUND)."""
        return self._get(subject, Post)

    def console(self, subject: str) -> Console:
        """A console; raises Refused(NOT_FOUND)."""
        return self._get(subject, Console)

    def partner(self, subject: str) -> Partner:
        """A partner; raises Refused(NOT_FOUND)."""
        return self._get(subject, Partner)

    def reach(self, found: Partner) -> Reach:
        """Where a partner helps."""
        served = self.agency(found.agency) if found.agency else None
        return partner.reach_of(found, [self.post(post) for post in found.posts], served)

    def device(self, subject: str) -> Device:
        """A post, a console or a partner's phone; raises Refused(NOT_FOUND)."""
        state = self._states.get(subject)
        if not isinstance(state, Device):
            raise Refused(ErrorCode.NOT_FOUND)
        return state

    def incident_of_press(self, press: str) -> Incident:
        """The incident that a press raised or joined; raises Refused(NOT_FOUND)."""
        return self.incident(self._presses.get(press, ""))

    def open_incidents_at(self, post: str) -> list[Incident]:
        """The open incidents of a post."""
        return [self.incident(subject) for subject in self._open_at.get(post, ())]

    def device_with_code(self, code_hmac: str) -> Device | None:
        """The device that this enrolment code was made for."""
        subject = self._codes.get(code_hmac)
        return self.device(subject) if subject else None

    def devices(self) -> Iterable[Device]:
        """All posts, consoles and partners' phones."""
        return (s for s in self._states.values() if isinstance(s, Device))

    def is_reached_by_software(self, agency: str) -> bool:
        """Whether a phone of the agency is paired."""
        return any(
            isinstance(d, Partner) and d.agency == agency and d.enrolment.enrolled
            for d in self.devices()
        )

    def partners(self) -> Iterable[Partner]:
        """All partners."""
        return (s for s in self._states.values() if isinstance(s, Partner))

    def posts(self) -> Iterable[Post]:
        """All posts."""
        return (s for s in self._states.values() if isinstance(s, Post))

    def agencies(self) -> Iterable[Agency]:
        """The whole directory."""
        return (s for s in self._states.values() if isinstance(s, Agency))

    def tasks_of(self, found: Incident) -> list[AgencyTask]:
        """The tasks of an incident that are not over."""
        return [self.task(subject) for subject in found.open_tasks if self.holds(subject)]

    def tasks_of_incidents(self) -> list[str]:
        """The subjects of all tasks of the incidents in memory."""
        incidents = (s for s in self._states.values() if isinstance(s, Incident))
        return [task for found in incidents for task in found.tasks]

    def missing_merged(self) -> list[str]:
        """The reports that were merged into an incident in memory, and are not in it."""
        incidents = (s for s in self._states.values() if isinstance(s, Incident))
        return [s for found in incidents for s in found.merged if s not in self._states]

    def officers(self) -> Iterable[Officer]:
        """All officers."""
        return (s for s in self._states.values() if isinstance(s, Officer))

    def next_reference(self, at: datetime, series: str = "") -> str:
        """The number that the next incident of this day gets, e.g. ``KDL-20261123-0007``, or the
        next of another ``series``."""
        day = f"{self._prefix}{series}-{at.astimezone(WIB):%Y%m%d}"
        return f"{day}-{self._numbers.get(day, 0) + 1:04d}"

    # -- moving

    def continue_numbers(self, reference: str) -> None:
        """Go on counting after this reference number (the highest of a day in the store)."""
        day, _, number = reference.rpartition("-")
        self._numbers[day] = max(self._numbers.get(day, 0), int(number))

    def note_last_alarm(self, post: str, at: datetime) -> None:
        """Remember when a post last raised an alarm."""
        state = self._states.get(post)
        if isinstance(state, Post) and (state.last_alarm_at is None or at > state.last_alarm_at):
            self._states[post] = replace(state, last_alarm_at=at)

    def apply(self, entry: Entry) -> None:
        """Move the subject of an event to its next state."""
        data, subject = entry.data, entry.subject
        match data:
            case ev.AlarmRaised():
                self._states[subject] = incident.begin(subject, entry.at, data)
                self._presses[data.press] = subject
                self._open_at[data.post].add(subject)
                self.continue_numbers(data.reference)
                self.note_last_alarm(data.post, entry.at)
            case ev.PostAdded() | ev.ConsoleAdded() | ev.PartnerAdded():
                self._states[subject] = device.begin(subject, data)
            case ev.OfficerAdded():
                self._states[subject] = officer.begin(subject, data)
            case ev.AgencyAdded():
                self._states[subject] = agency.begin(subject, data)
            case ev.TaskCreated():
                self._states[subject] = agency_task.begin(subject, entry.at, data)
            case ev.BroadcastSent():
                self._hold_broadcast(broadcast.begin(subject, entry.at, data))
            case ev.CallStarted():
                self._hold_call(call_course.begin(subject, entry.at, data))
            case ev.DeskUnready() if subject not in self._states:
                self._states[subject] = desk.begin(subject, entry.at, data)
            case ev.GuestAnnounced() | ev.GuestsReported() if subject not in self._states:
                self._hold_guest(guest.begin(subject, entry.at, data))
                self.continue_numbers(data.reference)
            case ev.TalkWritten() if subject not in self._states:
                self._states[subject] = talk.begin(subject, entry.at, data)
            case ev.KentonganSet() if subject not in self._states:
                self._states[subject] = kentongan.begin(subject, data)
            case ev.SoundRulesSet() if subject not in self._states:
                self._states[subject] = sound_rules.begin(subject, data)
            case ev.AreasImported():
                if entry.areas is not None:
                    self.areas = self.areas.with_import(subject, entry.areas.areas)
                self._states[subject] = Land(subject=subject, version=entry.version)
            case ev.AreasUndone():
                self.areas = self.areas.without(data.imported)
                self._states[subject] = Land(subject=subject, version=entry.version)
            case ev.ChannelFailed() | ev.ChannelWorks():
                self._states[subject] = outlet.after(subject, entry.version, entry.at, data)
            case ev.PersonalErased() | ev.StrayTextReceived() | ev.GuestListOpened():
                pass
            case _:
                self._evolve(entry)

    def adopt(self, state: State) -> None:
        """Take a state that was made from its events elsewhere."""
        self._states[state.subject] = state
        if isinstance(state, Incident):
            for press in state.presses:
                self._presses[press] = state.subject
        if isinstance(state, Broadcast):
            self._hold_broadcast(state)
        if isinstance(state, Call):
            self._hold_call(state)
        if isinstance(state, GuestReport):
            self._hold_guest(state)

    def forget(self, subject: str) -> None:
        """Drop what is over, an incident with its tasks and what was merged into it; it is loaded
        again when an order names it."""
        state = self._states.pop(subject, None)
        self._calls.discard(subject)
        if isinstance(state, Broadcast) and state.incident:
            self._broadcasts[state.incident].discard(subject)
        if isinstance(state, GuestReport):
            self._tickets.pop(state.ticket, None)
        if isinstance(state, Incident):
            for press in state.presses:
                self._presses.pop(press, None)
            for task in state.tasks:
                self._states.pop(task, None)
            for merged in state.merged:
                self.forget(merged)

    def _evolve(self, entry: Entry) -> None:
        data, subject = entry.data, entry.subject
        match self._states.get(subject):
            case Incident() as was:
                now = incident_course.evolve(was, entry.version, entry.at, data)
                self._states[subject] = now
                if isinstance(data, ev.PressedAgain):
                    self._presses[data.press] = subject
                    self.note_last_alarm(was.post, entry.at)
                if now.is_open:
                    self._open_at[was.post].add(subject)
                else:
                    self._open_at[was.post].discard(subject)
            case Post() | Console() | Partner() as was:
                self._states[subject] = device.evolve(was, entry.version, entry.at, data)
                self._index_code(subject, data)
            case Officer() as was:
                self._states[subject] = officer.evolve(was, entry.version, entry.at, data)
            case AgencyTask() as was:
                self._states[subject] = agency_task.evolve(was, entry.version, entry.at, data)
            case Agency() as was:
                self._states[subject] = agency.evolve(was, entry.version, data)
            case Broadcast() as was:
                self._states[subject] = broadcast.evolve(was, entry.version, entry.at, data)
            case Call() as was:
                self._hold_call(call_course.evolve(was, entry.version, entry.at, data))
            case DeskCover() as was:
                self._states[subject] = desk.evolve(was, entry.version, entry.at, data)
            case GuestReport() as was:
                self._tickets.pop(was.ticket, None)
                self._hold_guest(guest.evolve(was, entry.version, entry.at, data))
            case SoundRules() as was:
                self._states[subject] = sound_rules.evolve(was, entry.version, data)
            case Talk() as was:
                self._states[subject] = talk.evolve(was, entry.version, entry.at, data)
            case Kentongan() as was:
                self._states[subject] = kentongan.evolve(was, entry.version, data)
            case None:
                raise LookupError(f"event {entry.seq} is about unknown {subject}")

    def _hold_broadcast(self, state: Broadcast) -> None:
        self._states[state.subject] = state
        if state.incident:
            self._broadcasts[state.incident].add(state.subject)

    def _hold_call(self, state: Call) -> None:
        self._states[state.subject] = state
        if state.is_open:
            self._calls.add(state.subject)
        else:
            self._calls.discard(state.subject)

    def _hold_guest(self, state: GuestReport) -> None:
        self._states[state.subject] = state
        if state.is_open:
            self._tickets[state.ticket] = state.subject

    def _index_code(self, subject: str, data: ev.EventData) -> None:
        if isinstance(data, ev.CodeIssued | ev.DeviceRevoked):
            for code in [c for c, owner in self._codes.items() if owner == subject]:
                del self._codes[code]
        if isinstance(data, ev.CodeIssued):
            self._codes[data.code_hmac] = subject

    def _get(self, subject: str, kind: type[S]) -> S:
        state = self._states.get(subject)
        if not isinstance(state, kind):
            raise Refused(ErrorCode.NOT_FOUND)
        return state
