"""Folds the events of one subject, oldest first, into its facts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from gateway.domain.call import is_officer
from gateway.domain.figures.facts import (
    CallFacts,
    GuestFacts,
    IncidentFacts,
    OfficerFacts,
    PostFacts,
    Stretch,
    TaskFacts,
)
from gateway.domain.world import Entry
from gateway.protocol import events as ev
from gateway.protocol.enums import AgentState, CallEnd, TaskState

#: The events that facts are made of, by the table that says which subjects are meant.
OF_INCIDENTS: Final[tuple[type[ev.EventData], ...]] = (
    ev.AlarmRaised,
    ev.PressedAgain,
    ev.PressCancelled,
    ev.IncidentShown,
    ev.IncidentClaimed,
    ev.KindChanged,
    ev.TaskMoved,
    ev.IncidentMerged,
    ev.IncidentUnmerged,
    ev.IncidentClosed,
    ev.IncidentReopened,
)
OF_CALLS: Final[tuple[type[ev.EventData], ...]] = (
    ev.CallStarted,
    ev.CallMissed,
    ev.CallDropped,
    ev.CallEnded,
    ev.CalledBack,
    ev.CallReviewed,
)
OF_GUESTS: Final[tuple[type[ev.EventData], ...]] = (
    ev.GuestAnnounced,
    ev.GuestsReported,
    ev.GuestAcknowledged,
    ev.GuestOverdue,
)
OF_POSTS: Final[tuple[type[ev.EventData], ...]] = (
    ev.PostAdded,
    ev.PostLost,
    ev.PostBack,
    ev.DeviceRevoked,
)
OF_OFFICERS: Final[tuple[type[ev.EventData], ...]] = (
    ev.OfficerAdded,
    ev.OfficerSignedIn,
    ev.OfficerSignedOut,
    ev.AgentChose,
)
#: The agency knows of the task, at the latest now.
_ACKNOWLEDGED: Final = frozenset(
    {TaskState.ACKNOWLEDGED, TaskState.EN_ROUTE, TaskState.ON_SCENE, TaskState.DONE}
)


def incident(entries: Iterable[Entry]) -> IncidentFacts | None:
    """An incident's facts; None without its first event."""
    facts: IncidentFacts | None = None
    for entry in entries:
        if isinstance(entry.data, ev.AlarmRaised):
            facts = _raised(entry, entry.data)
        elif facts is not None:
            facts = _incident_after(facts, entry.at, entry.data)
    return facts


def _raised(entry: Entry, alarm: ev.AlarmRaised) -> IncidentFacts:
    return IncidentFacts(
        subject=entry.subject,
        mode=alarm.mode,
        kind=alarm.incident_kind,
        desk=alarm.desk,
        place=alarm.place,
        began_at=entry.at if alarm.pressed_at_uncertain else alarm.pressed_at,
        received_at=entry.at,
        alarms=(entry.at,),
    )


def _incident_after(was: IncidentFacts, at: datetime, event: ev.EventData) -> IncidentFacts:
    match event:
        case ev.PressedAgain():
            return replace(was, alarms=(*was.alarms, at))
        case ev.IncidentShown() if was.shown_at is None:
            return replace(was, shown_at=at)
        case ev.IncidentClaimed() if was.claimed_at is None:
            return replace(was, claimed_at=at, claimed_by=event.officer)
        case ev.KindChanged():
            return replace(was, kind=event.incident_kind, desk=event.desk)
        case ev.TaskMoved():
            task = _task(was.tasks.get(event.task), at, event.state)
            return replace(was, tasks=was.tasks | {event.task: task})
        case ev.PressCancelled(all_cancelled=True) | ev.IncidentMerged():
            return replace(was, lapsed_at=was.lapsed_at or at)
        case ev.IncidentUnmerged():
            return replace(was, lapsed_at=None)
        case ev.IncidentClosed():
            return replace(was, closed_at=at, disposition=event.disposition)
        case ev.IncidentReopened():
            return replace(was, closed_at=None, disposition=None)
        case _:
            return was


def _task(was: TaskFacts | None, at: datetime, state: TaskState) -> TaskFacts:
    now = was or TaskFacts(sent_at=at)
    if state in _ACKNOWLEDGED:
        now = replace(now, acknowledged_at=now.acknowledged_at or at)
    if state is TaskState.ON_SCENE:
        now = replace(now, on_scene_at=now.on_scene_at or at)
    if state in (TaskState.REFUSED, TaskState.WITHDRAWN):
        now = replace(now, lapsed_at=at)
    return now


def call(entries: Iterable[Entry]) -> CallFacts | None:
    """A call's facts; None without its first event."""
    facts: CallFacts | None = None
    for entry in entries:
        if isinstance(entry.data, ev.CallStarted):
            facts = _started(entry, entry.data)
        elif facts is not None:
            facts = _call_after(facts, entry.at, entry.data)
    return facts


