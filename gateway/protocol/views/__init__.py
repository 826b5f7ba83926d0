"""What an audience sees of a subject. Made when sent by ``view(subject, audience)``, never stored.

A client takes a view only if its ``version`` is higher than the one it holds.
"""

from gateway.protocol.views.agency import AgencyView, AssignmentView, TaskView
from gateway.protocol.views.area import LandView
from gateway.protocol.views.base import View
from gateway.protocol.views.call import (
    CallLeg,
    CallView,
    DeskView,
    PartyCallView,
    RecordingCard,
)
from gateway.protocol.views.desk import SoundRulesView
from gateway.protocol.views.device import ConsoleView, ContactView, PartnerView, PostView
from gateway.protocol.views.figures import (
    AlarmLoadView,
    AreaCountView,
    FiguresView,
    MeasureView,
    OfficerFiguresView,
    PostSilenceView,
    ShareView,
    TargetView,
    UptimeView,
)
from gateway.protocol.views.guest import (
    GuestCard,
    GuestCountRow,
    GuestFigureView,
    GuestFormRow,
    GuestHouse,
    GuestListRow,
    GuestPerson,
    GuestReportView,
    GuestStay,
    GuestTicketView,
    GuestTold,
)
from gateway.protocol.views.incident import AlarmView, IncidentView, ReportView
from gateway.protocol.views.neighbours import AppealView, BroadcastView, KentonganView, NearbyView
from gateway.protocol.views.officer import OfficerView
from gateway.protocol.views.reaching import ChannelView, OwnPhoneView
from gateway.protocol.views.rows import (
    AreaView,
    BoundaryView,
    CardLineView,
    CardView,
    DrillScore,
    IceServer,
    ReachView,
    RondaView,
    SopItemView,
    SopView,
)
from gateway.protocol.views.talk import TalkLine, TalkView
from gateway.protocol.views.values import (
    AgencyCard,
    AppealCounts,
    Attachment,
    Contact,
    Facts,
    Place,
    QuietHours,
    RondaHours,
    SoundRule,
)

AnyView = (
    AlarmView
    | IncidentView
    | ReportView
    | TaskView
    | AssignmentView
    | NearbyView
    | AgencyView
    | BroadcastView
    | AppealView
    | KentonganView
    | CallView
    | PartyCallView
    | DeskView
    | PostView
    | ConsoleView
    | PartnerView
    | OwnPhoneView
    | ChannelView
    | ContactView
    | OfficerView
    | GuestFigureView
    | GuestReportView
    | GuestTicketView
    | LandView
    | SoundRulesView
    | TalkView
)

__all__ = [
    "AgencyCard",
    "AgencyView",
    "AlarmLoadView",
    "AlarmView",
    "AnyView",
    "AppealCounts",
    "AppealView",
    "AreaCountView",
    "AreaView",
    "AssignmentView",
    "Attachment",
    "BoundaryView",
    "BroadcastView",
    "CallLeg",
    "CallView",
    "CardLineView",
    "CardView",
    "ChannelView",
    "ConsoleView",
    "Contact",
    "ContactView",
    "DeskView",
    "DrillScore",
    "Facts",
    "FiguresView",
    "GuestCard",
    "GuestCountRow",
    "GuestFigureView",
    "GuestFormRow",
    "GuestHouse",
    "GuestListRow",
    "GuestPerson",
    "GuestReportView",
    "GuestStay",
    "GuestTicketView",
    "GuestTold",
    "IceServer",
    "IncidentView",
    "KentonganView",
    "LandView",
    "MeasureView",
    "NearbyView",
    "OfficerFiguresView",
    "OfficerView",
    "OwnPhoneView",
    "PartnerView",
    "PartyCallView",
    "Place",
    "PostSilenceView",
    "PostView",
    "QuietHours",
    "ReachView",
    "RecordingCard",
    "ReportView",
    "RondaHours",
    "RondaView",
    "ShareView",
    "SopItemView",
    "SopView",
    "SoundRule",
    "SoundRulesView",
    "TalkLine",
    "TalkView",
    "TargetView",
    "TaskView",
    "UptimeView",
    "View",
]
