"""PINs: they open a phone, wrong ones make it wait, and it is forgotten in the background."""

import asyncio
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from gateway.domain.device import Enrolment, Partner
from gateway.protocol.enums import PartnerRole
from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.hub.unlocks import FORGOTTEN_S, Unlocks
from gateway.service.identity.passwords import Passwords, hash_password
from gateway.service.identity.pins import LONGEST_WAIT_S, Pins, hashed
from tests.helpers.play_gateway import MovedClock

PIN = "2580"
PARTNER = Partner(
    subject="partner:1",
    version=3,
    title="Linmas Krajankulon",
    phone="+6281200000001",
    role=PartnerRole.LINMAS,
    posts=(),
    agency=None,
    pin_hash=hash_password(PIN),
    enrolment=Enrolment(public_key="key-1"),
)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def unlocks(clock: MovedClock) -> Unlocks:
    return Unlocks(clock)


@pytest.fixture
def pins(unlocks: Unlocks, clock: MovedClock) -> Iterator[Pins]:
    passwords = Passwords()
    yield Pins(unlocks, passwords, clock)
    passwords.close()


async def refused(pins: Pins, pin: str, partner: Partner = PARTNER) -> Refused:
    with pytest.raises(Refused) as caught:
        await pins.unlock(partner, pin)
    return caught.value


async def test_the_right_pin_opens_the_phone(pins: Pins, unlocks: Unlocks) -> None:
    token = await pins.unlock(PARTNER, PIN)
    assert unlocks.holds(PARTNER, hashed(token))
    assert not unlocks.holds(PARTNER, hashed("another token"))
    assert not unlocks.holds(replace(PARTNER, enrolment=Enrolment(public_key="key-2")), token)


async def test_wrong_pins_wait_ever_longer_and_the_right_one_ends_it(
    pins: Pins, clock: MovedClock
) -> None:
    waits = []
    for _ in range(4):
        assert (await refused(pins, "0000")).code is ErrorCode.WRONG_PIN
    for _ in range(14):
        waiting = await refused(pins, PIN)
        assert waiting.code is ErrorCode.TOO_MANY_TRIES
        seconds = int(waiting.params["seconds"])
        waits.append(seconds)
        clock.move(seconds)
        assert (await refused(pins, "0000")).code is ErrorCode.WRONG_PIN
    assert waits == sorted(waits)
    assert waits[:4] == [1, 2, 4, 8]
    assert waits[-1] == LONGEST_WAIT_S
    clock.move(LONGEST_WAIT_S)
    await pins.unlock(PARTNER, PIN)
    assert (await refused(pins, "0000")).code is ErrorCode.WRONG_PIN


async def test_tries_sent_together_are_all_counted(pins: Pins) -> None:
    tries = await asyncio.gather(*(refused(pins, f"{n:04}") for n in range(20)))
    codes = [each.code for each in tries]
    assert codes.count(ErrorCode.WRONG_PIN) == 4
    assert codes.count(ErrorCode.TOO_MANY_TRIES) == 16


async def test_a_phone_without_a_pin_is_opened_by_none(pins: Pins) -> None:
    bare = replace(PARTNER, pin_hash="")
    assert (await refused(pins, "", bare)).code is ErrorCode.WRONG_PIN


async def test_a_phone_is_forgotten_after_five_minutes_in_the_background(
    pins: Pins, unlocks: Unlocks, clock: MovedClock
) -> None:
    token = hashed(await pins.unlock(PARTNER, PIN))
    clock.move(FORGOTTEN_S - 1)
    unlocks.seen(PARTNER.subject)
    clock.move(FORGOTTEN_S - 1)
    assert unlocks.holds(PARTNER, token)
    clock.move(2)
    assert not unlocks.holds(PARTNER, token)
    unlocks.seen(PARTNER.subject)
    assert not unlocks.holds(PARTNER, token)
