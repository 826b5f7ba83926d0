"""What the journal records. ``kind`` of an item on the wire is the tag; ``data`` is the struct.

Fields named in ``PERSONAL`` are kept apart from the hashed bytes, so that they can be erased
without breaking the chain (design section 7): the store holds them as salted rows, the event holds
their hash. Every free text and every name is personal, and has a default that stands when it is
erased.
"""

from gateway.protocol.events.agency import (
    AgencyAdded,
    AgencyChanged,
    TaskAsked,
    TaskCreated,
    TaskMoved,
    TaskStepped,
    TaskUnanswered,
)
from gateway.protocol.events.area import AreasImported, AreasUndone, ImportedFile
from gateway.protocol.events.base import EventData
from gateway.protocol.events.call import (
    AgentChose,
    AgentMoved,
    CallAnswered,
    CallAttached,
    CallDeclined,
    CallDropped,
    CalledBack,
    CallEnded,
    CallHandedOver,
    CallHeld,
    CallMissed,
    CallNoted,
    CallResumed,
    CallReviewed,
    CallStarted,
    DeskReady,
    DeskUnready,
    FingerprintNoted,
    LegAdded,
    LegAnswered,
    LegAway,
    LegBack,
    LegLeft,
    LegMoved,
    RecordingErased,
    RecordingFailed,
    RecordingOpened,
    RecordingStarted,
    RecordingStopped,
    RecordingStored,
    TransferFailed,
    TransferStarted,
)
from gateway.protocol.events.desk import SoundRulesSet
from gateway.protocol.events.device import (
    CodeIssued,
    CodeTried,
    ConsoleAdded,
    DeviceEnrolled,
    DeviceRevoked,
    PartnerAdded,
    PinSet,
    PostAdded,
    PostBack,
    PostFlapping,
    PostLost,
    PostWatched,
    SoundReported,
)
from gateway.protocol.events.guest import (
    GuestAcknowledged,
    GuestAnnounced,
    GuestCallDue,
    GuestCorrected,
    GuestCorrectionAsked,
    GuestDocumentOpened,
    GuestDocumentsKept,
    GuestExpiring,
    GuestFilled,
    GuestListOpened,
    GuestMarked,
    GuestMeetingAsked,
    GuestNotArrived,
    GuestOpened,
    GuestOverdue,
    GuestPartnersTold,
    GuestPurged,
    GuestReferred,
    GuestsLeft,
    GuestsReported,
    GuestStayBegan,
    GuestStayExtended,
    GuestTellingFailed,
)
from gateway.protocol.events.incident import (
    AlarmRaised,
    ClaimWentStale,
    CourseFollowed,
    FactsWritten,
    IncidentAbsorbed,
    IncidentClaimed,
    IncidentClosed,
    IncidentControlled,
    IncidentEscalated,
    IncidentHeard,
    IncidentHeld,
    IncidentLinked,
    IncidentMerged,
    IncidentParted,
    IncidentReleased,
    IncidentReopened,
    IncidentResumed,
    IncidentShown,
    IncidentUnmerged,
    ItemTicked,
    KindChanged,
    MergedPostWrote,
    NoteAdded,
    PressCancelled,
    PressedAgain,
    PressSplit,
    PriorityChanged,
    QuestionsAnswered,
    VerificationBegun,
)
from gateway.protocol.events.message import (
    MediaErased,
    MediaRefused,
    MediaStored,
    MessageSent,
    MessagesMarked,
)
from gateway.protocol.events.neighbours import (
    AppealAnswered,
    AppealedPost,
    BroadcastAnswered,
    BroadcastConfirmed,
    BroadcastEnded,
    BroadcastSent,
    KentonganSet,
    NeighboursCalled,
    RondaReported,
    RondaSet,
)
from gateway.protocol.events.officer import OfficerAdded, OfficerSignedIn, OfficerSignedOut
from gateway.protocol.events.reaching import (
    ChannelFailed,
    ChannelWorks,
    NumberAsked,
    NumberConfirmed,
    NumberTried,
    PushEnded,
    PushSubscribed,
    QuietHoursSet,
    StrayTextReceived,
    TextReceived,
)
from gateway.protocol.events.record import (
    PersonalErased,
    RelayConfirmed,
    RelayDelivered,
    RelayFailed,
)
from gateway.protocol.events.talk import TalkCleared, TalkMarked, TalkWritten

