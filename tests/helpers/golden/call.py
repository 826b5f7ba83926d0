"""Golden frames of calls, of what the devices in them signal, and of the desks."""

from typing import Final

from gateway.protocol import commands, enums, events, messages, queries, signals, views
from tests.helpers.golden.base import (
    CONSOLE,
    INCIDENT,
    OFFICER,
    PARTNER,
    PLACE,
    POST,
    PRESS,
    after,
    item,
    result,
)

CALL: Final = "call:0198b8d1-9000-7a10-8000-000000000005"
CONSULTATION: Final = "call:0198b8d1-9000-7a10-8000-000000000006"
RECORDING: Final = "0198b8d1-9000-7a10-8000-000000000007"
OTHER_OFFICER: Final = "officer:0198b000-0000-7000-8000-00000000000d"
SDP: Final = "v=0\r\na=fingerprint:sha-256 4A:AD:B9:B1\r\n"


def bodies(
    call: str = CALL, post: str = POST, officer: str = OTHER_OFFICER
) -> dict[str, commands.AnyBody]:
    """The commands by which people call each other."""
    return {
        "start_call": commands.StartCall(desk=enums.Desk.SATPOL_PP, video=True, press=PRESS),
        "start_call.to": commands.StartCall(to=post, about=INCIDENT, calls_back=call),
        "answer_call": commands.AnswerCall(call=call, video=True),
        "decline_call": commands.DeclineCall(call=call),
        "end_call": commands.EndCall(call=call),
        "hold_call": commands.HoldCall(call=call),
        "resume_call": commands.ResumeCall(call=call),
        "invite_to_call": commands.InviteToCall(call=call, to=PARTNER),
        "drop_leg": commands.DropLeg(call=call, party=PARTNER),
        "transfer_call": commands.TransferCall(call=call, to=officer, consult=True),
        "transfer_call.blind": commands.TransferCall(call=call, desk=enums.Desk.PSC_119),
        "complete_transfer": commands.CompleteTransfer(call=call),
        "join_call": commands.JoinCall(call=call, speak=True),
        "attach_call": commands.AttachCall(call=call, about=INCIDENT),
        "note_call": commands.NoteCall(call=call, text="Suara anak menangis"),
        "report_leg": commands.ReportLeg(
            call=call, party=post, state=enums.LegState.ON, audio_only=True
        ),
        "start_recording": commands.StartRecording(call=call, video=True),
        "stop_recording": commands.StopRecording(call=call),
        "report_recording": commands.ReportRecording(
            call=call, recording=RECORDING, reason="penyimpanan penuh"
        ),
        "open_recording": commands.OpenRecording(call=call, recording=RECORDING),
        "review_call": commands.ReviewCall(call=call, text="sudah datang sendiri"),
        "set_agent_state": commands.SetAgentState(state=enums.AgentState.BREAK, reason="salat"),
    }


def asks() -> dict[str, queries.AnyAsk]:
    """The questions about calls."""
    return {
        "calls": queries.Calls(party=POST, due=True, since=after(-86_400)),
        "ice_servers": queries.IceServers(call=CALL),
        "recording_grant": queries.RecordingGrant(call=CALL, recording=RECORDING),
    }


def results() -> dict[str, messages.Message]:
    """Their answers."""
    turn = views.IceServer(
        urls=("turn:pusat.test:3478?transport=udp",),
        username="1787000000:0198b8d1:post",
        credential="bm90IGEgc2VjcmV0",
        expires_at=after(600),
    )
    return {"calls": result(call_view()), "ice_servers": result(turn)}


def client_signals() -> dict[str, messages.Message]:
    """What devices send each other on the way to media."""
    found: dict[str, signals.AnySignalBody] = {
        "offer": signals.Offer(sdp=SDP),
        "answer": signals.Answer(sdp=SDP),
        "candidate": signals.Candidate(
            candidate="candidate:1 1 udp 2122260223 192.0.2.7 54321 typ host", mid="0", line=0
        ),
        "restart": signals.Restart(),
        "mark": signals.Mark(muted=True, camera=False),
    }
    return {
        f"signal.{name}": messages.Signal(call=CALL, peer=POST, session=2, body=body)
        for name, body in found.items()
    }


def server_signals() -> dict[str, messages.Message]:
    """The same, as it arrives."""
    offer = signals.Offer(sdp=SDP)
    return {"signal.offer": messages.Signal(call=CALL, peer=CONSOLE, session=2, body=offer)}


def happenings() -> dict[str, messages.Message]:
    """What is told when a call is answered."""
    answered = events.CallAnswered(
        device=CONSOLE,
        officer=OFFICER,
        title="Petugas 1",
        video=True,
        hub=CONSOLE,
        connect_until=after(60),
    )
    told = item(50, answered, call_view(), 2)
    return {"events.call_answered": messages.Events(after=49, through=50, items=[told])}


def call_view() -> views.CallView:
    """An answered call as its desk sees it."""
    recording = views.RecordingCard(
        id=RECORDING, video=False, started_at=after(40), stopped_at=None
    )
    return views.CallView(
        subject=CALL,
        version=4,
        mode=enums.Mode.REAL,
        desk=enums.Desk.SATPOL_PP,
        caller=POST,
        caller_title="Pos Kamling RT 03",
        called=None,
        called_title="",
        place=PLACE,
        about=INCIDENT,
        reference="PSP-20260817-0001",
        video=True,
        audio_only=False,
        state=enums.CallState.ACTIVE,
        hub=CONSOLE,
        holder=OFFICER,
        holder_title="Petugas 1",
        legs=(
            _leg(POST, None, "Pos Kamling RT 03", enums.LegRole.CALLER),
            _leg(CONSOLE, OFFICER, "Petugas 1", enums.LegRole.OFFICER),
        ),
        rings_at=(),
        declined_by=(),
        started_at=after(20),
        ring_until=None,
        answered_at=after(26),
        held_at=None,
        ended_at=None,
        end=None,
        consult_of=None,
        transfer_to_title="",
        back_of=None,
        call_back_due=False,
        reviewed_at=None,
        recording=enums.RecordingState.ON,
        recordings=(recording,),
    )


def party_call_view() -> views.PartyCallView:
    """The same as the post in it sees it."""
    return views.PartyCallView(
        subject=CALL,
        version=4,
        mode=enums.Mode.REAL,
        desk=enums.Desk.SATPOL_PP,
        with_title="",
        incoming=False,
        about=INCIDENT,
        video=True,
        audio_only=False,
        state=enums.CallState.ACTIVE,
        own=enums.LegState.ON,
        hub=CONSOLE,
        recording=True,
        recording_video=False,
        parties=2,
        started_at=after(20),
        answered_at=after(26),
        ended_at=None,
        end=None,
    )


def desk_view() -> views.DeskView:
    """A desk whose last officer went for a break."""
    return views.DeskView(
        subject="desk:psc_119", version=1, desk=enums.Desk.PSC_119, unready_since=after(-60)
    )


def _leg(party: str, officer: str | None, title: str, role: enums.LegRole) -> views.CallLeg:
    return views.CallLeg(
        party=party,
        officer=officer,
        title=title,
        role=role,
        state=enums.LegState.ON,
        since=after(27),
    )
