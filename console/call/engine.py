"""What a media engine can do and what it tells; a call's media, its devices, its recordings.

A call has a hub, which offers, and legs, which answer. This console may be either. Calls and
parties are named by their subjects. An engine costs memory only from ``start`` on. What it is asked
while it isn't ready is lost: on ``Ready`` everything is asked anew.
"""

from enum import StrEnum
from typing import Final, Protocol

from msgspec import Struct

from console.base.observers import Observers
from gateway.protocol.signals import AnySignalBody


class OffReason(StrEnum):
    """Why there are no calls at this console."""

    NOT_INSTALLED = "not_installed"  # QtWebEngine or a library that it needs is missing
    NO_SANDBOX = "no_sandbox"  # run as root, or the system gives no user namespaces
    FAILED = "failed"  # its page doesn't stay up


class MediaState(StrEnum):
    """How far the media with one party is."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    INTERRUPTED = "interrupted"  # the engine tries to restart it by itself
    FAILED = "failed"  # only a new session helps


class DeviceKind(StrEnum):
    """What an officer chooses among."""

    MICROPHONE = "microphone"
    HEADSET = "headset"
    CAMERA = "camera"


class Trouble(StrEnum):
    """Why a microphone or camera gives nothing."""

    NONE = "none"
    ABSENT = "absent"
    BUSY = "busy"
    REFUSED = "refused"


class Device(Struct, frozen=True, kw_only=True):
    """A device as its driver names it. The empty id is the system's default."""

    id: str
    title: str


class Devices(Struct, frozen=True, kw_only=True):
    """What is plugged in."""

    microphones: tuple[Device, ...] = ()
    headsets: tuple[Device, ...] = ()
    cameras: tuple[Device, ...] = ()


class IceSetup(Struct, frozen=True, kw_only=True):
    """A STUN or TURN server, as a browser takes it."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


class CallSetup(Struct, frozen=True, kw_only=True):
    """What a call begins with. ``speaks``: with a microphone; who listens in has none."""

    ice: tuple[IceSetup, ...] = ()
    relay_only: bool = False
    speaks: bool = True
    camera: bool = False


class Figures(Struct, frozen=True, kw_only=True):
    """Counters of one connection since it began, as ``getStats`` tells them.

    Received audio: ``packets``, ``lost``, ``samples``, ``concealed``; ``jitter_s``, ``rtt_s`` and
    ``far_lost`` (the fraction of ours that the other side lost) are of now, None where unknown.
    ``frames``: pictures decoded.
    """

    packets: int = 0
    lost: int = 0
    samples: int = 0
    concealed: int = 0
    frames: int = 0
    jitter_s: float | None = None
    rtt_s: float | None = None
    far_lost: float | None = None


class Clip(Struct, frozen=True, kw_only=True):
    """A recording or voice note that can be played. ``peaks`` are 0..1, evenly over its time."""

    duration_s: float
    peaks: tuple[float, ...]
    picture: bool


# -- what an engine tells


class Told(Struct, frozen=True, kw_only=True, tag_field="type"):
    """Base of all that an engine tells."""


class Ready(Told, frozen=True, kw_only=True, tag="ready"):
    """It is up: at the start, and again after a crash, which left nothing of any call."""


class Gone(Told, frozen=True, kw_only=True, tag="gone"):
    """It crashed. ``Ready`` follows, or ``reason`` says why it won't."""

    reason: OffReason | None = None


class SignalMade(Told, frozen=True, kw_only=True, tag="signal"):
    """To be sent to that party."""

    call: str
    party: str
    session: int
    body: AnySignalBody


class LegSeen(Told, frozen=True, kw_only=True, tag="leg"):
    """The media with that party changed."""

    call: str
    party: str
    state: MediaState


class PictureSeen(Told, frozen=True, kw_only=True, tag="picture"):
    """Pictures of that party come, or come no more."""

    call: str
    party: str
    shown: bool


class LevelsRead(Told, frozen=True, kw_only=True, tag="levels"):
    """Ten times a second while there is a call: effective values, 0..1, of full scale."""

    microphone: float
    parties: dict[str, float] = {}


class FiguresRead(Told, frozen=True, kw_only=True, tag="figures"):
    """Once a second for each connection."""

    call: str
    party: str
    figures: Figures


class DevicesSeen(Told, frozen=True, kw_only=True, tag="devices"):
    """What is plugged in now: when asked, and whenever it changes."""

    devices: Devices


