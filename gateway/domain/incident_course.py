"""How an incident moves: its state after each event.

Events that change nothing but the timeline move only the version.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace

from gateway.domain.incident import (
    UNDISPATCHED,
    Incident,
    MainCourse,
    back_to,
    moved,
    waiting_again,
)
from gateway.domain.message import Media, Message
from gateway.protocol import events as ev
from gateway.protocol.enums import IncidentState, Mark, TaskState

Step = Callable[[Incident, datetime, Any], Incident]

#: How near help is, for what the tablet shows.
_NEARNESS: Final = (
    TaskState.SENT,
    TaskState.ACKNOWLEDGED,
    TaskState.EN_ROUTE,
    TaskState.ON_SCENE,
)


def evolve(was: Incident, version: int, at: datetime, event: ev.EventData) -> Incident:
    """The incident after an event."""
    now = replace(was, version=version)
    step = _STEPS.get(type(event))
    return now if step is None else step(now, at, event)


def _task_moved(now: Incident, at: datetime, event: ev.TaskMoved) -> Incident:
    over = event.state in (TaskState.DONE, TaskState.REFUSED, TaskState.WITHDRAWN)
    tasks = now.open_tasks - {event.task} if over else now.open_tasks | {event.task}
    known = now.tasks if event.task in now.tasks else (*now.tasks, event.task)
    now = replace(now, tasks=known, open_tasks=tasks, help=_nearer(now.help, event.state))
    if now.under_hold is not None:
        return replace(now, under_hold=_further(now.under_hold, event.state))
    further = _further(now.state, event.state)
    return now if further is now.state else moved(now, state=further)


def _further(state: IncidentState, step: TaskState) -> IncidentState:
    if state not in UNDISPATCHED | {IncidentState.DISPATCHED}:
        return state
    there = step is TaskState.ON_SCENE
    return IncidentState.IN_PROGRESS if there else IncidentState.DISPATCHED


def _nearer(known: TaskState | None, state: TaskState) -> TaskState | None:
    if state not in _NEARNESS:
        return known
    if known is None:
        return state
    return max(known, state, key=_NEARNESS.index)


def _pressed_again(now: Incident, at: datetime, event: ev.PressedAgain) -> Incident:
    return moved(
        now,
        presses=(*now.presses, event.press),
        press_times=(*now.press_times, event.pressed_at),
        last_pressed_at=max(now.last_pressed_at, event.pressed_at),
        quiet_until=None,
    )


def _press_cancelled(now: Incident, at: datetime, event: ev.PressCancelled) -> Incident:
    cancelled = (*now.cancelled, event.press)
    if not event.all_cancelled:
        return replace(now, cancelled=cancelled)
    state = now.state
    if state is IncidentState.WAITING:
        state = IncidentState.CANCELLED_BY_REPORTER
    return moved(now, cancelled=cancelled, cancelled_at=at, state=state)


def _press_split(now: Incident, at: datetime, event: ev.PressSplit) -> Incident:
    kept = [(p, t) for p, t in zip(now.presses, now.press_times, strict=True) if p != event.press]
    return replace(
        now,
        presses=tuple(press for press, _ in kept),
        press_times=tuple(time for _, time in kept),
        last_pressed_at=max(time for _, time in kept),
    )


def _shown(now: Incident, at: datetime, event: ev.IncidentShown) -> Incident:
    return replace(now, shown_at=now.shown_at or at)


def _heard(now: Incident, at: datetime, event: ev.IncidentHeard) -> Incident:
    return replace(now, quiet_until=event.quiet_until)


def _claimed(now: Incident, at: datetime, event: ev.IncidentClaimed) -> Incident:
    free = (IncidentState.WAITING, IncidentState.CANCELLED_BY_REPORTER)
    return moved(
        now,
        state=IncidentState.CLAIMED if now.state in free else now.state,
        claimed_at=at,
        claimed_by=event.officer,
        claimed_by_title=event.officer_title,
        claim_stale=False,
        quiet_until=None,
    )


def _released(now: Incident, at: datetime, event: ev.IncidentReleased) -> Incident:
    return _freed(now, at, stale=False)


def _gone_stale(now: Incident, at: datetime, event: ev.ClaimWentStale) -> Incident:
    return _freed(now, at, stale=True)


def _freed(now: Incident, at: datetime, *, stale: bool) -> Incident:
    if now.state in UNDISPATCHED:
        return waiting_again(now, at, stale=stale)
    # Help is under way: free for another officer, but nothing to wake the room for.
    return moved(now, claimed_by=None, claimed_by_title="", claim_stale=stale)


def _escalated(now: Incident, at: datetime, event: ev.IncidentEscalated) -> Incident:
    return replace(now, escalation=event.step)


def _closed(now: Incident, at: datetime, event: ev.IncidentClosed) -> Incident:
    return moved(
        now,
        state=IncidentState.CLOSED,
        before=now.state,
        closed_at=at,
        disposition=event.disposition,
    )


def _reopened(now: Incident, at: datetime, event: ev.IncidentReopened) -> Incident:
    opened = moved(
        now,
        state=now.before or IncidentState.CLAIMED,
        before=None,
        closed_at=None,
        disposition=None,
        claimed_at=at,
        claimed_by=event.officer,
        claimed_by_title=event.officer_title,
        claim_stale=False,
    )
    if opened.state is IncidentState.CANCELLED_BY_REPORTER:
        return replace(opened, state=IncidentState.CLAIMED)
    return opened


def _held(now: Incident, at: datetime, event: ev.IncidentHeld) -> Incident:
    return moved(
        now,
        state=IncidentState.ON_HOLD,
        under_hold=now.under_hold or now.state,
        hold_reason=event.reason,
        hold_until=event.until,
    )


def _resumed(now: Incident, at: datetime, event: ev.IncidentResumed) -> Incident:
    freed = replace(now, under_hold=None, hold_reason="", hold_until=None)
    return back_to(freed, now.under_hold, at)


def _merged(now: Incident, at: datetime, event: ev.IncidentMerged) -> Incident:
    return moved(
        now,
        state=IncidentState.MERGED,
        before=now.state,
        merged_into=event.into,
        closed_at=at,
    )


def _unmerged(now: Incident, at: datetime, event: ev.IncidentUnmerged) -> Incident:
    return back_to(replace(now, merged_into=None, main=None, closed_at=None), now.before, at)


def _followed(now: Incident, at: datetime, event: ev.CourseFollowed) -> Incident:
    course = MainCourse(
        state=event.state,
        help=event.help,
        claimed_at=event.claimed_at,
        closed_at=event.closed_at,
    )
    return replace(now, main=course)


def _absorbed(now: Incident, at: datetime, event: ev.IncidentAbsorbed) -> Incident:
    unread = dict.fromkeys(event.unread, event.incident)
    return replace(
        now,
        merged=(*now.merged, event.incident),
        unread_merged={**now.unread_merged, **unread},
    )


def _parted(now: Incident, at: datetime, event: ev.IncidentParted) -> Incident:
    unread = {m: i for m, i in now.unread_merged.items() if i != event.incident}
    merged = tuple(m for m in now.merged if m != event.incident)
    return replace(now, merged=merged, unread_merged=unread)


def _merged_post_wrote(now: Incident, at: datetime, event: ev.MergedPostWrote) -> Incident:
    return replace(now, unread_merged={**now.unread_merged, event.message: event.incident})


def _linked(now: Incident, at: datetime, event: ev.IncidentLinked) -> Incident:
    return replace(now, linked=(*now.linked, event.other))


def _verifying(now: Incident, at: datetime, event: ev.VerificationBegun) -> Incident:
    return moved(now, state=IncidentState.VERIFYING)


def _controlled(now: Incident, at: datetime, event: ev.IncidentControlled) -> Incident:
    return moved(now, state=IncidentState.CONTROLLED)


def _priority(now: Incident, at: datetime, event: ev.PriorityChanged) -> Incident:
    return replace(now, priority=event.priority)


def _kind(now: Incident, at: datetime, event: ev.KindChanged) -> Incident:
    former = now.former_desks
    if event.desk is not now.desk:
        former = (*(desk for desk in former if desk is not event.desk), now.desk)
    return replace(
        now,
        kind=event.incident_kind,
        subkind=event.subkind,
        desk=event.desk,
        former_desks=former,
    )


def _facts(now: Incident, at: datetime, event: ev.FactsWritten) -> Incident:
    return replace(now, facts=event.facts)


def _answered(now: Incident, at: datetime, event: ev.QuestionsAnswered) -> Incident:
    return replace(
        now,
        subkind=event.subkind or now.subkind,
        hurt=event.hurt or now.hurt,
        trapped=event.trapped or now.trapped,
    )


def _ticked(now: Incident, at: datetime, event: ev.ItemTicked) -> Incident:
    key = f"{event.card}/{event.item}"
    without = tuple(t for t in now.ticked if t != key)
    return replace(now, ticked=(*without, key) if event.done else without)


def _message_sent(now: Incident, at: datetime, event: ev.MessageSent) -> Incident:
    media = Media(announced=event.media) if event.media else None
    written = Message(id=event.message, side=event.side, media=media)
    return replace(now, messages=(*now.messages, written))


def _media_stored(now: Incident, at: datetime, event: ev.MediaStored) -> Incident:
    return _with_media(now, event.message, file=event.file, thumbnail=event.thumbnail, settled=True)


def _media_refused(now: Incident, at: datetime, event: ev.MediaRefused) -> Incident:
    return _with_media(now, event.message, settled=True)


def _media_erased(now: Incident, at: datetime, event: ev.MediaErased) -> Incident:
    return _with_media(now, event.message, file="", thumbnail="", settled=True)


def _with_media(now: Incident, message: str, **changes: object) -> Incident:
    changed = (
        replace(m, media=replace(m.media, **changes)) if m.id == message and m.media else m
        for m in now.messages
    )
    return replace(now, messages=tuple(changed))


def _messages_marked(now: Incident, at: datetime, event: ev.MessagesMarked) -> Incident:
    marked = (m.marked(event.mark, at) if m.id in event.messages else m for m in now.messages)
    unread = now.unread_merged
    if event.mark is Mark.READ:
        unread = {m: i for m, i in unread.items() if m not in event.messages}
    return replace(now, messages=tuple(marked), unread_merged=unread)


def _appeal_answered(now: Incident, at: datetime, event: ev.AppealAnswered) -> Incident:
    return replace(now, answers={**now.answers, event.by: event.answer})


_STEPS: Final[dict[type, Step]] = {
    ev.PressedAgain: _pressed_again,
    ev.PressCancelled: _press_cancelled,
    ev.PressSplit: _press_split,
    ev.IncidentShown: _shown,
    ev.IncidentHeard: _heard,
    ev.IncidentClaimed: _claimed,
    ev.IncidentReleased: _released,
    ev.ClaimWentStale: _gone_stale,
    ev.IncidentEscalated: _escalated,
    ev.IncidentClosed: _closed,
    ev.IncidentReopened: _reopened,
    ev.IncidentHeld: _held,
    ev.IncidentResumed: _resumed,
    ev.IncidentMerged: _merged,
    ev.IncidentUnmerged: _unmerged,
    ev.CourseFollowed: _followed,
    ev.IncidentAbsorbed: _absorbed,
    ev.IncidentParted: _parted,
    ev.MergedPostWrote: _merged_post_wrote,
    ev.IncidentLinked: _linked,
    ev.VerificationBegun: _verifying,
    ev.IncidentControlled: _controlled,
    ev.PriorityChanged: _priority,
    ev.KindChanged: _kind,
    ev.FactsWritten: _facts,
    ev.QuestionsAnswered: _answered,
    ev.ItemTicked: _ticked,
    ev.MessageSent: _message_sent,
    ev.MessagesMarked: _messages_marked,
    ev.MediaStored: _media_stored,
    ev.MediaRefused: _media_refused,
    ev.MediaErased: _media_erased,
    ev.TaskMoved: _task_moved,
    ev.AppealAnswered: _appeal_answered,
}
