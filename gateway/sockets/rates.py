"""How much one device may ask for. Alarms of posts are never counted here."""

import math
from collections.abc import Callable

from gateway.protocol.errors import ErrorCode, Refused
from gateway.sockets.limits import Limits


class Rates:
    """A bucket for each device that fills steadily; devices are few and known."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float]) -> None:
        self._limits = limits
        self._monotonic = monotonic
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, device: str) -> None:
        """Take one from the device's bucket. Raises Refused(RATE_LIMITED) when it is empty."""
        now = self._monotonic()
        left, at = self._left.get(device, (float(self._limits.burst), now))
        left = min(self._limits.burst, left + (now - at) * self._limits.rate_per_s)
        if left < 1:
            self._left[device] = (left, now)
            seconds = math.ceil((1 - left) / self._limits.rate_per_s)
            raise Refused(ErrorCode.RATE_LIMITED, seconds=seconds)
        self._left[device] = (left - 1, now)