class Troubled(Told, frozen=True, kw_only=True, tag="trouble"):
    """A device that was needed gives nothing, or (NONE) works again."""

    device: DeviceKind
    trouble: Trouble


class Recorded(Told, frozen=True, kw_only=True, tag="recorded"):
    """The next part of a recording, numbered from 0; the last one may be empty."""

    recording: str
    number: int
    data: bytes
    last: bool


class RecordingFailed(Told, frozen=True, kw_only=True, tag="recording_failed"):
    """The recording couldn't begin or not go on. ``reason`` is technical, for the journal."""

    recording: str
    reason: str


class ClipMoved(Told, frozen=True, kw_only=True, tag="clip"):
    """Where the playing of a clip stands, in seconds from its beginning."""

    clip: str
    at_s: float
    playing: bool


AnyTold = (
    Ready
    | Gone
    | SignalMade
    | LegSeen
    | PictureSeen
    | LevelsRead
    | FiguresRead
    | DevicesSeen
    | Troubled
    | Recorded
    | RecordingFailed
    | ClipMoved
)

#: Peaks of a clip's waveform.
CLIP_PEAKS: Final = 400


class EngineError(Exception):
    """The engine could not do it, or didn't answer in time."""


class MediaEngine(Protocol):
    """All methods return at once, but for ``open_clip``; what comes of them is told."""

    @property
    def told(self) -> Observers[[AnyTold]]:
        """Whom it tells."""

    @property
    def off(self) -> OffReason | None:
        """Why it never becomes ready; None when it is or may become so."""

    def start(self) -> None:
        """Come up, if it isn't under way already; ``Ready`` follows."""

    # -- a call's media

    def begin(self, call: str, setup: CallSetup) -> None:
        """Open what a call needs; offers that come are answered from now on."""

    def connect(self, call: str, party: str, session: int, *, heard: bool = True) -> None:
        """As the hub: offer to that party, instead of any older session with it. ``heard``:
        whether it speaks in the call or only listens."""

    def take(self, call: str, party: str, session: int, body: AnySignalBody) -> None:
        """A signal that came from that party."""

    def hold(self, call: str, held: bool) -> None:
        """As the hub: nothing goes or comes while it is held."""

    def speak(self, call: str, speaks: bool) -> None:
        """Whether the microphone is in that call: who listens in may begin to speak."""

    def hear(self, call: str, party: str, heard: bool) -> None:
        """As the hub: whether that party speaks in the call from now on."""

    def drop(self, call: str, party: str) -> None:
        """End the connection with that party."""

    def end(self, call: str) -> None:
        """End all of it and close devices that no other call needs."""

    # -- what goes out and what is shown

    def mute(self, muted: bool) -> None:
        """The microphone, in all calls."""

    def camera(self, call: str, on: bool) -> None:
        """The own picture in that call."""

    def send_picture(self, call: str, party: str, on: bool) -> None:
        """Whether that party gets any picture: off on a weak link, so that speech gets through."""

    def share(self, call: str, party: str) -> None:
        """Whose picture the others get; empty: the own camera's."""

    def show(self, call: str) -> None:
        """Which call's pictures are on the view; empty: none."""

    def enlarge(self, party: str) -> None:
        """Whose picture is the large one; empty: the first that comes."""

    # -- recording and devices

    def record(self, call: str, recording: str, video: bool) -> None:
        """Record the mix of all voices from now on, with the large picture if ``video``."""

    def stop_recording(self, recording: str) -> None:
        """Its last part follows."""

    def look_at_devices(self) -> None:
        """``DevicesSeen`` follows."""

    def choose(self, kind: DeviceKind, device: str) -> None:
        """Use that device from now on, in calls under way too."""

    def try_microphone(self, on: bool) -> None:
        """Open the microphone outside of a call, for its level."""

    # -- what was recorded

    async def open_clip(self, clip: str, content: bytes) -> Clip:
        """Make it ready to be played under that name. Raises EngineError."""

    def play(self, clip: str, speed: float = 1.0) -> None:
        """Play it from where it stands to the headset; a picture goes to the view."""

    def pause(self, clip: str) -> None:
        """Stop where it stands."""

    def seek(self, clip: str, at_s: float) -> None:
        """Go to that second."""

    def close_clip(self, clip: str) -> None:
        """Forget it."""
