"""Waiting for what a console's alarm sound should do."""

import asyncio
from collections.abc import Callable

from console.sound.alarm import AlarmSound, OpenAlarm
from console.sound.synthesis import Level
from console.sound.verdict import SoundProof
from gateway.protocol.enums import Kind, Mode
from tests.helpers.pulse import Capture


def fire(level: Level = Level.NORMAL, alarm_id: str = "incident:1") -> OpenAlarm:
    """An open fire alarm."""
    return OpenAlarm(alarm_id, Kind.FIRE, Mode.REAL, level)


async def until_sounding(speaker: Capture, patience: float = 3.0) -> float:
    """Seconds until the output sounds."""
    return await asyncio.to_thread(speaker.wait_for_sound, patience)


async def until(
    sound: AlarmSound, condition: Callable[[SoundProof], bool], patience: float
) -> SoundProof:
    """The first proof that meets the condition. Raises TimeoutError with the last one."""
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
    return sound.state
