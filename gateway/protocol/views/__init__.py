"""What an audience sees of a subject. Made when sent by ``view(subject, audience)``, never stored.

A client takes a view only if its ``version`` is higher than the one it holds.
"""

from gateway.protocol.views.rows import (
    AreaView,
    BoundaryView,
    CardLineView,
    CardView,
    DrillScore,
    ReachView,
    RondaView,
    SopItemView,
    SopView,
)
from gateway.protocol.views.subjects import (
    AgencyView,
    AlarmView,
    AssignmentView,
    BroadcastView,
    CallView,
    ConsoleView,
    IncidentView,
    KentonganView,
    NearbyView,
    OfficerView,
    PartnerView,
    PostView,
    ReportView,
    TaskView,
    View,
)
from gateway.protocol.views.values import (
    AgencyCard,
    Attachment,
    CallCounts,
    Contact,
    Facts,
    Place,
    RondaHours,
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
    | CallView
    | KentonganView
    | PostView
    | ConsoleView
    | PartnerView
    | OfficerView
)

__all__ = [
    "AgencyCard",
    "AgencyView",
    "AlarmView",
    "AnyView",
    "AreaView",
    "AssignmentView",
    "Attachment",
    "BoundaryView",
    "BroadcastView",
    "CallCounts",
    "CallView",
    "CardLineView",
    "CardView",
    "ConsoleView",
    "Contact",
    "DrillScore",
    "Facts",
    "IncidentView",
    "KentonganView",
    "NearbyView",
    "OfficerView",
    "PartnerView",
    "Place",
    "PostView",
    "ReachView",
    "ReportView",
    "RondaHours",
    "RondaView",
    "SopItemView",
    "SopView",
    "TaskView",
    "View",
]
