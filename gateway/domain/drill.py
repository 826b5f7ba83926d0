"""How a drill went: a reading of its journal, for teaching. Never among the figures (law 7)."""

from collections.abc import Iterable

from gateway.domain.world import Entry
from gateway.protocol import events as ev
from gateway.protocol.enums import AppealAnswer, Mode
from gateway.protocol.views import DrillScore


def score(entries: Iterable[Entry]) -> DrillScore | None:
    """The score of one incident from its events, oldest first; None unless it is a drill.

    Only the first claim counts: a drill that is released and taken again was answered then.
    """
    raised, claimed_at = None, None
    came: set[str] = set()
    for entry in entries:
        match entry.data:
            case ev.AlarmRaised():
                raised = entry
            case ev.IncidentClaimed() if claimed_at is None:
                claimed_at = entry.at
            case ev.AppealAnswered(answer=AppealAnswer.ON_SCENE):
                came.add(entry.data.by)
    if raised is None or not isinstance(raised.data, ev.AlarmRaised):
        return None
    alarm = raised.data
    if alarm.mode is not Mode.DRILL:
        return None
    claim_s = None if claimed_at is None else (claimed_at - alarm.pressed_at).total_seconds()
    return DrillScore(
        incident=raised.subject,
        reference=alarm.reference,
        post=alarm.post,
        post_title=alarm.post_title,
        kind=alarm.incident_kind,
        at=alarm.pressed_at,
        press_s=None if alarm.lesson_ms is None else alarm.lesson_ms / 1_000,
        claim_s=claim_s,
        came=len(came),
    )
