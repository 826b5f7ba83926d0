"""Waiting for what a console's alarm sound should do."""

import asyncio
import time
from collections.abc import Callable
from itertools import pairwise

from console.sound.alarm import AlarmSound, OpenAlarm
from console.sound.synthesis import Level
from console.sound.verdict import SoundProof
from gateway.protocol.enums import Kind, Mode
from tests.helpers.pulse import RATE, Capture, recognise

#: On a busy machine everything takes longer; how long it took is printed, never asserted.
PATIENCE_S = 20.0


def fire(level: Level = Level.NORMAL, alarm_id: str = "incident:1") -> OpenAlarm:
    """An open fire alarm."""
    return OpenAlarm(alarm_id, Kind.FIRE, Mode.REAL, level)


async def until_sounding(speaker: Capture, patience: float = PATIENCE_S) -> float:
    """Seconds until the output sounds."""
    return await asyncio.to_thread(speaker.wait_for_sound, patience)


def orphaned(groups: list[int]) -> bool:
    """Whether the orphan's 4-1 is among groups of three: nothing else there has a single stroke.

    Five count as four: on a busy machine a hole in the sound looks like one stroke more.
    """
    return any(first in (4, 5) and then == 1 for first, then in pairwise(groups))


async def until_recognised(speaker: Capture, groups: list[int], patience: float = 15.0) -> None:
    """Listen until these groups follow each other. Raises AssertionError with what was heard."""
    start = round(speaker.seconds * RATE)
    heard: list[int] = []
    while (speaker.samples.size - start) / RATE < patience:
        await asyncio.to_thread(speaker.wait_for, 0.5)
        heard = recognise(speaker.samples[start:])
        # The last group may not be over yet.
        whole = heard[:-1]
        if groups in [whole[at : at + len(groups)] for at in range(len(whole))]:
            return
    raise AssertionError(f"{groups} was not heard in {heard}")


async def until(
    sound: AlarmSound, condition: Callable[[SoundProof], bool], patience: float = PATIENCE_S
) -> SoundProof:
    """The first proof that meets the condition; prints how long it took.

    Raises TimeoutError with the last one.
    """
    began = time.monotonic()
    met = asyncio.Event()
    unsubscribe = sound.on_change(lambda proof: met.set() if condition(proof) else None)
    try:
        if not condition(sound.state):
            async with asyncio.timeout(patience):
                await met.wait()
    except TimeoutError:
        raise TimeoutError(f"still {sound.state}") from None
    finally:
        unsubscribe()
    print(f"{sound.state.state} after {time.monotonic() - began:.2f} s")
    return sound.state
