"""A guest report (Lapor Tamu 24 Jam): its states and how it moves between them.

PLANNED -> SENT (reported at the post, matched) | NOT_ARRIVED
SENT -> NOTIFYING (partners told) -> ACKNOWLEDGED (before they come) -> VALID -> EXPIRING -> OVERDUE
SENT, NOTIFYING -> NEEDS_MEETING | NEEDS_CORRECTION -> (corrected) SENT | (acknowledged) VALID
VALID, EXPIRING, OVERDUE -> VALID (extended); any that is not over -> LEFT; over -> PURGED
"""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.domain.wib import WIB
from gateway.protocol import events as ev
from gateway.protocol.enums import GuestContact, GuestField, GuestState, GuestStep, Mark, Mode
from gateway.protocol.views import GuestHouse, GuestPerson, GuestStay, Place

#: Guests leave by noon (WIB) of the day after their last night, as in inns.
LEAVE_HOUR: Final = 12
_OVER: Final = (GuestState.LEFT, GuestState.NOT_ARRIVED, GuestState.PURGED)
#: States in which the Ketua RT has not said that the guests are known.
UNACKNOWLEDGED: Final = (
    GuestState.PLANNED,
    GuestState.SENT,
    GuestState.NOTIFYING,
    GuestState.NEEDS_MEETING,
    GuestState.NEEDS_CORRECTION,
)
_ASKED_BACK: Final = (GuestState.SENT, GuestState.NOTIFYING, GuestState.NEEDS_CORRECTION)


class Told(Struct, frozen=True, kw_only=True):
    """How one partner was told, and how far it came."""

    step: GuestStep
    at: datetime
    delivered_at: datetime | None = None
    read_at: datetime | None = None
    failed: str = ""


