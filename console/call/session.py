"""Joins views of calls, the link and the engine, so that the media follows the views by itself."""

import logging
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from msgspec.structs import replace

from console.base.clock import GatewayClock
from console.base.observers import Observers
from console.base.outcome import OutcomeUnknown
from console.base.remembered import Remembered
from console.base.tasks import TaskSupervisor
from console.call.chosen import ChosenDevices
from console.call.engine import (
    AnyTold,
    Clip,
    ClipMoved,
    DeviceKind,
    DevicesSeen,
    FiguresRead,
    Gone,
    IceSetup,
    LegSeen,
    MediaEngine,
    MediaState,
    Ready,
    SignalMade,
)
from console.call.own_call import OwnCall
from console.call.recordings import RecordingLink, Recordings
from console.call.reports import LegReports
from console.call.shown import MediaShown
from console.call.wanted import Wanted, is_under_way, wanted
from console.call.watch import Watch
from gateway.protocol.commands import ReportLeg
from gateway.protocol.errors import Refused
from gateway.protocol.messages import Signal
from gateway.protocol.queries import AnyAsk, IceServers
from gateway.protocol.signals import AnySignalBody
from gateway.protocol.views import CallView, IceServer

logger = logging.getLogger(__name__)

Row = TypeVar("Row")


class Rows(Protocol):
    """A page of a query's answer."""

    def rows_as(self, kind: type[Row]) -> list[Row]:
        """The rows."""


class CallLink(RecordingLink, Protocol):
    """What calls need of the link to the gateway."""

    @property
    def signals(self) -> Observers[[Signal]]:
        """What other devices say."""

    def signal(self, message: Signal) -> None:
        """Said once; lost without a connection."""

    async def ask(self, ask: AnyAsk, cursor: str | None = None) -> Rows:
        """Raises Refused."""


