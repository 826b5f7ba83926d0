"""Answers to questions about guests, as far as the asker may see them."""

from collections.abc import Sequence

import msgspec

from gateway.domain import guest_view
from gateway.domain.audience import Audience, AudienceKind
from gateway.domain.view import view
from gateway.protocol.enums import Desk
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.queries import GuestCounts, GuestForm, GuestList, GuestReports
from gateway.protocol.views.guest import GUESTS_MOST
from gateway.service.guests.desk import GuestDesk
from gateway.store import guests
from gateway.store.guests import Asker
from gateway.store.store import Store

Page = tuple[list[msgspec.Raw], str | None]
GuestAsk = GuestReports | GuestCounts | GuestForm | GuestList


class GuestAnswers:
    """Reads on reader connections."""

    def __init__(self, store: Store, desk: GuestDesk) -> None:
        self._store = store
        self._desk = desk

    async def page(
        self, audience: Audience, device: str, ask: GuestAsk, cursor: str | None, limit: int
    ) -> Page:
        """One page. Raises Refused."""
        match ask:
            case GuestReports():
                return await self._reports(audience, ask, cursor, limit)
            case GuestCounts():
                return await self._counts(audience, ask, cursor, limit)
            case GuestForm():
                return await self._form(audience, ask), None
            case GuestList():
                return await self._list(audience, device, ask, cursor, limit)

    async def _reports(
        self, audience: Audience, ask: GuestReports, cursor: str | None, limit: int
    ) -> Page:
        found, following = await self._store.read(guests.find, ask, _asker(audience), cursor, limit)
        return _raw([view(report, audience) for report in found]), following

    async def _counts(
        self, audience: Audience, ask: GuestCounts, cursor: str | None, limit: int
    ) -> Page:
        rows = await self._store.read(guests.count, ask, _asker(audience), cursor or "", limit + 1)
        page = rows[:limit]
        return _raw(page), page[-1].area if len(rows) > limit else None

    async def _list(
        self, audience: Audience, device: str, ask: GuestList, cursor: str | None, limit: int
    ) -> Page:
        opened = self._desk.lists.opened(ask.grant, device)
        there = GuestReports(area=opened.area, mode=opened.mode, over=False)
        # A row a guest: of the fullest reports one alone fills a page.
        reports = max(1, limit // GUESTS_MOST)
        asker = _asker(audience)
        found, following = await self._store.read(guests.find, there, asker, cursor, reports)
        return _raw([row for report in found for row in guest_view.listed(report)]), following

    async def _form(self, audience: Audience, ask: GuestForm) -> list[msgspec.Raw]:
        if audience.kind is not AudienceKind.POST:
            raise Refused(ErrorCode.FORBIDDEN)
        ticket = self._desk.tickets.typed(ask.ticket, audience.post)
        found = await self._store.read(guests.by_ticket, ticket.seal)
        if found is None or found.post != audience.post or not found.is_open:
            self._desk.tickets.wrong(audience.post)
            raise Refused(ErrorCode.TICKET_WRONG)
        return _raw([guest_view.form(found)])


def _asker(audience: Audience) -> Asker:
    if audience.kind is AudienceKind.PARTNER:
        return Asker(posts=audience.guests_at, names=True)
    if audience.kind is AudienceKind.DESK and Desk.SATPOL_PP in audience.desks:
        return Asker()
    raise Refused(ErrorCode.FORBIDDEN)


def _raw(rows: Sequence[object]) -> list[msgspec.Raw]:
    return [msgspec.Raw(msgspec.json.encode(row)) for row in rows]
