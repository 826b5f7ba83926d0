"""What may be done to agencies and their tasks, and what follows from it.

Every move of a task is also an event of its incident, so that the incident's timeline is whole.
"""

from typing import Final
from uuid import UUID, uuid5

from msgspec.structs import replace

from gateway.domain import run_card
from gateway.domain.agency import Agency
from gateway.domain.agency_task import AgencyTask
from gateway.domain.decider import Deciders
from gateway.domain.incident import UNDER_WAY, Incident
from gateway.domain.incident_orders import check_seen, of_desk
from gateway.domain.order import ActorKind, AskNext, Order
from gateway.domain.rights import check_desk
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import ContactChannel, IncidentState, TaskState
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import Contact

#: An agency without any contact is told in person; the officer says so on its behalf.
_NO_CONTACT = Contact(channel=ContactChannel.IN_PERSON)
#: An agency whose people carry paired phones is told there first.
_OWN_PHONES = Contact(channel=ContactChannel.SOFTWARE)
#: What an agency says of its own task; the rest is the officer's.
_OWN_STEPS = frozenset(
    {TaskState.ACKNOWLEDGED, TaskState.EN_ROUTE, TaskState.ON_SCENE, TaskState.DONE}
)


def add_agency(world: World, order: Order, body: do.AddAgency) -> list[Change]:
    """Register an agency."""
    if any(a.card.title == body.agency.title and not a.card.retired for a in world.agencies()):
        raise Refused(ErrorCode.NAME_TAKEN, title=body.agency.title)
    added = ev.AgencyAdded(card=body.agency)
    return [Change(subject=f"agency:{order.id}", data=added)]


def change_agency(world: World, order: Order, body: do.ChangeAgency) -> list[Change]:
    """Replace what the directory says of an agency."""
    found = world.agency(body.subject)
    if found.card == body.agency:
        return []
    return [Change(subject=found.subject, data=ev.AgencyChanged(card=body.agency))]


def dispatch_card(world: World, order: Order, body: do.DispatchCard) -> list[Change]:
    """Alert the agencies of the incident's card that were never alerted for it."""
    found = _dispatchable(world, order, body.incident)
    card = run_card.card_for(world.cards, found)
    if card is None:
        raise Refused(ErrorCode.NO_CARD)
    agencies = run_card.agencies_for(card, body.level, found.place, list(world.agencies()))
    # One that has finished or refused is asked again only by name.
    known = {world.task(task).agency for task in found.tasks if world.holds(task)}
    new = [agency for agency in agencies if agency.subject not in known]
    changes: list[Change] = []
    for number, agency in enumerate(new):
        changes += _given(world, found, agency, f"task:{_part(order.id, number)}")
    return changes


def add_task(world: World, order: Order, body: do.AddTask) -> list[Change]:
    """Alert one more agency."""
    found = _dispatchable(world, order, body.incident)
    agency = world.agency(body.agency)
    if agency.card.retired:
        raise Refused(ErrorCode.WRONG_STATE)
    if any(t.agency == agency.subject and not t.is_over for t in world.tasks_of(found)):
        return []
    return _given(world, found, agency, f"task:{order.id}", body.instruction)


def step_task(world: World, order: Order, body: do.StepTask) -> list[Change]:
    """Move a task on, by the agency itself or on its behalf."""
    task = world.task(body.task)
    incident = world.incident(task.incident)
    if order.actor.kind is ActorKind.OFFICER:
        check_desk(order.actor, incident.desk)
    if order.actor.kind is ActorKind.PARTNER:
        _check_own(world, order, task, body.step)
        body = replace(body, channel=ContactChannel.SOFTWARE)
    if task.state is body.step:
        return []
    if not task.may_step(body.step):
        raise Refused(ErrorCode.WRONG_STATE)
    return moved(task, body.step, body.channel, body.words)


def ask_next(world: World, order: Order, body: AskNext) -> list[Change]:
    """Unanswered for too long: the next contact, or the officer is told that there is none."""
    task = world.task(body.task)
    if task.state is not TaskState.SENT or task.contact_number != body.number:
        return []
    contacts = _ladder(world.agency(task.agency), software=task.software)
    following = task.contact_number + 1
    if following >= len(contacts):
        told = _told(task, TaskState.NO_ANSWER, task.contact.channel, "")
        return [Change(subject=task.subject, data=ev.TaskUnanswered()), told]
    contact = contacts[following]
    asked = ev.TaskAsked(contact=contact, number=following)
    return [
        Change(subject=task.subject, data=asked),
        _told(task, TaskState.SENT, contact.channel, contact.label),
    ]


def _dispatchable(world: World, order: Order, subject: str) -> Incident:
    found = of_desk(world, order, subject)
    # Whoever sends an agency out has taken the incident: alarms are not handled by nobody.
    if found.state not in UNDER_WAY | {IncidentState.ON_HOLD} or found.claimed_by is None:
        raise Refused(ErrorCode.WRONG_STATE)
    check_seen(found, order)
    return found


def _check_own(world: World, order: Order, task: AgencyTask, step: TaskState) -> None:
    # A task of another agency is none that this phone could know.
    if world.partner(order.actor.subject).agency != task.agency:
        raise Refused(ErrorCode.NOT_FOUND)
    if step not in _OWN_STEPS:
        raise Refused(ErrorCode.FORBIDDEN)


def _ladder(agency: Agency, *, software: bool) -> tuple[Contact, ...]:
    return (_OWN_PHONES, *agency.card.contacts) if software else agency.card.contacts


def _given(
    world: World, found: Incident, agency: Agency, subject: str, instruction: str = ""
) -> list[Change]:
    software = world.is_reached_by_software(agency.subject)
    contacts = _ladder(agency, software=software)
    contact = contacts[0] if contacts else _NO_CONTACT
    created = ev.TaskCreated(
        incident=found.subject,
        reference=found.reference,
        incident_kind=found.kind,
        mode=found.mode,
        priority=found.priority,
        desk=found.desk,
        place=found.place,
        agency=agency.subject,
        agency_title=agency.card.title,
        agency_sort=agency.card.sort,
        instruction=instruction,
        contact=contact,
        contacts=len(contacts),
        software=software,
    )
    told = ev.TaskMoved(
        task=subject,
        agency=agency.subject,
        agency_title=agency.card.title,
        agency_sort=agency.card.sort,
        state=TaskState.SENT,
        channel=contact.channel,
        words=contact.label,
    )
    return [
        Change(subject=subject, data=created),
        Change(subject=found.subject, data=told),
    ]


def moved(task: AgencyTask, step: TaskState, channel: ContactChannel, words: str) -> list[Change]:
    """The task reached a step, and its incident's timeline tells it."""
    stepped = ev.TaskStepped(step=step, channel=channel, words=words)
    return [Change(subject=task.subject, data=stepped), _told(task, step, channel, words)]


def _told(task: AgencyTask, state: TaskState, channel: ContactChannel, words: str) -> Change:
    told = ev.TaskMoved(
        task=task.subject,
        agency=task.agency,
        agency_title=task.agency_title,
        agency_sort=task.agency_sort,
        state=state,
        channel=channel,
        words=words,
    )
    return Change(subject=task.incident, data=told)


def _part(order_id: str, number: int) -> str:
    return str(uuid5(UUID(order_id), str(number)))


DECIDERS: Final[Deciders] = {
    do.DispatchCard: dispatch_card,
    do.AddTask: add_task,
    do.StepTask: step_task,
    do.AddAgency: add_agency,
    do.ChangeAgency: change_agency,
    AskNext: ask_next,
}
