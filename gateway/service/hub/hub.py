"""The hub: who is connected, what they hold, and what becomes of it when something is committed."""

import asyncio
import logging
from typing import Final

from gateway.domain import audience
from gateway.domain.agency import Agency
from gateway.domain.audience import Audience, AudienceKind
from gateway.domain.call import Leg
from gateway.domain.device import Console, Device, Partner, Post
from gateway.domain.incident import Incident
from gateway.domain.officer import Officer
from gateway.domain.world import State
from gateway.protocol.enums import ClientKind
from gateway.protocol.errors import CloseCode, ErrorCode
from gateway.protocol.messages import Heartbeat, HeartbeatAnswer, Notice, Resume
from gateway.service.clock import Clock
from gateway.service.commit.batch import Committed
from gateway.service.commit.writer import Writer
from gateway.service.hub.attendance import Attendance
from gateway.service.hub.catch_up import CatchUp
from gateway.service.hub.client import Client, Duty
from gateway.service.hub.duties import Duties
from gateway.service.hub.frames import presence_frames
from gateway.service.hub.groups import Groups
from gateway.service.hub.post_watch import PostWatch
from gateway.service.hub.replica import Replica
from gateway.service.hub.times import SHIFT, ClaimTimes, PresenceTimes
from gateway.service.hub.unlocks import Unlocks
from gateway.service.signalling.watch import CallWatch
from gateway.service.timers.errands import Errands
from gateway.store import queries
from gateway.store.store import Store
from resources.i18n import translator

logger = logging.getLogger(__name__)

#: How often presence, claims and silent connections are looked at (presence is told as often).
LOOK_S: Final = 1.0


