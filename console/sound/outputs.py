"""The outputs of this machine, and how loud each is set.

Where there is a sound server (PulseAudio, PipeWire) its ``pactl`` names them; PortAudio sees only
``pulse`` there. Elsewhere they are PortAudio's devices, of which neither volume nor monitor is
known. Everything here blocks for up to ``PATIENCE`` and belongs on a thread.
"""

import logging
import os
import subprocess
from collections.abc import Sequence
from typing import Final

import msgspec

from console.sound.portaudio import Device

PATIENCE: Final = 1.5
FULL_VOLUME: Final = 65536

logger = logging.getLogger(__name__)


class Output(msgspec.Struct, frozen=True):
    """A place where sound can come out.

    ``gain`` is the amplitude that the output's volume leaves (1.0 at 100 %). ``monitor`` is the
    source that hears what the output plays; empty where there is none.
    """

    id: str
    title: str
    served: bool
    default: bool = False
    muted: bool = False
    plugged: bool = True
    gain: float = 1.0
    monitor: str = ""


class _Volume(msgspec.Struct):
    value: int


class _Port(msgspec.Struct):
    name: str
    availability: str = ""


class _Sink(msgspec.Struct):
    name: str
    description: str
    mute: bool
    volume: dict[str, _Volume]
    monitor_source: str = ""
    active_port: str | None = None
    ports: list[_Port] = []


def list_outputs(player: Sequence[str]) -> list[Output]:
    """All outputs; none where nothing can sound. ``player`` is the command of the player."""
    try:
        return _served()
    except FileNotFoundError:
        logger.debug("there is no pactl; asking PortAudio")
    except subprocess.CalledProcessError:
        logger.debug("there is no sound server; asking PortAudio")
    except (subprocess.TimeoutExpired, msgspec.DecodeError) as error:
        # A frozen server answers nobody, PortAudio least of all.
        logger.info("the sound server doesn't answer: %s", error)
        return []
    return _unserved(player)


def _served() -> list[Output]:
    default = _run(("pactl", "get-default-sink")).decode().strip()
    listing = _run(("pactl", "-f", "json", "list", "sinks"))
    # Names of devices come from firmware and need not be UTF-8.
    sinks = msgspec.json.decode(listing.decode(errors="replace"), type=list[_Sink])
    return [_output(sink, default) for sink in sinks]


def _output(sink: _Sink, default: str) -> Output:
    loudest = max((channel.value for channel in sink.volume.values()), default=FULL_VOLUME)
    return Output(
        id=sink.name,
        title=sink.description,
        served=True,
        default=sink.name == default,
        muted=sink.mute,
        plugged=not any(
            port.name == sink.active_port and port.availability == "not available"
            for port in sink.ports
        ),
        # PulseAudio's volumes are cubic.
        gain=(loudest / FULL_VOLUME) ** 3,
        monitor=sink.monitor_source,
    )


def _unserved(player: Sequence[str]) -> list[Output]:
    try:
        answer = _run((*player, "devices"), patience=5.0)
        found = msgspec.json.decode(answer, type=list[Device])
    except (OSError, subprocess.SubprocessError, msgspec.DecodeError) as error:
        logger.info("PortAudio's devices are unknown: %s", error)
        return []
    return [
        Output(str(device.index), device.name, served=False, default=device.default)
        for device in found
    ]


def _run(command: Sequence[str], patience: float = PATIENCE) -> bytes:
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603 -- fixed commands, no shell
        command,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=patience,
        env=environment,
    )
    return done.stdout
