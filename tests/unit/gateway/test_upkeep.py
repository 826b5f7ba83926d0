"""The head is signed when it moved; due times follow the wall clock."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select

from gateway.domain.escalation import EscalationTimes
from gateway.service.clock import Clock
from gateway.service.commit.writer import Writer
from gateway.service.upkeep import Upkeep
from gateway.store import timers
from gateway.store.store import Store
from gateway.store.tables import head
from tests.helpers.orders import T0, add_post, alarm

KEY = Ed25519PrivateKey.generate()


class Wall:
    """Both clocks of a machine, set by hand; seconds."""

    def __init__(self) -> None:
        self.wall = T0.timestamp()
        self.monotonic = 1_000.0


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def clock(wall: Wall) -> Clock:
    return Clock(wall=lambda: wall.wall, monotonic=lambda: wall.monotonic)


async def test_due_times_follow_the_wall_clock_and_the_head_is_signed_once(
    tmp_path: Path, clock: Clock
) -> None:
    store = Store.at(tmp_path / "journal.sqlite")
    store.migrate()
    writer = Writer(store, EscalationTimes(), "KDL")
    writer.load()
    writer.start()
    post = (await writer.submit(add_post())).subject or ""
    await writer.submit(alarm(post))
    shifted: list[timedelta] = []
    upkeep = Upkeep(writer, clock, KEY, shifted.append)
    await upkeep.follow(timedelta(hours=-1))
    await upkeep.sign_head()
    await upkeep.sign_head()
    await writer.stop()
    with store.engine.connect() as connection:
        due = timers.all_due(connection)
        signed = connection.execute(select(func.count()).select_from(head)).scalar()
    store.close()
    assert [d.at for d in due] == [T0 + timedelta(seconds=20) - timedelta(hours=1)]
    assert shifted == [timedelta(hours=-1)]
    assert signed == 1


@pytest.mark.expects_log("the wall clock jumped")
def test_a_jump_is_followed_and_drift_is_not(wall: Wall, clock: Clock) -> None:
    assert clock.now() == T0
    wall.wall += 1.5
    assert clock.rebase() == timedelta()
    wall.wall += 3_600
    assert clock.now() == T0
    assert clock.rebase() == timedelta(seconds=3_601.5)
    assert clock.now() == T0 + timedelta(seconds=3_601.5)


def test_time_moves_with_the_monotonic_clock(wall: Wall, clock: Clock) -> None:
    wall.monotonic += 10
    assert clock.now() == T0 + timedelta(seconds=10)
