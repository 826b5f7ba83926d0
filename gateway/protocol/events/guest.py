"""Guest reports, from the announcement to the erasure."""

from typing import ClassVar

from msgspec import field

from gateway.protocol.enums import (
    Channel,
    Document,
    GuestContact,
    GuestField,
    GuestStep,
    Mark,
    Mode,
)
from gateway.protocol.events.base import EventData
from gateway.protocol.fields import AreaCode, Instant
from gateway.protocol.views.guest import GuestHouse, GuestPerson, GuestStay
from gateway.protocol.views.values import Place


class GuestFilled(EventData, frozen=True, kw_only=True):
    """What all events share that fill a report in. ``request`` is the command's id."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("guests", "house", "remark")
    request: str
    guests: tuple[GuestPerson, ...] = ()
    house: GuestHouse = GuestHouse()
    remark: str = ""
    stay: GuestStay
    until: Instant


class GuestOpened(GuestFilled, frozen=True, kw_only=True):
    """What all events share that begin a report. ``ticket`` is the seal of its code."""

    PERSONAL: ClassVar[tuple[str, ...]] = (*GuestFilled.PERSONAL, "post_title")
    reference: str
    post: str
    post_title: str = ""
    place: Place
    mode: Mode
    contact: GuestContact
    ticket: str


class GuestAnnounced(GuestOpened, frozen=True, kw_only=True, tag="guest_announced"):
    """Guests are expected."""


class GuestsReported(GuestOpened, frozen=True, kw_only=True, tag="guests_reported"):
    """Guests are there: a new report, or the arrival of those who were announced."""


class GuestCorrected(GuestFilled, frozen=True, kw_only=True, tag="guest_corrected"):
    """The report was filled in anew."""


class GuestDocumentsKept(EventData, frozen=True, kw_only=True, tag="guest_documents_kept"):
    """The sealed numbers of the guests' documents, by guest and document (``0/nik``). Told to
    nobody."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("sealed",)
    sealed: dict[str, str] = field(default_factory=dict)


class GuestPartnersTold(EventData, frozen=True, kw_only=True, tag="guest_partners_told"):
    """A step of the ladder was taken; ``partners`` are those whom it tells. ``DESK`` tells the
    Satpol PP desk."""

    step: GuestStep
    partners: tuple[str, ...] = ()


class GuestCallDue(EventData, frozen=True, kw_only=True, tag="guest_call_due"):
    """Nobody answered the message: these partners are to be rung."""

    partners: tuple[str, ...]
    video: bool


class GuestMarked(EventData, frozen=True, kw_only=True, tag="guest_marked"):
    """The report arrived at a partner's phone, or was shown there."""

    partner: str
    mark: Mark


class GuestTellingFailed(EventData, frozen=True, kw_only=True, tag="guest_telling_failed"):
    """A way out of the system gave up. ``reason`` is a code, never an address."""

    partner: str
    channel: Channel
    reason: str


class GuestAcknowledged(EventData, frozen=True, kw_only=True, tag="guest_acknowledged"):
    """The Ketua RT knows."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("title", "note")
    partner: str
    title: str = ""
    note: str = ""


class GuestMeetingAsked(EventData, frozen=True, kw_only=True, tag="guest_meeting_asked"):
    """The Ketua RT wants to meet them."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("text",)
    partner: str
    text: str = ""


class GuestCorrectionAsked(EventData, frozen=True, kw_only=True, tag="guest_correction_asked"):
    """The Ketua RT wants something put right."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("text",)
    partner: str
    fields: tuple[GuestField, ...] = ()
    text: str = ""


class GuestStayBegan(EventData, frozen=True, kw_only=True, tag="guest_stay_began"):
    """Acknowledged guests are there from now on."""


class GuestExpiring(EventData, frozen=True, kw_only=True, tag="guest_expiring"):
    """The stay is nearly over."""


class GuestOverdue(EventData, frozen=True, kw_only=True, tag="guest_overdue"):
    """The stay is over and nobody said that they left."""


class GuestNotArrived(EventData, frozen=True, kw_only=True, tag="guest_not_arrived"):
    """Nobody reported the guests who were announced."""


class GuestStayExtended(EventData, frozen=True, kw_only=True, tag="guest_stay_extended"):
    """They stay longer."""

    nights: int
    until: Instant


class GuestsLeft(EventData, frozen=True, kw_only=True, tag="guests_left"):
    """These of the guests (by number) have gone; ``all``: none is left."""

    numbers: tuple[int, ...]
    all: bool


class GuestReferred(EventData, frozen=True, kw_only=True, tag="guest_referred"):
    """A person handed the report to the desk, or linked it to an incident."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("reason",)
    incident: str | None
    reason: str = ""


class GuestDocumentOpened(EventData, frozen=True, kw_only=True, tag="guest_document_opened"):
    """A number was read whole, for this reason."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("reason",)
    number: int
    document: Document
    reason: str = ""


class GuestListOpened(EventData, frozen=True, kw_only=True, tag="guest_list_opened"):
    """Who stays in an area was read, for this reason."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("reason",)
    area: AreaCode
    mode: Mode
    reason: str = ""


class GuestPurged(EventData, frozen=True, kw_only=True, tag="guest_purged"):
    """The identities are gone for good; the figures stay."""
