"""The player's mind: what is open, who speaks to it, and what goes to the speaker next.

It never falls silent by itself while something is open. When the console is silent for 5 s, or
gone, it goes on and adds its own tone, so that the room knows that nobody can answer on this
screen. The tone of a call is heard only while no alarm is, and ends with the console.
"""

import logging
import time
from collections.abc import Callable
from typing import Final

from console.sound.messages import (
    SILENCE,
    STATE_EVERY,
    Fault,
    Open,
    Ring,
    SelfTest,
    SelfTested,
    State,
    Tone,
)
from console.sound.messages import Line as Message
from console.sound.speaker import Speaker
from console.sound.synthesis import Level, call_tone, pilot, turn
from console.sound.turns import Turn, Turns

AHEAD: Final = 0.2
"""Seconds before the end of a turn at which the next is handed to the speaker."""

SHORTEST_TURN: Final = 1.2
"""Seconds that a turn is heard before a newer alarm may cut it, lest a flood of alarms leave only
a stutter."""

_CALL_LEVELS: Final = {
    Tone.RING: Level.RING,
    Tone.SECOND: Level.SOFT,
    Tone.NOBODY_READY: Level.RING,
}

logger = logging.getLogger(__name__)


class Player:
    """Called often by ``step``; tells by ``report`` what it does."""

    def __init__(
        self,
        speaker: Speaker,
        report: Callable[[Message], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._speaker = speaker
        self._report = report
        self._clock = clock
        self._turns = Turns()
        self._open = Open()
        self._open_at = clock()
        self._ring = Tone.NONE
        self._ringing = Tone.NONE
        self._playing: Turn | None = None
        self._began_at = 0.0
        self._heard_at = clock()
        self._deserted = False
        self._told: State | None = None
        self._told_at = 0.0

    @property
    def open(self) -> Open:
        """What is open, for a player that takes this one's place."""
        return self._open.after(self._clock() - self._open_at)

    @property
    def needed(self) -> bool:
        """Whether there is a console to serve or an alarm to go on sounding, now or later."""
        waits = any(alarm.level is not Level.SOFT for alarm in self._open.alarms)
        return not self._deserted or waits

    def take(self, alarms: Open) -> None:
        """What is open now: by the console, or inherited from another player until it speaks."""
        self._open, self._open_at = alarms, self._clock()

    def hear(self, message: Message) -> None:
        """Take a line of the console; any line proves that it lives."""
        self._heard_at = self._clock()
        if isinstance(message, Open):
            self.take(message)
        elif isinstance(message, Ring):
            self._ring = message.tone
        elif isinstance(message, SelfTest):
            self._self_test()

    def desert(self) -> None:
        """The console's end of the pipe is closed: it is gone for good."""
        self._deserted = True

    def step(self) -> None:
        """Do what is due. Takes milliseconds."""
        self._speaker.mend()
        self._turns.set_open(self.open.due)
        alone = self._deserted or self._clock() - self._heard_at > SILENCE
        self._turns.set_orphan(alone)
        if alone:
            self._ring = Tone.NONE
        self._cut_if_due()
        if self._speaker.remaining < AHEAD:
            self._feed()
        self._tell(alone and self._turns.sounding)

    def _cut_if_due(self) -> None:
        if self._ringing and (self._ring is not self._ringing or self._turns.waiting):
            self._cut_ring()
        playing = self._playing
        if playing is None:
            return
        long_enough = self._clock() - self._began_at >= SHORTEST_TURN
        if self._turns.must_end(playing) or (long_enough and self._turns.may_cut(playing)):
            self._speaker.cut()
            self._playing = None

    def _feed(self) -> None:
        if self._speaker.fault is not Fault.NONE:
            # A turn fed to a dead device would be heard late and out of place.
            self._speaker.cut()
            self._playing = None
            self._ringing = Tone.NONE
            return
        following = self._turns.next()
        if following is not None:
            self._began_at = self._clock() + self._speaker.remaining
            self._speaker.feed(turn(following.rhythm, following.level, following.motifs))
            self._playing = following
        elif self._speaker.remaining == 0:
            self._playing = None
            self._ringing = self._ring
            if self._ring:
                self._speaker.feed(call_tone(self._ring.value, _CALL_LEVELS[self._ring]))

    def _cut_ring(self) -> None:
        self._speaker.cut()
        self._ringing = Tone.NONE

    def _self_test(self) -> None:
        if self._ringing:
            self._cut_ring()
        idle = self._playing is None and self._speaker.fault is Fault.NONE
        if idle:
            self._speaker.feed(pilot())
        self._report(SelfTested(idle))

    def _tell(self, orphan: bool) -> None:
        playing = self._playing
        state = State(
            playing=playing.rhythm if playing else "",
            level=playing.level if playing else None,
            fault=self._speaker.fault,
            orphan=orphan,
        )
        now = self._clock()
        if state != self._told or now - self._told_at >= STATE_EVERY:
            self._told, self._told_at = state, now
            self._report(state)