AnyEvent = (
    AlarmRaised
    | PressedAgain
    | PressCancelled
    | IncidentShown
    | IncidentHeard
    | IncidentClaimed
    | IncidentReleased
    | ClaimWentStale
    | NoteAdded
    | IncidentEscalated
    | RelayDelivered
    | RelayFailed
    | RelayConfirmed
    | ChannelFailed
    | ChannelWorks
    | NumberAsked
    | NumberConfirmed
    | NumberTried
    | PushEnded
    | PushSubscribed
    | QuietHoursSet
    | StrayTextReceived
    | TextReceived
    | IncidentClosed
    | PriorityChanged
    | KindChanged
    | FactsWritten
    | QuestionsAnswered
    | VerificationBegun
    | IncidentControlled
    | IncidentHeld
    | IncidentResumed
    | IncidentMerged
    | CourseFollowed
    | MergedPostWrote
    | IncidentAbsorbed
    | IncidentUnmerged
    | IncidentParted
    | IncidentLinked
    | PressSplit
    | IncidentReopened
    | ItemTicked
    | MessageSent
    | MessagesMarked
    | MediaStored
    | MediaRefused
    | MediaErased
    | TaskMoved
    | TaskCreated
    | TaskAsked
    | TaskUnanswered
    | TaskStepped
    | AgencyAdded
    | AgencyChanged
    | BroadcastSent
    | BroadcastConfirmed
    | BroadcastAnswered
    | BroadcastEnded
    | NeighboursCalled
    | AppealAnswered
    | KentonganSet
    | RondaSet
    | RondaReported
    | CallStarted
    | CallAnswered
    | CallDeclined
    | CallMissed
    | CallDropped
    | CallEnded
    | CallHeld
    | CallResumed
    | LegAdded
    | LegAnswered
    | LegMoved
    | LegAway
    | LegBack
    | LegLeft
    | TransferStarted
    | TransferFailed
    | CallHandedOver
    | CallAttached
    | CallNoted
    | CalledBack
    | CallReviewed
    | FingerprintNoted
    | RecordingStarted
    | RecordingStopped
    | RecordingFailed
    | RecordingStored
    | RecordingErased
    | RecordingOpened
    | AgentChose
    | AgentMoved
    | DeskUnready
    | DeskReady
    | PostAdded
    | ConsoleAdded
    | PartnerAdded
    | PinSet
    | CodeIssued
    | CodeTried
    | DeviceEnrolled
    | DeviceRevoked
    | PostLost
    | PostBack
    | PostFlapping
    | OfficerAdded
    | OfficerSignedIn
    | OfficerSignedOut
    | SoundReported
    | AreasImported
    | AreasUndone
    | PersonalErased
    | GuestAnnounced
    | GuestsReported
    | GuestCorrected
    | GuestDocumentsKept
    | GuestPartnersTold
    | GuestCallDue
    | GuestListOpened
    | GuestMarked
    | GuestTellingFailed
    | GuestAcknowledged
    | GuestMeetingAsked
    | GuestCorrectionAsked
    | GuestStayBegan
    | GuestExpiring
    | GuestOverdue
    | GuestNotArrived
    | GuestStayExtended
    | GuestsLeft
    | GuestReferred
    | GuestDocumentOpened
    | GuestPurged
    | SoundRulesSet
    | PostWatched
    | TalkWritten
    | TalkMarked
    | TalkCleared
)

