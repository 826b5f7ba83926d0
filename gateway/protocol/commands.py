"""What clients ask the gateway to do: one act a body, in the envelope ``messages.Command``.

Who may send what is decided in ``gateway.domain``; here is only the shape.
"""

from msgspec import Struct

from gateway.protocol.enums import Desk, Disposition, Kind, Mode, Role, SoundState
from gateway.protocol.fields import (
    AreaCode,
    Id,
    Latitude,
    Longitude,
    Name,
    Neighbourhood,
    OptionalText,
    Subject,
    Text,
    UserName,
)


class Body(Struct, frozen=True, kw_only=True, tag_field="name"):
    """Base of all command bodies."""


class RaiseAlarm(Body, frozen=True, kw_only=True, tag="raise_alarm"):
    """A resident held an emergency button. The command's id becomes the press's id."""

    kind: Kind
    mode: Mode = Mode.REAL


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


class IssueCode(Body, frozen=True, kw_only=True, tag="issue_code"):
    """Make a new enrolment code for a post or console; the older one is void."""

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
    | ReportSound
    | AddPost
    | AddConsole
    | IssueCode
    | RevokeDevice
    | AddOfficer
    | ImportAreas
    | UndoAreas
)
