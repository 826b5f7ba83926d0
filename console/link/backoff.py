"""How long to wait before connecting again."""

import random
from collections.abc import Callable
from typing import Final

FIRST_S: Final = 1.0
CAP_S: Final = 30.0
STABLE_S: Final = 30.0


class Backoff:
    """Full jitter: anywhere between nothing and a bound that doubles from 1 s to 30 s.

    Spread over the whole span, a hundred consoles of a restarted gateway don't come back at once.
    Only a connection that held for 30 s brings the bound back: a gateway that admits and closes
    must not be hit in a loop.
    """

    def __init__(self, uniform: Callable[[float, float], float] = random.uniform) -> None:
        self._uniform = uniform
        self._bound = FIRST_S

    def next_s(self) -> float:
        """Seconds to wait now."""
        bound = self._bound
        self._bound = min(CAP_S, bound * 2)
        return self._uniform(0.0, bound)

    def slow_s(self) -> float:
        """Seconds to wait when waiting alone won't help: about the cap, never less than half."""
        return self._uniform(CAP_S / 2, CAP_S)

    def held_for(self, seconds: float) -> None:
        """A connection was up for so long."""
        if seconds >= STABLE_S:
            self._bound = FIRST_S
