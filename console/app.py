"""The composition root of the console: makes everything, joins it, and ends it in order."""

import asyncio
import contextlib
import logging
import signal
import ssl
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QApplication

from console import crash, loop
from console.base import logs, settings
from console.base.clock import GatewayClock
from console.base.remembered import FILE_NAME, Remembered
from console.base.tasks import TaskSupervisor
from console.board.board import Board
from console.board.changes import ChangeSet
from console.board.shown import Shown
from console.call.engine import OffReason
from console.call.start import prepare
from console.entry import Entry
from console.i18n import Words
from console.link.identity import IdentityError, IdentityFile
from console.link.link import GatewayLink
from console.link.state import LinkState, Reason
from console.options import Options
from console.ringing import Ringing
from console.screens.acts import Acts
from console.screens.kit import Kit
from console.screens.main_window import MainWindow
from console.screens.status import LinkStatus, SoundStatus
from console.sound.alarm import AlarmSound
from console.telephone import CallRing, RoomOutputs, Telephone
from console.theme import dress, theme_of
from gateway.protocol.commands import MarkShown, ReportSound
from gateway.protocol.enums import Desk, SoundState
from gateway.protocol.errors import Refused
from gateway.protocol.messages import OfficerIdentity
from gateway.protocol.views import SoundRule
from resources.icons import svg
from widgets.icons import Icons
from widgets.theme import Theme

#: The whole closing may take so long; what hasn't ended then is left to the end of the process.
CLOSE_TIMEOUT_S: Final = 5.0
#: A link that a fault of ours ended is started anew after so long.
RESTART_S: Final = 1.0
_ENROLS: Final = (Reason.NOT_ENROLLED, Reason.REVOKED)

logger = logging.getLogger(__name__)

Attachment = Callable[["Console"], Coroutine[Any, Any, None]]


