"""Guests: what is reported of them, and who sees how much of it."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from gateway.protocol.enums import (
    GuestContact,
    GuestField,
    GuestPurpose,
    GuestState,
    GuestStep,
    Mode,
    NikWarning,
    Sex,
)
from gateway.protocol.fields import AreaCode, Instant, Name, Neighbourhood, Subject
from gateway.protocol.views.base import View
from gateway.protocol.views.values import Place

#: One line that a person typed, or nothing.
Line = Annotated[str, Meta(max_length=100)]
#: A few words about a guest, or nothing.
Words = Annotated[str, Meta(max_length=60)]
#: A document's number as it was typed; a wrong one is warned of, never refused.
Number = Annotated[str, Meta(max_length=24)]
#: Workers and boarding houses report many at once; the fullest report fits into one frame.
GUESTS_MOST: Final = 20


class GuestHouse(Struct, frozen=True, kw_only=True):
    """Whose house a guest stays at."""

    host: Line = ""
    address: Line = ""
    rt: Neighbourhood = ""
    rw: Neighbourhood = ""


class GuestStay(Struct, frozen=True, kw_only=True):
    """When and why, and how many come together. ``people`` counts the children in."""

    purpose: GuestPurpose
    arrives_at: Instant
    nights: Annotated[int, Meta(ge=1, le=366)] = 1
    people: Annotated[int, Meta(ge=1, le=500)] = 1
    children: Annotated[int, Meta(ge=0, le=500)] = 0


class GuestCard(Struct, frozen=True, kw_only=True):
    """A guest as a resident fills it in. ``origin``: kabupaten or kota in words, with its code
    where it was chosen from the list. Only the name is asked for."""

    name: Name
    origin: Words = ""
    origin_area: AreaCode | None = None
    sex: Sex | None = None
    foreign: bool = False
    relation: Words = ""
    phone: Number = ""
    plate: Number = ""
    nik: Number = ""
    passport: Number = ""


class GuestPerson(Struct, frozen=True, kw_only=True):
    """A guest as the gateway keeps it: numbers of documents are sealed elsewhere and masked here.

    ``phone`` is in E.164 where it is a mobile number, else as it was typed.
    """

    name: str
    origin: str = ""
    origin_area: str | None = None
    sex: Sex | None = None
    foreign: bool = False
    relation: str = ""
    phone: str = ""
    plate: str = ""
    nik: str = ""
    nik_warnings: tuple[NikWarning, ...] = ()
    passport: str = ""
    left_at: Instant | None = None


class GuestTold(Struct, frozen=True, kw_only=True):
    """How one partner was told: at which step, and how far it came on their phone.

    ``failed`` is a reason's code when a way out of the system gave up.
    """

    partner: Subject
    step: GuestStep
    told_at: Instant
    delivered_at: Instant | None = None
    read_at: Instant | None = None
    failed: str = ""


class GuestFigureView(View, frozen=True, kw_only=True, tag="guest_figure"):
    """A guest report as the desk sees it: no name, no house, no number.

    ``step`` and ``told`` are how far the ladder came. ``called_at``: when the Ketua RT was first
    rung. ``desk_at``: when the desk was informed that nobody of the RT answered. ``until``: when
    the stay is over.
    """

    reference: str
    post: Subject
    post_title: str
    place: Place
    mode: Mode
    state: GuestState
    stay: GuestStay
    until: Instant
    foreigners: int
    sent_at: Instant
    step: GuestStep | None
    told: tuple[GuestTold, ...]
    called_at: Instant | None
    acknowledged_at: Instant | None
    desk_at: Instant | None
    overdue_at: Instant | None
    over_at: Instant | None


class GuestReportView(GuestFigureView, frozen=True, kw_only=True, tag="guest_report"):
    """A guest report whole: for the Ketua RT and deputies of its post, and for the desk once it was
    referred. ``asked``: what the Ketua RT wants of the resident, in words."""

    house: GuestHouse
    guests: tuple[GuestPerson, ...]
    remark: str
    contact: GuestContact
    acknowledged_by: str
    note: str
    asked: str
    asked_fields: tuple[GuestField, ...]
    corrected_at: Instant | None
    extended: int
    referred_at: Instant | None
    referred_reason: str
    incident: Subject | None


class GuestTicketView(View, frozen=True, kw_only=True, tag="guest_ticket"):
    """A guest report as its post sees it once it is sent: the steps that the resident waits for,
    names masked. ``request`` is the id of the newest command that filled it in."""

    reference: str
    mode: Mode
    state: GuestState
    request: str
    names: tuple[str, ...]
    people: int
    until: Instant
    contact: GuestContact
    step: GuestStep | None
    sent_at: Instant
    told_at: Instant | None
    delivered_at: Instant | None
    read_at: Instant | None
    called_at: Instant | None
    acknowledged_at: Instant | None
    acknowledged_by: str
    desk_at: Instant | None
    asked: str
    asked_fields: tuple[GuestField, ...]
    over_at: Instant | None


class GuestCountRow(Struct, frozen=True, kw_only=True):
    """Figures of one desa: reports by where they stand, people, children and foreigners now
    there."""

    area: str
    desa: str
    kecamatan: str
    reports: int
    unacknowledged: int
    present: int
    overdue: int
    people: int
    children: int
    foreigners: int


class GuestListRow(Struct, frozen=True, kw_only=True):
    """A guest on the list for the Forkopimcam: who stays where, without telephone, plate or
    number. ``people`` and ``children`` are those of the whole report."""

    reference: str
    state: GuestState
    place: Place
    house: GuestHouse
    stay: GuestStay
    until: Instant
    name: str
    origin: str
    sex: Sex | None
    foreign: bool


class GuestFormRow(Struct, frozen=True, kw_only=True):
    """What whoever holds the ticket may read at the post, to put it right: all but the numbers of
    documents."""

    ticket: GuestTicketView
    guests: tuple[GuestPerson, ...]
    house: GuestHouse
    stay: GuestStay
    remark: str
