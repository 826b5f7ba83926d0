"""What residents do at the post: report, announce, correct and check out guests."""

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from gateway.domain import guest_ladder, nik
from gateway.domain.decider import Deciders
from gateway.domain.guest import GuestReport, leaves_at
from gateway.domain.guest_matching import ALIKE, alike, planned_for
from gateway.domain.order import ActorKind, Order, Ticket
from gateway.domain.partner import keeps_guests
from gateway.domain.telephone import e164
from gateway.domain.wib import WIB
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import GuestContact, GuestState, Mode
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import GuestCard, GuestPerson, GuestStay

#: Reference numbers of guest reports are a series of their own, e.g. ``KDL-T-20261124-0007``.
SERIES: Final = "-T"


def report(world: World, order: Order, body: do.ReportGuests) -> list[Change]:
    """Guests are there. Those who were announced go on as the report that announced them; if the
    Ketua RT knew of them, nobody has to be asked again."""
    post = world.post(order.actor.subject)
    planned = planned_for(world.guest_reports(), post.subject, body)
    subject = planned.subject if planned else f"guest:{order.id}"
    reference = planned.reference if planned else world.next_reference(order.received_at, SERIES)
    reported = ev.GuestsReported(
        request=order.id,
        guests=_people(body.guests, order.received_at),
        house=body.house,
        remark=body.remark,
        stay=_stay(body.stay, len(body.guests)),
        until=leaves_at(body.stay.arrives_at, body.stay.nights),
        reference=reference,
        post=post.subject,
        post_title=post.title,
        place=post.place,
        mode=body.mode,
        contact=body.contact,
        ticket=_ticket(order).seal,
    )
    changes = [Change(subject=subject, data=reported), *_kept(subject, order)]
    if planned is not None and planned.acknowledged_at is not None:
        return changes
    real = body.mode is Mode.REAL
    return [*changes, *guest_ladder.first_step(world, subject, post.subject, desk=real)]


def announce(world: World, order: Order, body: do.AnnounceGuest) -> list[Change]:
    """Guests are expected. What the Ketua RT announces is known to the Ketua RT."""
    post = world.post(_announced_at(world, order, body))
    subject = f"guest:{order.id}"
    announced = ev.GuestAnnounced(
        request=order.id,
        guests=_people(body.guests, order.received_at),
        house=body.house,
        remark=body.remark,
        stay=_stay(body.stay, len(body.guests)),
        until=leaves_at(body.stay.arrives_at, body.stay.nights),
        reference=world.next_reference(order.received_at, SERIES),
        post=post.subject,
        post_title=post.title,
        place=post.place,
        mode=body.mode,
        contact=GuestContact.MESSAGE,
        ticket=_ticket(order).seal,
    )
    changes = [Change(subject=subject, data=announced), *_kept(subject, order)]
    if order.actor.kind is not ActorKind.PARTNER:
        return [*changes, *guest_ladder.first_step(world, subject, post.subject, desk=False)]
    known = ev.GuestAcknowledged(partner=order.actor.subject, title=order.actor.title)
    return [*changes, Change(subject=subject, data=known)]


def correct(world: World, order: Order, body: do.CorrectGuest) -> list[Change]:
    """Fill it in anew; who had not acknowledged it yet is told again."""
    found = _by_ticket(world, order)
    people = _people(body.guests, order.received_at)
    corrected = ev.GuestCorrected(
        request=order.id,
        guests=_corrected(found, people),
        house=body.house,
        remark=body.remark,
        stay=_stay(body.stay, len(body.guests)),
        until=leaves_at(body.stay.arrives_at, body.stay.nights),
    )
    changes = [Change(subject=found.subject, data=corrected)]
    changes += _still_kept(found, order, people)
    waits = (GuestState.SENT, GuestState.NOTIFYING, GuestState.NEEDS_CORRECTION)
    if found.state not in waits:
        return changes
    real = found.mode is Mode.REAL
    return [*changes, *guest_ladder.first_step(world, found.subject, found.post, desk=real)]


def check_out(world: World, order: Order, body: do.CheckOut) -> list[Change]:
    """They go home."""
    return leaving(_by_ticket(world, order), body.numbers)


