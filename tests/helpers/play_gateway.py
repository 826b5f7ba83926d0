"""The gateway's inside with real sockets on a free port, and a clock that a test moves."""

import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from websockets.asyncio.client import ClientConnection

from gateway.data_folder import DataFolder
from gateway.domain.escalation import EscalationTimes
from gateway.domain.order import SYSTEM, Order
from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import Desk, PartnerRole, Role
from gateway.protocol.messages import Grant
from gateway.service.broadcast_rules import rules_of
from gateway.service.clock import Clock
from gateway.service.commit.batch import Committed, Done
from gateway.service.commit.writer import Writer
from gateway.service.guests.desk import GuestDesk
from gateway.service.hub.answers import Answers
from gateway.service.hub.hub import Hub
from gateway.service.hub.times import ClaimTimes, PresenceTimes, QueueLimits
from gateway.service.identity.admission import Admission
from gateway.service.identity.codes import Codes
from gateway.service.identity.delays import HourlyLimit
from gateway.service.identity.passwords import Passwords
from gateway.service.identity.pins import Pins
from gateway.service.identity.preparing import Preparing
from gateway.service.identity.sign_in import SignIns
from gateway.service.media.call_media import CallMedia
from gateway.service.media.grants import MediaGrants
from gateway.service.media.intake import Intake
from gateway.service.media.recordings import Recordings
from gateway.service.media.removal import MediaRemoval
from gateway.service.media.retention import RecordingRetention
from gateway.service.media.settling import Settling
from gateway.service.signalling.relay import Signalling
from gateway.service.timers.errands import Errands
from gateway.service.timers.escalation import EscalationTimer
from gateway.service.turn.ice import IceServers
from gateway.settings import Broadcasts, Turn
from gateway.sockets.limits import Limits
from gateway.sockets.requests import Probe
from gateway.sockets.server import Address, SocketServer
from gateway.sockets.services import Services
from gateway.store.areas_ready import ReadyAreas
from gateway.store.media_files import MediaFiles
from gateway.store.store import Store
from tests.helpers.orders import AREA, CLI, order

HOST = "127.0.0.1"
ORIGIN = "https://pospin.test:8443"
PASSWORD = "kentongan malam"
TURN_SECRET = "rahasia bersama"


class MovedClock(Clock):
    """Runs with the machine's, ahead by what the test says."""

    def __init__(self) -> None:
        self.ahead = 0.0
        super().__init__(lambda: time.time() + self.ahead, lambda: time.monotonic() + self.ahead)

    def move(self, seconds: float) -> None:
        self.ahead += seconds


