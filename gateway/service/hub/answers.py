"""Answers to queries: rights checked, rows as the audience may see them, pages under 64 KiB."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec

from gateway.domain.audience import AudienceKind, sees, sees_whole
from gateway.domain.broadcast_target import posts_meant
from gateway.domain.call import Call
from gateway.domain.device import Post
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.rights import SUPERVISORS
from gateway.domain.sop_card import card_view
from gateway.domain.view import item, view
from gateway.domain.world import State
from gateway.protocol import commands as do
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Grant, Query, Result
from gateway.protocol.queries import (
    Areas,
    Ask,
    Boundaries,
    Calls,
    Card,
    Drills,
    Figures,
    GuestCounts,
    GuestForm,
    GuestList,
    GuestReports,
    IceServers,
    Incidents,
    MediaGrant,
    Reach,
    RecordingGrant,
    Rondas,
    Timeline,
)
from gateway.protocol.views import AreaView, ReachView, RondaView
from gateway.service.clock import Clock
from gateway.service.directory import run_cards, sop_cards
from gateway.service.guests.answers import GuestAnswers
from gateway.service.guests.desk import GuestDesk
from gateway.service.hub.client import Client
from gateway.service.hub.frames import ROOM
from gateway.service.hub.replica import Replica
from gateway.service.media.call_media import CallMedia
from gateway.service.media.grants import MediaGrants
from gateway.service.media.message_leave import message_leave
from gateway.store import areas, calls, figures, queries
from gateway.store.store import Store

#: What tablets and phones may ask; whoever is signed in at a console may ask anything.
_MAY_ASK: Final = {
    AudienceKind.POST: (Timeline, MediaGrant, GuestForm, IceServers),
    AudienceKind.PARTNER: (Timeline, GuestReports, GuestCounts, IceServers),
}
#: Rows of a page, before its size is looked at.
ROWS: Final = 40

Page = tuple[list[msgspec.Raw], str | None]


class Answers:
    """Reads on reader connections: for signed-in officers, and for posts and partners what is their
    own."""

    def __init__(
        self,
        replica: Replica,
        store: Store,
        clock: Clock,
        villages: Callable[[], Mapping[str, AreaView]],
        grants: MediaGrants,
        guests: GuestDesk,
        calls_media: CallMedia,
    ) -> None:
        self._replica = replica
        self._store = store
        self._clock = clock
        self._villages = villages
        self._grants = grants
        self._calls_media = calls_media
        self._guests = GuestAnswers(store, guests)

    async def answer(self, client: Client, query: Query) -> Result:
        """One page. Raises Refused."""
        if client.audience.kind is AudienceKind.LOCKED:
            raise Refused(ErrorCode.NOT_SIGNED_IN)
        if not isinstance(query.body, _MAY_ASK.get(client.audience.kind, Ask)):
            raise Refused(ErrorCode.FORBIDDEN)
        limit = ROWS
        while True:
            rows, following = await self._page(client, query, limit)
            if limit == 1 or sum(len(bytes(row)) + 1 for row in rows) < ROOM:
                return Result(id=query.id, rows=rows, next=following)
            limit //= 2

    async def _page(self, client: Client, query: Query, limit: int) -> Page:
        try:
            match query.body:
                case Timeline():
                    return await self._timeline(client, query.body, query.cursor, limit)
                case MediaGrant():
                    return await self._media_grant(client, query.body), None
                case Incidents():
                    return await self._incidents(client, query.body, query.cursor, limit)
                case Drills():
                    return await self._drills(client, query.body, query.cursor, limit)
                case Figures():
                    return await self._figures(client, query.body), None
                case Areas():
                    return self._area_page(query.body, int(query.cursor or 0), limit)
                case Boundaries():
                    return await self._boundaries(query.cursor, limit)
                case Reach():
                    return await self._reach(client, query.body)
                case Rondas():
                    return self._rondas(int(query.cursor or 0), limit)
                case Card():
                    return await self._card(client, query.body), None
                case GuestReports() | GuestCounts() | GuestForm() | GuestList():
                    return await self._guests.page(
                        client.audience, client.device, query.body, query.cursor, limit
                    )
                case Calls():
                    return await self._calls(client, query.body, query.cursor, limit)
                case IceServers(call=call):
                    found = await self._call(call)
                    servers = self._calls_media.servers(found, client.device, client.audience)
                    return _raw(servers), None
                case RecordingGrant(call=call, recording=recording):
                    found = await self._call(call)
                    leave = self._calls_media.to_send(found, client.device, recording)
                    return _raw([leave]), None
        except ValueError as error:
            # A cursor is only ever what the page before said.
            raise Refused(ErrorCode.BAD_FRAME) from error

    async def _timeline(
        self, client: Client, ask: Timeline, cursor: str | None, limit: int
    ) -> Page:
        state = await self._find(ask.subject)
        if state is None or not sees(state, client.audience):
            raise Refused(ErrorCode.NOT_FOUND)
        own = {AudienceKind.POST: Incident, AudienceKind.PARTNER: GuestReport}
        if not isinstance(state, own.get(client.audience.kind, object)):
            raise Refused(ErrorCode.FORBIDDEN)
        after = int(cursor or 0)
        whole = isinstance(state, Incident) and sees_whole(state, client.audience)
        read = calls.timeline if whole else queries.timeline
        entries = await self._store.read(read, ask.subject, after, limit + 1)
        page = entries[:limit]
        title_of = self._replica.title_of
        found = await self._states({e.subject for e in page} - {ask.subject})
        found[ask.subject] = state
        items = [item(e, found[e.subject], client.audience, title_of, last=False) for e in page]
        following = str(page[-1].seq) if len(entries) > limit else None
        return _raw([shown for shown in items if shown is not None]), following

    async def to_hear(self, client: Client, opened: do.OpenRecording) -> Grant:
        """Leave to fetch a recording whose opening was journaled. Raises Refused(NOT_FOUND)."""
        found = await self._call(opened.call)
        return self._calls_media.to_hear(found, client.device, opened.recording)

    async def _call(self, subject: str) -> Call:
        found = await self._find(subject)
        if not isinstance(found, Call):
            raise Refused(ErrorCode.NOT_FOUND)
        return found

    async def _media_grant(self, client: Client, ask: MediaGrant) -> list[msgspec.Raw]:
        found = await self._find(ask.incident)
        if not isinstance(found, Incident):
            raise Refused(ErrorCode.NOT_FOUND)
        leave = message_leave(client.device, client.audience, found, ask)
        return _raw([self._grants.grant(leave)])

    async def _incidents(
        self, client: Client, ask: Incidents, cursor: str | None, limit: int
    ) -> Page:
        desks = client.audience.desks
        found, following = await self._store.read(queries.incidents, ask, desks, cursor, limit)
        return _raw([view(incident, client.audience) for incident in found]), following

    async def _drills(self, client: Client, ask: Drills, cursor: str | None, limit: int) -> Page:
        desks = client.audience.desks
        found, following = await self._store.read(queries.drills, ask, desks, cursor, limit)
        return _raw(found), following

    async def _figures(self, client: Client, ask: Figures) -> list[msgspec.Raw]:
        desks, officers = client.audience.desks, client.audience.role in SUPERVISORS
        now = self._clock.now()
        found = await self._store.read(figures.of_period, ask, desks, now, officers=officers)
        return _raw([found])

    async def _calls(self, client: Client, ask: Calls, cursor: str | None, limit: int) -> Page:
        desks = client.audience.desks
        subjects, following = await self._store.read(calls.find, ask, desks, cursor, limit)
        found = await self._states(subjects)
        return _raw([view(found[subject], client.audience) for subject in subjects]), following

    def _area_page(self, ask: Areas, start: int, limit: int) -> Page:
        text = ask.text.casefold()
        found = [area for area in self._villages().values() if text in _searched(area)]
        found.sort(key=lambda area: area.area)
        following = str(start + limit) if start + limit < len(found) else None
        return _raw(found[start : start + limit]), following

    async def _boundaries(self, cursor: str | None, limit: int) -> Page:
        found = await self._store.read(areas.boundaries, cursor or "", limit + 1)
        page = found[:limit]
        return _raw(page), page[-1].area if len(found) > limit else None

    async def _reach(self, client: Client, ask: Reach) -> Page:
        about = await self._find(ask.incident) if ask.incident else None
        if about is not None and not sees(about, client.audience):
            raise Refused(ErrorCode.NOT_FOUND)
        incident = about if isinstance(about, Incident) else None
        meant = posts_meant(ask.target, self._replica.posts.values(), incident)
        return _raw([ReachView(posts=len(meant))]), None

    def _rondas(self, start: int, limit: int) -> Page:
        now = self._clock.now()
        found = [row for post in self._replica.posts.values() if (row := _ronda(post, now))]
        found.sort(key=lambda row: (-len(row.missing), row.title, row.post))
        following = str(start + limit) if start + limit < len(found) else None
        return _raw(found[start : start + limit]), following

    async def _card(self, client: Client, ask: Card) -> list[msgspec.Raw]:
        incident = await self._find(ask.incident)
        if not isinstance(incident, Incident) or not sees_whole(incident, client.audience):
            raise Refused(ErrorCode.NOT_FOUND)
        agencies = list(self._replica.agencies.values())
        found = card_view(incident, run_cards(), sop_cards(), agencies)
        return _raw([] if found is None else [found])

    async def _states(self, subjects: Iterable[str]) -> dict[str, State]:
        held = {s: state for s in subjects if (state := self._replica.find(s)) is not None}
        missing = [subject for subject in subjects if subject not in held]
        if missing:
            held |= await self._store.read(queries.load_states, missing)
        return held

    async def _find(self, subject: str) -> State | None:
        held = self._replica.find(subject)
        if held is not None:
            return held
        return (await self._store.read(queries.load_states, [subject])).get(subject)


def _ronda(post: Post, now: datetime) -> RondaView | None:
    if post.ronda is None:
        return None
    return RondaView(
        post=post.subject,
        title=post.title,
        place=post.place,
        hours=post.ronda.hours,
        safe_at=post.ronda.safe_at,
        missing=post.ronda.missing(now),
    )


def _raw(rows: Sequence[object]) -> list[msgspec.Raw]:
    return [msgspec.Raw(msgspec.json.encode(row)) for row in rows]


def _searched(area: AreaView) -> str:
    return f"{area.area} {area.desa} {area.kecamatan}".casefold()
