"""Enrolment of posts and consoles."""

from datetime import timedelta

import pytest

from gateway.domain.device import TRIES
from gateway.domain.order import SYSTEM, CountTry, EnrolDevice, Order
from gateway.protocol import commands as do
from gateway.protocol.enums import ClientKind
from gateway.protocol.errors import ErrorCode, Refused
from tests.helpers.orders import CLI, T0, add_post, fresh_code, order
from tests.helpers.worlds import PlayWorld


def enrol(plain: str = "ABCD2345", after_s: float = 0, key: str = "key-1") -> Order:
    body = EnrolDevice(kind=ClientKind.POST, code_hmac=f"hmac-of-{plain}", public_key=key)
    return order(SYSTEM, body, T0 + timedelta(seconds=after_s))


def refusal(play: PlayWorld, given: Order) -> ErrorCode:
    with pytest.raises(Refused) as caught:
        play.do(given)
    return caught.value.code


def test_a_code_binds_one_key_and_only_once() -> None:
    play = PlayWorld()
    post = play.post()
    play.do(enrol())
    assert play.world.post(post).enrolment.public_key == "key-1"
    assert refusal(play, enrol(key="key-2")) is ErrorCode.CODE_USED


def test_a_code_lasts_fifteen_minutes() -> None:
    play = PlayWorld()
    play.post()
    assert refusal(play, enrol(after_s=15 * 60)) is ErrorCode.CODE_EXPIRED


def test_five_wrong_tries_void_a_code() -> None:
    play = PlayWorld()
    play.post()
    for _ in range(TRIES):
        play.do(order(SYSTEM, CountTry(kind=ClientKind.POST, selector="ABCD")))
    assert refusal(play, enrol()) is ErrorCode.CODE_EXPIRED
    assert play.do(order(SYSTEM, CountTry(kind=ClientKind.POST, selector="ABCD"))) == []


def test_a_new_code_voids_the_old_one() -> None:
    play = PlayWorld()
    post = play.post()
    play.do(order(CLI, do.IssueCode(device=post), code=fresh_code("WXYZ2345")))
    assert refusal(play, enrol()) is ErrorCode.CODE_WRONG
    assert play.do(enrol("WXYZ2345"))


def test_the_code_of_a_console_does_not_enrol_a_post() -> None:
    play = PlayWorld()
    play.do(order(CLI, do.AddConsole(title="Konsol 1"), code=fresh_code()))
    assert refusal(play, enrol()) is ErrorCode.CODE_WRONG


def test_a_revoked_device_has_no_key_and_no_code() -> None:
    play = PlayWorld()
    post = play.post()
    play.do(enrol())
    play.do(order(CLI, do.RevokeDevice(device=post)))
    assert not play.world.post(post).enrolment.enrolled
    assert refusal(play, enrol()) is ErrorCode.CODE_WRONG


def test_names_and_areas_are_checked() -> None:
    play = PlayWorld()
    play.post()
    assert refusal(play, add_post()) is ErrorCode.NAME_TAKEN
    elsewhere = do.AddPost(title="Pos Lain", area="99.99.99.9999")
    assert refusal(play, order(CLI, elsewhere, code=fresh_code())) is ErrorCode.UNKNOWN_AREA
