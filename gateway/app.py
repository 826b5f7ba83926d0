"""The composition root: builds every part of a running gateway, starts and stops them in order."""

import asyncio
import gc
import logging
import resource
import signal
import sys
from collections.abc import Coroutine
from typing import Any, Final

from msgspec import Struct

from gateway.data_folder import DataFolder
from gateway.domain.call import CallTimes
from gateway.pages.process import PagesProcess
from gateway.probes import Probes
from gateway.protocol.errors import ErrorCode
from gateway.service.broadcast_rules import rules_of
from gateway.service.clock import Clock
from gateway.service.commit.writer import Writer
from gateway.service.directory import add_built_in
from gateway.service.guests.desk import GuestDesk
from gateway.service.guests.retention import Retention
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
from gateway.service.local.administration import Administration
from gateway.service.local.server import LocalSocket
from gateway.service.media.call_media import CallMedia
from gateway.service.media.grants import MediaGrants
from gateway.service.media.intake import Intake
from gateway.service.media.recordings import Recordings
from gateway.service.media.removal import MediaRemoval
from gateway.service.media.retention import RecordingRetention
from gateway.service.media.settling import Settling
from gateway.service.outbound.outside import Outside
from gateway.service.outbound.vapid import read_vapid
from gateway.service.signalling.relay import Signalling
from gateway.service.timers.errands import Errands
from gateway.service.timers.escalation import EscalationTimer, times_of
from gateway.service.tls import Tls
from gateway.service.tls.origins import own_hosts, page_origins
from gateway.service.turn.ice import IceServers
from gateway.service.turn.shared_secret import shared_secret
from gateway.service.upkeep import Upkeep
from gateway.settings import Settings
from gateway.sockets.limits import Limits
from gateway.sockets.server import Address, SocketServer
from gateway.sockets.services import Services
from gateway.store import timers
from gateway.store.areas_ready import ReadyAreas
from gateway.store.media_files import MediaFiles
from gateway.store.store import Store
from resources.pilot import pilot

logger = logging.getLogger(__name__)

#: Default thresholds make the slowest answers 4.5 times slower with 5,000 connections (measured).
GC_THRESHOLDS: Final = (50_000, 50, 1_000)
#: Below this many open files a full regency's connections would not fit.
FILES_WANTED: Final = 12_000


class Addresses(Struct, frozen=True, kw_only=True):
    """Where a running gateway is reached; ``loopback`` ports are 0 when it is off."""

    pages: int
    sockets: int
    loopback_pages: int = 0
    loopback_sockets: int = 0


