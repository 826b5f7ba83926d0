"""What the room hears of calls: as long as they ring, and no longer."""

import asyncio

import pytest

from console.board.calling import OwnCalls
from console.call.engine import OffReason
from console.sound.messages import Tone
from console.telephone import CallRing, Telephone
from gateway.protocol.enums import AgentState
from tests.qt.call_scene import call, spoken

RINGS = OwnCalls(ringing=(call(1),))
READY = AgentState.READY


class Loudspeaker:
    """Remembers the tones in the order in which they began."""

    def __init__(self) -> None:
        self.tones: list[Tone] = []

    def set_ring(self, tone: Tone) -> None:
        if tone is not (self.tones[-1] if self.tones else Tone.NONE):
            self.tones.append(tone)


@pytest.mark.asyncio
async def test_it_rings_until_it_is_answered() -> None:
    speaker = Loudspeaker()
    ring = CallRing(speaker)  # type: ignore[arg-type]  # the part of it that is used
    ring.update(RINGS, READY, unready=False)
    ring.update(OwnCalls(ringing=RINGS.ringing, active=spoken(2)), READY, unready=False)
    ring.update(OwnCalls(active=spoken(2)), AgentState.BUSY, unready=False)
    assert speaker.tones == [Tone.RING, Tone.SECOND, Tone.NONE]
    ring.update(RINGS, READY, unready=False)
    ring.stop()
    assert speaker.tones[-1] is Tone.NONE


@pytest.mark.asyncio
async def test_a_desk_without_officers_is_heard_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("console.telephone.UNREADY_S", 0.02)
    speaker = Loudspeaker()
    ring = CallRing(speaker)  # type: ignore[arg-type]  # the part of it that is used
    ring.update(OwnCalls(), READY, unready=True)
    assert speaker.tones == [Tone.NOBODY_READY]
    async with asyncio.timeout(5):
        while speaker.tones[-1] is not Tone.NONE:  # noqa: ASYNC110  it tells nobody else
            await asyncio.sleep(0.005)
    ring.update(OwnCalls(), READY, unready=True)
    assert speaker.tones == [Tone.NOBODY_READY, Tone.NONE]


def test_without_an_engine_there_is_a_reason() -> None:
    telephone = Telephone(None, None, None, None, OffReason.NO_SANDBOX)  # type: ignore[arg-type]
    assert telephone.media.shown.off is OffReason.NO_SANDBOX
    assert telephone.pictures is None
    telephone.take()
    telephone.close()
