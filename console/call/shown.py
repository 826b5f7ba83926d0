"""What the panel sees of this console's media."""

from collections.abc import Mapping

from msgspec import Struct

from console.call.engine import DeviceKind, Devices, OffReason, Trouble
from console.call.quality import Quality


class MediaShown(Struct, frozen=True, kw_only=True):
    """How the media of this console stands.

    ``microphone`` and ``heard``: effective values now, 0..1 of full scale. ``quality`` is that of
    the worst connection of the call that is spoken in, None before it is known. ``picture``:
    somebody's picture is on the view. ``chosen``: devices by their ids, empty for the system's own.
    """

    off: OffReason | None = None
    muted: bool = False
    camera: bool = False
    microphone: float = 0.0
    heard: float = 0.0
    quality: Quality | None = None
    picture: bool = False
    devices: Devices = Devices()
    chosen: Mapping[DeviceKind, str] = {}
    troubles: Mapping[DeviceKind, Trouble] = {}
