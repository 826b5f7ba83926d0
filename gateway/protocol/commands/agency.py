"""Commands to agencies, and of their directory."""

from typing import Annotated

from msgspec import Meta

from gateway.protocol.commands.base import Body
from gateway.protocol.enums import ContactChannel, TaskState
from gateway.protocol.fields import OptionalText, Subject
from gateway.protocol.views import AgencyCard


class DispatchCard(Body, frozen=True, kw_only=True, tag="dispatch_card"):
    """Alert the agencies of the incident's run card up to an alarm level, in its order."""

    incident: Subject
    level: Annotated[int, Meta(ge=1, le=3)] = 1


class AddTask(Body, frozen=True, kw_only=True, tag="add_task"):
    """Alert one more agency."""

    incident: Subject
    agency: Subject
    instruction: OptionalText = ""


class StepTask(Body, frozen=True, kw_only=True, tag="step_task"):
    """A task moves on. An officer on behalf of an agency says by which channel and in which words
    it was heard; the agency's own phone needs neither."""

    task: Subject
    step: TaskState
    channel: ContactChannel = ContactChannel.SOFTWARE
    words: OptionalText = ""


class AddAgency(Body, frozen=True, kw_only=True, tag="add_agency"):
    """Register an agency in the directory."""

    agency: AgencyCard


class ChangeAgency(Body, frozen=True, kw_only=True, tag="change_agency"):
    """Replace what the directory says of an agency."""

    subject: Subject
    agency: AgencyCard
