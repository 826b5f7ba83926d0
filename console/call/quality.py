"""How well two sides hear each other, in one word, from the figures of their connection.

Where the limits come from:

* one-way delay: ITU-T G.114 calls up to 150 ms good for nearly all, and 400 ms the most that is
  planned for; a round trip is twice that;
* concealed sound: 2 % of packets lost left 1.6 to 3.0 % of the sound concealed, 5 % in bursts 4.1
  to 4.6 %, 10 % in bursts 8.8 % (measured with this engine, 640x480 and Opus);
* lost packets: Opus conceals 1 to 2 % unheard, and syllables go from about 8 % on;
* jitter: 30 ms is the usual planning limit of voice over IP (RFC 4594's telephony class is held to
  it); above 60 ms the jitter buffer adds a delay of that order itself.
"""

from collections import deque
from enum import StrEnum
from typing import Final, NamedTuple

from console.call.engine import Figures


class Quality(StrEnum):
    """The word for it."""

    GOOD = "good"
    WEAK = "weak"
    BAD = "bad"


class _Limit(NamedTuple):
    """From here on it is weak, from there on bad."""

    weak: float
    bad: float


CONCEALED: Final = _Limit(0.03, 0.08)
LOST: Final = _Limit(0.03, 0.08)
JITTER_S: Final = _Limit(0.030, 0.060)
ROUND_TRIP_S: Final = _Limit(0.300, 0.800)
#: Figures, one a second, that a word is made of: it should not flicker.
WINDOW: Final = 5


def quality(before: Figures, now: Figures) -> Quality:
    """The word for the time between two figures of one connection."""
    measured = (
        (_share(now.concealed - before.concealed, now.samples - before.samples), CONCEALED),
        (_lost_share(before, now), LOST),
        (now.far_lost or 0.0, LOST),
        (now.jitter_s or 0.0, JITTER_S),
        (now.rtt_s or 0.0, ROUND_TRIP_S),
    )
    if any(value >= limit.bad for value, limit in measured):
        return Quality.BAD
    if any(value >= limit.weak for value, limit in measured):
        return Quality.WEAK
    return Quality.GOOD


class Listening:
    """Keeps the last figures of one connection."""

    def __init__(self) -> None:
        self._figures: deque[Figures] = deque(maxlen=WINDOW + 1)

    def take(self, figures: Figures) -> Quality | None:
        """The word of now; None until there are two figures."""
        self._figures.append(figures)
        if len(self._figures) < 2:
            return None
        return quality(self._figures[0], figures)


def _lost_share(before: Figures, now: Figures) -> float:
    lost = now.lost - before.lost
    return _share(lost, lost + now.packets - before.packets)


def _share(part: int, whole: int) -> float:
    return max(0, part) / whole if whole > 0 else 0.0
