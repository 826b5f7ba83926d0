"""Agencies and their tasks."""

from typing import ClassVar

from gateway.protocol.enums import (
    AgencySort,
    ContactChannel,
    Desk,
    Kind,
    Mode,
    Priority,
    TaskState,
)
from gateway.protocol.events.base import EventData
from gateway.protocol.views import AgencyCard, Contact, Place


class TaskMoved(EventData, frozen=True, kw_only=True, tag="task_moved"):
    """On the incident: one of its agency tasks was made or moved on."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("agency_title", "words")
    task: str
    agency: str
    agency_title: str = ""
    agency_sort: AgencySort
    state: TaskState
    channel: ContactChannel
    words: str = ""


class TaskCreated(EventData, frozen=True, kw_only=True, tag="task_created"):
    """An agency was asked to act, by its first contact. ``software``: that is its own phones."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("agency_title", "instruction", "contact")
    incident: str
    reference: str
    incident_kind: Kind
    mode: Mode
    priority: Priority
    desk: Desk
    place: Place
    agency: str
    agency_title: str = ""
    agency_sort: AgencySort
    instruction: str = ""
    contact: Contact = Contact(channel=ContactChannel.TELEPHONE)
    contacts: int
    software: bool = False


class TaskAsked(EventData, frozen=True, kw_only=True, tag="task_asked"):
    """Unanswered for 60 s: the agency's next contact is tried. ``number`` counts from 0."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("contact",)
    contact: Contact = Contact(channel=ContactChannel.TELEPHONE)
    number: int


class TaskUnanswered(EventData, frozen=True, kw_only=True, tag="task_unanswered"):
    """No contact of the agency answered: an officer must act."""


class TaskStepped(EventData, frozen=True, kw_only=True, tag="task_stepped"):
    """The task moved on: by the agency itself, or on behalf with channel and words."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("words",)
    step: TaskState
    channel: ContactChannel
    words: str = ""


class AgencyAdded(EventData, frozen=True, kw_only=True, tag="agency_added"):
    """An agency was registered."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("card",)
    card: AgencyCard = AgencyCard(title="-", sort=AgencySort.OTHER)


class AgencyChanged(EventData, frozen=True, kw_only=True, tag="agency_changed"):
    """What the directory says of an agency was replaced."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("card",)
    card: AgencyCard = AgencyCard(title="-", sort=AgencySort.OTHER)
