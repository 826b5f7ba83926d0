"""Joins the calls of this console: engine, views and link, and what the room hears of them."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from console.base import settings
from console.base.clock import GatewayClock
from console.base.observers import Observers
from console.base.remembered import Remembered
from console.base.tasks import TaskSupervisor
from console.board.board import Board
from console.board.calling import CallTone, OwnCalls, tone_of
from console.call.engine import MediaEngine, OffReason
from console.call.session import CallLink, Calls
from console.screens.calls_media import CallMedia, NoMedia
from console.sound.alarm import AlarmSound
from console.sound.messages import Tone
from gateway.protocol.enums import AgentState

#: So long a supervisor hears that nobody takes calls; the banner stays.
UNREADY_S: Final = 12.0
_TONES: Final = {
    CallTone.NONE: Tone.NONE,
    CallTone.RING: Tone.RING,
    CallTone.SECOND: Tone.SECOND,
}
logger = logging.getLogger(__name__)


class Telephone:
    """``off``: why there is no engine here, as ``console.call.start.prepare`` told."""

    def __init__(
        self,
        board: Board,
        clock: GatewayClock,
        tasks: TaskSupervisor,
        remembered: Remembered,
        off: OffReason | None,
    ) -> None:
        self._board = board
        self._calls: Calls | None = None
        self._close: Callable[[], None] = lambda: None
        self.engine: MediaEngine | None = None
        self.pictures: QWidget | None = None
        self.media: CallMedia = NoMedia(off or OffReason.NOT_INSTALLED)
        if off is None:
            # Only here: without QtWebEngine it can't be imported.
            from console.call.web_engine import WebEngine

            engine = WebEngine()
            self.engine, self.pictures, self._close = engine, engine.view, engine.close
            self.media = self._calls = Calls(engine, clock, tasks, remembered)

    def use(self, link: CallLink, device: str) -> None:
        """The link from now on, and this console's subject."""
        if self._calls is not None:
            self._calls.use(link, device)
            self.take()

    def take(self) -> None:
        """Calls changed on the board."""
        if self._calls is not None:
            self._calls.take(self._board.calls.values())

    def close(self) -> None:
        """End the engine, devices and all."""
        self._close()


class CallRing:
    """Has the room's loudspeaker ring as long as a call rings here."""

    def __init__(self, sound: AlarmSound) -> None:
        self._sound = sound
        self._unready = False
        self._until = 0.0
        self._later: asyncio.TimerHandle | None = None

    def update(self, own: OwnCalls, agent: AgentState, *, unready: bool) -> None:
        """What rings now; ``unready``: this supervisor's desk has nobody who takes calls."""
        loop = asyncio.get_running_loop()
        if unready and not self._unready:
            self._until = loop.time() + UNREADY_S
        self._unready = unready
        tone = _TONES[tone_of(own, agent)]
        alarmed = unready and loop.time() < self._until
        if self._later is not None:
            self._later.cancel()
            self._later = None
        if alarmed:
            self._later = loop.call_at(
                self._until, lambda: self.update(own, agent, unready=self._unready)
            )
        self._sound.set_ring(Tone.NOBODY_READY if alarmed and tone is Tone.NONE else tone)

    def stop(self) -> None:
        """No more timers, and silence."""
        if self._later is not None:
            self._later.cancel()
        self._sound.set_ring(Tone.NONE)


class RoomOutputs:
    """The loudspeakers that alarms and calls ring on, to choose from; kept in the settings."""

    def __init__(self, sound: AlarmSound, tasks: TaskSupervisor, file: Path) -> None:
        self._sound = sound
        self._tasks = tasks
        self._file = file
        self.changed: Observers[[]] = Observers()
        sound.on_change(lambda _: self.changed.tell())

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Their ids and names."""
        return tuple((output.id, output.title) for output in self._sound.outputs)

    @property
    def chosen(self) -> str:
        """The one that rings."""
        return self._sound.output

    def choose(self, output: str) -> None:
        """Ring on that one from now on, and the next time too."""
        self._sound.choose_output(output)
        try:
            settings.change(self._file, output=output)
        except settings.SettingsError as error:
            logger.warning("the loudspeaker is not kept: %s", error)
        self.test()

    def test(self) -> None:
        """Play the quiet tone of the self-test."""
        self._tasks.spawn_latest("ring test", self._sound.self_test())
