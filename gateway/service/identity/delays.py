"""How long a caller who was wrong must wait: it grows, and it never locks anyone out."""

import math
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

from gateway.protocol.errors import ErrorCode, Refused

#: Callers remembered at most; the longest unseen are forgotten first.
REMEMBERED: Final = 10_000
HOUR_S: Final = 3_600.0


class GrowingDelay:
    """After the free tries each further wrong one doubles the wait, from 1 s up to a cap.

    A try during the wait is refused without being looked at, and without making the wait longer.
    """

    def __init__(
        self, monotonic: Callable[[], float], *, free: int = 3, cap_s: float = 60.0
    ) -> None:
        self._monotonic = monotonic
        self._free = free
        self._cap_s = cap_s
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def check(self, who: str) -> None:
        """Raise Refused(TOO_MANY_TRIES) while ``who`` must wait."""
        count, last = self._wrong.get(who, (0, 0.0))
        if count <= self._free:
            return
        wait = min(self._cap_s, 2.0 ** min(count - self._free - 1, 32))
        left = last + wait - self._monotonic()
        if left > 0:
            raise Refused(ErrorCode.TOO_MANY_TRIES, seconds=math.ceil(left))

    def wrong(self, who: str) -> None:
        """Count a wrong try; one that is an hour past counts no more."""
        now = self._monotonic()
        count, last = self._wrong.pop(who, (0, now))
        self._wrong[who] = (1 if now - last > HOUR_S else count + 1, now)
        if len(self._wrong) > REMEMBERED:
            self._wrong.popitem(last=False)

    def right(self, who: str) -> None:
        """Forget the wrong tries."""
        self._wrong.pop(who, None)


class HourlyLimit:
    """So many wrong tries an hour and caller, and no more."""

    def __init__(self, monotonic: Callable[[], float], limit: int = 20) -> None:
        self._monotonic = monotonic
        self._limit = limit
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def check(self, who: str) -> None:
        """Raise Refused(TOO_MANY_TRIES) when the hour's tries are used up."""
        times = self._wrong.get(who)
        if times is None or len(times) < self._limit:
            return
        left = times[0] + HOUR_S - self._monotonic()
        if left > 0:
            raise Refused(ErrorCode.TOO_MANY_TRIES, seconds=math.ceil(left))

    def wrong(self, who: str) -> None:
        """Count a wrong try."""
        times = self._wrong.setdefault(who, deque(maxlen=self._limit))
        times.append(self._monotonic())
        self._wrong.move_to_end(who)
        if len(self._wrong) > REMEMBERED:
            self._wrong.popitem(last=False)
