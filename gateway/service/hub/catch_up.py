"""Brings a client level with the journal: by what it missed, or by a whole new picture."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from gateway.domain.agency_task import AgencyTask
from gateway.domain.audience import Audience, AudienceKind, sees_whole
from gateway.domain.broadcast import Broadcast
from gateway.domain.call import Call
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.view import view
from gateway.domain.world import Entry, State
from gateway.protocol.messages import Resume
from gateway.protocol.views import AnyView
from gateway.service.clock import Clock
from gateway.service.hub.client import Client
from gateway.service.hub.frames import event_frames, snapshot_frames
from gateway.service.hub.groups import Groups
from gateway.service.hub.replica import Replica
from gateway.service.hub.times import RESUME_AGE, SHIFT
from gateway.store import queries
from gateway.store.store import Store

#: Entries taken at a time.
CHUNK: Final = 500


class CatchUp:
    """Sends what a client lacks, then makes it live in the same step of the event loop.

    Commits that come meanwhile are not held in memory: they are read like the rest, so there is
    neither a gap nor a repeat, and a slow client costs nothing.
    """

    def __init__(self, replica: Replica, groups: Groups, store: Store, clock: Clock) -> None:
        self._replica = replica
        self._groups = groups
        self._store = store
        self._clock = clock

    async def run(self, client: Client, ask: Resume) -> None:
        """Answer a resume, and return when the client is live."""
        if await self._is_resumable(client, ask):
            client.through = ask.after
            if client.through == self._replica.head:
                client.mailbox.put(self._events(client, [], {})[0])
        else:
            await self._send_snapshot(client)
        while client.through < self._replica.head:
            await self._send_next(client)
        self._groups.join(client)

    async def _is_resumable(self, client: Client, ask: Resume) -> bool:
        same = ask.audience == client.audience.fingerprint and ask.journal == self._replica.journal
        if not same or ask.after > self._replica.head:
            return False
        missed = await self._entries_after(ask.after, 1)
        return not missed or self._clock.now() - missed[0].at <= RESUME_AGE

    async def _send_snapshot(self, client: Client) -> None:
        seq, states = self._replica.head, self._replica.states_for(client.audience)
        client.through = 0
        views = _views(states, client.audience, self._clock.now())
        for frame in snapshot_frames(client.audience, self._replica.journal, seq, views):
            client.mailbox.put(frame)
            await client.mailbox.room()
        client.through = seq

    async def _send_next(self, client: Client) -> None:
        entries = await self._entries_after(client.through, CHUNK)
        missing = [
            subject
            for subject in {entry.subject for entry in entries}
            if self._replica.find(subject) is None
        ]
        loaded = await self._store.read(queries.load_states, missing) if missing else {}
        for frame in self._events(client, entries, loaded):
            client.mailbox.put(frame)
            await client.mailbox.room()
        client.through = entries[-1].seq

    def _events(
        self, client: Client, entries: list[Entry], loaded: dict[str, State]
    ) -> list[bytes]:
        def find(subject: str) -> State | None:
            return self._replica.find(subject) or loaded.get(subject)

        after = client.through
        through = entries[-1].seq if entries else after
        title_of = self._replica.title_of
        return event_frames(client.audience, after, through, entries, find, title_of)

    async def _entries_after(self, seq: int, limit: int) -> list[Entry]:
        recent = self._replica.recent_after(seq, limit)
        if recent is not None:
            return recent
        return await self._store.read(queries.entries_after, seq, limit)


def _views(states: list[State], audience: Audience, now: datetime) -> Iterator[AnyView]:
    for state in states:
        if not _belongs(state, audience, now):
            continue
        shown = view(state, audience)
        if shown is not None:
            yield shown


def _belongs(state: State, audience: Audience, now: datetime) -> bool:
    """Whether a snapshot shows it: what is open, and for whom it is of use what was closed in the
    running shift."""
    match state:
        case Incident(closed_at=over):
            of_use = audience.kind is AudienceKind.POST or sees_whole(state, audience)
        case Call() if audience.party:
            own = state.leg(audience.party)
            return own is not None and own.is_in and state.is_live
        case Broadcast(ended_at=over) | Call(ended_at=over):
            of_use = audience.kind is AudienceKind.DESK
        case GuestReport(over_at=over):
            if audience.kind is AudienceKind.DESK and not state.wants_desk:
                return False
            of_use = True
        case AgencyTask():
            # An agency's phones show what is left to do.
            return audience.kind is not AudienceKind.PARTNER or not state.is_over
        case _:
            return True
    return state.is_open or (of_use and over is not None and now - over <= SHIFT)
