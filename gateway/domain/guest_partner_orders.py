"""What the Ketua RT, deputies and officers do about guest reports."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.guest import GuestReport, leaves_at
from gateway.domain.guest_orders import leaving
from gateway.domain.incident_orders import of_desk
from gateway.domain.order import ActorKind, Order, PurgeGuests, RecordTelling
from gateway.domain.partner import keeps_guests
from gateway.domain.rights import check_desk
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import Desk, GuestState, Mark
from gateway.protocol.errors import ErrorCode, Refused


def mark(world: World, order: Order, body: do.MarkGuests) -> list[Change]:
    """Record how far reports came on the partner's phone; what is known already adds nothing."""
    found = [_own(world, order, guest) for guest in dict.fromkeys(body.guests)]
    marked = ev.GuestMarked(partner=order.actor.subject, mark=body.mark)
    return [
        Change(subject=report.subject, data=marked)
        for report in found
        if _is_news(report, order.actor.subject, body.mark)
    ]


def acknowledge(world: World, order: Order, body: do.AcknowledgeGuests) -> list[Change]:
    """The Ketua RT knows; a second one who says so adds nothing."""
    found = [_own(world, order, guest) for guest in dict.fromkeys(body.guests)]
    for report in found:
        _check_filled(report, order)
    return [change for report in found for change in acknowledged(report, order, body.note)]


def acknowledged(report: GuestReport, order: Order, note: str = "") -> list[Change]:
    """The partner who gives the order knows of the guests."""
    return [_acknowledged(report, order, note)] if report.is_open and _waits(report) else []


def ask_meeting(world: World, order: Order, body: do.AskMeeting) -> list[Change]:
    """They are asked to come by; nobody else has to be told any more."""
    found = _asked(world, order, body.guest)
    asked = ev.GuestMeetingAsked(partner=order.actor.subject, text=body.text)
    return [Change(subject=found.subject, data=asked)]


def ask_correction(world: World, order: Order, body: do.AskCorrection) -> list[Change]:
    """Something has to be put right at the post."""
    found = _asked(world, order, body.guest)
    asked = ev.GuestCorrectionAsked(
        partner=order.actor.subject, fields=tuple(dict.fromkeys(body.fields)), text=body.text
    )
    return [Change(subject=found.subject, data=asked)]


def extend(world: World, order: Order, body: do.ExtendStay) -> list[Change]:
    """They stay for more nights, from the end of the stay or, when that is past, from now. Who
    says so knows of them."""
    found = _own(world, order, body.guest)
    if not found.is_open or found.state is GuestState.PLANNED:
        raise Refused(ErrorCode.WRONG_STATE)
    until = leaves_at(max(found.until, order.received_at), body.nights)
    extended = ev.GuestStayExtended(nights=body.nights, until=until)
    known = [] if found.acknowledged_at else [_acknowledged(found, order, "")]
    return [*known, Change(subject=found.subject, data=extended)]


def mark_left(world: World, order: Order, body: do.MarkLeft) -> list[Change]:
    """They have gone, as the Ketua RT knows."""
    return leaving(_own(world, order, body.guest), body.numbers)


def refer(world: World, order: Order, body: do.ReferGuest) -> list[Change]:
    """A Ketua RT hands it to the desk; an officer of that desk links it to an incident."""
    found = _seen(world, order, body.guest)
    if order.actor.kind is ActorKind.OFFICER:
        if body.incident is None:
            raise Refused(ErrorCode.BAD_FRAME)
        incident = of_desk(world, order, body.incident)
        if incident.mode is not found.mode:
            raise Refused(ErrorCode.MODES_MIX)
    elif body.incident is not None:
        raise Refused(ErrorCode.FORBIDDEN)
    if found.is_referred and body.incident in (None, found.incident):
        return []
    referred = ev.GuestReferred(incident=body.incident, reason=body.reason)
    return [Change(subject=found.subject, data=referred)]


def open_document(world: World, order: Order, body: do.OpenDocument) -> list[Change]:
    """Write down who reads a number whole and why; the answer carries it."""
    found = _seen(world, order, body.guest)
    if order.actor.kind is ActorKind.OFFICER and not found.is_referred:
        raise Refused(ErrorCode.FORBIDDEN)
    if f"{body.number}/{body.document}" not in found.documents:
        raise Refused(ErrorCode.NOT_FOUND)
    opened = ev.GuestDocumentOpened(number=body.number, document=body.document, reason=body.reason)
    return [Change(subject=found.subject, data=opened)]


