"""What is measured of the calls under way: levels, quality, pictures, and the devices."""

from typing import Final

from msgspec.structs import replace

from console.call.engine import (
    AnyTold,
    DevicesSeen,
    FiguresRead,
    LevelsRead,
    PictureSeen,
    Troubled,
)
from console.call.quality import Listening, Quality
from console.call.shown import MediaShown
from console.call.weak_link import WeakLink

_WORST: Final = (Quality.BAD, Quality.WEAK, Quality.GOOD)


class Connection:
    """What is known of the media with one party."""

    def __init__(self) -> None:
        self.link = WeakLink()
        self.quality: Quality | None = None
        self.picture = False
        self._listening = Listening()

    def take(self, told: FiguresRead) -> bool:
        """Whether the party's being sent pictures has to change."""
        self.quality = self._listening.take(told.figures)
        return self.quality is not None and self.link.take(self.quality)


class Watch:
    """Takes what the engine tells; ``shown`` is the sum of it for the call that is spoken in."""

    def __init__(self) -> None:
        self.shown = MediaShown()
        self._connections: dict[tuple[str, str], Connection] = {}
        self._levels = LevelsRead(microphone=0.0)

    def connection(self, call: str, party: str) -> Connection:
        """Made when it is first asked for."""
        return self._connections.setdefault((call, party), Connection())

    def forget(self, call: str, party: str = "") -> None:
        """It is another connection from now on, or none; without a party: all of the call's."""
        for key in tuple(self._connections):
            if key[0] == call and party in ("", key[1]):
                del self._connections[key]

    def forget_all(self) -> None:
        """The engine is gone."""
        self._connections.clear()
        self._levels = LevelsRead(microphone=0.0)

    def take(self, told: AnyTold) -> None:
        """What the engine tells of devices, levels and pictures."""
        match told:
            case LevelsRead():
                self._levels = told
            case PictureSeen():
                self.connection(told.call, told.party).picture = told.shown
            case DevicesSeen():
                self.shown = replace(self.shown, devices=told.devices)
            case Troubled():
                troubles = {**self.shown.troubles, told.device: told.trouble}
                self.shown = replace(self.shown, troubles=troubles)
            case _:
                pass

    def sum_up(self, active: str, camera: bool) -> None:
        """Make ``shown`` anew for the call that is spoken in; empty: none is."""
        own = {party: each for (call, party), each in self._connections.items() if call == active}
        words = {each.quality for each in own.values()}
        self.shown = replace(
            self.shown,
            camera=camera,
            microphone=self._levels.microphone,
            heard=max((self._levels.parties.get(party, 0.0) for party in own), default=0.0),
            quality=next((word for word in _WORST if word in words), None),
            picture=any(each.picture for each in own.values()),
        )
