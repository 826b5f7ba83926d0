"""Commands about an incident: raised, claimed, worked, closed."""

from typing import Annotated

from msgspec import Meta

from gateway.protocol.commands.base import Body
from gateway.protocol.enums import Disposition, Kind, Mode, Priority, Subkind, YesNo
from gateway.protocol.fields import Age, Id, Instant, OptionalText, Subject, Text
from gateway.protocol.views import Facts


class RaiseAlarm(Body, frozen=True, kw_only=True, tag="raise_alarm"):
    """A resident held an emergency button. The command's id becomes the press's id.

    ``lesson_ms``: in a drill, how long the lesson had been running.
    """

    kind: Kind
    mode: Mode = Mode.REAL
    lesson_ms: Age | None = None


class CancelAlarm(Body, frozen=True, kw_only=True, tag="cancel_alarm"):
    """The resident took a press back. ``press`` is the id of the command that raised it."""

    press: Id


class MarkShown(Body, frozen=True, kw_only=True, tag="mark_shown"):
    """A console painted these incidents inside the viewport of an exposed window."""

    incidents: tuple[Subject, ...]


class Hear(Body, frozen=True, kw_only=True, tag="hear"):
    """Stop the tone of one incident for 60 s on all consoles of the desk. Not a claim."""

    incident: Subject


class Claim(Body, frozen=True, kw_only=True, tag="claim"):
    """Take an incident. Includes ``hear`` and ends the escalation."""

    incident: Subject


class Release(Body, frozen=True, kw_only=True, tag="release"):
    """Give a claimed incident back to the queue."""

    incident: Subject


class AddNote(Body, frozen=True, kw_only=True, tag="add_note"):
    """Write a note on the incident's timeline."""

    incident: Subject
    text: Text


class CloseIncident(Body, frozen=True, kw_only=True, tag="close_incident"):
    """End an incident with its disposition; ``text`` may say more."""

    incident: Subject
    disposition: Disposition
    text: OptionalText = ""


class SetPriority(Body, frozen=True, kw_only=True, tag="set_priority"):
    """Correct the priority; the clock goes on."""

    incident: Subject
    priority: Priority


class SetKind(Body, frozen=True, kw_only=True, tag="set_kind"):
    """Correct what it is about; the clock goes on. The desk follows the kind."""

    incident: Subject
    kind: Kind
    subkind: Subkind | None = None


class SetFacts(Body, frozen=True, kw_only=True, tag="set_facts"):
    """Write down what is known, in fields: what, where (landmark), who is hurt, hazards."""

    incident: Subject
    facts: Facts


class AnswerQuestions(Body, frozen=True, kw_only=True, tag="answer_questions"):
    """The resident answered by pictures after the alarm; what is None was skipped."""

    press: Id
    subkind: Subkind | None = None
    hurt: YesNo | None = None
    trapped: YesNo | None = None


class Verify(Body, frozen=True, kw_only=True, tag="verify"):
    """The holder is finding out whether it is so (call-back, patrol)."""

    incident: Subject


class MarkControlled(Body, frozen=True, kw_only=True, tag="mark_controlled"):
    """The danger is over; work may go on."""

    incident: Subject


class Hold(Body, frozen=True, kw_only=True, tag="hold"):
    """Put it aside with a reason until a time; then it sounds."""

    incident: Subject
    reason: Text
    until: Instant


class ResumeIncident(Body, frozen=True, kw_only=True, tag="resume_incident"):
    """Take it up again, in the state before the hold."""

    incident: Subject


class Merge(Body, frozen=True, kw_only=True, tag="merge"):
    """It is the same event as ``into``; it goes on there."""

    incident: Subject
    into: Subject


class Unmerge(Body, frozen=True, kw_only=True, tag="unmerge"):
    """It was another event after all; back to the state before."""

    incident: Subject


class LinkIncidents(Body, frozen=True, kw_only=True, tag="link_incidents"):
    """Two events that have to do with each other, each with its own course."""

    incident: Subject
    other: Subject


class Split(Body, frozen=True, kw_only=True, tag="split"):
    """A later press was about something else: it becomes an incident of its own."""

    incident: Subject
    press: Id


class Reopen(Body, frozen=True, kw_only=True, tag="reopen"):
    """Closed too early: a supervisor, or any officer within 10 minutes."""

    incident: Subject


class TickItem(Body, frozen=True, kw_only=True, tag="tick_item"):
    """Tick or untick one line of an SOP card on an incident's timeline."""

    incident: Subject
    card: Annotated[str, Meta(max_length=40)]
    revision: int
    item: Annotated[str, Meta(max_length=40)]
    done: bool = True
