"""Keeps one player alive on one output: starts it, moves it, starts it anew when it dies."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from console.sound.child import PlayerProcess
from console.sound.messages import Beat, Fault, FromPlayer, Line, Open, Ring, State
from console.sound.outputs import Output
from console.sound.verdict import Reason

FROZEN_AFTER: Final = 2.5
"""Seconds of the player's silence (it speaks twice a second) after which it is killed."""

START_PATIENCE: Final = 8.0
"""Seconds that a new player has until its first line, on a machine that is busy starting up."""

RESTART_EVERY: Final = 1.0
HANDOVER_PATIENCE: Final = 10.0
"""Seconds that a new player has to start and take the seat; till then the former one sounds."""

FAULT_PATIENCE: Final = 3.0
"""Seconds that a player has to open its device again before another output is tried."""

logger = logging.getLogger(__name__)


class Keeper:
    """``changed`` is called on the loop when the player tells of itself or its trouble changes."""

    def __init__(self, command: Sequence[str], folder: Path, changed: Callable[[], None]) -> None:
        self._command = command
        self._folder = folder
        self._changed = changed
        self._player: PlayerProcess | None = None
        self._former: set[PlayerProcess] = set()
        self._handovers: set[asyncio.Task[None]] = set()
        self._open: Open | None = None
        self._open_at = 0.0
        self._ring = Ring()
        self._state: State | None = None
        self._trouble = Reason.STARTING
        self._started_at = 0.0
        self._fault_since: float | None = None

    @property
    def state(self) -> State | None:
        """What the player last said of itself; None before its first word."""
        return self._state

    @property
    def trouble(self) -> Reason:
        """Why the player can't be relied on; ``NONE`` while it speaks."""
        return self._trouble

    @property
    def fault(self) -> Fault:
        """What the player says against its device."""
        return self._state.fault if self._state else Fault.NONE

    @property
    def output(self) -> str:
        """The id of the output it was started on; empty before."""
        return self._player.output.id if self._player else ""

    @property
    def pid(self) -> int | None:
        """The process that sounds."""
        return self._player.pid if self._player else None

    @property
    def device_given_up(self) -> bool:
        """Whether the device has been faulty for too long to wait for it."""
        since = self._fault_since
        return since is not None and time.monotonic() - since > FAULT_PATIENCE

    def play_on(self, output: Output) -> None:
        """Start a player on this output; it takes the seat of the one before, and its alarms."""
        self._started_at = time.monotonic()
        self._state = None
        self._fault_since = None
        if self._player is not None:
            self._let_go(self._player)
            self._player = None
        try:
            self._player = PlayerProcess(self._command, output, self._folder, self._told)
        except OSError:
            logger.exception("the player can't be started")
            self._trouble = Reason.PLAYER_DIED
            return
        if self._open is not None:
            self._player.send(self._open.after(time.monotonic() - self._open_at))
        self._player.send(self._ring)

    def set_open(self, alarms: Open) -> None:
        """What is to sound, now and after every new start."""
        self._open, self._open_at = alarms, time.monotonic()
        self.send(alarms)

    def set_ring(self, ring: Ring) -> None:
        """The tone of a call, now and after every new start."""
        if ring != self._ring:
            self._ring = ring
            self.send(ring)

    def send(self, message: Line) -> None:
        """Say something to the player, if there is one."""
        if self._player is not None:
            self._player.send(message)

    def beat(self) -> None:
        """Tell the player that the console lives."""
        self.send(Beat())

    def mend(self, output: Output) -> bool:
        """Start the player anew if it died or froze; whether that was needed."""
        player = self._player
        if time.monotonic() - self._started_at < RESTART_EVERY:
            return False
        patience = START_PATIENCE if self._state is None else FROZEN_AFTER
        if player is not None and player.alive and player.silence <= patience:
            return False
        frozen = player is not None and player.alive
        self._trouble = Reason.PLAYER_FROZEN if frozen else Reason.PLAYER_DIED
        logger.warning("the player is started anew: %s", self._trouble.value)
        if player is not None and frozen:
            player.kill()
        self._changed()
        self.play_on(output)
        return True

    async def close(self) -> None:
        """Fall silent and end every player."""
        players = [*self._former] + ([self._player] if self._player else [])
        self._player = None
        await asyncio.gather(*(asyncio.to_thread(player.stop) for player in players))
        await asyncio.gather(*self._handovers)

    def _told(self, player: PlayerProcess, message: FromPlayer) -> None:
        if player is not self._player or not isinstance(message, State):
            return
        self._state = message
        self._trouble = Reason.NONE
        if message.fault is Fault.NONE:
            self._fault_since = None
        elif self._fault_since is None:
            self._fault_since = time.monotonic()
        self._changed()

    def _let_go(self, former: PlayerProcess) -> None:
        async def reap() -> None:
            await asyncio.to_thread(former.close, HANDOVER_PATIENCE)
            self._former.discard(former)

        self._former.add(former)
        task = asyncio.get_running_loop().create_task(reap(), name="sound handover")
        self._handovers.add(task)
        task.add_done_callback(self._handovers.discard)
