"""What an audience sees of a subject. Made when sent by ``view(subject, audience)``, never stored.

A client takes a view only if its ``version`` is higher than the one it holds.
"""

from gateway.protocol.views.agency import AgencyView, AssignmentView, TaskView
from gateway.protocol.views.base import View
from gateway.protocol.views.device import ConsoleView, PartnerView, PostView
from gateway.protocol.views.incident import AlarmView, IncidentView, ReportView
from gateway.protocol.views.neighbours import AppealView, BroadcastView, KentonganView, NearbyView
from gateway.protocol.views.officer import OfficerView
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
from gateway.protocol.views.values import (
    AgencyCard,
    AppealCounts,
    Attachment,
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
    | AppealView
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
    "AppealCounts",
    "AppealView",
    "AreaView",
    "AssignmentView",
    "Attachment",
    "BoundaryView",
    "BroadcastView",
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
