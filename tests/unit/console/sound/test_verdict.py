"""What the evidence comes to."""

import msgspec
import pytest

from console.sound.messages import Fault
from console.sound.outputs import Output
from console.sound.verdict import Evidence, Reason, SoundProof, conclude, judge
from gateway.protocol.enums import SoundState
from resources.i18n import catalogue

ROOM = Output("room", "Room", served=True, monitor="room.monitor")
DESK = Output("desk", "Desk", served=True, monitor="desk.monitor")
GOOD = Evidence(output=ROOM, player=Reason.NONE, fault=Fault.NONE, heard=True)


def but(**how: object) -> Evidence:
    return msgspec.structs.replace(GOOD, **how)


@pytest.mark.parametrize(
    ("evidence", "state", "reason"),
    [
        (GOOD, SoundState.PROVEN, Reason.NONE),
        (but(output=None), SoundState.LOST, Reason.NO_OUTPUT),
        (but(player=Reason.STARTING), SoundState.UNKNOWN, Reason.STARTING),
        (but(player=Reason.PLAYER_DIED), SoundState.LOST, Reason.PLAYER_DIED),
        (but(player=Reason.PLAYER_FROZEN), SoundState.LOST, Reason.PLAYER_FROZEN),
        (but(fault=Fault.DEVICE_LOST), SoundState.LOST, Reason.DEVICE_LOST),
        (but(fault=Fault.NO_LIBRARY), SoundState.LOST, Reason.NO_LIBRARY),
        (
            but(output=msgspec.structs.replace(ROOM, plugged=False)),
            SoundState.LOST,
            Reason.UNPLUGGED,
        ),
        (but(output=msgspec.structs.replace(ROOM, muted=True)), SoundState.QUIET, Reason.MUTED),
        (but(output=msgspec.structs.replace(ROOM, gain=0.1)), SoundState.QUIET, Reason.LOW_VOLUME),
        (
            but(output=msgspec.structs.replace(ROOM, monitor="")),
            SoundState.UNPROVEN,
            Reason.NO_MONITOR,
        ),
        (but(heard=None), SoundState.UNKNOWN, Reason.STARTING),
        (but(heard=False), SoundState.QUIET, Reason.NOT_HEARD),
    ],
)
def test_judged(evidence: Evidence, state: SoundState, reason: Reason) -> None:
    assert judge(evidence) == (state, reason)


def test_wanted_output_sounds() -> None:
    proof = conclude(GOOD, ROOM, "room", 0.2)
    assert proof == SoundProof(SoundState.PROVEN, Reason.NONE, "Room", "", 0.2)


def test_fault_of_the_wanted_stands_until_the_other_is_proven() -> None:
    muted = msgspec.structs.replace(ROOM, muted=True)
    unknown = conclude(but(output=DESK, heard=None), muted, "room", None)
    assert unknown == SoundProof(SoundState.QUIET, Reason.MUTED, "Desk", "Room")
    proven = conclude(but(output=DESK), muted, "room", None)
    assert proven == SoundProof(SoundState.PROVEN, Reason.MUTED, "Desk", "Room")


def test_wanted_is_gone() -> None:
    proof = conclude(but(output=DESK, heard=None), None, "room", None)
    assert proof == SoundProof(SoundState.LOST, Reason.DEVICE_LOST, "Desk", "room")


def test_wanted_was_not_heard_though_it_looks_well() -> None:
    assert conclude(but(output=DESK), ROOM, "room", None).reason is Reason.NOT_HEARD


def test_trouble_of_the_other_outranks() -> None:
    evidence = but(output=DESK, player=Reason.PLAYER_DIED)
    assert conclude(evidence, ROOM, "room", None).reason is Reason.PLAYER_DIED


def test_every_reason_has_a_sentence() -> None:
    reasons = {f"sound.reason.{reason.value}" for reason in Reason if reason}
    assert reasons <= catalogue("console", "id").keys()