class Hub:
    """Made after the writer has loaded and before it takes orders; all on the event loop."""

    def __init__(
        self,
        writer: Writer,
        store: Store,
        clock: Clock,
        presence: PresenceTimes,
        claims: ClaimTimes,
    ) -> None:
        self._store = store
        self._clock = clock
        self._times = presence
        self.replica = Replica(writer.journal_id, writer.head, writer.states())
        self._errands = Errands(writer, clock)
        self._groups = Groups(self.replica)
        self._catch_up = CatchUp(self.replica, self._groups, store, clock)
        self.posts = PostWatch(self.replica, self._errands, clock, presence)
        self._attendance = Attendance(self.replica, clock, presence)
        self.unlocks = Unlocks(clock)
        self._duties = Duties(self.replica, self._errands, clock, claims)
        self._clients: dict[str, Client] = {}
        self._calls = CallWatch(self.replica, self._errands, clock, presence, self.client_of)
        self._task: asyncio.Task[None] | None = None
        writer.subscribe(self._on_committed)

    async def start(self) -> None:
        """Read what was over in the running shift, and begin to look after presence and claims."""
        since = self._clock.now() - SHIFT
        self.replica.adopt(await self._store.read(queries.closed_since, since))
        self.replica.adopt(await self._store.read(queries.broadcasts_ended_since, since))
        self._task = asyncio.create_task(self._look_after(), name="hub")

    async def stop(self) -> None:
        """Look after nothing more; connections are ended by the listener."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self.settled()

    async def settled(self) -> None:
        """Wait until the hub's own orders are committed."""
        await self._errands.settled()

    # -- clients

    @property
    def clients(self) -> list[Client]:
        """All admitted connections."""
        return list(self._clients.values())

    def client_of(self, leg: Leg) -> Client | None:
        """The connection of a device in a call, with its officer signed in or its owner's PIN
        given."""
        client = self._clients.get(leg.party)
        if client is None or (client.kind is ClientKind.PARTNER and client.unlock is None):
            return None
        officer = client.duty.officer if client.duty else None
        return client if officer == leg.officer else None

    def audience_of(
        self, device: Device, duty: Duty | None = None, unlock: str | None = None
    ) -> Audience:
        """What a device may see, with the sign-in it acts under or the token that opened it."""
        match device:
            case Post():
                return audience.of_post(device)
            case Partner():
                return audience.of_partner(device, self.replica.reach(device) if unlock else None)
            case Console():
                officer = self.replica.officers.get(duty.officer) if duty else None
                return audience.of_console(device, officer)

    def join(self, client: Client) -> None:
        """Admit a connection; an older one of the same device is closed."""
        older = self._clients.get(client.device)
        self._clients[client.device] = client
        if older is not None:
            self._forget(older)
            older.mailbox.cut(CloseCode.REPLACED)
        self._attendance.join(client)
        self.heard(client)

    def leave(self, client: Client) -> None:
        """The connection is gone."""
        if self._clients.get(client.device) is client:
            del self._clients[client.device]
        self._forget(client)

    def heard(self, client: Client) -> None:
        """A frame came from this client."""
        client.heard_at = self._clock.monotonic()
        if client.duty is not None:
            self._duties.beat(client.duty)
        if client.kind is ClientKind.POST:
            self.posts.heard(client.device)

    def beat(self, client: Client, heartbeat: Heartbeat) -> None:
        """Answer a heartbeat with the time and how far the client's picture reaches."""
        if client.kind is ClientKind.POST:
            self.posts.heard(client.device, heartbeat)
        # Who speaks holds the phone to the ear, with its screen dark.
        in_use = heartbeat.screen_on is not False or self._calls.has_in_call(client.device)
        if client.kind is ClientKind.PARTNER and in_use:
            self.unlocks.seen(client.device)
        through = self._groups.reach(client)
        client.mailbox.say(HeartbeatAnswer(now=self._clock.now(), through=through))

    def resume(self, client: Client, ask: Resume) -> None:
        """Bring the client level with the journal; a new request replaces one under way."""
        self._stop_telling(client)
        client.catching_up = asyncio.create_task(
            self._bring_level(client, ask), name=f"catch up {client.name}"
        )

    def act_as(self, client: Client, duty: Duty | None) -> None:
        """An officer signed in or out here; the client resumes under its new audience."""
        device = self.replica.device(client.device)
        if device is None:
            return
        self._stop_telling(client)
        self._attendance.forget(client)
        client.duty, client.audience = duty, self.audience_of(device, duty)
        self._attendance.join(client)
        self._check_rights(client)

    def open(self, client: Client, unlock: str | None) -> None:
        """A partner's phone was opened or locked; it resumes under its new audience."""
        device = self.replica.device(client.device)
        if device is None:
            return
        self._stop_telling(client)
        client.unlock, client.audience = unlock, self.audience_of(device, unlock=unlock)
        self._check_rights(client)

    def notice(self, code: ErrorCode) -> None:
        """Tell every console something that its officer must know now."""
        for client in self.clients:
            if client.kind is ClientKind.CONSOLE:
                sentence = translator("refusals", client.language)(code)
                client.mailbox.say(Notice(code=code, message=sentence))

    # -- what follows from commits and from time

    def _on_committed(self, committed: Committed) -> None:
        self.replica.apply(committed)
        self._groups.tell(committed)
        self._attendance.tell(self._reporters(committed))
        for state in committed.states.values():
            for client in self._bound_by(state):
                self._check_rights(client)

    def _reporters(self, committed: Committed) -> list[Client]:
        """The posts whose incidents were touched and that are told of it."""
        touched = {s.post for s in committed.states.values() if isinstance(s, Incident)}
        found = (self._clients.get(post) for post in touched)
        return [client for client in found if client is not None and client.live]

    def _bound_by(self, state: State) -> list[Client]:
        match state:
            case Agency():
                return [c for c in self.clients if c.audience.agency == state.subject]
            case Post() | Console() | Partner():
                found = self._clients.get(state.subject)
                return [found] if found else []
            case Officer():
                bound = (c for c in self.clients if c.duty and c.duty.officer == state.subject)
                return list(bound)
            case _:
                return []

    def _check_rights(self, client: Client) -> None:
        """Close a connection whose key, sign-in or audience is not what it was admitted with."""
        device = self.replica.device(client.device)
        if device is None or device.enrolment.revoked:
            client.mailbox.cut(CloseCode.REVOKED, ErrorCode.REVOKED)
            return
        same_key = device.enrolment.public_key == client.public_key
        same_duty = client.duty is None or self._duties.holds(client.duty)
        same_duty = same_duty and self._is_open(device, client.unlock)
        today = self.audience_of(device, client.duty, client.unlock).fingerprint
        if not (same_key and same_duty and today == client.audience.fingerprint):
            client.mailbox.cut(CloseCode.RIGHTS_CHANGED)

    def _is_open(self, device: Device, unlock: str | None) -> bool:
        """Whether a phone is still open that was opened; other devices never are."""
        if unlock is None or not isinstance(device, Partner):
            return True
        return self.unlocks.holds(device, unlock)

    async def _look_after(self) -> None:
        while True:
            try:
                self.look()
            except Exception:
                logger.exception("looking after presence and claims failed")
            await asyncio.sleep(LOOK_S)

    def look(self) -> None:
        """Do what has become due by the mere passing of time."""
        now = self._clock.monotonic()
        for client in self.clients:
            if now - client.heard_at > self._times.lost_s:
                client.mailbox.cut(CloseCode.LOST)
            elif client.unlock is not None:
                self._check_rights(client)
        self.posts.look()
        self._calls.look()
        self._duties.look()
        self._attendance.look()
        self.replica.forget_old(self._clock.now())
        self._tell_presence()

    def _tell_presence(self) -> None:
        frames = presence_frames(self.posts.changed())
        for client in self.clients:
            if client.live and client.audience.kind is AudienceKind.DESK:
                for frame in frames:
                    client.mailbox.put(frame)

    # -- small steps

    async def _bring_level(self, client: Client, ask: Resume) -> None:
        try:
            await self._catch_up.run(client, ask)
        except Exception:
            logger.exception("catching up failed", extra={"connection": client.name})
            client.mailbox.cut(CloseCode.TRY_AGAIN, ErrorCode.INTERNAL)
            return
        if client.kind is ClientKind.POST:
            self._attendance.tell([client])
        elif client.audience.kind is AudienceKind.DESK:
            for frame in presence_frames(self.posts.presence()):
                client.mailbox.put(frame)

    def _stop_telling(self, client: Client) -> None:
        self._groups.leave(client)
        if client.catching_up is not None:
            client.catching_up.cancel()
            client.catching_up = None

    def _forget(self, client: Client) -> None:
        self._stop_telling(client)
        self._attendance.leave(client)