def leaving(found: GuestReport, numbers: tuple[int, ...]) -> list[Change]:
    """These guests leave, or all when none is named; announced ones don't come after all. Raises
    Refused (NOT_FOUND, WRONG_STATE)."""
    if not found.is_open:
        raise Refused(ErrorCode.WRONG_STATE)
    if found.state is GuestState.PLANNED:
        return [Change(subject=found.subject, data=ev.GuestNotArrived())]
    chosen = set(numbers) or set(found.present)
    if not chosen <= set(range(len(found.guests))):
        raise Refused(ErrorCode.NOT_FOUND)
    going = tuple(n for n in found.present if n in chosen)
    if not going:
        return []
    left = ev.GuestsLeft(numbers=going, all=going == found.present)
    return [Change(subject=found.subject, data=left)]


def _announced_at(world: World, order: Order, body: do.AnnounceGuest) -> str:
    if order.actor.kind is ActorKind.POST:
        return order.actor.subject
    partner = world.partner(order.actor.subject)
    if not keeps_guests(partner):
        raise Refused(ErrorCode.FORBIDDEN)
    post = body.post or (partner.posts[0] if len(partner.posts) == 1 else "")
    if post not in partner.posts:
        raise Refused(ErrorCode.NOT_FOUND)
    return post


def _by_ticket(world: World, order: Order) -> GuestReport:
    found = world.guest_with_ticket(_ticket(order).seal)
    if found is None or found.post != order.actor.subject:
        raise Refused(ErrorCode.TICKET_WRONG)
    return found


def _ticket(order: Order) -> Ticket:
    if order.ticket is None:
        raise ValueError("an order about a ticket must carry one")
    return order.ticket


def _stay(given: GuestStay, named: int) -> GuestStay:
    # Nothing is refused for figures that disagree: more names than people are so many people.
    people = max(given.people, named)
    return GuestStay(
        purpose=given.purpose,
        arrives_at=given.arrives_at,
        nights=given.nights,
        people=people,
        children=min(given.children, people),
    )


def _people(cards: tuple[GuestCard, ...], at: datetime) -> tuple[GuestPerson, ...]:
    return tuple(_person(card, at) for card in cards)


def _person(card: GuestCard, at: datetime) -> GuestPerson:
    number, passport = nik.plain(card.nik), card.passport.strip()
    today = at.astimezone(WIB).date()
    return GuestPerson(
        name=card.name,
        origin=card.origin,
        origin_area=card.origin_area,
        sex=card.sex,
        foreign=card.foreign,
        relation=card.relation,
        phone=_phone(card.phone),
        plate=card.plate.upper().strip(),
        nik=nik.masked(number),
        nik_warnings=nik.warnings(number, card.sex, today) if number else (),
        passport=nik.masked(passport),
    )


def _phone(typed: str) -> str:
    try:
        return e164(typed)
    except Refused:
        return typed.strip()


def _held(found: GuestReport, number: int, person: GuestPerson) -> GuestPerson | None:
    """The guest who stood at this place before, if it is the same one."""
    was = found.guests[number] if number < len(found.guests) else None
    return was if was is not None and alike(was.name, person.name) >= ALIKE else None


def _corrected(found: GuestReport, people: tuple[GuestPerson, ...]) -> tuple[GuestPerson, ...]:
    """Numbers that were left empty stay as they were, and who has left has left."""
    return tuple(_with_held(p, _held(found, n, p)) for n, p in enumerate(people))


def _with_held(person: GuestPerson, was: GuestPerson | None) -> GuestPerson:
    if was is None:
        return person
    if not person.nik:
        person = replace(person, nik=was.nik, nik_warnings=was.nik_warnings)
    return replace(person, passport=person.passport or was.passport, left_at=was.left_at)


def _kept(subject: str, order: Order) -> list[Change]:
    """The sealed numbers that came with the order."""
    if not order.documents:
        return []
    return [Change(subject=subject, data=ev.GuestDocumentsKept(sealed=dict(order.documents)))]


def _still_kept(found: GuestReport, order: Order, people: tuple[GuestPerson, ...]) -> list[Change]:
    """Those that came, and those of before whose guests are still the same."""
    same = {str(n) for n, person in enumerate(people) if _held(found, n, person) is not None}
    held = {k: v for k, v in found.documents.items() if k.partition("/")[0] in same}
    sealed = held | dict(order.documents)
    if sealed == found.documents:
        return []
    return [Change(subject=found.subject, data=ev.GuestDocumentsKept(sealed=sealed))]


DECIDERS: Final[Deciders] = {
    do.ReportGuests: report,
    do.AnnounceGuest: announce,
    do.CorrectGuest: correct,
    do.CheckOut: check_out,
}
