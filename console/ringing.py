"""Joins board and sound: what must sound, when that changes, and what is known of being heard."""

import asyncio
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Final

from console.base.clock import GatewayClock
from console.board.board import Board
from console.board.flood import flood_of, muffled
from console.board.rules import ruled
from console.board.sounding import Level, Sound, Soundings, sounding
from console.screens.status import SoundStatus
from console.sound import synthesis
from console.sound.alarm import AlarmSound, OpenAlarm
from console.sound.verdict import SoundProof
from gateway.protocol.enums import Desk, SoundState
from gateway.protocol.views import SoundRule

LEVELS: Final = {
    Level.NORMAL: synthesis.Level.NORMAL,
    Level.LOUDER: synthesis.Level.LOUDER,
    Level.SOFT_ONCE: synthesis.Level.SOFT,
}
#: A due time further off is looked at again after so long: the gateway's clock may move.
LONGEST_WAIT_S: Final = 30.0


class Ringing:
    """Keeps the player told. ``sounds`` is told what sounds, ``heard`` what is known of it.

    ``rules`` gives the rules of its desks, ``desks`` its own desks.
    """

    def __init__(
        self,
        board: Board,
        clock: GatewayClock,
        alarm: AlarmSound,
        *,
        sounds: Callable[[Soundings], None],
        heard: Callable[[SoundStatus], None],
        rules: Callable[[], Sequence[SoundRule]] = tuple,
        desks: Callable[[], AbstractSet[Desk]] = frozenset,
    ) -> None:
        self._board = board
        self._clock = clock
        self._alarm = alarm
        self._sounds = sounds
        self._heard = heard
        self._rules = rules
        self._desks = desks
        self._known = False
        self._now: Soundings = Soundings((), None)
        self._due: asyncio.TimerHandle | None = None
        self._proven_at: datetime | None = None
        alarm.on_change(self._on_proof)

    @property
    def incidents(self) -> tuple[str, ...]:
        """The incidents that sound now."""
        return tuple(sound.incident for sound in self._now.sounds)

    @property
    def proof(self) -> SoundProof:
        """What can be said of the sound now."""
        return self._alarm.state

    @property
    def player_pid(self) -> int | None:
        """The process that sounds."""
        return self._alarm.player_pid

    def picture_held(self) -> None:
        """The board holds a picture: until then the player goes on with what was left open."""
        self._known = True

    def update(self) -> None:
        """Say anew what must sound."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        now = self._clock.now()
        self._now = self._soundings(now)
        if self._now.changes_at is not None:
            wait = (self._now.changes_at - now).total_seconds()
            loop = asyncio.get_running_loop()
            self._due = loop.call_later(min(max(wait, 0.05), LONGEST_WAIT_S), self.update)
        if self._known:
            heard = (
                self._open(sound, (begins - now).total_seconds())
                for sound, begins in self._now.later
            )
            self._alarm.set_open([*map(self._open, self._now.sounds), *heard])
        self._sounds(self._now)

    async def self_test(self) -> SoundProof:
        """Play the pilot tone and listen; the result is shown as well."""
        proof = await self._alarm.self_test()
        self._on_proof(proof)
        return proof

    def stop(self) -> None:
        """No more timers."""
        if self._due is not None:
            self._due.cancel()

    def _soundings(self, now: datetime) -> Soundings:
        """What is open, under the rules of this console, gathered by place in a flood."""
        alarms = self._board.alarms
        meant = ruled(sounding(alarms.values(), now), self._rules(), alarms, self._desks(), now)
        known = [*alarms.values(), *self._board.closed.values()]
        return muffled(meant, flood_of(known, now))

    def _open(self, sound: Sound, quiet_for: float = 0.0) -> OpenAlarm:
        # What was heard is told too: the player sounds it again though the console may die.
        # A soft tone is played once for an id: one that was pressed again may be played again.
        soft = sound.level is Level.SOFT_ONCE
        name = f"{sound.incident}/{sound.turn}" if soft else sound.incident
        view = self._board.alarms[sound.incident]
        level = LEVELS[sound.level]
        return OpenAlarm(name, sound.kind, sound.mode, level, view.priority, quiet_for)

    def _on_proof(self, proof: SoundProof) -> None:
        if proof.state is SoundState.PROVEN:
            self._proven_at = self._clock.now()
        self._heard(SoundStatus(proof, self._proven_at))
