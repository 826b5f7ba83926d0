"""Which devices an officer chose at this console, from one day to the next.

They are remembered by their names: the ids are others at every start.
"""

from typing import Final

from console.base.remembered import Remembered
from console.call.engine import Device, DeviceKind, Devices

_SECTION: Final = "call devices"


class ChosenDevices:
    """``ids`` gives those that are plugged in; what is missing is the system's default."""

    def __init__(self, kept: Remembered) -> None:
        self._kept = kept
        self._names = kept.get(_SECTION, dict[DeviceKind, str]) or {}

    def choose(self, kind: DeviceKind, device: str, devices: Devices) -> None:
        """Remember it; the empty id is the system's default."""
        found = [each.title for each in _of(kind, devices) if each.id == device]
        self._names = {**self._names, kind: found[0] if found else ""}
        self._kept.put(_SECTION, self._names)

    def ids(self, devices: Devices) -> dict[DeviceKind, str]:
        """The chosen ones among these; of two with one name the first."""
        chosen: dict[DeviceKind, str] = {}
        for kind, name in self._names.items():
            found = [each.id for each in _of(kind, devices) if each.title == name]
            chosen[kind] = found[0] if found else ""
        return chosen


def _of(kind: DeviceKind, devices: Devices) -> tuple[Device, ...]:
    match kind:
        case DeviceKind.MICROPHONE:
            return devices.microphones
        case DeviceKind.HEADSET:
            return devices.headsets
        case DeviceKind.CAMERA:
            return devices.cameras
