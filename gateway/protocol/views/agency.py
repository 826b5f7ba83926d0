"""Pictures of agencies and their tasks."""

from gateway.protocol.enums import AgencySort, Kind, Mode, Priority, TaskState
from gateway.protocol.fields import Instant, Subject
from gateway.protocol.views.base import View
from gateway.protocol.views.values import AgencyCard, Contact, Place


class TaskView(View, frozen=True, kw_only=True, tag="task"):
    """What one agency was asked to do. ``contact`` is the way by which it is alerted now."""

    incident: Subject
    reference: str
    kind: Kind
    mode: Mode
    priority: Priority
    place: Place
    agency: Subject
    agency_title: str
    agency_sort: AgencySort
    state: TaskState
    instruction: str
    contact: Contact
    contacts_left: int
    created_at: Instant
    sent_at: Instant
    acknowledged_at: Instant | None
    en_route_at: Instant | None
    on_scene_at: Instant | None
    done_at: Instant | None


class AssignmentView(View, frozen=True, kw_only=True, tag="assignment"):
    """A task as the agency's own people see it on their phones."""

    incident: Subject
    reference: str
    kind: Kind
    mode: Mode
    priority: Priority
    place: Place
    agency_title: str
    state: TaskState
    instruction: str
    created_at: Instant
    acknowledged_at: Instant | None
    en_route_at: Instant | None
    on_scene_at: Instant | None
    done_at: Instant | None


class AgencyView(View, frozen=True, kw_only=True, tag="agency"):
    """An agency in the directory."""

    card: AgencyCard
