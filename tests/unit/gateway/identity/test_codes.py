"""Enrolment codes and challenges."""

import pytest

from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.signing import plain_code
from gateway.service.identity.challenge import NonceChallenge
from gateway.service.identity.codes import ALPHABET, Codes
from tests.helpers.play_gateway import MovedClock


def test_codes_are_eight_letters_that_people_do_not_confuse() -> None:
    codes = Codes(b"secret", MovedClock())
    made = [codes.fresh() for _ in range(200)]
    assert len({code.plain for code in made}) == 200
    for code in made:
        assert len(code.plain) == 8
        assert set(code.plain) <= set(ALPHABET)
        assert plain_code(code.plain) == code.plain
        assert code.selector == code.plain[:4]


def test_a_seal_says_nothing_without_the_secret() -> None:
    clock = MovedClock()
    code = Codes(b"secret", clock).fresh()
    assert code.plain not in code.code_hmac
    assert Codes(b"secret", clock).seal(code.plain) == code.code_hmac
    assert Codes(b"another", clock).seal(code.plain) != code.code_hmac


def test_a_code_lives_for_15_minutes() -> None:
    clock = MovedClock()
    code = Codes(b"secret", clock).fresh()
    assert 895 < (code.expires_at - clock.now()).total_seconds() <= 900


def test_a_nonce_is_good_once() -> None:
    challenge = NonceChallenge(MovedClock())
    assert len(challenge.spend()) == 43
    with pytest.raises(Refused) as refused:
        challenge.spend()
    assert refused.value.code is ErrorCode.NONCE_EXPIRED


def test_a_nonce_is_good_for_30_s() -> None:
    clock = MovedClock()
    challenge = NonceChallenge(clock)
    clock.move(30.5)
    with pytest.raises(Refused):
        challenge.spend()
