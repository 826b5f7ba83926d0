"""What clients ask the gateway to do: one act a body, in the envelope ``messages.Command``.

Who may send what is decided in ``gateway.domain``; here is only the shape.
"""

from typing import Annotated

from msgspec import Meta, Struct

from gateway.protocol.enums import (
    CallAnswer,
    ContactChannel,
    Desk,
    Disposition,
    Kind,
    Mark,
    Mode,
    PartnerRole,
    Phrase,
    Priority,
    Role,
    SoundState,
    Subkind,
    TaskState,
    YesNo,
)
from gateway.protocol.fields import (
    Age,
    AreaCode,
    Id,
    Instant,
    Latitude,
    Longitude,
    Name,
    Neighbourhood,
    OptionalText,
    RhythmId,
    Subject,
    Telephone,
    Text,
    UserName,
)
from gateway.protocol.targets import AnyTarget
from gateway.protocol.views import AgencyCard, Attachment, Facts, RondaHours


class Body(Struct, frozen=True, kw_only=True, tag_field="name"):
    """Base of all command bodies."""


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


class TickItem(Body, frozen=True, kw_only=True, tag="tick_item"):
    """Tick or untick one line of an SOP card on an incident's timeline."""

    incident: Subject
    card: Annotated[str, Meta(max_length=40)]
    revision: int
    item: Annotated[str, Meta(max_length=40)]
    done: bool = True


class SendMessage(Body, frozen=True, kw_only=True, tag="send_message"):
    """A post writes about the alarm that its ``press`` raised, an officer about an ``incident``.

    The command's id becomes the message's id. ``phrase`` is one of the prepared sentences,
    ``media`` a photo or voice note of a post that follows over ``/ws/media``.
    """

    incident: Subject | None = None
    press: Id | None = None
    text: OptionalText = ""
    phrase: Phrase | None = None
    media: Attachment | None = None


class MarkMessages(Body, frozen=True, kw_only=True, tag="mark_messages"):
    """The other side's messages arrived here, or were shown on an exposed screen."""

    incident: Subject
    messages: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=100)]
    mark: Mark


class Broadcast(Body, frozen=True, kw_only=True, tag="broadcast"):
    """Call posts: text, a kentongan rhythm and flashes on their tablets.

    ``rhythm`` None: what each desa's own table says for the kind. ``incident``: what it is about;
    it must be taken, and of the same mode.
    """

    text: Text
    kind: Kind = Kind.OTHER
    rhythm: RhythmId | None = None
    flash: bool = True
    mode: Mode = Mode.REAL
    target: AnyTarget
    incident: Subject | None = None


class RelayAlarm(Body, frozen=True, kw_only=True, tag="relay_alarm"):
    """Call the posts nearest to an incident that an officer has taken, in one order."""

    incident: Subject


class ConfirmBroadcast(Body, frozen=True, kw_only=True, tag="confirm_broadcast"):
    """A tablet tells what it truly did: painted it, and played it with the sound unlocked."""

    broadcast: Subject
    shown: bool
    sounded: bool


class EndBroadcast(Body, frozen=True, kw_only=True, tag="end_broadcast"):
    """Take the broadcast from all tablets."""

    broadcast: Subject


class AnswerCall(Body, frozen=True, kw_only=True, tag="answer_call"):
    """A neighbour answers the call for help of an incident; a later answer takes its place."""

    incident: Subject
    answer: CallAnswer


class SetKentongan(Body, frozen=True, kw_only=True, tag="set_kentongan"):
    """Replace a desa's table of rhythms. A kind that is left out keeps the general rhythm."""

    area: AreaCode
    rhythms: dict[Kind, RhythmId]


class SetRonda(Body, frozen=True, kw_only=True, tag="set_ronda"):
    """Switch a post's ronda on, with its hours (WIB, from and until), or off (None)."""

    post: Subject
    hours: RondaHours | None


class RondaSafe(Body, frozen=True, kw_only=True, tag="ronda_safe"):
    """The men of the ronda tell that all is well at their post."""


class ReportSound(Body, frozen=True, kw_only=True, tag="report_sound"):
    """A console tells what it can prove about its loudspeaker. ``output`` is the device's label."""

    state: SoundState
    output: OptionalText = ""


class AddPost(Body, frozen=True, kw_only=True, tag="add_post"):
    """Register a watch post. The answer's grant carries its enrolment code."""

    title: Name
    area: AreaCode
    lat: Latitude | None = None
    lon: Longitude | None = None
    rt: Neighbourhood = ""
    rw: Neighbourhood = ""


class AddConsole(Body, frozen=True, kw_only=True, tag="add_console"):
    """Register a console. The answer's grant carries its enrolment code."""

    title: Name
    desks: tuple[Desk, ...] = (Desk.SATPOL_PP, Desk.PSC_119)


class AddPartner(Body, frozen=True, kw_only=True, tag="add_partner"):
    """Register a partner's phone. The answer's grant carries its enrolment code.

    ``posts`` are those whose alarms concern them; ``agency`` gives its tasks to them.
    """

    title: Name
    phone: Telephone
    role: PartnerRole
    posts: tuple[Subject, ...] = ()
    agency: Subject | None = None


class IssueCode(Body, frozen=True, kw_only=True, tag="issue_code"):
    """Make a new enrolment code for a device; the older one is void."""

    device: Subject


class RevokeDevice(Body, frozen=True, kw_only=True, tag="revoke_device"):
    """Take away a device's key; its connection is closed within 5 s."""

    device: Subject


class AddOfficer(Body, frozen=True, kw_only=True, tag="add_officer"):
    """Register an officer. Only the administrator's console and the command line may send it."""

    user: UserName
    title: Name
    role: Role
    desks: tuple[Desk, ...]
    password: str


class ImportAreas(Body, frozen=True, kw_only=True, tag="import_areas"):
    """Lay prepared areas over what is known. Only the command line may send it.

    ``batch`` names what it laid ready in the gateway's own folder.
    """

    batch: Id


class UndoAreas(Body, frozen=True, kw_only=True, tag="undo_areas"):
    """Take the last import of areas back. Only the command line may send it."""


AnyBody = (
    RaiseAlarm
    | CancelAlarm
    | MarkShown
    | Hear
    | Claim
    | Release
    | AddNote
    | CloseIncident
    | SetPriority
    | SetKind
    | SetFacts
    | AnswerQuestions
    | Verify
    | MarkControlled
    | Hold
    | ResumeIncident
    | Merge
    | Unmerge
    | LinkIncidents
    | Split
    | Reopen
    | DispatchCard
    | AddTask
    | StepTask
    | AddAgency
    | ChangeAgency
    | TickItem
    | SendMessage
    | MarkMessages
    | Broadcast
    | RelayAlarm
    | ConfirmBroadcast
    | EndBroadcast
    | AnswerCall
    | SetKentongan
    | SetRonda
    | RondaSafe
    | ReportSound
    | AddPost
    | AddConsole
    | AddPartner
    | IssueCode
    | RevokeDevice
    | AddOfficer
    | ImportAreas
    | UndoAreas
)