class Console:
    """All parts of a running console. ``window`` and ``ringing`` are there for who drives it."""

    def __init__(
        self,
        options: Options,
        chosen: settings.Settings,
        words: Words,
        theme: Theme,
        calls_off: OffReason | None,
    ) -> None:
        self._options = options
        self._address = options.gateway or chosen.gateway
        self._ca = chosen.ca if options.ca is None else options.ca
        self._stopped = asyncio.Event()
        self._lost_at: datetime | None = None
        self._reported: tuple[SoundState, str] | None = None
        self._shown = Shown()
        self._desks: frozenset[Desk] = frozenset()
        self.words = words
        self.clock = GatewayClock()
        self.board = Board()
        self.tasks = TaskSupervisor(self._on_failure)
        self.entry = Entry(
            settings_file=options.data / settings.FILE_NAME,
            keys=IdentityFile(options.data / "identity.json"),
            board=self.board,
            clock=self.clock,
            tasks=self.tasks,
            words=words,
            made=self._follow,
        )
        icons = Icons(theme, svg)
        acts = Acts(lambda: self.entry.link, self.tasks, words)
        remembered = Remembered(options.data / FILE_NAME)
        self.telephone = Telephone(self.board, self.clock, self.tasks, remembered, calls_off)
        kit = Kit(
            theme,
            icons,
            words,
            self.clock,
            self.board,
            acts,
            remembered,
            self.telephone.media,
            self.telephone.pictures,
            timedelta(minutes=chosen.media_minutes),
        )
        self.window = MainWindow(kit, self._address, self._ca)
        self._sound = AlarmSound(options.data, chosen.output or None)
        rooms = RoomOutputs(self._sound, self.tasks, options.data / settings.FILE_NAME)
        self.window.calls.panels.devices.use_rooms(rooms)
        self._call_ring = CallRing(self._sound)
        self.ringing = Ringing(
            self.board,
            self.clock,
            self._sound,
            sounds=self.window.set_sounding,
            heard=self._on_heard,
            rules=self._rules,
            desks=lambda: self._desks,
        )
        # Apart from each other: a failure of a screen must not silence an alarm, nor the reverse.
        self.board.changed.subscribe(self._ring)
        self.board.changed.subscribe(self.window.take)
        self.board.changed.subscribe(self._follow_calls)
        self.window.close_asked.connect(self.stop)
        self.window.painted.connect(self._on_painted)
        self.window.calls.unready_changed.connect(self._ring_calls)
        self.window.enrolment.asked.connect(self._on_enrolment_asked)

    def stop(self) -> None:
        """Begin the orderly end."""
        self._stopped.set()

    async def run(self, attach: Attachment | None) -> None:
        """Live until stopped."""
        self._begin()
        if attach is not None:
            self.tasks.spawn("attachment", attach(self))
        await self._sound.start()
        await self._stopped.wait()
        self.window.hide()
        self.window.wall.hide()
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                self.ringing.stop()
                self._call_ring.stop()
                await self.tasks.cancel_all()
                await self._sound.stop()
                self.telephone.close()
        except TimeoutError:
            logger.error("not everything ended within %s s", CLOSE_TIMEOUT_S)  # noqa: TRY400

    def _begin(self) -> None:
        self.window.show()
        self.window.wall.restore(self.window.screen())
        if self.entry.enrolled:
            self._connect()
        elif not self._options.credentials.code:
            self.window.ask_enrolment()
        self.tasks.spawn("admission", self._admit())

    def _connect(self) -> None:
        try:
            self.entry.connect(self._address, self._ca)
        except (OSError, ssl.SSLError):
            logger.exception("certificate authority %s", self._ca)
            self.window.ask_enrolment(self.words.t("enrol.bad_file"))

    async def _admit(self) -> None:
        given = self._options.credentials
        refusal = await self.entry.admit(self._address, self._ca, given)
        if not refusal:
            return
        logger.error("not admitted: %s", refusal)
        if self.entry.enrolled:
            self.window.sign_in.refuse(refusal)
        else:
            self.window.ask_enrolment(refusal)

    # -- what the parts tell each other

    def _follow(self, link: GatewayLink) -> None:
        link.state_changed.subscribe(lambda state, reason: self._on_link(link, state, reason))
        link.officer_changed.subscribe(self._on_officer)
        link.notices.subscribe(self.window.banners.show_notice)

    def _on_link(self, link: GatewayLink, state: LinkState, reason: Reason | None) -> None:
        if state is LinkState.ONLINE:
            self._lost_at = None
            self.window.show_desk()
            self._desks = frozenset(link.desks)
            self.window.set_console(self.entry.device, self._desks)
            self.telephone.use(link, self.entry.device)
        elif self._lost_at is None:
            self._lost_at = self.clock.now()
        ends = link.certificate_ends
        days = None if ends is None else (ends - self.clock.now()).days
        self.window.set_link(LinkStatus(state, reason, self._lost_at, days))
        if reason in _ENROLS:
            self.window.ask_enrolment(self.words.t(f"link.reason.{reason.value}"))

    def _on_officer(self, officer: OfficerIdentity | None) -> None:
        self.window.set_officer(officer)
        self._ring_calls()
        if officer is not None:
            self.tasks.spawn_latest("self-test", self._self_test())

    def _ring(self, change: ChangeSet) -> None:
        if change.reset:
            self.ringing.picture_held()
        if change.reset or change.alarms or change.sound_rules:
            self.ringing.update()

    def _rules(self) -> list[SoundRule]:
        """The rules of this console's own desks."""
        known = self.board.sound_rules.values()
        of_desks = sorted((v for v in known if v.desk in self._desks), key=lambda v: v.desk)
        return [rule for view in of_desks for rule in view.rules]

    def _follow_calls(self, change: ChangeSet) -> None:
        if change.reset or change.calls:
            self.telephone.take()
        if change.reset or change.calls or change.officers or change.desks:
            self._ring_calls()

    def _ring_calls(self) -> None:
        calls = self.window.calls
        self._call_ring.update(calls.own, calls.agent_state, unready=bool(calls.unready()))

    def _on_heard(self, status: SoundStatus) -> None:
        self.window.set_sound(status)
        proof = status.proof
        told = (proof.state, proof.output)
        known = proof.state is not SoundState.UNKNOWN
        if not known or told == self._reported or self.entry.current is None:
            return
        self._reported = told
        body = ReportSound(state=proof.state, output=proof.output)
        self.tasks.spawn("report sound", self._report(body))

    def _on_painted(self, subjects: Iterable[str]) -> None:
        if self.entry.link.officer is None:
            return
        fresh = self._shown.to_report(subjects, self.board.alarms)
        if fresh:
            self.tasks.spawn("mark shown", self._mark_shown(fresh))

    def _on_enrolment_asked(self, address: str, ca: str, code: str) -> None:
        self.tasks.spawn_latest("enrolment", self._enrol(address, ca, code))

    def _on_failure(self, name: str, _error: BaseException) -> None:
        if name == "link":
            # Without a link the room is deaf to new alarms; a fault of ours must not be the end.
            asyncio.get_running_loop().call_later(RESTART_S, self.entry.connect_again)

    # -- acts of the console itself

    async def _enrol(self, address: str, ca: str, code: str) -> None:
        refusal = await self.entry.enrol(address, ca, code)
        if refusal:
            self.window.enrolment.refuse(refusal)

    async def _self_test(self) -> None:
        """At sign-in the loudspeaker is tried, and what came of it told to the gateway."""
        self._reported = None
        await self.ringing.self_test()

    async def _report(self, body: ReportSound) -> None:
        try:
            await self.entry.link.do(body)
        except Refused as error:
            logger.warning("sound not reported: %s", error.code)

    async def _mark_shown(self, incidents: tuple[str, ...]) -> None:
        try:
            await self.entry.link.do(MarkShown(incidents=incidents))
        except Refused as error:
            logger.warning("%d incidents not marked as shown: %s", len(incidents), error.code)
            self._shown.not_reported(incidents)


def run(options: Options, attach: Attachment | None = None) -> int:
    """Run a console to its end; the exit code. ``attach`` may drive it from inside."""
    options.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    logs.start_logging(options.data)
    crash.catch_all(options.data)
    calls_off = prepare()
    application = QApplication(["PosPin"])
    try:
        chosen = settings.load(options.data / settings.FILE_NAME)
        words = Words(options.language or chosen.language)
        dress(application, theme := theme_of(chosen))

        def make() -> Console:
            return Console(options, chosen, words, theme, calls_off)

        return loop.run(application, lambda: _live(make, options.check, attach))
    except settings.SettingsError as error:
        return _unusable(error.file, error.reason)
    except IdentityError as error:
        return _unusable(error.file, error.reason)


async def _live(make: Callable[[], Console], check: bool, attach: Attachment | None) -> int:
    running = asyncio.get_running_loop()
    running.set_exception_handler(crash.on_loop_failure)
    console = make()
    if check:
        return 0
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signals on the loop
            running.add_signal_handler(number, console.stop)
    await console.run(attach)
    return 0


def _unusable(file: Path, reason: str) -> int:
    logger.critical("%s can't be used: %s", file, reason)
    return 1