def _started(entry: Entry, started: ev.CallStarted) -> CallFacts:
    to_officers = started.called is None or is_officer(started.called)
    return CallFacts(
        subject=entry.subject,
        mode=started.mode,
        area=started.place.area if started.place else "",
        started_at=entry.at,
        to_desk=to_officers and not is_officer(started.caller),
    )


def _call_after(was: CallFacts, at: datetime, event: ev.EventData) -> CallFacts:
    if isinstance(event, ev.CallMissed | ev.CallDropped | ev.CallEnded) and event.call_back_due:
        was = replace(was, due_at=was.due_at or at)
    match event:
        case ev.CallMissed() | ev.CallEnded(end=CallEnd.DECLINED):
            return replace(was, missed=True)
        case ev.CallEnded(end=CallEnd.CANCELLED):
            return replace(was, abandoned=True)
        case ev.CalledBack():
            return replace(was, called_back_at=was.called_back_at or at)
        case ev.CallReviewed():
            return replace(was, reviewed_at=at)
        case _:
            return was


def guest(entries: Iterable[Entry]) -> GuestFacts | None:
    """A guest report's facts; None without its first event."""
    facts: GuestFacts | None = None
    for entry in entries:
        match entry.data:
            case ev.GuestAnnounced() if facts is None:
                facts = GuestFacts(subject=entry.subject, mode=entry.data.mode)
            case ev.GuestsReported():
                facts = facts or GuestFacts(subject=entry.subject, mode=entry.data.mode)
                facts = replace(facts, sent_at=facts.sent_at or entry.at)
            case ev.GuestAcknowledged() if facts is not None:
                facts = replace(facts, acknowledged_at=facts.acknowledged_at or entry.at)
            case ev.GuestOverdue() if facts is not None:
                facts = replace(facts, overdue_at=facts.overdue_at or entry.at)
    return facts


def post(entries: Iterable[Entry]) -> PostFacts | None:
    """A post's facts; None without its first event. It should be heard from when it first was,
    until its key was taken away."""
    facts: PostFacts | None = None
    for entry in entries:
        match entry.data:
            case ev.PostAdded():
                facts = PostFacts(subject=entry.subject, place=entry.data.place)
            case ev.PostBack() if facts is not None:
                silences = _ended(facts.silences, entry.at)
                facts = replace(facts, silences=silences, expected=_begun(facts, entry.at))
            case ev.PostLost() if facts is not None:
                silence = Stretch(entry.data.last_heard_at)
                facts = replace(facts, silences=(*_ended(facts.silences, entry.at), silence))
            case ev.DeviceRevoked() if facts is not None:
                silences = _ended(facts.silences, entry.at)
                expected = _ended(facts.expected, entry.at)
                facts = replace(facts, silences=silences, expected=expected)
    return facts


def _begun(facts: PostFacts, at: datetime) -> tuple[Stretch, ...]:
    runs = facts.expected and facts.expected[-1].end is None
    return facts.expected if runs else (*facts.expected, Stretch(at))


def officer(entries: Iterable[Entry]) -> OfficerFacts | None:
    """An officer's facts; None without the first event. A session that nobody ended lasts until it
    expires; signing out or in again ends a break."""
    facts: OfficerFacts | None = None
    for entry in entries:
        if isinstance(entry.data, ev.OfficerAdded):
            facts = OfficerFacts(subject=entry.subject, desks=entry.data.desks)
        elif facts is not None:
            facts = _officer_after(facts, entry.at, entry.data)
    return facts


def _officer_after(was: OfficerFacts, at: datetime, event: ev.EventData) -> OfficerFacts:
    now = replace(was, breaks=_ended(was.breaks, at))
    match event:
        case ev.OfficerSignedIn():
            session = Stretch(at, event.expires_at)
            return replace(now, signed_in=(*_cut(was.signed_in, at), session))
        case ev.OfficerSignedOut():
            return replace(now, signed_in=_cut(was.signed_in, at))
        case ev.AgentChose(state=AgentState.BREAK):
            return replace(now, breaks=(*now.breaks, Stretch(at)))
        case _:
            return now


def _ended(stretches: tuple[Stretch, ...], at: datetime) -> tuple[Stretch, ...]:
    """With the last one ended, if it lasts."""
    if not stretches or stretches[-1].end is not None:
        return stretches
    return (*stretches[:-1], Stretch(stretches[-1].start, at))


def _cut(sessions: tuple[Stretch, ...], at: datetime) -> tuple[Stretch, ...]:
    """With the last one ended at the latest now."""
    if not sessions or (sessions[-1].end or at) <= at:
        return sessions
    return (*sessions[:-1], Stretch(sessions[-1].start, at))
