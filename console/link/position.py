"""How far this console's picture reaches, and whether a frame fits on it without a gap."""

from collections.abc import Callable
from typing import Protocol

from gateway.protocol.messages import Events, Presence, Resume, Snapshot


class Replica(Protocol):
    """What the link fills: the board."""

    def apply_snapshot(self, part: Snapshot) -> None:
        """Take a part; the whole replaces the picture when its last part is there."""

    def apply_events(self, frame: Events) -> None:
        """Take what is new."""

    def apply_presence(self, frame: Presence) -> None:
        """Take who is connected."""

    def mark(self, old: bool) -> None:
        """Whether the picture is as old as the last link, or lives."""

    def lock(self) -> None:
        """Keep only kind and place of open alarms: nobody is signed in."""


class Position:
    """The number up to which everything is held, of which journal and for which audience.

    ``waiting_since`` (monotonic) is set while a resume is under way; frames that don't fit are
    dropped then, since its answer brings them.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self.after = 0
        self.audience = ""
        self.journal = ""
        self.waiting_since: float | None = None
        self._next_part = 0

    def resume(self) -> Resume:
        """The question for all that is missing."""
        self.waiting_since = self._monotonic()
        self._next_part = 0
        return Resume(after=self.after, audience=self.audience, journal=self.journal)

    def forget(self) -> None:
        """Hold nothing and take nothing until the next resume is answered, by a snapshot."""
        self.after = 0
        self.audience = ""
        self.waiting_since = self._monotonic()

    def waited_s(self) -> float:
        """Seconds for which a resume has gone without any answer; 0 when none is under way."""
        return 0.0 if self.waiting_since is None else self._monotonic() - self.waiting_since

    def takes_part(self, part: Snapshot) -> bool:
        """Whether it is the next part of a snapshot. The last one moves the number."""
        if part.part not in (0, self._next_part):
            return False
        self._next_part = part.part + 1
        if self.waiting_since is not None:
            # Parts that come are an answer, however slow the link is.
            self.waiting_since = self._monotonic()
        if part.last:
            self.after, self.audience, self.journal = part.seq, part.audience, part.journal
            self._next_part = 0
            self.waiting_since = None
        return True

    def takes_events(self, frame: Events) -> bool:
        """Whether they follow on what is held without a gap, and move the number.

        A frame that begins before the own number repeats what is held and leaves no gap; what is
        new in it is taken.
        """
        if frame.after > self.after:
            return False
        self.waiting_since = None
        if frame.through < self.after or (frame.through == self.after and frame.items):
            return False
        self.after = frame.through
        return True

    def has_gap(self, frame: Events) -> bool:
        """Whether something is missing before this frame and nobody has asked for it yet."""
        return frame.after > self.after and self.waiting_since is None

    def reached(self, through: int) -> None:
        """A heartbeat's answer: nothing for this audience happened up to there."""
        if self.waiting_since is None:
            self.after = max(self.after, through)
