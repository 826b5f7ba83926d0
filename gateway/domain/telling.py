"""What people without a console are told of by which channel, and whom.

Only what is real leaves the system (law 7): nobody joins a drill by telephone.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final, NamedTuple, Protocol

from msgspec import Struct

from gateway.domain.agency_task import AgencyTask
from gateway.domain.call import Call
from gateway.domain.device import Partner
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.partner import Reach
from gateway.domain.world import Entry, State
from gateway.protocol import events as ev
from gateway.protocol.enums import (
    CallState,
    Channel,
    ContactChannel,
    GuestState,
    IncidentState,
    Mode,
    NumberState,
    Priority,
    TaskState,
    Topic,
)


class Manner(NamedTuple):
    """How a topic is told: the push service's urgency (RFC 8030), after how long it is stale, and
    whether its outcome is an event of what it is about."""

    urgency: str
    holds: timedelta
    recorded: bool


MANNERS: Final = {
    Topic.UNCLAIMED: Manner("high", timedelta(hours=12), recorded=True),
    Topic.TASK: Manner("high", timedelta(minutes=15), recorded=True),
    # Hundreds of neighbours may be told of one incident: its timeline counts their answers.
    Topic.APPEAL: Manner("high", timedelta(minutes=30), recorded=False),
    Topic.GUEST: Manner("normal", timedelta(days=1), recorded=True),
    # It rings no longer than that; a phone that wakes later sees the call among those missed.
    Topic.CALL: Manner("high", timedelta(minutes=1), recorded=False),
    Topic.NUMBER_CODE: Manner("normal", timedelta(minutes=15), recorded=True),
}


class Notice(Struct, frozen=True, kw_only=True):
    """Something to be told of, before it is known to whom."""

    topic: Topic
    subject: str


class Recipient(Struct, frozen=True, kw_only=True):
    """One partner by one channel."""

    channel: Channel
    partner: str


class Roll(Protocol):
    """The partners, as the sender of notices knows them."""

    def partners(self) -> Iterable[Partner]:
        """All of them."""

    def reach(self, partner: Partner) -> Reach:
        """Where a partner helps."""

    def is_online(self, partner: str) -> bool:
        """Whether the partner's page is connected now."""


def notice(entry: Entry, state: State | None) -> Notice | None:
    """What an event is to be told as, if anything. ``state`` is its subject's after it."""
    match entry.data, state:
        case (ev.TaskCreated() | ev.TaskAsked(), AgencyTask()) if (
            state.mode is Mode.REAL and state.contact.channel is ContactChannel.SOFTWARE
        ):
            return Notice(topic=Topic.TASK, subject=entry.subject)
        case ev.AlarmRaised(), Incident() if state.mode is Mode.REAL:
            return Notice(topic=Topic.APPEAL, subject=entry.subject)
        case ev.GuestPartnersTold(), GuestReport() if state.mode is Mode.REAL:
            return Notice(topic=Topic.GUEST, subject=entry.subject)
        case ev.CallStarted(), Call() if state.mode is Mode.REAL and _is_phone(state.called):
            return Notice(topic=Topic.CALL, subject=entry.subject)
        case ev.NumberAsked(), Partner():
            return Notice(topic=Topic.NUMBER_CODE, subject=entry.subject)
        case _:
            return None


def recipients(told: Notice, state: State | None, roll: Roll) -> list[Recipient]:
    """Whom a notice goes to now. ``state`` is its subject's."""
    match state:
        case AgencyTask():
            return list(_of_agency(state, roll))
        case GuestReport():
            asked = {p for p, each in state.told.items() if each.step is state.step}
            return list(_of_these([p for p in roll.partners() if p.subject in asked], roll))
        case Call():
            rung = [p for p in roll.partners() if p.subject == state.called and p.reaching.push]
            return [Recipient(channel=Channel.PUSH, partner=p.subject) for p in rung]
        case Incident():
            near = (p for p in roll.partners() if p.reaching.push and roll.reach(p).covers(state))
            return [Recipient(channel=Channel.PUSH, partner=p.subject) for p in near]
        case Partner():
            return [Recipient(channel=Channel.SMS, partner=state.subject)]
        case _:
            return []


def _of_agency(task: AgencyTask, roll: Roll) -> Iterator[Recipient]:
    crew = [p for p in roll.partners() if p.agency == task.agency and not p.enrolment.revoked]
    return _of_these(crew, roll)


def _of_these(partners: list[Partner], roll: Roll) -> Iterator[Recipient]:
    # While a phone of theirs is online they see it there, at once and for free.
    alone = not any(roll.is_online(p.subject) for p in partners)
    for partner in partners:
        if partner.reaching.push is not None:
            yield Recipient(channel=Channel.PUSH, partner=partner.subject)
        if alone and partner.reaching.number.state is NumberState.PROVEN:
            yield Recipient(channel=Channel.SMS, partner=partner.subject)


def is_wanted(topic: Topic, state: State | None) -> bool:
    """Whether it still has to be told."""
    match state:
        case AgencyTask():
            return state.state in (TaskState.SENT, TaskState.NO_ANSWER)
        case Incident():
            if topic is Topic.UNCLAIMED:
                return state.state is IncidentState.WAITING
            return state.is_open and state.state is not IncidentState.CANCELLED_BY_REPORTER
        case GuestReport():
            return state.state in (GuestState.SENT, GuestState.NOTIFYING)
        case Call():
            return state.state is CallState.RINGING
        case Partner():
            return state.reaching.number.state is NumberState.ASKED
        case _:
            return False


def is_emergency(topic: Topic, state: State | None) -> bool:
    """Whether quiet hours don't count: a task of one's own, an alarm of the first priority, a call
    that is about no guests."""
    match state:
        case Incident() if topic is Topic.APPEAL:
            return state.priority is Priority.P1
        case GuestReport():
            return False
        case Call():
            return not (state.about or "").startswith("guest:")
        case _:
            return True


def _is_phone(subject: str | None) -> bool:
    return subject is not None and subject.startswith("partner:")
