"""The console's side of the alarms: says what is open, and knows whether it can be heard.

The beat is sent by the console's own loop and not by a thread apart: it vouches that this console
can show and take alarms, and a console whose loop is blocked can't. Its player then goes on
sounding, after 5 s with its own tone added, and drops that tone at the next beat.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from console.base.observers import Observers
from console.base.tasks import TaskSupervisor
from console.sound.child import default_command
from console.sound.choice import Choice
from console.sound.hearing import Hearing
from console.sound.keeper import Keeper
from console.sound.messages import Fault, Open, Ring, SelfTest, Sounding, State, Tone
from console.sound.outputs import Output, list_outputs
from console.sound.rhythm import rhythm_of
from console.sound.synthesis import Level
from console.sound.verdict import Evidence, Reason, SoundProof, conclude
from gateway.protocol.enums import Kind, Mode, Priority, SoundState

TICK: Final = 0.25
LATE_TICK: Final = 1.0
BEAT_EVERY: Final = 1.0
SURVEY_EVERY: Final = 2.0
SURVEY_WHILE_SOUNDING: Final = 1.0
SURVEY_SHARE: Final = 5
"""A look at the outputs that takes long (a Python start without a sound server) is taken rarely: at
most this part of the time goes into looking."""

SELF_TEST_EVERY: Final = 15 * 60.0
READY_PATIENCE: Final = 3.0

_MODES: Final = list(Mode)
_PRIORITIES: Final = list(Priority)
_KINDS: Final = list(Kind)

logger = logging.getLogger(__name__)


class OpenAlarm(msgspec.Struct, frozen=True):
    """An open alarm that is to sound; leave out those that are claimed or closed.

    One that was heard has ``quiet_for``, the seconds until it sounds again: the player counts them
    though the console may die meanwhile. ``SOFT`` sounds once.
    """

    id: str
    kind: Kind
    mode: Mode
    level: Level = Level.NORMAL
    priority: Priority = Priority.P1
    quiet_for: float = 0.0


class AlarmSound:
    """Sounds what is open on one output, and moves to another when that one can't be heard.

    ``folder`` is the console's data folder; one player lives in it at a time. ``output`` is the id
    of an output, None the server's default. ``command`` starts the player.
    """

    def __init__(
        self, folder: Path, output: str | None = None, command: Sequence[str] | None = None
    ) -> None:
        self._command = tuple(command or default_command())
        self._choice = Choice(output)
        self._keeper = Keeper(self._command, folder, self._player_told)
        self._hearing = Hearing()
        self._changes: Observers[[SoundProof]] = Observers()
        self._tasks = TaskSupervisor(self._keep_watching)
        self._testing = asyncio.Lock()
        self._proof = SoundProof(SoundState.UNKNOWN, Reason.STARTING)
        self._loud_from: float | None = None
        self._beat_at = self._tick_at = 0.0
        self._tested_at: float | None = None

    @property
    def state(self) -> SoundProof:
        """What can be said of the sound now."""
        return self._proof

    @property
    def outputs(self) -> Sequence[Output]:
        """The outputs to choose from."""
        return self._choice.outputs

    @property
    def output(self) -> str:
        """The id of the one that sounds, empty while there is none."""
        return self._choice.current.id if self._choice.current is not None else ""

    @property
    def player_state(self) -> State | None:
        """What the player last said of itself."""
        return self._keeper.state

    @property
    def player_pid(self) -> int | None:
        """The process that sounds."""
        return self._keeper.pid

    def on_change(self, callback: Callable[[SoundProof], None]) -> Callable[[], None]:
        """Call it when state, reason or output change; the function returned ends that."""
        return self._changes.subscribe(callback)

    async def start(self) -> None:
        """Find the outputs, start the player and keep watch over both.

        Never fails for want of sound: the state then says what is missing. Until the first
        ``set_open`` the player goes on with what a killed console left open.
        """
        await self._survey()
        self._tick_at = time.monotonic()
        for name in _WATCHES:
            self._tasks.spawn(name, _WATCHES[name](self))

    async def stop(self) -> None:
        """Fall silent and end the player."""
        await self._tasks.cancel_all()
        self._hearing.close()
        await self._keeper.close()

    def set_open(self, alarms: Iterable[OpenAlarm]) -> None:
        """All alarms that are to sound now; replaces what was open."""
        ordered = sorted(alarms, key=_turn_order)
        loud = [alarm.quiet_for for alarm in ordered if alarm.level is not Level.SOFT]
        self._loud_from = time.monotonic() + min(loud) if loud else None
        self._keeper.set_open(
            Open(
                tuple(
                    Sounding(
                        alarm.id,
                        rhythm_of(alarm.kind, alarm.mode),
                        alarm.level,
                        alarm.quiet_for,
                    )
                    for alarm in ordered
                )
            )
        )
        self._expect()

    def set_ring(self, tone: Tone) -> None:
        """The tone of a call from now on, on the same loudspeaker and never over an alarm."""
        self._keeper.set_ring(Ring(tone))

    def choose_output(self, output: str) -> None:
        """Sound on this output from now on."""
        self._choice.want(output)
        self._follow_choice()

    async def self_test(self) -> SoundProof:
        """Play the quiet pilot tone and listen for it; while an alarm sounds, judge by that.

        Takes up to about 7 s where nothing is heard. The result is also the new ``state``.
        """
        async with self._testing:
            self._tested_at = time.monotonic()
            ready = await self._player_ready()
            output = self._choice.current
            if ready and output is not None and output.monitor:
                self._hearing.listen(output.monitor)
                await self._hearing.test(lambda: self._keeper.send(SelfTest()))
            self._judge()
            return self._proof

    @property
    def _loud(self) -> bool:
        return self._loud_from is not None and time.monotonic() >= self._loud_from

    async def _player_ready(self) -> bool:
        deadline = time.monotonic() + READY_PATIENCE
        while self._keeper.pid is not None and time.monotonic() < deadline:
            state = self._keeper.state
            if state is not None and state.fault is Fault.NONE:
                return True
            await asyncio.sleep(TICK / 5)
        return False

    async def _survey_forever(self) -> None:
        rest = 0.0
        while True:
            usual = SURVEY_WHILE_SOUNDING if self._loud else SURVEY_EVERY
            await asyncio.sleep(max(usual, rest))
            began_at = time.monotonic()
            await self._survey()
            rest = SURVEY_SHARE * (time.monotonic() - began_at)

    async def _survey(self) -> None:
        self._choice.take(await asyncio.to_thread(list_outputs, self._command))
        self._follow_choice()

    async def _watch_forever(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            now = time.monotonic()
            late = now - self._tick_at > LATE_TICK
            self._tick_at = now
            if now - self._beat_at >= BEAT_EVERY:
                self._beat_at = now
                self._keeper.beat()
            # After a blocked loop, what was said and heard meanwhile has yet to be counted.
            if not late:
                self._look_after()

    def _look_after(self) -> None:
        output = self._choice.current
        self._expect()
        if output is not None:
            if self._keeper.mend(output):
                self._begin_anew()
            self._follow_sound(output)
        self._judge()
        if self._self_test_due():
            self._tasks.spawn_latest("sound self-test", self.self_test())

    def _follow_sound(self, output: Output) -> None:
        if not self._testing.locked():
            if self._hearing.due and output.monitor:
                self._hearing.listen(output.monitor)
            else:
                self._hearing.rest()
        if self._hearing.verdict() is False or self._keeper.device_given_up:
            self._choice.found_deaf(output)
            self._follow_choice()

    def _self_test_due(self) -> bool:
        if self._testing.locked() or self._hearing.due or self._keeper.state is None:
            return False
        return self._tested_at is None or time.monotonic() - self._tested_at > SELF_TEST_EVERY

    def _follow_choice(self) -> None:
        output = self._choice.current
        if output is not None and output.id != self._keeper.output:
            logger.info("alarms sound on %s", output.title)
            self._keeper.play_on(output)
            self._begin_anew()
        self._judge()

    def _begin_anew(self) -> None:
        """A new player or another output: nothing is proven of it."""
        self._hearing.forget()
        self._tested_at = None

    def _player_told(self) -> None:
        self._expect()
        self._judge()

    def _expect(self) -> None:
        # By what is open and not by the player's word; but not before it is up.
        self._hearing.expect(self._loud and self._keeper.state is not None)

    def _judge(self) -> None:
        evidence = Evidence(
            output=self._choice.current,
            player=self._keeper.trouble,
            fault=self._keeper.fault,
            heard=self._hearing.verdict(),
        )
        proof = conclude(evidence, self._choice.wanted, self._choice.wanted_id, self._hearing.rms)
        before, self._proof = self._proof, proof
        if msgspec.structs.replace(before, rms=proof.rms) != proof:
            logger.info("sound: %s %s on %s", proof.state, proof.reason, proof.output)
            self._changes.tell(proof)

    def _keep_watching(self, name: str, _failure: BaseException) -> None:
        # Alarms must not go unwatched because one look failed; each watch begins with a wait.
        if name in _WATCHES:
            self._tasks.spawn(name, _WATCHES[name](self))


_WATCHES: Final = {
    "sound survey": AlarmSound._survey_forever,
    "sound watch": AlarmSound._watch_forever,
}


def _turn_order(alarm: OpenAlarm) -> tuple[int, int, bool, int, str]:
    """Real before drill before test, then priority, the louder first, then kind."""
    return (
        _MODES.index(alarm.mode),
        _PRIORITIES.index(alarm.priority),
        alarm.level is not Level.LOUDER,
        _KINDS.index(alarm.kind),
        alarm.id,
    )
