"""What clients ask the gateway to do: one act a body, in the envelope ``messages.Command``.

Who may send what is decided in ``gateway.domain``; here is only the shape.
"""

from gateway.protocol.commands.agency import (
    AddAgency,
    AddTask,
    ChangeAgency,
    DispatchCard,
    StepTask,
)
from gateway.protocol.commands.area import ImportAreas, UndoAreas
from gateway.protocol.commands.base import Body
from gateway.protocol.commands.call import (
    AnswerCall,
    AttachCall,
    CompleteTransfer,
    DeclineCall,
    DropLeg,
    EndCall,
    HoldCall,
    InviteToCall,
    JoinCall,
    NoteCall,
    OpenRecording,
    ReportLeg,
    ReportRecording,
    ResumeCall,
    ReviewCall,
    SetAgentState,
    StartCall,
    StartRecording,
    StopRecording,
    TransferCall,
)
from gateway.protocol.commands.desk import SetSoundRules
from gateway.protocol.commands.device import (
    AddConsole,
    AddPartner,
    AddPost,
    IssueCode,
    ReportSound,
    RevokeDevice,
    WatchPost,
)
from gateway.protocol.commands.guest import (
    AcknowledgeGuests,
    AnnounceGuest,
    AskCorrection,
    AskMeeting,
    CheckOut,
    CorrectGuest,
    ExtendStay,
    MarkGuests,
    MarkLeft,
    OpenDocument,
    OpenGuestList,
    ReferGuest,
    ReportGuests,
    RunRetention,
)
from gateway.protocol.commands.incident import (
    AddNote,
    AnswerQuestions,
    CancelAlarm,
    Claim,
    CloseIncident,
    Hear,
    Hold,
    LinkIncidents,
    MarkControlled,
    MarkShown,
    Merge,
    RaiseAlarm,
    Release,
    Reopen,
    ResumeIncident,
    SetFacts,
    SetKind,
    SetPriority,
    Split,
    TickItem,
    Unmerge,
    Verify,
)
from gateway.protocol.commands.message import MarkMessages, SendMessage
from gateway.protocol.commands.neighbours import (
    AcknowledgeBroadcast,
    AnswerAppeal,
    Broadcast,
    ConfirmBroadcast,
    EndBroadcast,
    RelayAlarm,
    RondaSafe,
    SetKentongan,
    SetRonda,
)
from gateway.protocol.commands.officer import AddOfficer
from gateway.protocol.commands.reaching import (
    ConfirmNumber,
    ProveNumber,
    SetQuietHours,
    SubscribePush,
    UnsubscribePush,
)
from gateway.protocol.commands.talk import MarkTalk, WriteTalk

AnyBody = (
    RaiseAlarm
    | CancelAlarm
    | MarkShown
    | Hear
    | Claim
    | Release
    | AddNote
    | CloseIncident
    | SetPriority
    | SetKind
    | SetFacts
    | AnswerQuestions
    | Verify
    | MarkControlled
    | Hold
    | ResumeIncident
    | Merge
    | Unmerge
    | LinkIncidents
    | Split
    | Reopen
    | DispatchCard
    | AddTask
    | StepTask
    | AddAgency
    | ChangeAgency
    | TickItem
    | SendMessage
    | MarkMessages
    | Broadcast
    | RelayAlarm
    | ConfirmBroadcast
    | EndBroadcast
    | AnswerAppeal
    | AcknowledgeBroadcast
    | SetKentongan
    | SetRonda
    | RondaSafe
    | StartCall
    | AnswerCall
    | DeclineCall
    | EndCall
    | HoldCall
    | ResumeCall
    | InviteToCall
    | DropLeg
    | TransferCall
    | CompleteTransfer
    | JoinCall
    | AttachCall
    | NoteCall
    | ReportLeg
    | StartRecording
    | StopRecording
    | ReportRecording
    | OpenRecording
    | ReviewCall
    | SetAgentState
    | ReportSound
    | AddPost
    | AddConsole
    | AddPartner
    | IssueCode
    | RevokeDevice
    | AddOfficer
    | SubscribePush
    | UnsubscribePush
    | SetQuietHours
    | ProveNumber
    | ConfirmNumber
    | ImportAreas
    | UndoAreas
    | ReportGuests
    | AnnounceGuest
    | CorrectGuest
    | CheckOut
    | MarkGuests
    | AcknowledgeGuests
    | AskMeeting
    | AskCorrection
    | ExtendStay
    | MarkLeft
    | ReferGuest
    | OpenDocument
    | OpenGuestList
    | RunRetention
    | SetSoundRules
    | WatchPost
    | WriteTalk
    | MarkTalk
)

__all__ = [
    "AcknowledgeBroadcast",
    "AcknowledgeGuests",
    "AddAgency",
    "AddConsole",
    "AddNote",
    "AddOfficer",
    "AddPartner",
    "AddPost",
    "AddTask",
    "AnnounceGuest",
    "AnswerAppeal",
    "AnswerCall",
    "AnswerQuestions",
    "AnyBody",
    "AskCorrection",
    "AskMeeting",
    "AttachCall",
    "Body",
    "Broadcast",
    "CancelAlarm",
    "ChangeAgency",
    "CheckOut",
    "Claim",
    "CloseIncident",
    "CompleteTransfer",
    "ConfirmBroadcast",
    "ConfirmNumber",
    "CorrectGuest",
    "DeclineCall",
    "DispatchCard",
    "DropLeg",
    "EndBroadcast",
    "EndCall",
    "ExtendStay",
    "Hear",
    "Hold",
    "HoldCall",
    "ImportAreas",
    "InviteToCall",
    "IssueCode",
    "JoinCall",
    "LinkIncidents",
    "MarkControlled",
    "MarkGuests",
    "MarkLeft",
    "MarkMessages",
    "MarkShown",
    "MarkTalk",
    "Merge",
    "NoteCall",
    "OpenDocument",
    "OpenGuestList",
    "OpenRecording",
    "ProveNumber",
    "RaiseAlarm",
    "ReferGuest",
    "RelayAlarm",
    "Release",
    "Reopen",
    "ReportGuests",
    "ReportLeg",
    "ReportRecording",
    "ReportSound",
    "ResumeCall",
    "ResumeIncident",
    "ReviewCall",
    "RevokeDevice",
    "RondaSafe",
    "RunRetention",
    "SendMessage",
    "SetAgentState",
    "SetFacts",
    "SetKentongan",
    "SetKind",
    "SetPriority",
    "SetQuietHours",
    "SetRonda",
    "SetSoundRules",
    "Split",
    "StartCall",
    "StartRecording",
    "StepTask",
    "StopRecording",
    "SubscribePush",
    "TickItem",
    "TransferCall",
    "UndoAreas",
    "Unmerge",
    "UnsubscribePush",
    "Verify",
    "WatchPost",
    "WriteTalk",
]