class Calls:
    """The console's calls. ``changed``: ``shown`` is another now; ``clip_moved``: a clip, where it
    stands in seconds, and whether it plays."""

    def __init__(
        self, engine: MediaEngine, clock: GatewayClock, tasks: TaskSupervisor, kept: Remembered
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._tasks = tasks
        self._chosen = ChosenDevices(kept)
        self._link: CallLink | None = None
        self._device = ""
        self._views: tuple[CallView, ...] = ()
        self._own: dict[str, OwnCall] = {}
        self._reports: dict[str, LegReports] = {}
        self._last_session: dict[str, int] = {}
        self._cameras: dict[str, bool] = {}
        self._recordings = Recordings(engine, tasks)
        self._watch = Watch()
        self._ready = False
        self._trying = False
        self.changed: Observers[[]] = Observers()
        self.clip_moved: Observers[[str, float, bool]] = Observers()
        self._show(off=engine.off)
        engine.told.subscribe(self._on_told)

    # -- what the panel reads and asks

    @property
    def shown(self) -> MediaShown:
        """How this console's media stands now."""
        return self._watch.shown

    def mute(self, muted: bool) -> None:
        """The microphone."""
        self._show(muted=muted)
        self._engine.mute(muted)
        for own in self._own.values():
            own.mark(muted)
        self.changed.tell()

    def camera(self, call: str, on: bool) -> None:
        """The own picture in that call."""
        self._cameras[call] = on
        own = self._own.get(call)
        if own is not None:
            own.turn_camera(on, self.shown.muted)
            self._tell()

    def enlarge(self, party: str) -> None:
        """Whose picture is the large one; empty: the first that comes."""
        self._engine.enlarge(party)

    def share(self, call: str, party: str) -> None:
        """Whose picture the others get; empty: the own camera's."""
        self._engine.share(call, party)

    def look_at_devices(self) -> None:
        """Find out what is plugged in."""
        self._engine.start()
        self._engine.look_at_devices()

    def choose(self, kind: DeviceKind, device: str) -> None:
        """Use that device from now on, and the next time too."""
        self._chosen.choose(kind, device, self.shown.devices)
        self._use_chosen()
        self.changed.tell()

    def try_microphone(self, on: bool) -> None:
        """Open the microphone outside of a call, for its level."""
        self._trying = on
        self._engine.start()
        self._engine.try_microphone(on)

    async def open_clip(self, clip: str, content: bytes) -> Clip:
        """Make it ready to be played under that name. Raises EngineError."""
        return await self._engine.open_clip(clip, content)

    def play(self, clip: str, speed: float = 1.0) -> None:
        """Play it from where it stands."""
        self._engine.play(clip, speed)

    def pause(self, clip: str) -> None:
        """Stop where it stands."""
        self._engine.pause(clip)

    def seek(self, clip: str, at_s: float) -> None:
        """Go to that second."""
        self._engine.seek(clip, at_s)

    def close_clip(self, clip: str) -> None:
        """Forget it."""
        self._engine.close_clip(clip)

    # -- what the gateway says

    def use(self, link: CallLink, device: str) -> None:
        """The link from now on, and this console's subject."""
        if link is not self._link:
            link.signals.subscribe(lambda signal: self._on_signal(link, signal))
        self._link, self._device = link, device
        self._recordings.use(link)
        self.take(self._views)

    def take(self, views: Iterable[CallView]) -> None:
        """All calls as they are now; said again whenever any of them changed."""
        self._views = tuple(views)
        if any(is_under_way(view) for view in self._views):
            self._engine.start()
        if not self._ready or self._link is None:
            return
        asked = {each.view.subject: each for view in self._views if (each := self._asks(view))}
        for call in self._own.keys() - asked.keys():
            self._end(call)
            self._cameras.pop(call, None)
        for call, each in asked.items():
            self._follow(call, each)
        self._engine.show(self._active())
        self._tell()

    def _asks(self, view: CallView) -> Wanted | None:
        return wanted(view, self._device)

    def _follow(self, call: str, asked: Wanted) -> None:
        own = self._own.get(call)
        if own is not None and own.wanted.hub != asked.hub:
            # What was a leg offers from now on, or the reverse: nothing of it can stay.
            self._end(call)
            own = None
        if own is None:
            self._begin(call, asked)
            return
        own.follow(asked)
        self._report(own)
        if own.opened:
            self._recordings.follow(asked)

    def _begin(self, call: str, asked: Wanted) -> None:
        def session() -> int:
            # Higher than any before, though this program or the hub may be another one now.
            passed = int(self._clock.age_s(asked.view.started_at)) + 1
            self._last_session[call] = max(passed, self._last_session.get(call, 0) + 1)
            return self._last_session[call]

        def send(party: str, number: int, body: AnySignalBody) -> None:
            if self._link is not None:
                self._link.signal(Signal(call=call, peer=party, session=number, body=body))

        camera = self._cameras.get(call, asked.camera)
        own = self._own[call] = OwnCall(self._engine, asked, session, send, camera=camera)
        self._reports[call] = LegReports()
        self._tasks.spawn(f"open {call}", self._open(own))

    async def _open(self, own: OwnCall) -> None:
        """Ask for the servers; without an answer the local network may still do."""
        ice, relay_only = await self._servers(own.call)
        if self._own.get(own.call) is not own:
            return
        own.open(ice, relay_only)
        self._recordings.follow(own.wanted)
        self._engine.show(self._active())
        self._tell()

    async def _servers(self, call: str) -> tuple[tuple[IceSetup, ...], bool]:
        assert self._link is not None  # noqa: S101  calls are only begun with a link
        try:
            page = await self._link.ask(IceServers(call=call))
        except Refused as error:
            logger.warning("no servers for %s: %s", call, error.code)
            return (), False
        rows = page.rows_as(IceServer)
        ice = tuple(
            IceSetup(urls=row.urls, username=row.username, credential=row.credential)
            for row in rows
        )
        return ice, any(row.relay_only for row in rows)

    def _end(self, call: str) -> None:
        self._recordings.end(call)
        self._own.pop(call).end()
        self._reports.pop(call, None)
        self._watch.forget(call)

    def _on_signal(self, link: CallLink, signal: Signal) -> None:
        own = self._own.get(signal.call)
        if own is None or link is not self._link:
            logger.info("a signal of %s, which isn't here", signal.call)
            return
        own.take(signal.peer, signal.session, signal.body)

    # -- what the engine says

    def _on_told(self, told: AnyTold) -> None:
        self._watch.take(told)
        self._recordings.take(told)
        match told:
            case Ready():
                self._on_ready()
            case Gone():
                self._on_gone(told)
            case SignalMade() if self._link is not None:
                signal = Signal(
                    call=told.call, peer=told.party, session=told.session, body=told.body
                )
                self._link.signal(signal)
            case LegSeen():
                self._on_leg(told)
            case FiguresRead():
                self._on_figures(told)
            case DevicesSeen():
                self._use_chosen()
            case ClipMoved():
                self.clip_moved.tell(told.clip, told.at_s, told.playing)
                return
            case _:
                pass
        if not isinstance(told, SignalMade):
            self._tell()

    def _on_ready(self) -> None:
        self._ready = True
        self._show(off=None)
        self._engine.mute(self.shown.muted)
        self._engine.try_microphone(self._trying)
        self._show(chosen={})
        self._engine.look_at_devices()
        self.take(self._views)

    def _on_gone(self, told: Gone) -> None:
        """Nothing of any call is left; all are begun anew when the engine is back."""
        self._ready = False
        for own in self._own.values():
            self._recordings.cut(own.wanted)
        self._own.clear()
        self._watch.forget_all()
        self._show(off=told.reason)

    def _on_leg(self, told: LegSeen) -> None:
        own = self._own.get(told.call)
        if own is None:
            return
        self._reports[told.call].measure(told.party, told.state)
        self._report(own)
        match told.state:
            case MediaState.CONNECTED:
                own.mark(self.shown.muted, told.party)
            case MediaState.INTERRUPTED:
                # Its credentials may have run out: what is made from now on uses new ones.
                self._tasks.spawn_latest(f"servers {own.call}", self._open(own))
            case MediaState.FAILED:
                self._watch.forget(told.call, told.party)
                own.ask_anew(told.party)
            case MediaState.CONNECTING:
                pass

    def _on_figures(self, told: FiguresRead) -> None:
        connection = self._watch.connection(told.call, told.party)
        own = self._own.get(told.call)
        if own is None or not connection.take(told):
            return
        picture = connection.link.picture
        self._engine.send_picture(told.call, told.party, picture)
        self._reports[told.call].picture(told.party, picture)
        self._report(own)

    # -- what the gateway is told

    def _report(self, own: OwnCall) -> None:
        for report in self._reports[own.call].due(own.wanted, self._device):
            self._tasks.spawn(f"report {report.party}", self._say(report))

    async def _say(self, report: ReportLeg) -> None:
        assert self._link is not None  # noqa: S101  calls are only begun with a link
        try:
            await self._link.do(report)
        except (Refused, OutcomeUnknown) as error:
            logger.warning("%s of %s isn't reported: %r", report.state, report.party, error)
            if report.call in self._reports:
                self._reports[report.call].not_taken(report)

    # -- small steps

    def _use_chosen(self) -> None:
        chosen = self._chosen.ids(self.shown.devices)
        for kind, device in chosen.items():
            if self.shown.chosen.get(kind, "") != device:
                self._engine.choose(kind, device)
        self._show(chosen=chosen)

    def _active(self) -> str:
        spoken = [own for own in self._own.values() if not own.wanted.held]
        return spoken[-1].call if spoken else ""

    def _show(self, **fields: Any) -> None:
        self._watch.shown = replace(self._watch.shown, **fields)

    def _tell(self) -> None:
        active = self._active()
        before = self.shown
        self._watch.sum_up(active, active in self._own and self._own[active].camera)
        if self.shown != before:
            self.changed.tell()
