"""The incident: from the first press to its closing.

    WAITING -> CLAIMED -> CLOSED
    CLAIMED -> WAITING                 released, or the claim went stale: free again, sounds again
    WAITING -> CANCELLED_BY_REPORTER   every press was taken back; the card stays until closed
    CANCELLED_BY_REPORTER -> CLAIMED | CLOSED

Hearing and taking are two acts: ``hear`` silences for 60 s, only a claim ends the escalation.
"""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol import events as ev
from gateway.protocol.enums import (
    Desk,
    Disposition,
    Escalation,
    IncidentState,
    Kind,
    Mode,
    Priority,
)
from gateway.protocol.views import Place

#: ``hear`` stops the tone for this long (design section 5).
QUIET_AFTER_HEAR: Final = timedelta(seconds=60)
#: Presses of one button at one post within this time are one incident (design section 5).
SAME_INCIDENT: Final = timedelta(minutes=3)
#: An alarm that arrives later than this after the press is marked TERLAMBAT (design section 5).
LATE_AFTER: Final = timedelta(seconds=60)

_DESKS: Final[dict[Kind, Desk]] = {Kind.MEDICAL: Desk.PSC_119}
OPEN_STATES: Final = frozenset(IncidentState) - {IncidentState.CLOSED}


def desk_of(kind: Kind) -> Desk:
    """The desk that answers for a kind: PSC 119 for medical emergencies, Satpol PP for the rest."""
    return _DESKS.get(kind, Desk.SATPOL_PP)


class Incident(Struct, frozen=True, kw_only=True):
    """The state of one incident.

    ``state_version``: the version at which its state last changed; an order that saw less is stale.
    ``waiting_since``: from when the escalation counts.
    """

    subject: str
    version: int
    state_version: int
    state: IncidentState
    reference: str
    kind: Kind
    mode: Mode
    priority: Priority
    desk: Desk
    post: str
    post_title: str
    place: Place
    presses: tuple[str, ...]
    cancelled: tuple[str, ...] = ()
    pressed_at: datetime
    pressed_at_uncertain: bool
    last_pressed_at: datetime
    received_at: datetime
    waiting_since: datetime
    escalation: Escalation = Escalation.NONE
    quiet_until: datetime | None = None
    shown_at: datetime | None = None
    claimed_at: datetime | None = None
    claimed_by: str | None = None
    claimed_by_title: str = ""
    claim_stale: bool = False
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None
    disposition: Disposition | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything is left to be done."""
        return self.state is not IncidentState.CLOSED

    @property
    def is_late(self) -> bool:
        """Whether it arrived over 60 s after the press."""
        return self.received_at - self.pressed_at > LATE_AFTER


def begin(subject: str, at: datetime, raised: ev.AlarmRaised) -> Incident:
    """The incident that an alarm makes."""
    return Incident(
        subject=subject,
        version=1,
        state_version=1,
        state=IncidentState.WAITING,
        reference=raised.reference,
        kind=raised.incident_kind,
        mode=raised.mode,
        priority=raised.priority,
        desk=raised.desk,
        post=raised.post,
        post_title=raised.post_title,
        place=raised.place,
        presses=(raised.press,),
        pressed_at=raised.pressed_at,
        pressed_at_uncertain=raised.pressed_at_uncertain,
        last_pressed_at=raised.pressed_at,
        received_at=at,
        waiting_since=at,
    )


def evolve(was: Incident, version: int, at: datetime, event: ev.EventData) -> Incident:
    """The incident after an event. Events that change nothing but the timeline move the version."""
    now = replace(was, version=version)
    match event:
        case ev.PressedAgain():
            return _moved(
                now,
                presses=(*was.presses, event.press),
                last_pressed_at=max(was.last_pressed_at, event.pressed_at),
                quiet_until=None,
            )
        case ev.PressCancelled():
            return _cancelled(now, at, event)
        case ev.IncidentShown():
            return replace(now, shown_at=was.shown_at or at)
        case ev.IncidentHeard():
            return replace(now, quiet_until=event.quiet_until)
        case ev.IncidentClaimed():
            return _moved(
                now,
                state=IncidentState.CLAIMED,
                claimed_at=at,
                claimed_by=event.officer,
                claimed_by_title=event.officer_title,
                claim_stale=False,
                quiet_until=None,
            )
        case ev.IncidentReleased():
            return _waiting_again(now, at, stale=False)
        case ev.ClaimWentStale():
            return _waiting_again(now, at, stale=True)
        case ev.IncidentEscalated():
            return replace(now, escalation=event.step)
        case ev.IncidentClosed():
            return _moved(
                now, state=IncidentState.CLOSED, closed_at=at, disposition=event.disposition
            )
        case _:
            return now


def _moved(now: Incident, **changes: object) -> Incident:
    return replace(now, state_version=now.version, **changes)


def _cancelled(now: Incident, at: datetime, event: ev.PressCancelled) -> Incident:
    cancelled = (*now.cancelled, event.press)
    if not event.all_cancelled:
        return replace(now, cancelled=cancelled)
    state = now.state
    if state is IncidentState.WAITING:
        state = IncidentState.CANCELLED_BY_REPORTER
    return _moved(now, cancelled=cancelled, cancelled_at=at, state=state)


def _waiting_again(now: Incident, at: datetime, *, stale: bool) -> Incident:
    return _moved(
        now,
        state=IncidentState.WAITING,
        waiting_since=at,
        escalation=Escalation.NONE,
        quiet_until=None,
        claimed_at=None,
        claimed_by=None,
        claimed_by_title="",
        claim_stale=stale,
    )