class Gateway:
    """One gateway over its data folder and store. The folder must be locked by the caller."""

    def __init__(self, settings: Settings, folder: DataFolder, store: Store, clock: Clock) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._tls = Tls(folder.tls, settings.tls, clock.now)
        self._tls.ensure()
        # Shared with who checks them: a renewed certificate may bring other names.
        self._hosts: set[str] = set()
        self._origins: set[str] = set()
        self._take_names()
        times = times_of(settings)
        store.migrate()
        self._writer = Writer(
            store, times, pilot().regency.reference, rules_of(settings.broadcasts), _calls(settings)
        )
        self._writer.load()
        with store.engine.connect() as connection:
            stored = timers.all_due(connection)
        self._timer = EscalationTimer(self._writer, clock, times, stored)
        self._upkeep = Upkeep(self._writer, clock, folder.head_key(), self._timer.shift)
        self._hub = Hub(self._writer, store, clock, _presence(settings), _claims(settings))
        self._signalling = Signalling(
            self._hub.replica, self._hub.client_of, Errands(self._writer, clock)
        )
        self._writer.subscribe(self._signalling.tell)
        self._passwords = Passwords()
        codes = Codes(folder.enrolment_key(), clock, settings.enrolment.code_minutes)
        self._outside = Outside(
            settings,
            store=store,
            writer=self._writer,
            hub=self._hub,
            codes=codes,
            clock=clock,
            key=read_vapid(folder.vapid_pem()),
            texts=folder.texts(settings.sms),
        )
        self._writer.on_failing(self._tell_failing)
        self._media = MediaFiles(folder.media)
        self._removal = MediaRemoval(store, self._media, self._writer, clock)
        kept = settings.recordings
        self._recordings = Recordings(self._media, self._writer, clock, kept.reserve_mb)
        aged = RecordingRetention(store, self._media, self._writer, clock, kept.days)
        self._settling = Settling(store, self._media, self._writer, clock, self._recordings, aged)
        self._writer.subscribe(self._removal.tell)
        self._pages = PagesProcess(settings, self._tls, push_key=self._outside.push_key)
        self._services = self._build_services(folder, clock, codes)
        administration = Administration(
            self._writer,
            self._services.preparing,
            clock,
            self._services.guests,
            Retention(store, self._writer, clock, settings.guests.keep_days),
            aged,
        )
        self._local = LocalSocket(folder.socket, administration.obey)
        probes = Probes(self._writer, self._hub, self._pages, self._tls, self._outside.worker)
        self._sockets = SocketServer(
            self._services,
            origins=self._origins,
            probes=probes.by_path(),
            limits=Limits(),
        )
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> Addresses:
        """Begin to work. Raises OSError if a port is taken."""
        self._writer.start()
        self._timer.start()
        await add_built_in(self._writer, self._clock)
        await self._hub.start()
        ports = await self._sockets.start(*self._addresses())
        await self._local.start()
        await self._pages.start()
        self._spawn("outbound", self._outside.run())
        self._spawn("removing erased pictures", self._removal.run())
        self._spawn("settling recordings", self._settling.run())
        self._spawn("signing heads", self._upkeep.sign_heads())
        self._spawn("watching the clock", self._upkeep.watch_clock())
        self._spawn("keeping the certificate", self._tls.keep_fresh(self._on_renewed))
        pages = self._pages.ports
        return Addresses(
            pages=pages["https"],
            sockets=ports[0],
            loopback_pages=pages.get("loopback", 0),
            loopback_sockets=ports[1] if len(ports) > 1 else 0,
        )

    async def stop(self) -> None:
        """Answer what is under way, tell the clients, then let go of everything."""
        await self._pages.stop()
        await self._local.stop()
        await self._sockets.stop()
        await self._timer.stop()
        await self._hub.stop()
        await self._signalling.settled()
        await self._upkeep.sign_head()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._outside.stop()
        await self._writer.stop()
        self._passwords.close()
        self._store.close()

    def _build_services(self, folder: DataFolder, clock: Clock, codes: Codes) -> Services:
        replica = self._hub.replica
        grants = MediaGrants(clock)
        turn = self._settings.turn
        ice = IceServers(turn, shared_secret(turn, folder), clock)
        calls_media = CallMedia(ice, grants)
        guests = GuestDesk(self._store, clock, folder.documents_key(), folder.tickets_key())
        return Services(
            clock=clock,
            writer=self._writer,
            hub=self._hub,
            answers=Answers(
                replica,
                self._store,
                clock,
                lambda: self._writer.areas,
                grants,
                guests,
                calls_media,
            ),
            admission=Admission(
                replica,
                self._writer,
                codes,
                self._passwords,
                clock,
                self._hosts,
                HourlyLimit(clock.monotonic),
            ),
            preparing=Preparing(codes, self._passwords, ReadyAreas(folder.ready_areas), guests),
            sign_ins=SignIns(replica, self._writer, self._passwords, clock),
            pins=Pins(self._hub.unlocks, self._passwords, clock),
            queues=QueueLimits(),
            media_grants=grants,
            intake=Intake(self._media, self._writer, clock),
            recordings=self._recordings,
            signalling=self._signalling,
            guests=guests,
        )

    def _take_names(self) -> None:
        for known, now in (
            (self._hosts, own_hosts(self._settings, self._tls.names)),
            (self._origins, page_origins(self._settings, self._tls.names)),
        ):
            known.clear()
            known.update(now)

    async def _on_renewed(self) -> None:
        self._take_names()
        await self._pages.restart()

    def _addresses(self) -> list[Address]:
        listen = self._settings.listen
        found = [Address(host=listen.host, port=listen.ws_port, tls=self._tls.context)]
        if listen.loopback:
            found.append(Address(host="127.0.0.1", port=listen.loopback_ws_port))
        return found

    def _spawn(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(_report_failure)
        self._tasks.append(task)

    def _tell_failing(self, failing: bool) -> None:
        if failing:
            self._hub.notice(ErrorCode.STORE_FAILED)


def serve(
    folder: DataFolder, database: str, settings: Settings, clock: Clock | None = None
) -> None:
    """Run a gateway until SIGTERM or SIGINT.

    Raises FolderInUse when another one has the folder, OSError when a port is taken.
    """
    _raise_file_limit()
    with folder.locked(), asyncio.Runner(loop_factory=_new_loop) as runner:
        runner.run(_live(settings, folder, Store(database), clock or Clock()))


async def _live(settings: Settings, folder: DataFolder, store: Store, clock: Clock) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    gateway = Gateway(settings, folder, store, clock)
    try:
        reached = await gateway.start()
        logger.info("pages on port %d, sockets on port %d", reached.pages, reached.sockets)
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)
        await stopping.wait()
        logger.info("stopping")
    finally:
        await gateway.stop()


def _new_loop() -> asyncio.AbstractEventLoop:
    # asyncio's own TLS takes seven times the memory for each connection (measured).
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


def _presence(settings: Settings) -> PresenceTimes:
    return PresenceTimes(
        lost_s=settings.presence.lost_s,
        grace_s=settings.presence.grace_s,
        flapping_per_hour=settings.presence.flapping_per_hour,
    )


def _calls(settings: Settings) -> CallTimes:
    calls = settings.calls
    return CallTimes(ring_s=calls.ring_s, reconnect_s=calls.reconnect_s, wrap_up_s=calls.wrap_up_s)


def _claims(settings: Settings) -> ClaimTimes:
    return ClaimTimes(stale_s=settings.claims.stale_s, grace_s=settings.presence.grace_s)


def _raise_file_limit() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(FILES_WANTED, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    if wanted < FILES_WANTED:
        logger.warning("only %d open files are allowed; %d are wanted", wanted, FILES_WANTED)


def _report_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        logger.error("%s ended", task.get_name(), exc_info=task.exception())
