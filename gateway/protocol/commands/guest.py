"""What people do with guest reports (Lapor Tamu 24 Jam)."""

from typing import Annotated

from msgspec import Meta

from gateway.protocol.commands.base import Body
from gateway.protocol.enums import Document, GuestContact, GuestField, Mark, Mode
from gateway.protocol.fields import AreaCode, Subject, TicketCode
from gateway.protocol.views.guest import GUESTS_MOST, GuestCard, GuestHouse, GuestStay

#: What is said about a report, in a few sentences.
Remark = Annotated[str, Meta(max_length=300)]
Reason = Annotated[str, Meta(min_length=1, max_length=300)]
#: A guest's place in its report, counted from 0.
GuestNumber = Annotated[int, Meta(ge=0, lt=GUESTS_MOST)]
Guests = Annotated[tuple[GuestCard, ...], Meta(min_length=1, max_length=GUESTS_MOST)]
#: Which of the guests; none named means all.
Some = Annotated[tuple[GuestNumber, ...], Meta(max_length=GUESTS_MOST)]


class ReportGuests(Body, frozen=True, kw_only=True, tag="report_guests"):
    """A resident reports guests at the post. The command's id becomes the report's id, unless they
    were announced: then it goes on as that report. The answer's grant carries the ticket."""

    guests: Guests
    house: GuestHouse
    stay: GuestStay
    remark: Remark = ""
    contact: GuestContact = GuestContact.MESSAGE
    mode: Mode = Mode.REAL


class AnnounceGuest(Body, frozen=True, kw_only=True, tag="announce_guest"):
    """Guests are expected: told by the host at the post, or by the Ketua RT for one of the own
    posts (``post``). They are matched when they are reported."""

    guests: Guests
    house: GuestHouse
    stay: GuestStay
    remark: Remark = ""
    post: Subject | None = None
    mode: Mode = Mode.REAL


class CorrectGuest(Body, frozen=True, kw_only=True, tag="correct_guest"):
    """Fill the report in anew, with the ticket, at the post. A document's number that is left
    empty stays as it was."""

    ticket: TicketCode
    guests: Guests
    house: GuestHouse
    stay: GuestStay
    remark: Remark = ""


class CheckOut(Body, frozen=True, kw_only=True, tag="check_out"):
    """The guests go home: told with the ticket at the post."""

    ticket: TicketCode
    numbers: Some = ()


class MarkGuests(Body, frozen=True, kw_only=True, tag="mark_guests"):
    """These reports arrived at a partner's phone, or were shown there."""

    guests: Annotated[tuple[Subject, ...], Meta(min_length=1, max_length=100)]
    mark: Mark


class AcknowledgeGuests(Body, frozen=True, kw_only=True, tag="acknowledge_guests"):
    """The Ketua RT knows of these guests."""

    guests: Annotated[tuple[Subject, ...], Meta(min_length=1, max_length=100)]
    note: Remark = ""


class AskMeeting(Body, frozen=True, kw_only=True, tag="ask_meeting"):
    """The Ketua RT wants to meet the guest or the host first."""

    guest: Subject
    text: Remark = ""


class AskCorrection(Body, frozen=True, kw_only=True, tag="ask_correction"):
    """The Ketua RT wants something put right at the post."""

    guest: Subject
    fields: Annotated[tuple[GuestField, ...], Meta(max_length=len(GuestField))] = ()
    text: Remark = ""


class ExtendStay(Body, frozen=True, kw_only=True, tag="extend_stay"):
    """They stay for more nights."""

    guest: Subject
    nights: Annotated[int, Meta(ge=1, le=366)]


class MarkLeft(Body, frozen=True, kw_only=True, tag="mark_left"):
    """The Ketua RT knows that they have gone."""

    guest: Subject
    numbers: Some = ()


class ReferGuest(Body, frozen=True, kw_only=True, tag="refer_guest"):
    """Never automatic: the Ketua RT hands the report to the Satpol PP desk, or an officer links it
    to an ``incident``. From then on the desk sees it whole."""

    guest: Subject
    incident: Subject | None = None
    reason: Reason


class OpenDocument(Body, frozen=True, kw_only=True, tag="open_document"):
    """Read a number whole, with the reason, which is journaled. The answer's grant carries it."""

    guest: Subject
    number: GuestNumber = 0
    document: Document = Document.NIK
    reason: Reason


class OpenGuestList(Body, frozen=True, kw_only=True, tag="open_guest_list"):
    """Read who stays in an ``area`` now, for the Forkopimcam; the reason is journaled. The answer's
    grant opens ``queries.GuestList``."""

    area: AreaCode
    mode: Mode = Mode.REAL
    reason: Reason


class RunRetention(Body, frozen=True, kw_only=True, tag="run_retention"):
    """Erase what was kept long enough. Only the command line may send it."""
