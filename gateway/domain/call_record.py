"""What is kept of a call: where it belongs, notes, the review, recordings, certificates."""

from typing import Final

from gateway.domain.call import Call, Recording
from gateway.domain.call_about import named
from gateway.domain.call_checks import held, of_desks
from gateway.domain.decider import Deciders
from gateway.domain.order import NoteFingerprint, Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.errors import ErrorCode, Refused


def attach(world: World, order: Order, body: do.AttachCall) -> list[Change]:
    """It belongs to this subject, also when it is over. Real and drill don't mix (law 7)."""
    found = of_desks(world, order, body.call)
    about = named(world, order, body.about)
    if about.mode not in (None, found.mode):
        raise Refused(ErrorCode.MODES_MIX)
    if found.about == about.subject:
        return []
    attached = ev.CallAttached(about=about.subject, reference=about.reference)
    return [Change(subject=found.subject, data=attached)]


def note(world: World, order: Order, body: do.NoteCall) -> list[Change]:
    """Write on it, in any state."""
    found = of_desks(world, order, body.call)
    return [Change(subject=found.subject, data=ev.CallNoted(text=body.text))]


def review(world: World, order: Order, body: do.ReviewCall) -> list[Change]:
    """No call back is needed any more."""
    found = of_desks(world, order, body.call)
    if found.reviewed_at is not None:
        return []
    if not found.call_back_due:
        raise Refused(ErrorCode.WRONG_STATE)
    return [Change(subject=found.subject, data=ev.CallReviewed(text=body.text))]


def start_recording(world: World, order: Order, body: do.StartRecording) -> list[Change]:
    """Record; one recording at a time."""
    found = held(world, order, body.call)
    if found.answered_at is None:
        raise Refused(ErrorCode.WRONG_STATE)
    if found.running is not None:
        return []
    started = ev.RecordingStarted(recording=order.id, video=body.video)
    return [Change(subject=found.subject, data=started)]


def stop_recording(world: World, order: Order, body: do.StopRecording) -> list[Change]:
    """Record no more."""
    found = held(world, order, body.call)
    if found.running is None:
        return []
    stopped = ev.RecordingStopped(recording=found.running.id)
    return [Change(subject=found.subject, data=stopped)]


def report_recording(world: World, order: Order, body: do.ReportRecording) -> list[Change]:
    """The hub couldn't record, or not to the end; it may tell so after the call."""
    found = of_desks(world, order, body.call)
    if found.holder != order.actor.subject:
        raise Refused(ErrorCode.CALL_TAKEN, holder=found.holder_title)
    if _recording(found, body.recording).failed:
        return []
    failed = ev.RecordingFailed(recording=body.recording, reason=body.reason)
    return [Change(subject=found.subject, data=failed)]


def open_recording(world: World, order: Order, body: do.OpenRecording) -> list[Change]:
    """That somebody listens is journaled before they may."""
    found = of_desks(world, order, body.call)
    if not _recording(found, body.recording).file:
        raise Refused(ErrorCode.NOT_FOUND)
    opened = ev.RecordingOpened(recording=body.recording)
    return [Change(subject=found.subject, data=opened)]


def note_fingerprint(world: World, order: Order, body: NoteFingerprint) -> list[Change]:
    """With which certificate a device encrypts its media, once each."""
    found = world.call(body.call)
    if (body.party, body.fingerprint) in found.fingerprints:
        return []
    noted = ev.FingerprintNoted(party=body.party, fingerprint=body.fingerprint)
    return [Change(subject=found.subject, data=noted)]


def _recording(found: Call, recording: str) -> Recording:
    for each in found.recordings:
        if each.id == recording:
            return each
    raise Refused(ErrorCode.NOT_FOUND)


DECIDERS: Final[Deciders] = {
    do.AttachCall: attach,
    do.NoteCall: note,
    do.ReviewCall: review,
    do.StartRecording: start_recording,
    do.StopRecording: stop_recording,
    do.ReportRecording: report_recording,
    do.OpenRecording: open_recording,
    NoteFingerprint: note_fingerprint,
}
