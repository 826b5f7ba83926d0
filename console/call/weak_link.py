"""Speech first: on a bad link the picture goes, and comes back when the link is good again."""

from typing import Final

from console.call.quality import Quality

#: Seconds of bad speech before the picture goes.
PATIENCE_S: Final = 3
#: Seconds of good speech before it comes back; doubled each time that this was too early.
TRUST_S: Final = 10
LONGEST_TRUST_S: Final = 80


class WeakLink:
    """One connection. ``take`` gets the word of each second; ``picture``: whether it is sent."""

    def __init__(self) -> None:
        self.picture = True
        self._bad = 0
        self._good = 0
        self._trust = TRUST_S

    def take(self, word: Quality) -> bool:
        """Whether ``picture`` is another now."""
        self._bad = self._bad + 1 if word is Quality.BAD else 0
        self._good = self._good + 1 if word is Quality.GOOD else 0
        if self.picture and self._bad >= PATIENCE_S:
            self.picture = False
            return True
        if not self.picture and self._good >= self._trust:
            self._trust = min(LONGEST_TRUST_S, 2 * self._trust)
            self.picture = True
            return True
        return False