__all__ = [
    "AgencyAdded",
    "AgencyChanged",
    "AgentChose",
    "AgentMoved",
    "AlarmRaised",
    "AnyEvent",
    "AppealAnswered",
    "AppealedPost",
    "AreasImported",
    "AreasUndone",
    "BroadcastAnswered",
    "BroadcastConfirmed",
    "BroadcastEnded",
    "BroadcastSent",
    "CallAnswered",
    "CallAttached",
    "CallDeclined",
    "CallDropped",
    "CallEnded",
    "CallHandedOver",
    "CallHeld",
    "CallMissed",
    "CallNoted",
    "CallResumed",
    "CallReviewed",
    "CallStarted",
    "CalledBack",
    "ChannelFailed",
    "ChannelWorks",
    "ClaimWentStale",
    "CodeIssued",
    "CodeTried",
    "ConsoleAdded",
    "CourseFollowed",
    "DeskReady",
    "DeskUnready",
    "DeviceEnrolled",
    "DeviceRevoked",
    "EventData",
    "FactsWritten",
    "FingerprintNoted",
    "GuestAcknowledged",
    "GuestAnnounced",
    "GuestCallDue",
    "GuestCorrected",
    "GuestCorrectionAsked",
    "GuestDocumentOpened",
    "GuestDocumentsKept",
    "GuestExpiring",
    "GuestFilled",
    "GuestListOpened",
    "GuestMarked",
    "GuestMeetingAsked",
    "GuestNotArrived",
    "GuestOpened",
    "GuestOverdue",
    "GuestPartnersTold",
    "GuestPurged",
    "GuestReferred",
    "GuestStayBegan",
    "GuestStayExtended",
    "GuestTellingFailed",
    "GuestsLeft",
    "GuestsReported",
    "ImportedFile",
    "IncidentAbsorbed",
    "IncidentClaimed",
    "IncidentClosed",
    "IncidentControlled",
    "IncidentEscalated",
    "IncidentHeard",
    "IncidentHeld",
    "IncidentLinked",
    "IncidentMerged",
    "IncidentParted",
    "IncidentReleased",
    "IncidentReopened",
    "IncidentResumed",
    "IncidentShown",
    "IncidentUnmerged",
    "ItemTicked",
    "KentonganSet",
    "KindChanged",
    "LegAdded",
    "LegAnswered",
    "LegAway",
    "LegBack",
    "LegLeft",
    "LegMoved",
    "MediaErased",
    "MediaRefused",
    "MediaStored",
    "MergedPostWrote",
    "MessageSent",
    "MessagesMarked",
    "NeighboursCalled",
    "NoteAdded",
    "NumberAsked",
    "NumberConfirmed",
    "NumberTried",
    "OfficerAdded",
    "OfficerSignedIn",
    "OfficerSignedOut",
    "PartnerAdded",
    "PersonalErased",
    "PinSet",
    "PostAdded",
    "PostBack",
    "PostFlapping",
    "PostLost",
    "PostWatched",
    "PressCancelled",
    "PressSplit",
    "PressedAgain",
    "PriorityChanged",
    "PushEnded",
    "PushSubscribed",
    "QuestionsAnswered",
    "QuietHoursSet",
    "RecordingErased",
    "RecordingFailed",
    "RecordingOpened",
    "RecordingStarted",
    "RecordingStopped",
    "RecordingStored",
    "RelayConfirmed",
    "RelayDelivered",
    "RelayFailed",
    "RondaReported",
    "RondaSet",
    "SoundReported",
    "SoundRulesSet",
    "StrayTextReceived",
    "TalkCleared",
    "TalkMarked",
    "TalkWritten",
    "TaskAsked",
    "TaskCreated",
    "TaskMoved",
    "TaskStepped",
    "TaskUnanswered",
    "TextReceived",
    "TransferFailed",
    "TransferStarted",
    "VerificationBegun",
]
