"""What the screens need of a console's media; ``console.call.session.Calls`` gives it."""

from typing import Protocol

from console.base.observers import Observers
from console.call.engine import Clip, DeviceKind, EngineError, OffReason
from console.call.shown import MediaShown


class CallMedia(Protocol):
    """Methods return at once, but for ``open_clip``; ``changed`` tells what came of them."""

    @property
    def shown(self) -> MediaShown:
        """How it stands now."""

    @property
    def changed(self) -> Observers[[]]:
        """``shown`` is another now."""

    @property
    def clip_moved(self) -> Observers[[str, float, bool]]:
        """A clip, where it stands in seconds, and whether it plays."""

    def mute(self, muted: bool) -> None:
        """The microphone."""

    def camera(self, call: str, on: bool) -> None:
        """The own picture in that call."""

    def enlarge(self, party: str) -> None:
        """Whose picture is the large one; empty: the first that comes."""

    def share(self, call: str, party: str) -> None:
        """Whose picture the others get; empty: the own camera's."""

    def look_at_devices(self) -> None:
        """Find out what is plugged in."""

    def choose(self, kind: DeviceKind, device: str) -> None:
        """Use that device from now on, and the next time too."""

    def try_microphone(self, on: bool) -> None:
        """Open the microphone outside of a call, for its level."""

    async def open_clip(self, clip: str, content: bytes) -> Clip:
        """Make it ready to be played under that name. Raises EngineError."""

    def play(self, clip: str, speed: float = 1.0) -> None:
        """Play it from where it stands."""

    def pause(self, clip: str) -> None:
        """Stop where it stands."""

    def seek(self, clip: str, at_s: float) -> None:
        """Go to that second."""

    def close_clip(self, clip: str) -> None:
        """Forget it."""


class NoMedia:
    """A console without an engine: calls are ``off``, everything else works."""

    def __init__(self, off: OffReason = OffReason.NOT_INSTALLED) -> None:
        self.shown = MediaShown(off=off)
        self.changed: Observers[[]] = Observers()
        self.clip_moved: Observers[[str, float, bool]] = Observers()

    def mute(self, muted: bool) -> None:
        """There is no microphone."""

    def camera(self, call: str, on: bool) -> None:
        """There is no camera."""

    def enlarge(self, party: str) -> None:
        """There are no pictures."""

    def share(self, call: str, party: str) -> None:
        """There are no pictures."""

    def look_at_devices(self) -> None:
        """There are none."""

    def choose(self, kind: DeviceKind, device: str) -> None:
        """There are none."""

    def try_microphone(self, on: bool) -> None:
        """There is none."""

    async def open_clip(self, clip: str, content: bytes) -> Clip:
        """Raises EngineError."""
        raise EngineError("no engine")

    def play(self, clip: str, speed: float = 1.0) -> None:
        """Nothing was opened."""

    def pause(self, clip: str) -> None:
        """Nothing was opened."""

    def seek(self, clip: str, at_s: float) -> None:
        """Nothing was opened."""

    def close_clip(self, clip: str) -> None:
        """Nothing was opened."""
