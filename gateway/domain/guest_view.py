"""The pictures of a guest report: whole, as figures, and as its ticket's holder sees it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec.structs import asdict

from gateway.domain.guest import GuestReport, Told
from gateway.protocol.views import (
    GuestFigureView,
    GuestFormRow,
    GuestListRow,
    GuestReportView,
    GuestTicketView,
    GuestTold,
)

#: However long a name is, the mask tells nothing of it.
_HIDDEN: Final = "•••"


def figure(state: GuestReport) -> GuestFigureView:
    """What the desk sees while nobody referred it."""
    return GuestFigureView(
        subject=state.subject,
        version=state.version,
        reference=state.reference,
        post=state.post,
        post_title=state.post_title,
        place=state.place,
        mode=state.mode,
        state=state.state,
        stay=state.stay,
        until=state.until,
        foreigners=state.foreigners,
        sent_at=state.sent_at,
        step=state.step,
        told=tuple(_told(partner, told) for partner, told in state.told.items()),
        called_at=state.called_at,
        acknowledged_at=state.acknowledged_at,
        desk_at=state.desk_at,
        overdue_at=state.overdue_at,
        over_at=state.over_at,
    )


def report(state: GuestReport) -> GuestReportView:
    """All of it, numbers of documents masked."""
    return GuestReportView(
        **asdict(figure(state)),
        house=state.house,
        guests=state.guests,
        remark=state.remark,
        contact=state.contact,
        acknowledged_by=state.acknowledged_by,
        note=state.note,
        asked=state.asked,
        asked_fields=state.asked_fields,
        corrected_at=state.corrected_at,
        extended=state.extended,
        referred_at=state.referred_at,
        referred_reason=state.referred_reason,
        incident=state.incident,
    )


def ticket(state: GuestReport) -> GuestTicketView:
    """The steps, for the post."""
    told = state.told.values()
    return GuestTicketView(
        subject=state.subject,
        version=state.version,
        reference=state.reference,
        mode=state.mode,
        state=state.state,
        request=state.request,
        names=tuple(masked_name(guest.name) for guest in state.guests),
        people=state.stay.people,
        until=state.until,
        contact=state.contact,
        step=state.step,
        sent_at=state.sent_at,
        told_at=_first(one.at for one in told),
        delivered_at=_first(one.delivered_at for one in told),
        read_at=_first(one.read_at for one in told),
        called_at=state.called_at,
        acknowledged_at=state.acknowledged_at,
        acknowledged_by=state.acknowledged_by,
        desk_at=state.desk_at,
        asked=state.asked,
        asked_fields=state.asked_fields,
        over_at=state.over_at,
    )


def form(state: GuestReport) -> GuestFormRow:
    """What may be put right by whoever holds the ticket."""
    return GuestFormRow(
        ticket=ticket(state),
        guests=state.guests,
        house=state.house,
        stay=state.stay,
        remark=state.remark,
    )


def listed(state: GuestReport) -> list[GuestListRow]:
    """Its guests who have not left, as the Forkopimcam is told of them."""
    return [
        GuestListRow(
            reference=state.reference,
            state=state.state,
            place=state.place,
            house=state.house,
            stay=state.stay,
            until=state.until,
            name=guest.name,
            origin=guest.origin,
            sex=guest.sex,
            foreign=guest.foreign,
        )
        for guest in (state.guests[number] for number in state.present)
    ]


def masked_name(name: str) -> str:
    """The first letter of each word."""
    return " ".join(word[0] + _HIDDEN for word in name.split())


def _told(partner: str, told: Told) -> GuestTold:
    return GuestTold(
        partner=partner,
        step=told.step,
        told_at=told.at,
        delivered_at=told.delivered_at,
        read_at=told.read_at,
        failed=told.failed,
    )


def _first(instants: Iterable[datetime | None]) -> datetime | None:
    return min((instant for instant in instants if instant is not None), default=None)
