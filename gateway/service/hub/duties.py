"""Officers on duty: their beats, the claims that hang on them, and sessions that end."""

from gateway.domain.incident import Incident
from gateway.domain.order import ExpireClaim, SignOutOfficer
from gateway.protocol.enums import IncidentState
from gateway.service.clock import Clock
from gateway.service.hub.client import Duty
from gateway.service.hub.replica import Replica
from gateway.service.hub.times import ClaimTimes
from gateway.service.timers.errands import Errands


class Duties:
    """A claim lives as long as its officer's console beats; after a start there is a grace."""

    def __init__(self, replica: Replica, errands: Errands, clock: Clock, times: ClaimTimes) -> None:
        self._replica = replica
        self._errands = errands
        self._clock = clock
        self._times = times
        self._beats: dict[str, float] = {}
        self._grace = clock.monotonic() + times.grace_s - times.stale_s

    def beat(self, duty: Duty) -> None:
        """The console of this officer is alive."""
        self._beats[duty.officer] = self._clock.monotonic()

    def holds(self, duty: Duty) -> bool:
        """Whether the sign-in is still the officer's running session."""
        officer = self._replica.officers.get(duty.officer)
        session = officer.session if officer else None
        return session is not None and session.token_hash == duty.token_hash

    def look(self) -> None:
        """Free the claims of officers who are gone, and end sessions that are over."""
        now = self._clock.monotonic()
        for incident in self._replica.incidents.values():
            if self._is_stale(incident, now):
                gone = ExpireClaim(incident=incident.subject, officer=incident.claimed_by or "")
                self._errands.send((incident.subject, "claim"), gone)
        for officer in self._replica.officers.values():
            session = officer.session
            if session is not None and session.expires_at <= self._clock.now():
                over = SignOutOfficer(
                    officer=officer.subject, console=session.console, reason="expired"
                )
                self._errands.send((officer.subject, "session"), over)

    def _is_stale(self, incident: Incident, now: float) -> bool:
        if incident.state is not IncidentState.CLAIMED or incident.claimed_by is None:
            return False
        last = max(self._grace, self._beats.get(incident.claimed_by, self._grace))
        return now - last > self._times.stale_s
