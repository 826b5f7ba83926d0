"""The escalation timer over a play writer: due times, jumps of the clock, what the store knew."""

from collections.abc import Callable
from datetime import datetime, timedelta

from gateway.domain.escalation import Due, EscalationTimes
from gateway.domain.order import EscalateDue, Order
from gateway.domain.world import State
from gateway.protocol.enums import Escalation
from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.clock import Clock
from gateway.service.commit.batch import Committed, Done
from gateway.service.timers.escalation import EscalationTimer
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.orders import T0, alarm
from tests.helpers.worlds import PlayWorld


class PlayWriter:
    """Decides at once and tells its listener; can be made to fail."""

    def __init__(self) -> None:
        self.play = PlayWorld()
        self.failing = False
        self.orders: list[EscalateDue] = []
        self._listeners: list[Callable[[Committed], None]] = []

    def states(self) -> dict[str, State]:
        return self.play.world.states()

    def subscribe(self, listener: Callable[[Committed], None]) -> None:
        self._listeners.append(listener)

    async def submit(self, order: Order) -> Done:
        if self.failing:
            raise Refused(ErrorCode.STORE_FAILED)
        if isinstance(order.body, EscalateDue):
            self.orders.append(order.body)
        entries = tuple(self.play.do(order))
        touched = {entry.subject for entry in entries}
        states = self.play.world.states_of(touched)
        for listener in self._listeners:
            listener(Committed(entries=entries, states=states))
        return Done(seq=len(self.play.entries), subject=entries[0].subject if entries else None)


class PlayClock(Clock):
    """Stands still at T0 until a test moves it."""

    def __init__(self) -> None:
        self.seconds = T0.timestamp()
        super().__init__(lambda: self.seconds, lambda: self.seconds)


class Bench:
    """A post with one open alarm, raised at T0."""

    def __init__(self, *stored: Due) -> None:
        self.writer = PlayWriter()
        self.clock = PlayClock()
        post = self.writer.play.post()
        self.incident = self.writer.play.do(alarm(post))[0].subject
        stored = tuple(Due(subject=self.incident, step=d.step, at=d.at) for d in stored)
        self.timer = EscalationTimer(self.writer, self.clock, EscalationTimes(), stored)
        self.timer.follow()

    async def at(self, seconds: float) -> list[Escalation]:
        """The steps fired so far, once the clock stands so long after T0."""
        self.clock.seconds = T0.timestamp() + seconds
        self.timer.fire()
        await self.timer.settled()
        return [order.step for order in self.writer.orders]


async def test_each_step_fires_once_when_it_is_due() -> None:
    bench = Bench()
    assert await bench.at(19.9) == []
    assert await bench.at(20) == [Escalation.LOUDER]
    assert await bench.at(59) == [Escalation.LOUDER]
    assert await bench.at(61) == [Escalation.LOUDER, Escalation.SUPERVISOR]
    assert await bench.at(90) == [Escalation.LOUDER, Escalation.SUPERVISOR, Escalation.RELAY]
    assert len(await bench.at(900)) == 3


async def test_after_a_long_sleep_all_steps_fire_one_after_the_other() -> None:
    bench = Bench()
    for _ in range(3):
        steps = await bench.at(600)
    assert steps == [Escalation.LOUDER, Escalation.SUPERVISOR, Escalation.RELAY]


async def test_a_step_that_could_not_be_stored_is_tried_again(
    expected_logs: ExpectedLogs,
) -> None:
    expected_logs.add("EscalateDue was refused")
    bench = Bench()
    bench.writer.failing = True
    assert await bench.at(20) == []
    bench.writer.failing = False
    assert await bench.at(20.5) == [Escalation.LOUDER]


async def test_a_jump_of_the_wall_clock_moves_all_steps_with_it() -> None:
    bench = Bench()
    bench.timer.shift(timedelta(hours=1))
    assert await bench.at(3_600 + 19) == []
    assert await bench.at(3_600 + 20) == [Escalation.LOUDER]
    assert await bench.at(3_600 + 59) == [Escalation.LOUDER]
    assert await bench.at(3_600 + 60) == [Escalation.LOUDER, Escalation.SUPERVISOR]


async def test_due_times_of_the_store_know_of_jumps_before_the_start() -> None:
    later: datetime = T0 + timedelta(hours=1, seconds=20)
    bench = Bench(Due(subject="", step=Escalation.LOUDER.value, at=later))
    assert await bench.at(3_600) == []
    assert await bench.at(3_620) == [Escalation.LOUDER]
    assert await bench.at(3_659) == [Escalation.LOUDER]
    assert len(await bench.at(3_660)) == 2
