"""How a guest report reaches somebody, and what becomes due in a stay (design section 5).

Message to every Ketua RT of the post -> nobody answers -> a call -> the deputies by message -> the
Satpol PP desk is informed, without any tone. Where a step has nobody, the next one is taken. Drills
and tests are told by message and no further (law 7), and end by themselves.
"""

from datetime import datetime, timedelta
from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.guest import GuestReport
from gateway.domain.guest_call import ring
from gateway.domain.guest_times import GuestTimes
from gateway.domain.order import AdvanceGuest, Order
from gateway.domain.world import Change, World
from gateway.protocol import events as ev
from gateway.protocol.enums import GuestContact, GuestState, GuestStep, Mode, PartnerRole

BEGINS: Final = "begins"
EXPIRES: Final = "expires"
OVERDUE: Final = "overdue"
LAPSES: Final = "lapses"
ENDS: Final = "ends"

_NEXT: Final = {
    GuestStep.MESSAGE: GuestStep.CALL,
    GuestStep.CALL: GuestStep.DEPUTY,
    GuestStep.DEPUTY: GuestStep.DESK,
}
_THERE: Final = (
    GuestState.SENT,
    GuestState.NOTIFYING,
    GuestState.NEEDS_MEETING,
    GuestState.NEEDS_CORRECTION,
    GuestState.VALID,
    GuestState.EXPIRING,
)


def next_step(found: GuestReport, times: GuestTimes) -> tuple[str, datetime] | None:
    """What comes next for a report and when, or None when nothing does."""
    ahead = [step for step in (_of_ladder(found, times), _of_stay(found, times)) if step]
    return min(ahead, key=lambda step: step[1]) if ahead else None


def first_step(world: World, subject: str, post: str, *, desk: bool) -> list[Change]:
    """The first step that has somebody, taken with the report itself; ``desk``: where the RT has
    nobody, the desk is informed."""
    for step, role in (
        (GuestStep.MESSAGE, PartnerRole.KETUA_RT),
        (GuestStep.DEPUTY, PartnerRole.DEPUTY),
    ):
        if partners := _partners(world, post, role):
            told = ev.GuestPartnersTold(step=step, partners=partners)
            return [Change(subject=subject, data=told)]
    return _desk(subject) if desk else []


def advance(world: World, order: Order, body: AdvanceGuest) -> list[Change]:
    """Do what has become due, unless the report has moved on meanwhile."""
    found = world.guest_report(body.guest)
    if not found.is_open:
        return []
    simple: dict[str, ev.AnyEvent] = {
        BEGINS: ev.GuestStayBegan(),
        EXPIRES: ev.GuestExpiring(),
        OVERDUE: ev.GuestOverdue(),
        LAPSES: ev.GuestNotArrived(),
        ENDS: ev.GuestsLeft(numbers=found.present, all=True),
    }
    if body.step in simple:
        return [Change(subject=found.subject, data=simple[body.step])]
    return _climb(world, order, found, GuestStep(body.step))


def _climb(world: World, order: Order, found: GuestReport, step: GuestStep) -> list[Change]:
    if found.state is not GuestState.NOTIFYING or found.step is None or _NEXT[found.step] != step:
        return []
    if step is GuestStep.CALL:
        heads = _partners(world, found.post, PartnerRole.KETUA_RT)
        if heads:
            due = ev.GuestCallDue(partners=heads, video=found.contact is GuestContact.VIDEO)
            return [Change(subject=found.subject, data=due), *ring(world, order, found, heads)]
    if step is not GuestStep.DESK:
        deputies = _partners(world, found.post, PartnerRole.DEPUTY)
        if deputies:
            told = ev.GuestPartnersTold(step=GuestStep.DEPUTY, partners=deputies)
            return [Change(subject=found.subject, data=told)]
    return _desk(found.subject)


def _desk(subject: str) -> list[Change]:
    return [Change(subject=subject, data=ev.GuestPartnersTold(step=GuestStep.DESK))]


def _partners(world: World, post: str, role: PartnerRole) -> tuple[str, ...]:
    """Those whose phones are paired, or could be rung: all that are not revoked."""
    found = [p for p in world.partners() if p.role is role and post in p.posts]
    return tuple(sorted(p.subject for p in found if not p.enrolment.revoked))


def _of_ladder(found: GuestReport, times: GuestTimes) -> tuple[str, datetime] | None:
    if found.state is not GuestState.NOTIFYING or found.mode is not Mode.REAL:
        return None
    if found.step is None or found.step_at is None or found.step is GuestStep.DESK:
        return None
    return _NEXT[found.step].value, found.step_at + times.after(found.step)


def _of_stay(found: GuestReport, times: GuestTimes) -> tuple[str, datetime] | None:
    over = found.until + timedelta(seconds=times.overdue_s)
    if found.state is GuestState.PLANNED:
        return LAPSES, found.stay.arrives_at + timedelta(seconds=times.lapse_s)
    if found.state is GuestState.ACKNOWLEDGED:
        return BEGINS, found.stay.arrives_at
    if found.state is GuestState.VALID and found.mode is Mode.REAL:
        return EXPIRES, found.until - timedelta(seconds=times.expiring_s)
    if found.state in _THERE:
        return (OVERDUE if found.mode is Mode.REAL else ENDS), over
    return None


DECIDERS: Final[Deciders] = {
    AdvanceGuest: advance,
}
