"""The gateway's time as known here; ages and due times never come from this computer's clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

#: How much a computer's monotonic clock may drift, seconds per second (a poor quartz: 100 ppm).
DRIFT: Final = 1e-4


class GatewayClock:
    """Gateway time from the monotonic clock and an offset learned from the gateway's answers.

    Until something is learned it is this computer's own time.
    """

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.monotonic = monotonic
        self._offset = wall() - monotonic()
        self._doubt = float("inf")
        self._learned_at = monotonic()

    def now(self) -> datetime:
        """The gateway's time now, in UTC."""
        return datetime.fromtimestamp(self.monotonic() + self._offset, UTC)

    def age_s(self, instant: datetime) -> float:
        """Seconds from that instant to now; never below zero."""
        return max(0.0, (self.now() - instant) / timedelta(seconds=1))

    def learn(self, gateway_now: datetime, asked_at: float) -> None:
        """Take in the gateway's time, read somewhere between ``asked_at`` (monotonic) and now.

        A sample that is in more doubt than the one held, with its drift since, is left aside: one
        slow answer must not move the clock.
        """
        received_at = self.monotonic()
        doubt = (received_at - asked_at) / 2
        if doubt > self._doubt + DRIFT * (received_at - self._learned_at):
            return
        self._offset = gateway_now.timestamp() - (asked_at + doubt)
        self._doubt = doubt
        self._learned_at = received_at

    def forget_doubt(self) -> None:
        """Trust the next sample whatever its doubt: the gateway's own clock may have been set."""
        self._doubt = float("inf")
