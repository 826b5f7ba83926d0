"""When an unclaimed alarm is carried further (design section 5).

20 s louder on all consoles, 60 s supervisor and 112 on the tablet, 90 s the outside relay. The
figures are settings; drills and tests never reach the relay (law 7).
"""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from gateway.domain.incident import Incident
from gateway.protocol.enums import Escalation, IncidentState, Mode

_NEXT: Final = {
    Escalation.NONE: Escalation.LOUDER,
    Escalation.LOUDER: Escalation.SUPERVISOR,
    Escalation.SUPERVISOR: Escalation.RELAY,
}


class EscalationTimes(Struct, frozen=True, kw_only=True):
    """Seconds from the moment the incident waits to each step."""

    louder_s: float = 20
    supervisor_s: float = 60
    relay_s: float = 90

    def after(self, step: Escalation) -> timedelta:
        """How long after the beginning a step is due."""
        seconds = {
            Escalation.LOUDER: self.louder_s,
            Escalation.SUPERVISOR: self.supervisor_s,
            Escalation.RELAY: self.relay_s,
        }
        return timedelta(seconds=seconds[step])


class Due(Struct, frozen=True, kw_only=True):
    """The next step of an incident and when it is due (UTC)."""

    incident: str
    step: Escalation
    at: datetime


def next_due(incident: Incident, times: EscalationTimes) -> Due | None:
    """The step that comes next, or None when there is none."""
    if incident.state is not IncidentState.WAITING:
        return None
    step = _NEXT.get(incident.escalation)
    if step is None or (step is Escalation.RELAY and incident.mode is not Mode.REAL):
        return None
    return Due(incident=incident.subject, step=step, at=incident.waiting_since + times.after(step))
