"""What becomes of recordings of calls, told by the gateway itself; also after the call."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.order import Order, RecordErasedRecording, RecordRecording
from gateway.domain.world import Change, World
from gateway.protocol import events as ev
from gateway.protocol.errors import ErrorCode, Refused


def record(world: World, order: Order, body: RecordRecording) -> list[Change]:
    """Write down that it is stored, or why it isn't. One that was called failed may be stored all
    the same, as far as it came; the other way round nothing changes."""
    found = world.call(body.call)
    known = next((each for each in found.recordings if each.id == body.recording), None)
    if known is None:
        raise Refused(ErrorCode.NOT_FOUND)
    if known.sha256 or (body.failed and known.failed):
        return []
    if body.failed:
        failed = ev.RecordingFailed(recording=known.id, reason=body.failed)
        return [Change(subject=found.subject, data=failed)]
    stored = ev.RecordingStored(
        recording=known.id,
        duration_s=body.duration_s,
        size=body.size,
        sha256=body.sha256,
        file=body.file,
    )
    changes = [Change(subject=found.subject, data=stored)]
    if known.runs:
        stopped = ev.RecordingStopped(recording=known.id)
        changes.insert(0, Change(subject=found.subject, data=stopped))
    return changes


def record_erased(world: World, order: Order, body: RecordErasedRecording) -> list[Change]:
    """Write down that its file is gone."""
    found = world.call(body.call)
    known = next((each for each in found.recordings if each.id == body.recording), None)
    if known is None or known.erased:
        return []
    return [Change(subject=found.subject, data=ev.RecordingErased(recording=body.recording))]


DECIDERS: Final[Deciders] = {
    RecordRecording: record,
    RecordErasedRecording: record_erased,
}