def open_list(world: World, order: Order, body: do.OpenGuestList) -> list[Change]:
    """Write down who reads the guests of an area and why; the answer opens the list."""
    check_desk(order.actor, Desk.SATPOL_PP)
    opened = ev.GuestListOpened(area=body.area, mode=body.mode, reason=body.reason)
    return [Change(subject=f"guest_list:{order.id}", data=opened)]


def record_telling(world: World, order: Order, body: RecordTelling) -> list[Change]:
    """A way out of the system brought it to a partner's phone, or gave up."""
    found = world.guest_report(body.guest)
    if body.reason:
        failed = ev.GuestTellingFailed(
            partner=body.partner, channel=body.channel, reason=body.reason
        )
        return [Change(subject=found.subject, data=failed)]
    if not _is_news(found, body.partner, Mark.DELIVERED):
        return []
    marked = ev.GuestMarked(partner=body.partner, mark=Mark.DELIVERED)
    return [Change(subject=found.subject, data=marked)]


def purge(world: World, order: Order, body: PurgeGuests) -> list[Change]:
    """Record that the identities of reports that are over are gone; the store takes them away in
    the same commit."""
    changes = []
    for guest in body.guests:
        found = world.guest_report(guest)
        if found.is_open:
            raise Refused(ErrorCode.WRONG_STATE)
        if found.state is not GuestState.PURGED:
            changes.append(Change(subject=guest, data=ev.GuestPurged()))
    erased = ev.PersonalErased(rows=body.rows, reason="retention")
    return [*changes, Change(subject=f"personal:{order.id}", data=erased)] if body.rows else changes


def _waits(found: GuestReport) -> bool:
    asked = (GuestState.NEEDS_MEETING, GuestState.NEEDS_CORRECTION)
    return found.acknowledged_at is None or found.state in asked


def _acknowledged(found: GuestReport, order: Order, note: str) -> Change:
    known = ev.GuestAcknowledged(partner=order.actor.subject, title=order.actor.title, note=note)
    return Change(subject=found.subject, data=known)


def _own(world: World, order: Order, guest: str) -> GuestReport:
    """A report of one of the partner's posts. Raises Refused (NOT_FOUND, FORBIDDEN)."""
    partner, found = world.partner(order.actor.subject), world.guest_report(guest)
    if not keeps_guests(partner):
        raise Refused(ErrorCode.FORBIDDEN)
    if found.post not in partner.posts:
        raise Refused(ErrorCode.NOT_FOUND)
    return found


def _seen(world: World, order: Order, guest: str) -> GuestReport:
    match order.actor.kind:
        case ActorKind.PARTNER:
            return _own(world, order, guest)
        case ActorKind.OFFICER:
            check_desk(order.actor, Desk.SATPOL_PP)
    return world.guest_report(guest)


def _asked(world: World, order: Order, guest: str) -> GuestReport:
    found = _own(world, order, guest)
    _check_filled(found, order)
    if not found.is_open or found.state is GuestState.PLANNED:
        raise Refused(ErrorCode.WRONG_STATE)
    return found


def _check_filled(found: GuestReport, order: Order) -> None:
    """Who answers must have seen what the report says now."""
    if order.version is not None and order.version < found.filled_version:
        raise Refused(ErrorCode.STALE_VERSION)


def _is_news(found: GuestReport, partner: str, mark: Mark) -> bool:
    told = found.told.get(partner)
    if told is None:
        return False
    return (told.read_at if mark is Mark.READ else told.delivered_at) is None


DECIDERS: Final[Deciders] = {
    do.MarkGuests: mark,
    do.AcknowledgeGuests: acknowledge,
    do.AskMeeting: ask_meeting,
    do.AskCorrection: ask_correction,
    do.ExtendStay: extend,
    do.MarkLeft: mark_left,
    do.ReferGuest: refer,
    do.OpenDocument: open_document,
    do.OpenGuestList: open_list,
    RecordTelling: record_telling,
    PurgeGuests: purge,
}
