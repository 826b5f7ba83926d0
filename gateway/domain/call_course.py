"""How a call moves: its state after each event."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace

from gateway.domain.call import Call, Leg, Recording
from gateway.domain.call_legs import changed, connecting, judged, out, placed, without
from gateway.protocol import events as ev
from gateway.protocol.enums import CallEnd, CallState, LegRole, LegState

Step = Callable[[Call, datetime, Any], Call]


def begin(subject: str, at: datetime, event: ev.CallStarted) -> Call:
    """The call that is started."""
    return Call(
        subject=subject,
        version=1,
        mode=event.mode,
        desk=event.desk,
        desks=event.desks,
        caller=event.caller,
        caller_title=event.caller_title,
        called=event.called,
        called_title=event.called_title,
        place=event.place,
        about=event.about,
        reference=event.reference,
        video=event.video,
        state=CallState.RINGING,
        hub=event.hub,
        holder=event.holder,
        holder_title=event.holder_title,
        legs=_first_legs(at, event),
        rings_at=event.rings_at,
        started_at=at,
        ring_until=event.ring_until,
        consult_of=event.consult_of,
        back_of=event.back_of,
    )


def _first_legs(at: datetime, event: ev.CallStarted) -> tuple[Leg, ...]:
    by_officer = event.holder is not None
    caller = Leg(
        party=event.caller_device,
        officer=event.holder,
        title=event.caller_title,
        role=LegRole.OFFICER if by_officer else LegRole.CALLER,
        state=LegState.CONNECTING if event.hub else LegState.RINGING,
        since=at,
    )
    if event.called_device is None:
        return (caller,)
    called = Leg(
        party=event.called_device,
        officer=event.called if event.called != event.called_device else None,
        title=event.called_title,
        role=LegRole.CALLED,
        state=LegState.RINGING,
        since=at,
    )
    return (caller, called)


def evolve(was: Call, version: int, at: datetime, event: ev.EventData) -> Call:
    """The call after an event."""
    now = replace(was, version=version)
    step = _STEPS.get(type(event))
    return now if step is None else step(now, at, event)


# -- ringing and its end


def _answered(now: Call, at: datetime, event: ev.CallAnswered) -> Call:
    taken = event.officer if now.holder is None and not now.between_residents else None
    now = replace(
        now,
        hub=event.hub,
        holder=taken or now.holder,
        holder_title=event.title if taken else now.holder_title,
        video=now.video or event.video,
        answered_at=at,
        ring_until=None,
        rings_at=(),
    )
    role = LegRole.OFFICER if taken else LegRole.CALLED
    own = Leg(
        party=event.device,
        officer=event.officer,
        title=event.title,
        role=role,
        state=LegState.CONNECTING,
        since=at,
    )
    rung = now.leg_of(event.officer) if event.officer else None
    return connecting(placed(without(now, rung), own), at, event.connect_until)


def _declined(now: Call, at: datetime, event: ev.CallDeclined) -> Call:
    return replace(now, declined_by=(*now.declined_by, event.officer))


def _missed(now: Call, at: datetime, event: ev.CallMissed) -> Call:
    over = _over(now, at, CallState.MISSED, CallEnd.UNANSWERED)
    return replace(over, call_back_due=event.call_back_due)


def _dropped(now: Call, at: datetime, event: ev.CallDropped) -> Call:
    over = _over(now, at, CallState.DROPPED, CallEnd.DROPPED)
    return replace(over, call_back_due=event.call_back_due)


def _ended(now: Call, at: datetime, event: ev.CallEnded) -> Call:
    over = _over(now, at, CallState.ENDED, event.end)
    return replace(over, call_back_due=event.call_back_due)


def _over(now: Call, at: datetime, state: CallState, end: CallEnd) -> Call:
    return replace(
        now,
        state=state,
        end=end,
        ended_at=at,
        ring_until=None,
        rings_at=(),
        transfer_to_title="",
        legs=tuple(out(leg, at) for leg in now.legs),
        recordings=tuple(
            replace(each, stopped_at=at) if each.runs else each for each in now.recordings
        ),
    )


# -- hold and transfer


def _held(now: Call, at: datetime, event: ev.CallHeld) -> Call:
    return replace(now, state=CallState.ON_HOLD, held_at=at, transfer_failed=None)


def _resumed(now: Call, at: datetime, event: ev.CallResumed) -> Call:
    return judged(replace(now, state=CallState.CONNECTING, held_at=None, transfer_failed=None))


def _transfer_started(now: Call, at: datetime, event: ev.TransferStarted) -> Call:
    return replace(
        now,
        state=CallState.ON_HOLD,
        held_at=now.held_at or at,
        rings_at=event.rings_at,
        declined_by=(),
        ring_until=event.ring_until,
        transfer_to_title=event.title,
        transfer_failed=None,
        desks=_together(now.desks, event.desks),
    )


def _transfer_failed(now: Call, at: datetime, event: ev.TransferFailed) -> Call:
    return replace(
        now, rings_at=(), ring_until=None, transfer_to_title="", transfer_failed=event.end
    )


def _handed_over(now: Call, at: datetime, event: ev.CallHandedOver) -> Call:
    before = now.leg(now.hub)
    hub = Leg(
        party=event.hub,
        officer=event.officer,
        title=event.title,
        role=LegRole.OFFICER,
        state=LegState.CONNECTING,
        since=at,
    )
    legs = tuple(out(leg, at) if leg is before else leg for leg in now.legs)
    now = replace(
        now,
        hub=event.hub,
        holder=event.officer,
        holder_title=event.title,
        held_at=None,
        rings_at=(),
        ring_until=None,
        transfer_to_title="",
        legs=legs,
    )
    return connecting(placed(now, hub), at, event.connect_until)


# -- devices


def _leg_added(now: Call, at: datetime, event: ev.LegAdded) -> Call:
    known = now.leg(event.party)
    stays = known is not None and known.is_connected
    leg = Leg(
        party=event.party,
        officer=event.officer,
        title=event.title,
        role=event.role,
        state=known.state if known is not None and stays else event.state,
        since=at,
        until=known.until if known is not None and stays else event.until,
    )
    return replace(placed(now, leg), desks=_together(now.desks, event.desks))


def _leg_answered(now: Call, at: datetime, event: ev.LegAnswered) -> Call:
    invited = now.leg(event.invited)
    if invited is None:
        return now
    leg = replace(
        invited,
        party=event.party,
        state=LegState.CONNECTING,
        since=at,
        until=event.connect_until,
    )
    now = replace(without(now, invited), video=now.video or event.video)
    return judged(placed(now, leg))


def _leg_moved(now: Call, at: datetime, event: ev.LegMoved) -> Call:
    moved = changed(
        now,
        event.party,
        state=event.state,
        since=at,
        until=event.until,
        away=False,
        audio_only=event.audio_only,
    )
    hub = moved.leg(moved.hub)
    if event.state is LegState.ON and hub is not None and hub.state is LegState.CONNECTING:
        # Media that flows to another device flows from the hub.
        moved = changed(moved, hub.party, state=LegState.ON, since=at)
    return judged(moved)


def _leg_away(now: Call, at: datetime, event: ev.LegAway) -> Call:
    return judged(
        changed(
            now, event.party, state=LegState.RECONNECTING, since=at, until=event.until, away=True
        )
    )


def _leg_back(now: Call, at: datetime, event: ev.LegBack) -> Call:
    return judged(changed(now, event.party, state=LegState.ON, since=at, until=None, away=False))


def _leg_left(now: Call, at: datetime, event: ev.LegLeft) -> Call:
    legs = tuple(out(leg, at) if leg.party == event.party else leg for leg in now.legs)
    return judged(replace(now, legs=legs))


def _together(known: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*known, *more)))


# -- what is kept of it


def _attached(now: Call, at: datetime, event: ev.CallAttached) -> Call:
    return replace(now, about=event.about, reference=event.reference)


def _called_back(now: Call, at: datetime, event: ev.CalledBack) -> Call:
    return replace(now, call_back_due=False)


def _reviewed(now: Call, at: datetime, event: ev.CallReviewed) -> Call:
    return replace(now, call_back_due=False, reviewed_at=at)


def _fingerprint_noted(now: Call, at: datetime, event: ev.FingerprintNoted) -> Call:
    return replace(now, fingerprints=now.fingerprints | {(event.party, event.fingerprint)})


def _recording_started(now: Call, at: datetime, event: ev.RecordingStarted) -> Call:
    started = Recording(id=event.recording, video=event.video, started_at=at)
    return replace(now, recordings=(*now.recordings, started))


def _recording_stopped(now: Call, at: datetime, event: ev.RecordingStopped) -> Call:
    return _recording(now, event.recording, stopped_at=at)


def _recording_failed(now: Call, at: datetime, event: ev.RecordingFailed) -> Call:
    return _recording(now, event.recording, stopped_at=at, failed=True)


def _recording_stored(now: Call, at: datetime, event: ev.RecordingStored) -> Call:
    return _recording(
        now,
        event.recording,
        duration_s=event.duration_s,
        size=event.size,
        sha256=event.sha256,
        file=event.file,
    )


def _recording_erased(now: Call, at: datetime, event: ev.RecordingErased) -> Call:
    return _recording(now, event.recording, erased=True, file="")


def _recording(now: Call, recording: str, **changes: object) -> Call:
    return replace(
        now,
        recordings=tuple(
            replace(each, **changes) if each.id == recording else each for each in now.recordings
        ),
    )


_STEPS: Final[dict[type[ev.EventData], Step]] = {
    ev.CallAnswered: _answered,
    ev.CallDeclined: _declined,
    ev.CallMissed: _missed,
    ev.CallDropped: _dropped,
    ev.CallEnded: _ended,
    ev.CallHeld: _held,
    ev.CallResumed: _resumed,
    ev.TransferStarted: _transfer_started,
    ev.TransferFailed: _transfer_failed,
    ev.CallHandedOver: _handed_over,
    ev.LegAdded: _leg_added,
    ev.LegAnswered: _leg_answered,
    ev.LegMoved: _leg_moved,
    ev.LegAway: _leg_away,
    ev.LegBack: _leg_back,
    ev.LegLeft: _leg_left,
    ev.CallAttached: _attached,
    ev.CalledBack: _called_back,
    ev.CallReviewed: _reviewed,
    ev.FingerprintNoted: _fingerprint_noted,
    ev.RecordingStarted: _recording_started,
    ev.RecordingStopped: _recording_stopped,
    ev.RecordingFailed: _recording_failed,
    ev.RecordingStored: _recording_stored,
    ev.RecordingErased: _recording_erased,
}
