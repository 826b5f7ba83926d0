"""Does what has become due: unclaimed alarms, agencies that do not answer, guest reports."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Final, Protocol

from msgspec.structs import replace

from gateway import settings
from gateway.domain.escalation import Due, EscalationTimes, next_due
from gateway.domain.guest_times import GuestTimes
from gateway.domain.world import State
from gateway.service.clock import Clock
from gateway.service.commit.batch import Committed
from gateway.service.timers.errands import Errands, Submits

logger = logging.getLogger(__name__)

#: The longest sleep: a clock that jumps is noticed within it.
LOOK_S: Final = 0.5
HOUR_S: Final = 3_600.0


def times_of(chosen: settings.Settings) -> EscalationTimes:
    """The times that the settings ask for."""
    steps, guests = chosen.escalation, chosen.guests
    return EscalationTimes(
        louder_s=steps.louder_s,
        supervisor_s=steps.supervisor_s,
        relay_s=steps.relay_s,
        contact_s=steps.contact_s,
        guests=GuestTimes(
            answer_s=guests.answer_s,
            call_s=guests.call_s,
            expiring_s=guests.expiring_hours * HOUR_S,
            overdue_s=guests.overdue_hours * HOUR_S,
            lapse_s=guests.lapse_hours * HOUR_S,
        ),
    )


class Follows(Submits, Protocol):
    """The part of the writer that the timer needs."""

    def states(self) -> dict[str, State]:
        """All open subjects."""

    def subscribe(self, listener: Callable[[Committed], None]) -> None:
        """Be told of every commit."""


class EscalationTimer:
    """Fires the next step of each subject that has one.

    Made from the states at the start, so it survives a restart. ``stored``: due times from the
    store, which know of jumps of the wall clock that the incidents themselves don't.
    """

    def __init__(
        self, writer: Follows, clock: Clock, times: EscalationTimes, stored: Iterable[Due] = ()
    ) -> None:
        self._writer = writer
        self._clock = clock
        self._times = times
        self._errands = Errands(writer, clock)
        self._due: dict[str, Due] = {}
        self._shifted: dict[str, timedelta] = {}
        self._stored = {due.subject: due for due in stored}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Follow the commits and fire what is due until stopped."""
        self.follow()
        self._task = asyncio.create_task(self._run(), name="escalation")

    def follow(self) -> None:
        """Take up all that is due later and follow the commits from now on."""
        states = self._writer.states()
        for subject, due in self._stored.items():
            state = states.get(subject)
            planned = next_due(state, self._times) if state else None
            if planned is not None and planned.step == due.step:
                self._shifted[subject] = due.at - planned.at
        self._plan(states)
        self._writer.subscribe(self._on_committed)

    async def stop(self) -> None:
        """Fire nothing more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self.settled()

    async def settled(self) -> None:
        """Wait until the steps that were fired are committed."""
        await self._errands.settled()

    def shift(self, by: timedelta) -> None:
        """Move every due time after the wall clock jumped by so much."""
        for subject, due in self._due.items():
            self._due[subject] = replace(due, at=due.at + by)
            self._shifted[subject] = self._shifted.get(subject, timedelta()) + by

    def fire(self) -> None:
        """Submit all steps whose time has come."""
        now = self._clock.now()
        for due in list(self._due.values()):
            if due.at <= now:
                self._errands.send((due.subject, due.step), due.body)

    def _on_committed(self, committed: Committed) -> None:
        self._plan(committed.states)

    def _plan(self, states: Mapping[str, State]) -> None:
        for subject, state in states.items():
            due = next_due(state, self._times)
            if due is None:
                self._due.pop(subject, None)
                self._shifted.pop(subject, None)
            else:
                by = self._shifted.get(subject, timedelta())
                self._due[subject] = replace(due, at=due.at + by)

    async def _run(self) -> None:
        while True:
            try:
                self.fire()
            except Exception:
                logger.exception("what is due was not fired")
            await asyncio.sleep(self._pause_s())

    def _pause_s(self) -> float:
        now = self._clock.now()
        ahead = [(due.at - now).total_seconds() for due in self._due.values() if due.at > now]
        return min([LOOK_S, *ahead])
