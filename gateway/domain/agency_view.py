"""The pictures of agencies and their tasks: for desks and for the agency's own phones."""

from gateway.domain.agency import Agency
from gateway.domain.agency_task import AgencyTask
from gateway.protocol.views import AgencyView, AssignmentView, TaskView


def assignment(state: AgencyTask) -> AssignmentView:
    """The task on the phones of the agency's people."""
    return AssignmentView(
        subject=state.subject,
        version=state.version,
        incident=state.incident,
        reference=state.reference,
        kind=state.kind,
        mode=state.mode,
        priority=state.priority,
        place=state.place,
        agency_title=state.agency_title,
        state=state.state,
        instruction=state.instruction,
        created_at=state.created_at,
        acknowledged_at=state.acknowledged_at,
        en_route_at=state.en_route_at,
        on_scene_at=state.on_scene_at,
        done_at=state.done_at,
    )


def task(state: AgencyTask) -> TaskView:
    """The task as desks see it."""
    return TaskView(
        subject=state.subject,
        version=state.version,
        incident=state.incident,
        reference=state.reference,
        kind=state.kind,
        mode=state.mode,
        priority=state.priority,
        place=state.place,
        agency=state.agency,
        agency_title=state.agency_title,
        agency_sort=state.agency_sort,
        state=state.state,
        instruction=state.instruction,
        contact=state.contact,
        contacts_left=max(state.contacts - state.contact_number - 1, 0),
        created_at=state.created_at,
        sent_at=state.asked_at,
        acknowledged_at=state.acknowledged_at,
        en_route_at=state.en_route_at,
        on_scene_at=state.on_scene_at,
        done_at=state.done_at,
    )


def agency(state: Agency) -> AgencyView:
    """An agency in the directory."""
    return AgencyView(subject=state.subject, version=state.version, card=state.card)
