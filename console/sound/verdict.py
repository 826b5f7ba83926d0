"""What the evidence about the loudspeaker comes to. Pure."""

from enum import StrEnum

import msgspec

from console.sound.choice import GAIN_FLOOR
from console.sound.messages import Fault
from console.sound.outputs import Output
from gateway.protocol.enums import SoundState


class Reason(StrEnum):
    """Why it isn't simply proven; keys of ``resources/i18n/sound``."""

    NONE = ""
    STARTING = "starting"
    NO_OUTPUT = "no_output"
    NO_LIBRARY = "no_library"
    DEVICE_LOST = "device_lost"
    UNPLUGGED = "unplugged"
    PLAYER_DIED = "player_died"
    PLAYER_FROZEN = "player_frozen"
    MUTED = "muted"
    LOW_VOLUME = "low_volume"
    NOT_HEARD = "not_heard"
    NO_MONITOR = "no_monitor"


class SoundProof(msgspec.Struct, frozen=True):
    """What can be said of the sound, for the status strip and for the gateway.

    ``output`` is the title of the output that sounds. ``instead_of`` is the wanted one, if that
    can't be heard and another sounds for it; ``reason`` then says why. ``rms`` is the last measured
    loudness of a quarter second, full scale 1.0.
    """

    state: SoundState
    reason: Reason = Reason.NONE
    output: str = ""
    instead_of: str = ""
    rms: float | None = None


class Evidence(msgspec.Struct, frozen=True):
    """All that is known. ``heard`` None: not yet known, or nothing should sound."""

    output: Output | None
    player: Reason
    fault: Fault
    heard: bool | None


Verdict = tuple[SoundState, Reason]


def of_output(output: Output | None) -> Verdict | None:
    """What the output's own settings say against it; None if nothing."""
    if output is None:
        return SoundState.LOST, Reason.NO_OUTPUT
    if not output.plugged:
        return SoundState.LOST, Reason.UNPLUGGED
    if output.muted:
        return SoundState.QUIET, Reason.MUTED
    if output.gain < GAIN_FLOOR:
        return SoundState.QUIET, Reason.LOW_VOLUME
    return None


def judge(evidence: Evidence) -> Verdict:
    """The worst that the evidence shows. A fault outranks every proof."""
    output = evidence.output
    if output is None:
        return SoundState.LOST, Reason.NO_OUTPUT
    if evidence.player is Reason.STARTING:
        return SoundState.UNKNOWN, Reason.STARTING
    if evidence.player is not Reason.NONE:
        return SoundState.LOST, evidence.player
    if evidence.fault is not Fault.NONE:
        return SoundState.LOST, Reason(evidence.fault.value)
    against = of_output(output)
    if against is not None:
        return against
    if not output.monitor:
        return SoundState.UNPROVEN, Reason.NO_MONITOR
    if evidence.heard is None:
        return SoundState.UNKNOWN, Reason.STARTING
    if evidence.heard:
        return SoundState.PROVEN, Reason.NONE
    return SoundState.QUIET, Reason.NOT_HEARD


def conclude(evidence: Evidence, wanted: Output | None, name: str, rms: float | None) -> SoundProof:
    """The proof to show. ``wanted`` is the chosen output, called ``name`` where it is gone.

    While another output stands in for it, the fault of the wanted one stands until the other has
    proved itself, and stays as the reason afterwards.
    """
    state, reason = judge(evidence)
    output = evidence.output
    if output is None or wanted == output:
        return SoundProof(state, reason, output.title if output else "", "", rms)
    if wanted is None:
        fault: Verdict = SoundState.LOST, Reason.DEVICE_LOST
    else:
        fault = of_output(wanted) or (SoundState.QUIET, Reason.NOT_HEARD)
    if state is SoundState.UNKNOWN:
        state, reason = fault
    elif state in (SoundState.PROVEN, SoundState.UNPROVEN):
        reason = fault[1]
    return SoundProof(state, reason, output.title, wanted.title if wanted else name, rms)
