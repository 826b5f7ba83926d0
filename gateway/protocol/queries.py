"""What clients may read beyond their live picture. Paged; rights are checked by field."""

from msgspec import Struct

from gateway.protocol.enums import GuestState, Kind, MediaForm, Mode
from gateway.protocol.fields import AreaCode, Base64, Id, Instant, OptionalText, Subject, TicketCode
from gateway.protocol.targets import AnyTarget


class Ask(Struct, frozen=True, kw_only=True, tag_field="name"):
    """Base of all query bodies."""


class Timeline(Ask, frozen=True, kw_only=True, tag="timeline"):
    """All journal entries of one subject, oldest first. Rows are ``EventItem``."""

    subject: Subject


class Incidents(Ask, frozen=True, kw_only=True, tag="incidents"):
    """Incidents, open and closed, newest first. Rows are ``IncidentView``.

    ``area``: a code; that of a kecamatan finds those of all its desa.
    """

    text: OptionalText = ""
    kind: Kind | None = None
    post: Subject | None = None
    area: AreaCode | None = None
    since: Instant | None = None
    until: Instant | None = None


class Areas(Ask, frozen=True, kw_only=True, tag="areas"):
    """Desa and kelurahan that a post can be put in. Rows are ``AreaView``."""

    text: OptionalText = ""


class Boundaries(Ask, frozen=True, kw_only=True, tag="boundaries"):
    """The outlines of all areas that have one, by code. Rows are ``BoundaryView``."""


class Drills(Ask, frozen=True, kw_only=True, tag="drills"):
    """How drills went, newest first. Rows are ``DrillScore``."""

    post: Subject | None = None
    since: Instant | None = None
    until: Instant | None = None


class Figures(Ask, frozen=True, kw_only=True, tag="figures"):
    """The figures of what began in a period of at most three years, at the asker's desks. One row,
    ``FiguresView``; those of single officers only for supervisors.

    ``area``: a code; that of a kecamatan finds those of all its desa. With ``kind``, only what is
    known of incidents.
    """

    since: Instant
    until: Instant
    area: AreaCode | None = None
    kind: Kind | None = None


class Reach(Ask, frozen=True, kw_only=True, tag="reach"):
    """Whom a broadcast would call. One row, ``ReachView``."""

    target: AnyTarget
    incident: Subject | None = None


class Rondas(Ask, frozen=True, kw_only=True, tag="rondas"):
    """The posts whose ronda is on, those with missing presses first. Rows are ``RondaView``."""


class Card(Ask, frozen=True, kw_only=True, tag="card"):
    """The run card and SOP card of an incident. One row, ``CardView``, or none."""

    incident: Subject


class GuestReports(Ask, frozen=True, kw_only=True, tag="guest_reports"):
    """Guest reports, open and over, newest first. Rows are ``GuestReportView`` where the asker may
    read names, else ``GuestFigureView``.

    ``area``: a code; that of a kecamatan finds those of all its desa. ``text`` is sought in place,
    post and number, and in names where the asker may read them. ``since`` and ``until`` are about
    the arrival. ``over``: only reports that are over, or only those that are not.
    """

    text: OptionalText = ""
    post: Subject | None = None
    area: AreaCode | None = None
    states: tuple[GuestState, ...] = ()
    over: bool | None = None
    mode: Mode = Mode.REAL
    since: Instant | None = None
    until: Instant | None = None


class GuestCounts(Ask, frozen=True, kw_only=True, tag="guest_counts"):
    """Figures of guests by desa, by code. Rows are ``GuestCountRow``."""

    area: AreaCode | None = None
    mode: Mode = Mode.REAL
    since: Instant | None = None
    until: Instant | None = None


class GuestForm(Ask, frozen=True, kw_only=True, tag="guest_form"):
    """A report by its ticket, at the post that it was made at. One row, ``GuestFormRow``."""

    ticket: TicketCode


class GuestList(Ask, frozen=True, kw_only=True, tag="guest_list"):
    """Who stays in an area now, newest report first, with the grant of ``OpenGuestList``. Rows are
    ``GuestListRow``."""

    grant: Base64


class MediaGrant(Ask, frozen=True, kw_only=True, tag="media_grant"):
    """Leave to send what a message of one's own announced (``upload``), or to fetch what is stored
    of it: one use within 60 s, on ``/ws/media``, by this device. The row is a ``messages.Grant``.
    """

    incident: Subject
    message: Id
    upload: bool = False
    form: MediaForm = MediaForm.FULL


class Calls(Ask, frozen=True, kw_only=True, tag="calls"):
    """Calls, newest first. Rows are ``CallView``. ``due``: only those to be called back."""

    about: Subject | None = None
    party: Subject | None = None
    due: bool = False
    since: Instant | None = None
    until: Instant | None = None


class IceServers(Ask, frozen=True, kw_only=True, tag="ice_servers"):
    """STUN and TURN servers for a ringing or active call of this device. Rows: ``IceServer``."""

    call: Subject


class RecordingGrant(Ask, frozen=True, kw_only=True, tag="recording_grant"):
    """Leave for the hub to send a running recording over ``/ws/media``. The row is a
    ``messages.Grant``."""

    call: Subject
    recording: Id


AnyAsk = (
    Timeline
    | MediaGrant
    | Incidents
    | Areas
    | Boundaries
    | Drills
    | Figures
    | Card
    | Reach
    | Rondas
    | GuestReports
    | GuestCounts
    | GuestForm
    | GuestList
    | Calls
    | IceServers
    | RecordingGrant
)
