"""The pictures of a call and of a desk."""

from msgspec.structs import asdict, replace

from gateway.domain.call import Call, Leg, Recording
from gateway.domain.desk import DeskCover
from gateway.protocol.enums import CallEnd, CallState, LegRole, LegState, RecordingState
from gateway.protocol.views import CallLeg, CallView, DeskView, PartyCallView, RecordingCard


def call(state: Call) -> CallView:
    """A call as desks and supervisors see it."""
    return CallView(
        subject=state.subject,
        version=state.version,
        mode=state.mode,
        desk=state.desk,
        caller=state.caller,
        caller_title=state.caller_title,
        called=state.called,
        called_title=state.called_title,
        place=state.place,
        about=state.about,
        reference=state.reference,
        video=state.video,
        audio_only=state.audio_only,
        state=state.state,
        hub=state.hub,
        holder=state.holder,
        holder_title=state.holder_title,
        legs=tuple(_leg(leg) for leg in state.legs),
        rings_at=state.rings_at,
        declined_by=state.declined_by,
        started_at=state.started_at,
        ring_until=state.ring_until,
        answered_at=state.answered_at,
        held_at=state.held_at,
        ended_at=state.ended_at,
        end=state.end,
        consult_of=state.consult_of,
        transfer_to_title=state.transfer_to_title,
        transfer_failed=state.transfer_failed,
        back_of=state.back_of,
        call_back_due=state.call_back_due,
        reviewed_at=state.reviewed_at,
        recording=_recording_state(state),
        recordings=tuple(_card(recording) for recording in state.recordings),
    )


def party_call(state: Call, party: str) -> PartyCallView | None:
    """The same as one of the posts or partners in it sees it; None for a stranger.

    For who hung up it is over, even if the others go on.
    """
    own = state.leg(party)
    if own is None:
        return None
    if state.is_live and not own.is_in:
        state = replace(
            state, state=CallState.ENDED, end=CallEnd.HUNG_UP, ended_at=own.since, legs=(own,)
        )
    incoming = own.role in (LegRole.CALLED, LegRole.INVITED)
    other = state.caller_title if incoming else state.called_title
    running = state.running if own.is_in else None
    return PartyCallView(
        subject=state.subject,
        version=state.version,
        mode=state.mode,
        desk=None if state.between_residents else state.desk,
        with_title=other if state.between_residents else "",
        incoming=incoming,
        about=state.about,
        video=state.video,
        audio_only=state.audio_only,
        state=state.state,
        own=own.state,
        hub=state.hub,
        recording=running is not None,
        recording_video=running is not None and running.video,
        parties=sum(_counts(leg) for leg in state.legs),
        started_at=state.started_at,
        answered_at=state.answered_at,
        ended_at=state.ended_at,
        end=state.end,
    )


def desk(state: DeskCover) -> DeskView:
    """Whether anybody takes the desk's calls."""
    return DeskView(**asdict(state))


def _leg(leg: Leg) -> CallLeg:
    return CallLeg(
        party=leg.party,
        officer=leg.officer,
        title=leg.title,
        role=leg.role,
        state=leg.state,
        since=leg.since,
    )


def _counts(leg: Leg) -> bool:
    return leg.is_in and leg.state is not LegState.RINGING


def _recording_state(state: Call) -> RecordingState:
    """That of the newest recording; a failure shows until another begins."""
    if state.running is not None:
        return RecordingState.ON
    failed = bool(state.recordings) and state.recordings[-1].failed
    return RecordingState.FAILED if failed else RecordingState.OFF


def _card(recording: Recording) -> RecordingCard:
    return RecordingCard(
        id=recording.id,
        video=recording.video,
        started_at=recording.started_at,
        stopped_at=recording.stopped_at,
        stored=recording.size is not None,
        erased=recording.erased,
        failed=recording.failed,
        duration_s=recording.duration_s,
        size=recording.size,
        sha256=recording.sha256,
    )
