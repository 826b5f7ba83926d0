"""PortAudio's outputs, for machines without a sound server (Windows above all)."""

import logging

import msgspec

logger = logging.getLogger(__name__)


class Device(msgspec.Struct, frozen=True):
    """An output that PortAudio can open. The index holds until devices change."""

    index: int
    name: str
    default: bool


def devices() -> list[Device]:
    """All outputs; none where there is no library, no device or no driver."""
    try:
        import sounddevice

        preferred = sounddevice.default.device[1]
        found = sounddevice.query_devices()
    except (ImportError, OSError):
        logger.info("PortAudio can't be loaded")
        return []
    except sounddevice.PortAudioError as error:
        logger.info("PortAudio has no devices: %s", error)
        return []
    return [
        Device(index, device["name"], index == preferred)
        for index, device in enumerate(found)
        if device["max_output_channels"] > 0
    ]


def device_argument(text: str) -> str | int:
    """A device of the command line: an index where it is a number, else a name."""
    return int(text) if text.isdecimal() else text
