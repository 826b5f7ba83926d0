"""An engine without media: it notes what it is asked and tells what it is made to tell."""

from typing import Any

from console.base.observers import Observers
from console.call.engine import (
    AnyTold,
    CallSetup,
    Clip,
    DeviceKind,
    EngineError,
    OffReason,
)
from gateway.protocol.signals import AnySignalBody


class FakeEngine:
    """A ``MediaEngine``. ``asked``: all that it was asked, as (name, arguments), oldest first."""

    def __init__(self, off: OffReason | None = None) -> None:
        self.off = off
        self.told: Observers[[AnyTold]] = Observers()
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.clip: Clip | None = None

    def asked_for(self, name: str) -> list[tuple[Any, ...]]:
        """The arguments of each time that it was asked this."""
        return [arguments for each, arguments in self.asked if each == name]

    def start(self) -> None:
        """Noted, as all that follow."""
        self._note("start")

    def begin(self, call: str, setup: CallSetup) -> None:
        """Noted."""
        self._note("begin", call, setup)

    def connect(self, call: str, party: str, session: int, *, heard: bool = True) -> None:
        """Noted."""
        self._note("connect", call, party, session, heard)

    def take(self, call: str, party: str, session: int, body: AnySignalBody) -> None:
        """Noted."""
        self._note("take", call, party, session, body)

    def hold(self, call: str, held: bool) -> None:
        """Noted."""
        self._note("hold", call, held)

    def speak(self, call: str, speaks: bool) -> None:
        """Noted."""
        self._note("speak", call, speaks)

    def hear(self, call: str, party: str, heard: bool) -> None:
        """Noted."""
        self._note("hear", call, party, heard)

    def drop(self, call: str, party: str) -> None:
        """Noted."""
        self._note("drop", call, party)

    def end(self, call: str) -> None:
        """Noted."""
        self._note("end", call)

    def mute(self, muted: bool) -> None:
        """Noted."""
        self._note("mute", muted)

    def camera(self, call: str, on: bool) -> None:
        """Noted."""
        self._note("camera", call, on)

    def send_picture(self, call: str, party: str, on: bool) -> None:
        """Noted."""
        self._note("send_picture", call, party, on)

    def share(self, call: str, party: str) -> None:
        """Noted."""
        self._note("share", call, party)

    def show(self, call: str) -> None:
        """Noted."""
        self._note("show", call)

    def enlarge(self, party: str) -> None:
        """Noted."""
        self._note("enlarge", party)

    def record(self, call: str, recording: str, video: bool) -> None:
        """Noted."""
        self._note("record", call, recording, video)

    def stop_recording(self, recording: str) -> None:
        """Noted."""
        self._note("stop_recording", recording)

    def look_at_devices(self) -> None:
        """Noted."""
        self._note("look_at_devices")

    def choose(self, kind: DeviceKind, device: str) -> None:
        """Noted."""
        self._note("choose", kind, device)

    def try_microphone(self, on: bool) -> None:
        """Noted."""
        self._note("try_microphone", on)

    async def open_clip(self, clip: str, content: bytes) -> Clip:
        """Gives ``clip``, or raises EngineError when there is none."""
        self._note("open_clip", clip, content)
        if self.clip is None:
            raise EngineError("no clip")
        return self.clip

    def play(self, clip: str, speed: float = 1.0) -> None:
        """Noted."""
        self._note("play", clip, speed)

    def pause(self, clip: str) -> None:
        """Noted."""
        self._note("pause", clip)

    def seek(self, clip: str, at_s: float) -> None:
        """Noted."""
        self._note("seek", clip, at_s)

    def close_clip(self, clip: str) -> None:
        """Noted."""
        self._note("close_clip", clip)

    def _note(self, name: str, *arguments: Any) -> None:
        self.asked.append((name, arguments))
