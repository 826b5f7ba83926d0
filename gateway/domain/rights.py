"""Who may give which order. Checked here for every order, whatever the screen showed."""

from typing import Final

from gateway.domain.order import Actor, ActorKind, Order, PurgeGuests, PurgeTalks
from gateway.protocol import commands
from gateway.protocol.enums import Desk, Role
from gateway.protocol.errors import ErrorCode, Refused

_ANY_OFFICER: Final = frozenset(Role)
#: Who answers for officers: sees and sets what they may not.
SUPERVISORS: Final = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
_ADMINISTRATOR: Final = frozenset({Role.ADMINISTRATOR})

_OFFICER_ORDERS: Final[dict[type, frozenset[Role]]] = {
    commands.MarkShown: _ANY_OFFICER,
    commands.Hear: _ANY_OFFICER,
    commands.Claim: _ANY_OFFICER,
    commands.Release: _ANY_OFFICER,
    commands.AddNote: _ANY_OFFICER,
    commands.CloseIncident: _ANY_OFFICER,
    commands.SetPriority: _ANY_OFFICER,
    commands.SetKind: _ANY_OFFICER,
    commands.SetFacts: _ANY_OFFICER,
    commands.Verify: _ANY_OFFICER,
    commands.MarkControlled: _ANY_OFFICER,
    commands.Hold: _ANY_OFFICER,
    commands.ResumeIncident: _ANY_OFFICER,
    commands.Merge: _ANY_OFFICER,
    commands.Unmerge: _ANY_OFFICER,
    commands.LinkIncidents: _ANY_OFFICER,
    commands.Split: _ANY_OFFICER,
    commands.Reopen: _ANY_OFFICER,
    commands.DispatchCard: _ANY_OFFICER,
    commands.AddTask: _ANY_OFFICER,
    commands.StepTask: _ANY_OFFICER,
    commands.TickItem: _ANY_OFFICER,
    commands.SendMessage: _ANY_OFFICER,
    commands.MarkMessages: _ANY_OFFICER,
    commands.Broadcast: _ANY_OFFICER,
    commands.RelayAlarm: _ANY_OFFICER,
    commands.EndBroadcast: _ANY_OFFICER,
    commands.SetRonda: _ANY_OFFICER,
    commands.StartCall: _ANY_OFFICER,
    commands.AnswerCall: _ANY_OFFICER,
    commands.DeclineCall: _ANY_OFFICER,
    commands.EndCall: _ANY_OFFICER,
    commands.HoldCall: _ANY_OFFICER,
    commands.ResumeCall: _ANY_OFFICER,
    commands.InviteToCall: _ANY_OFFICER,
    commands.DropLeg: _ANY_OFFICER,
    commands.TransferCall: _ANY_OFFICER,
    commands.CompleteTransfer: _ANY_OFFICER,
    commands.AttachCall: _ANY_OFFICER,
    commands.NoteCall: _ANY_OFFICER,
    commands.ReportLeg: _ANY_OFFICER,
    commands.StartRecording: _ANY_OFFICER,
    commands.StopRecording: _ANY_OFFICER,
    commands.ReportRecording: _ANY_OFFICER,
    commands.OpenRecording: _ANY_OFFICER,
    commands.ReviewCall: _ANY_OFFICER,
    commands.SetAgentState: _ANY_OFFICER,
    commands.JoinCall: SUPERVISORS,
    commands.ReferGuest: _ANY_OFFICER,
    commands.OpenDocument: _ANY_OFFICER,
    commands.OpenGuestList: SUPERVISORS,
    commands.SetKentongan: _ADMINISTRATOR,
    commands.SetSoundRules: SUPERVISORS,
    commands.WatchPost: _ANY_OFFICER,
    commands.AddAgency: _ADMINISTRATOR,
    commands.ChangeAgency: _ADMINISTRATOR,
    commands.AddPost: _ADMINISTRATOR,
    commands.AddConsole: _ADMINISTRATOR,
    commands.AddPartner: _ADMINISTRATOR,
    commands.IssueCode: _ADMINISTRATOR,
    commands.RevokeDevice: _ADMINISTRATOR,
    commands.AddOfficer: _ADMINISTRATOR,
    commands.ProveNumber: _ADMINISTRATOR,
}
#: What a device does that only takes part in calls.
_CALLING: Final = (
    commands.StartCall,
    commands.AnswerCall,
    commands.DeclineCall,
    commands.EndCall,
    commands.ReportLeg,
)
_POST_ORDERS: Final = frozenset(
    {
        commands.RaiseAlarm,
        commands.CancelAlarm,
        commands.AnswerQuestions,
        commands.SendMessage,
        commands.MarkMessages,
        commands.ConfirmBroadcast,
        commands.AcknowledgeBroadcast,
        commands.AnswerAppeal,
        commands.RondaSafe,
        commands.ReportGuests,
        commands.AnnounceGuest,
        commands.CorrectGuest,
        commands.CheckOut,
        commands.WriteTalk,
        commands.MarkTalk,
        *_CALLING,
    }
)
_PARTNER_ORDERS: Final = frozenset(
    {
        commands.StepTask,
        commands.AnswerAppeal,
        commands.WriteTalk,
        commands.MarkTalk,
        commands.AnnounceGuest,
        commands.MarkGuests,
        commands.AcknowledgeGuests,
        commands.AskMeeting,
        commands.AskCorrection,
        commands.ExtendStay,
        commands.MarkLeft,
        commands.ReferGuest,
        commands.OpenDocument,
        commands.SubscribePush,
        commands.UnsubscribePush,
        commands.SetQuietHours,
        commands.ProveNumber,
        commands.ConfirmNumber,
        *_CALLING,
    }
)
_CONSOLE_ORDERS: Final = frozenset({commands.ReportSound})
_CLI_ORDERS: Final = frozenset(
    {
        commands.AddPost,
        commands.AddConsole,
        commands.AddPartner,
        commands.IssueCode,
        commands.RevokeDevice,
        commands.AddOfficer,
        commands.ImportAreas,
        commands.UndoAreas,
        commands.OpenDocument,
        commands.RunRetention,
        PurgeGuests,
        PurgeTalks,
    }
)


def check(order: Order) -> None:
    """Raise Refused (NOT_SIGNED_IN or FORBIDDEN) unless the actor may give this order at all."""
    actor, kind = order.actor, type(order.body)
    if actor.kind is ActorKind.SYSTEM:
        return
    if actor.kind is ActorKind.POST and kind in _POST_ORDERS:
        return
    if actor.kind is ActorKind.PARTNER and kind in _PARTNER_ORDERS:
        return
    if actor.kind is ActorKind.CLI and kind in _CLI_ORDERS:
        return
    if actor.kind in (ActorKind.CONSOLE, ActorKind.OFFICER) and kind in _CONSOLE_ORDERS:
        return
    roles = _OFFICER_ORDERS.get(kind)
    if roles is not None:
        if actor.kind is ActorKind.CONSOLE:
            raise Refused(ErrorCode.NOT_SIGNED_IN)
        if actor.kind is ActorKind.OFFICER and actor.role in roles:
            return
    raise Refused(ErrorCode.FORBIDDEN)


def check_desk(actor: Actor, desk: Desk) -> None:
    """Raise Refused(FORBIDDEN) unless the officer answers for this desk."""
    if desk not in actor.desks:
        raise Refused(ErrorCode.FORBIDDEN)
