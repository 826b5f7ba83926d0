"""What becomes due by the mere passing of time (design section 5).

An unclaimed alarm: 20 s louder on all consoles, 60 s supervisor and 112 on the tablet, 90 s the
outside relay. An agency that does not answer: after 60 s its next contact. A broadcast ends. A
guest report that nobody acknowledges climbs its ladder, and stays end. A call has rung long enough,
a device in it was away too long, a wrap-up is over. The figures are settings;
drills and tests never reach the relay (law 7).
"""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from gateway.domain import guest_ladder
from gateway.domain.agency_task import AgencyTask
from gateway.domain.broadcast import Broadcast
from gateway.domain.call import Call
from gateway.domain.guest import GuestReport
from gateway.domain.guest_times import GuestTimes
from gateway.domain.incident import Incident
from gateway.domain.officer import Officer
from gateway.domain.order import (
    AdvanceGuest,
    AskNext,
    EndDueBroadcast,
    EndWrapUp,
    EscalateDue,
    LegOver,
    RingOver,
)
from gateway.domain.world import State
from gateway.protocol.enums import Escalation, IncidentState, Mode, TaskState

#: What the gateway does when something is due.
DueBody = EscalateDue | AskNext | EndDueBroadcast | AdvanceGuest | RingOver | LegOver | EndWrapUp

ENDS: Final = "ends"
RING: Final = "ring"
WRAP_UP: Final = "wrap_up"

_NEXT: Final = {
    Escalation.NONE: Escalation.LOUDER,
    Escalation.LOUDER: Escalation.SUPERVISOR,
    Escalation.SUPERVISOR: Escalation.RELAY,
}


class EscalationTimes(Struct, frozen=True, kw_only=True):
    """Seconds from the moment the incident waits to each step, and for a contact to answer."""

    louder_s: float = 20
    supervisor_s: float = 60
    relay_s: float = 90
    contact_s: float = 60
    guests: GuestTimes = GuestTimes()

    def after(self, step: Escalation) -> timedelta:
        """How long after the beginning a step is due."""
        seconds = {
            Escalation.LOUDER: self.louder_s,
            Escalation.SUPERVISOR: self.supervisor_s,
            Escalation.RELAY: self.relay_s,
        }
        return timedelta(seconds=seconds[step])


class Due(Struct, frozen=True, kw_only=True):
    """What comes next for a subject and when (UTC).

    ``step`` is an escalation's name for an incident, the contact's number for a task, ``ENDS`` for
    a broadcast, one of ``guest_ladder`` for a guest report, ``RING`` or the device that is waited
    for in a call, ``WRAP_UP`` for an officer.
    """

    subject: str
    step: str
    at: datetime

    @property
    def body(self) -> DueBody:
        """What the gateway does then."""
        if self.subject.startswith("task:"):
            return AskNext(task=self.subject, number=int(self.step))
        if self.subject.startswith("guest:"):
            return AdvanceGuest(guest=self.subject, step=self.step)
        if self.step == ENDS:
            return EndDueBroadcast(broadcast=self.subject)
        if self.step == WRAP_UP:
            return EndWrapUp(officer=self.subject)
        if self.step == RING:
            return RingOver(call=self.subject)
        if self.subject.startswith("call:"):
            return LegOver(call=self.subject, party=self.step)
        return EscalateDue(incident=self.subject, step=Escalation(self.step), due_at=self.at)


def next_due(state: State, times: EscalationTimes) -> Due | None:
    """What comes next for a subject, or None when nothing does."""
    match state:
        case Incident():
            return _escalation(state, times)
        case AgencyTask() if state.state is TaskState.SENT:
            at = state.asked_at + timedelta(seconds=times.contact_s)
            return Due(subject=state.subject, step=str(state.contact_number), at=at)
        case Broadcast() if state.is_open:
            return Due(subject=state.subject, step=ENDS, at=state.ends_at)
        case Call() if state.is_live:
            return _in_call(state)
        case Officer(wrap_up_until=until) if until is not None:
            return Due(subject=state.subject, step=WRAP_UP, at=until)
        case GuestReport() if following := guest_ladder.next_step(state, times.guests):
            return Due(subject=state.subject, step=following[0], at=following[1])
        case _:
            return None


def _in_call(call: Call) -> Due | None:
    dues = [(leg.until, leg.party) for leg in call.legs if leg.until is not None]
    if call.ring_until is not None:
        dues.append((call.ring_until, RING))
    at, step = min(dues, default=(None, ""))
    return None if at is None else Due(subject=call.subject, step=step, at=at)


def _escalation(incident: Incident, times: EscalationTimes) -> Due | None:
    if incident.state is not IncidentState.WAITING:
        return None
    step = _NEXT.get(incident.escalation)
    if step is None or (step is Escalation.RELAY and incident.mode is not Mode.REAL):
        return None
    at = incident.waiting_since + times.after(step)
    return Due(subject=incident.subject, step=step.value, at=at)
