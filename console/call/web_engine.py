"""The media engine as a page of QtWebEngine. A crash of it takes nothing else along."""

import logging
from typing import Any, Final

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from console.base.observers import Observers
from console.call.engine import (
    CLIP_PEAKS,
    AnyTold,
    CallSetup,
    Clip,
    DeviceKind,
    EngineError,
    Gone,
    OffReason,
    Ready,
)
from console.call.page_host import PageHost
from gateway.protocol.signals import AnySignalBody

logger = logging.getLogger(__name__)

#: So many crashes within ``CRASH_WINDOW_MS``, and it stays off: it would only flicker.
CRASH_LIMIT: Final = 5
CRASH_WINDOW_MS: Final = 60_000

_TOLD: msgspec.json.Decoder[AnyTold] = msgspec.json.Decoder(AnyTold)
_CLIP: msgspec.json.Decoder[Clip] = msgspec.json.Decoder(Clip)


class WebEngine:
    """A ``MediaEngine``. ``view`` shows the pictures; it belongs to the panel that takes it."""

    def __init__(self) -> None:
        self._host = PageHost()
        self._host.told.connect(self._on_told)
        self._host.crashed.connect(self._on_crashed)
        self._told: Observers[[AnyTold]] = Observers()
        self._ready = False
        self._crashes = 0
        self._off: OffReason | None = None
        self._muted = False
        self._chosen: dict[DeviceKind, str] = {}

    @property
    def view(self) -> QWidget:
        """The pictures: one large, the others small, the own one in the corner."""
        return self._host.view

    @property
    def told(self) -> Observers[[AnyTold]]:
        """Whom it tells."""
        return self._told

    @property
    def off(self) -> OffReason | None:
        """Why it never becomes ready."""
        return self._off

    @property
    def renderer(self) -> int:
        """The process id of the page, which may crash without harm."""
        return self._host.renderer

    def paint(self, background: QColor) -> None:
        """What is behind the pictures."""
        self._host.paint(background)

    def start(self) -> None:
        """Load the page; ``Ready`` is told when it is up."""
        self._host.load()

    def close(self) -> None:
        """End it, devices and all."""
        self._ready = False
        self._host.close()

    # -- a call's media

    def begin(self, call: str, setup: CallSetup) -> None:
        """See ``MediaEngine``, as for all that follow."""
        self._run("begin", call=call, setup=msgspec.to_builtins(setup))

    def connect(self, call: str, party: str, session: int, *, heard: bool = True) -> None:
        """Offer to that party."""
        self._run("connect", call=call, party=party, session=session, heard=heard)

    def take(self, call: str, party: str, session: int, body: AnySignalBody) -> None:
        """Take a signal."""
        told = msgspec.to_builtins(body)
        self._run("take", call=call, party=party, session=session, body=told)

    def hold(self, call: str, held: bool) -> None:
        """Hold or resume."""
        self._run("hold", call=call, held=held)

    def drop(self, call: str, party: str) -> None:
        """End one connection."""
        self._run("drop", call=call, party=party)

    def end(self, call: str) -> None:
        """End the call's media."""
        self._run("end", call=call)

    # -- what goes out and what is shown

    def mute(self, muted: bool) -> None:
        """Mute the microphone."""
        self._muted = muted
        self._run("mute", muted=muted)

    def camera(self, call: str, on: bool) -> None:
        """Turn the camera on or off."""
        self._run("camera", call=call, on=on)

    def send_picture(self, call: str, party: str, on: bool) -> None:
        """Spare a weak link the picture."""
        self._run("send_picture", call=call, party=party, on=on)

    def share(self, call: str, party: str) -> None:
        """Choose whose picture the others get."""
        self._run("share", call=call, party=party)

    def show(self, call: str) -> None:
        """Choose the call on the view."""
        self._run("show", call=call)

    def enlarge(self, party: str) -> None:
        """Choose the large picture."""
        self._run("enlarge", party=party)

    # -- recording and devices

    def record(self, call: str, recording: str, video: bool) -> None:
        """Begin a recording."""
        self._run("record", call=call, recording=recording, video=video)

    def stop_recording(self, recording: str) -> None:
        """End a recording."""
        self._run("stop_recording", recording=recording)

    def look_at_devices(self) -> None:
        """Ask for what is plugged in."""
        self._run("look_at_devices")

    def choose(self, kind: DeviceKind, device: str) -> None:
        """Choose a device; it stays chosen through a crash."""
        self._chosen[kind] = device
        self._run("choose", kind=kind.value, device=device)

    def try_microphone(self, on: bool) -> None:
        """Open the microphone for its level."""
        self._run("try_microphone", on=on)

    # -- what was recorded

    async def open_clip(self, clip: str, content: bytes) -> Clip:
        """Read a recording or voice note."""
        if not self._ready:
            raise EngineError("the engine isn't ready")
        self._host.clips[clip] = content
        try:
            found = await self._host.ask("open_clip", {"clip": clip, "peaks": CLIP_PEAKS})
        finally:
            self._host.clips.pop(clip, None)
        return _CLIP.decode(found)

    def play(self, clip: str, speed: float = 1.0) -> None:
        """Play."""
        self._run("play", clip=clip, speed=speed)

    def pause(self, clip: str) -> None:
        """Pause."""
        self._run("pause", clip=clip)

    def seek(self, clip: str, at_s: float) -> None:
        """Seek."""
        self._run("seek", clip=clip, at_s=at_s)

    def close_clip(self, clip: str) -> None:
        """Forget."""
        self._run("close_clip", clip=clip)

    # -- the page

    def _run(self, name: str, **fields: Any) -> None:
        if self._ready:
            self._host.run(name, fields)

    def _on_told(self, text: str) -> None:
        told = _TOLD.decode(text)
        if isinstance(told, Ready):
            self._ready = True
            self._run("mute", muted=self._muted)
            for kind, device in self._chosen.items():
                self._run("choose", kind=kind.value, device=device)
        self._told.tell(told)

    def _on_crashed(self) -> None:
        self._ready = False
        self._crashes += 1
        QTimer.singleShot(CRASH_WINDOW_MS, self._host, self._forgive)
        if self._crashes >= CRASH_LIMIT:
            self._off = OffReason.FAILED
        self._told.tell(Gone(reason=self._off))
        if self._off is None:
            # Not from within the signal: the view is still taking leave of the old process.
            QTimer.singleShot(0, self._host, self._host.load)

    def _forgive(self) -> None:
        self._crashes = max(0, self._crashes - 1)