class GuestReport(Struct, frozen=True, kw_only=True):
    """The state of one report. ``told`` is by partner, in the order of telling.

    ``filled_version``: the version that filled it in last; who acknowledges must have seen it.
    ``acknowledged_by`` is the partner's title. ``documents``: the sealed
    numbers, by the guest's number and the document (``0/nik``).
    """

    subject: str
    version: int
    filled_version: int
    reference: str
    ticket: str
    request: str
    post: str
    post_title: str
    place: Place
    mode: Mode
    contact: GuestContact
    state: GuestState
    guests: tuple[GuestPerson, ...]
    house: GuestHouse
    remark: str
    stay: GuestStay
    until: datetime
    sent_at: datetime
    documents: dict[str, str] = {}
    step: GuestStep | None = None
    step_at: datetime | None = None
    told: dict[str, Told] = {}
    called_at: datetime | None = None
    desk_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    note: str = ""
    asked: str = ""
    asked_fields: tuple[GuestField, ...] = ()
    corrected_at: datetime | None = None
    extended: int = 0
    overdue_at: datetime | None = None
    over_at: datetime | None = None
    referred_at: datetime | None = None
    referred_reason: str = ""
    incident: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything is still to come of it."""
        return self.state not in _OVER

    @property
    def is_referred(self) -> bool:
        """Whether a person handed it to the desk or linked it to an incident."""
        return self.referred_at is not None

    @property
    def wants_desk(self) -> bool:
        """Whether the desk has something to look at: nobody of the RT answered, somebody stays too
        long, or it was referred."""
        return self.desk_at is not None or self.overdue_at is not None or self.is_referred

    @property
    def foreigners(self) -> int:
        """How many of the guests are of another country."""
        return sum(guest.foreign for guest in self.guests)

    @property
    def present(self) -> tuple[int, ...]:
        """The numbers of the guests who have not left."""
        return tuple(n for n, guest in enumerate(self.guests) if guest.left_at is None)


def leaves_at(arrives_at: datetime, nights: int) -> datetime:
    """When a stay of so many nights is over."""
    day = arrives_at.astimezone(WIB) + timedelta(days=nights)
    return day.replace(hour=LEAVE_HOUR, minute=0, second=0, microsecond=0)


def begin(subject: str, at: datetime, opened: ev.GuestAnnounced | ev.GuestsReported) -> GuestReport:
    """The report that is made."""
    planned = isinstance(opened, ev.GuestAnnounced)
    return GuestReport(
        subject=subject,
        version=1,
        filled_version=1,
        reference=opened.reference,
        ticket=opened.ticket,
        request=opened.request,
        post=opened.post,
        post_title=opened.post_title,
        place=opened.place,
        mode=opened.mode,
        contact=opened.contact,
        state=GuestState.PLANNED if planned else GuestState.SENT,
        guests=opened.guests,
        house=opened.house,
        remark=opened.remark,
        stay=opened.stay,
        until=opened.until,
        sent_at=at,
    )


def evolve(was: GuestReport, version: int, at: datetime, event: ev.EventData) -> GuestReport:
    """The report after an event."""
    now = replace(was, version=version)
    match event:
        case ev.GuestFilled():
            return _filled(now, at, event)
        case ev.GuestDocumentsKept():
            return replace(now, documents=event.sealed)
        case ev.GuestPartnersTold() | ev.GuestCallDue() | ev.GuestMarked():
            return _told(now, at, event)
        case ev.GuestTellingFailed():
            return _with_told(now, event.partner, failed=event.reason)
        case ev.GuestReferred():
            return replace(
                now,
                referred_at=at,
                referred_reason=event.reason,
                incident=event.incident or now.incident,
            )
        case ev.GuestPurged():
            return _purged(now)
        case _:
            return _answered(now, at, event)


def _filled(now: GuestReport, at: datetime, event: ev.GuestFilled) -> GuestReport:
    filled = replace(
        now,
        filled_version=now.version,
        request=event.request,
        guests=event.guests,
        house=event.house,
        remark=event.remark,
        stay=event.stay,
        until=event.until,
        asked="",
        asked_fields=(),
    )
    if isinstance(event, ev.GuestsReported):
        arrived = replace(filled, sent_at=at, ticket=event.ticket, contact=event.contact)
        known = now.acknowledged_at is not None
        return replace(arrived, state=GuestState.VALID if known else GuestState.SENT)
    state = GuestState.SENT if now.state in _ASKED_BACK else now.state
    return replace(filled, corrected_at=at, state=state, step=None, step_at=None)


def _told(
    now: GuestReport,
    at: datetime,
    event: ev.GuestPartnersTold | ev.GuestCallDue | ev.GuestMarked,
) -> GuestReport:
    match event:
        case ev.GuestPartnersTold():
            fresh = {partner: Told(step=event.step, at=at) for partner in event.partners}
            return replace(
                now,
                state=GuestState.NOTIFYING if now.state is GuestState.SENT else now.state,
                step=event.step,
                step_at=at,
                told=now.told | fresh,
                desk_at=at if event.step is GuestStep.DESK else now.desk_at,
            )
        case ev.GuestCallDue():
            return replace(now, step=GuestStep.CALL, step_at=at, called_at=now.called_at or at)
        case ev.GuestMarked(partner=partner, mark=mark):
            held = now.told.get(partner)
            delivered = (held and held.delivered_at) or at
            if mark is Mark.READ:
                return _with_told(now, partner, delivered_at=delivered, read_at=at)
            return _with_told(now, partner, delivered_at=delivered)


def _answered(now: GuestReport, at: datetime, event: ev.EventData) -> GuestReport:
    match event:
        case ev.GuestAcknowledged():
            known = replace(
                now,
                acknowledged_at=at,
                acknowledged_by=event.title,
                note=event.note,
                asked="",
                asked_fields=(),
            )
            return known if now.state is GuestState.PLANNED else _known(known, at)
        case ev.GuestMeetingAsked():
            return replace(now, state=GuestState.NEEDS_MEETING, asked=event.text, asked_fields=())
        case ev.GuestCorrectionAsked():
            return replace(
                now,
                state=GuestState.NEEDS_CORRECTION,
                asked=event.text,
                asked_fields=event.fields,
            )
        case _:
            return _stayed(now, at, event)


def _known(now: GuestReport, at: datetime) -> GuestReport:
    if now.overdue_at is not None:
        return replace(now, state=GuestState.OVERDUE)
    there = now.stay.arrives_at <= at
    return replace(now, state=GuestState.VALID if there else GuestState.ACKNOWLEDGED)


def _stayed(now: GuestReport, at: datetime, event: ev.EventData) -> GuestReport:
    match event:
        case ev.GuestStayBegan():
            return replace(now, state=GuestState.VALID)
        case ev.GuestExpiring():
            return replace(now, state=GuestState.EXPIRING)
        case ev.GuestOverdue():
            return replace(now, state=GuestState.OVERDUE, overdue_at=at)
        case ev.GuestNotArrived():
            return replace(now, state=GuestState.NOT_ARRIVED, over_at=at)
        case ev.GuestStayExtended():
            return replace(
                now,
                state=GuestState.VALID,
                until=event.until,
                extended=now.extended + 1,
                overdue_at=None,
            )
        case ev.GuestsLeft():
            guests = tuple(
                replace(guest, left_at=at) if n in event.numbers else guest
                for n, guest in enumerate(now.guests)
            )
            gone = replace(now, guests=guests)
            return replace(gone, state=GuestState.LEFT, over_at=at) if event.all else gone
        case _:
            return now


def _purged(now: GuestReport) -> GuestReport:
    return replace(
        now,
        state=GuestState.PURGED,
        guests=(),
        house=GuestHouse(),
        remark="",
        documents={},
        note="",
        asked="",
        acknowledged_by="",
        referred_reason="",
    )


def _with_told(now: GuestReport, partner: str, **changes: object) -> GuestReport:
    held = now.told.get(partner)
    if held is None:
        return now
    return replace(now, told={**now.told, partner: replace(held, **changes)})
