"""What the console and its player say to each other: one JSON object a line.

The console speaks at least once a second; the player too. Each takes a longer silence of the other
for a fault and acts on it.
"""

from enum import StrEnum
from typing import Final

import msgspec

from console.sound.synthesis import Level

SILENCE: Final = 5.0
"""Seconds without a line from the console after which the player says that it is alone."""

STATE_EVERY: Final = 0.5
"""Seconds between two state lines of a player in which nothing changes."""


class Fault(StrEnum):
    """Why nothing can be heard, as far as the player can tell."""

    NONE = ""
    NO_LIBRARY = "no_library"
    DEVICE_LOST = "device_lost"


class Line(msgspec.Struct, frozen=True, tag_field="type"):
    """Base of all lines."""


class Sounding(msgspec.Struct, frozen=True):
    """An open alarm as the player needs to know it: no place, no person.

    ``quiet_for``: seconds until it sounds (somebody heard it). The player counts them itself, so
    that it sounds again though the console died meanwhile.
    """

    id: str
    rhythm: str
    level: Level
    quiet_for: float = 0.0


class Open(Line, frozen=True, tag="open"):
    """All alarms that are to sound, in the order of their turns; replaces what was open."""

    alarms: tuple[Sounding, ...] = ()

    def after(self, seconds: float) -> "Open":
        """The same, said so many seconds later."""
        return Open(
            tuple(
                msgspec.structs.replace(alarm, quiet_for=max(0.0, alarm.quiet_for - seconds))
                for alarm in self.alarms
            )
        )

    @property
    def due(self) -> tuple[Sounding, ...]:
        """Those that sound now."""
        return tuple(alarm for alarm in self.alarms if alarm.quiet_for <= 0)


class Tone(StrEnum):
    """What a call sounds like: it rings here; it rings while the officer speaks; or no officer is
    left who would answer one. The values are names in ``resources/tones.json``."""

    NONE = ""
    RING = "ring"
    SECOND = "second"
    NOBODY_READY = "nobody_ready"


class Ring(Line, frozen=True, tag="ring"):
    """A call's tone, again and again until another is said; never while an alarm sounds."""

    tone: Tone = Tone.NONE


class Beat(Line, frozen=True, tag="beat"):
    """The console is alive and what it said last still holds."""


class SelfTest(Line, frozen=True, tag="self_test"):
    """Play the pilot tone once, if no alarm sounds."""


class Stop(Line, frozen=True, tag="stop"):
    """Fall silent and end."""


class State(Line, frozen=True, tag="state"):
    """What the player does. ``playing`` is the rhythm in the air, or nothing.

    ``orphan``: the console is silent, and the player says so by its own tone.
    """

    playing: str
    level: Level | None
    fault: Fault
    orphan: bool


class SelfTested(Line, frozen=True, tag="self_tested"):
    """The pilot tone went out to the device. Whether it was heard, the monitor must tell."""

    played: bool


class Leave(Line, frozen=True, tag="leave"):
    """A new player takes this one's place and wants what is open (on the seat's socket)."""


FromConsole = Open | Ring | Beat | SelfTest | Stop
FromPlayer = State | SelfTested
OnSeat = Leave | Stop

to_player: Final = msgspec.json.Decoder(FromConsole)
to_console: Final = msgspec.json.Decoder(FromPlayer)
to_seat: Final = msgspec.json.Decoder(OnSeat)
left_open: Final = msgspec.json.Decoder(Open)


def line(message: Line) -> bytes:
    """The message as it goes over the pipe."""
    return msgspec.json.encode(message) + b"\n"