class PlayGateway:
    """Store, writer, hub, timer and listener, put together as the app does."""

    def __init__(
        self,
        folder: Path,
        limits: Limits,
        queues: QueueLimits,
        clock: MovedClock | None,
        origins: Collection[str] = (),
        turn: Turn | None = None,
    ) -> None:
        self.clock = clock or MovedClock()
        self.folder = folder
        self.store = Store.at(folder / "journal.sqlite")
        self.store.migrate()
        self.writer = Writer(self.store, EscalationTimes(), "KDL", rules_of(Broadcasts()))
        self.writer.load()
        self.hub = Hub(self.writer, self.store, self.clock, PresenceTimes(), ClaimTimes())
        self.timer = EscalationTimer(self.writer, self.clock, EscalationTimes())
        self.signalling = Signalling(
            self.hub.replica, self.hub.client_of, Errands(self.writer, self.clock)
        )
        self.writer.subscribe(self.signalling.tell)
        self.codes = Codes(b"secret of the tests", self.clock)
        self.passwords = Passwords()
        keys = DataFolder(folder)
        self.guests = GuestDesk(self.store, self.clock, keys.documents_key(), keys.tickets_key())
        self.preparing = Preparing(
            self.codes, self.passwords, ReadyAreas(folder / "areas"), self.guests
        )
        replica = self.hub.replica
        self.media = MediaFiles(folder / "media")
        self.removal = MediaRemoval(self.store, self.media, self.writer, self.clock)
        self.recordings = Recordings(self.media, self.writer, self.clock)
        self.aged = RecordingRetention(self.store, self.media, self.writer, self.clock, days=90)
        self.settling = Settling(
            self.store, self.media, self.writer, self.clock, self.recordings, self.aged
        )
        grants = MediaGrants(self.clock)
        calls_media = CallMedia(IceServers(turn or Turn(), TURN_SECRET, self.clock), grants)
        services = Services(
            clock=self.clock,
            writer=self.writer,
            hub=self.hub,
            answers=Answers(
                replica,
                self.store,
                self.clock,
                lambda: self.writer.areas,
                grants,
                self.guests,
                calls_media,
            ),
            admission=Admission(
                replica,
                self.writer,
                self.codes,
                self.passwords,
                self.clock,
                {HOST},
                HourlyLimit(self.clock.monotonic),
            ),
            preparing=self.preparing,
            sign_ins=SignIns(replica, self.writer, self.passwords, self.clock),
            pins=Pins(self.hub.unlocks, self.passwords, self.clock),
            queues=queues,
            media_grants=grants,
            intake=Intake(self.media, self.writer, self.clock),
            recordings=self.recordings,
            signalling=self.signalling,
            guests=self.guests,
        )
        self.server = SocketServer(
            services,
            origins={ORIGIN, *origins},
            probes={"/healthz": lambda: Probe(body=b"ok\n")},
            limits=limits,
        )
        self.port = 0
        self.opened: list[ClientConnection] = []

    async def start(self) -> None:
        self.writer.start()
        await self.hub.start()
        self.timer.start()
        (self.port,) = await self.server.start(Address(host=HOST, port=0))

    async def stop(self) -> None:
        await self.server.stop()
        for socket in self.opened:
            socket.transport.abort()
            await socket.wait_closed()
        await self.timer.stop()
        await self.hub.stop()
        await self.signalling.settled()
        await self.writer.stop()
        self.passwords.close()
        self.store.close()

    async def do(self, body: AnyBody) -> Done:
        """Done by the command line."""
        return await self.submit(order(CLI, body, self.clock.now()))

    async def submit(self, given: Order) -> Done:
        return await self.writer.submit(await self.preparing.prepared(given))

    def note_orders(self) -> list[str]:
        """Who wrote, from now on, event by event.

        Not the gateway itself, which may at any time: an alarm escalates, a guest's day is over.
        """
        actors: list[str] = []

        def note(committed: Committed) -> None:
            found = (entry.actor for entry in committed.entries)
            actors.extend(actor for actor in found if actor != SYSTEM.subject)

        self.writer.subscribe(note)
        return actors

    async def add_post(self, title: str = "Pos Kamling RT 03") -> tuple[str, str]:
        """Its subject and enrolment code."""
        return _granted(await self.do(do.AddPost(title=title, area=AREA)))

    async def add_console(self, title: str = "Meja 1") -> tuple[str, str]:
        """Its subject and enrolment code."""
        return _granted(await self.do(do.AddConsole(title=title)))

    async def add_partner(
        self,
        title: str = "Linmas Krajankulon",
        role: PartnerRole = PartnerRole.LINMAS,
        posts: tuple[str, ...] = (),
        agency: str | None = None,
    ) -> tuple[str, str]:
        """Its subject and enrolment code."""
        body = do.AddPartner(
            title=title, phone="0812-0000-0001", role=role, posts=posts, agency=agency
        )
        return _granted(await self.do(body))

    async def add_officer(
        self,
        user: str = "petugas1",
        role: Role = Role.OFFICER,
        desks: tuple[Desk, ...] = (Desk.SATPOL_PP, Desk.PSC_119),
    ) -> str:
        body = do.AddOfficer(
            user=user, title=user.capitalize(), role=role, desks=desks, password=PASSWORD
        )
        return (await self.do(body)).subject or ""


def _granted(done: Done) -> tuple[str, str]:
    assert isinstance(done.grant, Grant)
    return done.subject or "", done.grant.code


@asynccontextmanager
async def play_gateway(
    folder: Path,
    *,
    limits: Limits | None = None,
    queues: QueueLimits | None = None,
    clock: MovedClock | None = None,
    origins: Collection[str] = (),
    turn: Turn | None = None,
) -> AsyncIterator[PlayGateway]:
    gateway = PlayGateway(folder, limits or Limits(), queues or QueueLimits(), clock, origins, turn)
    await gateway.start()
    try:
        yield gateway
    finally:
        await gateway.stop()
