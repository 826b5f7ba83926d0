"""An agency's task: one for each agency and incident.

    SENT -> ACKNOWLEDGED -> EN_ROUTE -> ON_SCENE -> DONE     steps may be left out, never taken back
    SENT -> (60 s) -> the next contact -> ... -> NO_ANSWER   an officer must act
    any that is open -> REFUSED | WITHDRAWN

Each agency acknowledges for itself, or an officer on its behalf says by which channel and in which
words it was heard.
"""

from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol import events as ev
from gateway.protocol.enums import AgencySort, Desk, Kind, Mode, Priority, TaskState
from gateway.protocol.views import Contact, Place

_ORDER: Final = (
    TaskState.SENT,
    TaskState.NO_ANSWER,
    TaskState.ACKNOWLEDGED,
    TaskState.EN_ROUTE,
    TaskState.ON_SCENE,
    TaskState.DONE,
)
OVER: Final = frozenset({TaskState.DONE, TaskState.REFUSED, TaskState.WITHDRAWN})


class AgencyTask(Struct, frozen=True, kw_only=True):
    """The state of one task. ``asked_at``: since when the present contact is asked.

    ``software``: its first contact are the agency's own phones, before those of its card.
    """

    subject: str
    version: int
    state: TaskState
    incident: str
    reference: str
    kind: Kind
    desk: Desk
    mode: Mode
    priority: Priority
    place: Place
    agency: str
    agency_title: str
    agency_sort: AgencySort
    instruction: str
    contact: Contact
    contact_number: int
    contacts: int
    software: bool = False
    created_at: datetime
    asked_at: datetime
    acknowledged_at: datetime | None = None
    en_route_at: datetime | None = None
    on_scene_at: datetime | None = None
    done_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is expected."""
        return self.state in OVER

    def may_step(self, step: TaskState) -> bool:
        """Whether the task may move to this state."""
        if self.is_over or step in (TaskState.SENT, TaskState.NO_ANSWER):
            return False
        if step in (TaskState.REFUSED, TaskState.WITHDRAWN):
            return True
        return _ORDER.index(step) > _ORDER.index(self.state)


def begin(subject: str, at: datetime, made: ev.TaskCreated) -> AgencyTask:
    """The task that is given."""
    return AgencyTask(
        subject=subject,
        version=1,
        state=TaskState.SENT,
        incident=made.incident,
        reference=made.reference,
        kind=made.incident_kind,
        desk=made.desk,
        mode=made.mode,
        priority=made.priority,
        place=made.place,
        agency=made.agency,
        agency_title=made.agency_title,
        agency_sort=made.agency_sort,
        instruction=made.instruction,
        contact=made.contact,
        contact_number=0,
        contacts=made.contacts,
        software=made.software,
        created_at=at,
        asked_at=at,
    )


def evolve(was: AgencyTask, version: int, at: datetime, event: ev.EventData) -> AgencyTask:
    """The task after an event."""
    now = replace(was, version=version)
    match event:
        case ev.TaskAsked():
            return replace(now, contact=event.contact, contact_number=event.number, asked_at=at)
        case ev.TaskUnanswered():
            return replace(now, state=TaskState.NO_ANSWER)
        case ev.TaskStepped():
            return _stepped(now, at, event.step)
        case _:
            return now


def _stepped(now: AgencyTask, at: datetime, step: TaskState) -> AgencyTask:
    moved = replace(now, state=step)
    if step in (TaskState.REFUSED, TaskState.WITHDRAWN):
        return replace(moved, done_at=at)
    # A step that was left out happened at the latest now.
    reached = _ORDER[: _ORDER.index(step) + 1]
    return replace(
        moved,
        acknowledged_at=_first(now.acknowledged_at, at, TaskState.ACKNOWLEDGED in reached),
        en_route_at=_first(now.en_route_at, at, step is TaskState.EN_ROUTE),
        on_scene_at=_first(now.on_scene_at, at, step is TaskState.ON_SCENE),
        done_at=_first(now.done_at, at, step is TaskState.DONE),
    )


def _first(known: datetime | None, at: datetime, reached: bool) -> datetime | None:
    return known or (at if reached else None)
