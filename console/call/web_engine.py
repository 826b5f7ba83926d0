"""The media engine as a page of QtWebEngine. A crash of it takes nothing else along."""

import asyncio
import logging
from typing import Any, Final

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
START_TIMEOUT_S: Final = 20.0

_TOLD: msgspec.json.Decoder[AnyTold] = msgspec.json.Decoder(AnyTold)
_CLIP: msgspec.json.Decoder[Clip] = msgspec.json.Decoder(Clip)


class WebEngine:
    """A ``MediaEngine``. ``view`` shows the pictures; it belongs to the panel that takes it."""

    def __init__(self) -> None:
        self._host: PageHost | None = None
        self._told: Observers[[AnyTold]] = Observers()
        self._ready = asyncio.Event()
        self._background = QColor(Qt.GlobalColor.black)
        self._view = QWidget()
        QVBoxLayout(self._view).setContentsMargins(0, 0, 0, 0)
        self._crashes = 0
        self._off: OffReason | None = None

    @property
    def view(self) -> QWidget:
        """The pictures: one large, the others small, the own one in the corner."""
        return self._view

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
        """The process id of the page, which may crash without harm; 0 before the start."""
        return self._host.renderer if self._host is not None else 0

    def paint(self, background: QColor) -> None:
        """What is behind the pictures."""
        self._background = background
        if self._host is not None:
            self._host.paint(background)

    def start(self) -> None:
        """Load the page."""
        if self._host is not None:
            return
        self._host = self._made()
        self._host.told.connect(self._on_told)
        self._host.crashed.connect(self._on_crashed)
        self._host.paint(self._background)
        layout = self._view.layout()
        assert layout is not None  # noqa: S101  made with the view
        layout.addWidget(self._host.view)
        self._host.load()

    def close(self) -> None:
        """End it, devices and all."""
        self._ready.clear()
        if self._host is not None:
            self._host.close()
            self._host = None

    def _made(self) -> PageHost:
        return PageHost()

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

    def speak(self, call: str, speaks: bool) -> None:
        """Put the microphone into the call, or take it out."""
        self._run("speak", call=call, speaks=speaks)

    def hear(self, call: str, party: str, heard: bool) -> None:
        """Let that party be heard, or not."""
        self._run("hear", call=call, party=party, heard=heard)

    def drop(self, call: str, party: str) -> None:
        """End one connection."""
        self._run("drop", call=call, party=party)

    def end(self, call: str) -> None:
        """End the call's media."""
        self._run("end", call=call)

    # -- what goes out and what is shown

    def mute(self, muted: bool) -> None:
        """Mute the microphone."""
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
        """Choose a device."""
        self._run("choose", kind=kind.value, device=device)

    def try_microphone(self, on: bool) -> None:
        """Open the microphone for its level."""
        self._run("try_microphone", on=on)

    # -- what was recorded

    async def open_clip(self, clip: str, content: bytes) -> Clip:
        """Read a recording or voice note."""
        host = await self.up()
        host.clips[clip] = content
        try:
            found = await host.ask("open_clip", {"clip": clip, "peaks": CLIP_PEAKS})
        finally:
            host.clips.pop(clip, None)
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
        if self._host is not None and self._ready.is_set():
            self._host.run(name, fields)

    async def up(self) -> PageHost:
        """Start, and wait until it is ready. Raises EngineError."""
        self.start()
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                await self._ready.wait()
        except TimeoutError as error:
            raise EngineError("the engine doesn't come up") from error
        if self._host is None:
            raise EngineError("the engine ended")
        return self._host

    def _on_told(self, text: str) -> None:
        told = _TOLD.decode(text)
        if isinstance(told, Ready):
            self._ready.set()
        self._told.tell(told)

    def _on_crashed(self) -> None:
        host = self._host
        if host is None:
            return
        self._ready.clear()
        self._crashes += 1
        QTimer.singleShot(CRASH_WINDOW_MS, host, self._forgive)
        if self._crashes >= CRASH_LIMIT:
            self._off = OffReason.FAILED
        self._told.tell(Gone(reason=self._off))
        if self._off is None:
            # Not from within the signal: the view is still taking leave of the old process.
            QTimer.singleShot(0, host, host.load)

    def _forgive(self) -> None:
        self._crashes = max(0, self._crashes - 1)
