"""Sessions of a peer connection, and how many candidates each may bring."""

import pytest

from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Signal
from gateway.protocol.signals import CANDIDATE_LIMIT, AnySignalBody, Candidate, Restart
from gateway.service.signalling.pairs import Pair

HUB, LEG = "console:1", "post:1"
CANDIDATE = Candidate(candidate="candidate:1", mid="0", line=0)


def signal(session: int, body: AnySignalBody = CANDIDATE) -> Signal:
    return Signal(call="call:1", peer="post:1", session=session, body=body)


def test_an_older_session_is_for_nobody_any_more() -> None:
    pair = Pair()
    assert pair.take(HUB, signal(2), from_hub=True)
    assert not pair.take(LEG, signal(1), from_hub=False)
    assert not pair.take(HUB, signal(1), from_hub=True)


def test_only_the_hub_begins_a_session() -> None:
    pair = Pair()
    pair.take(HUB, signal(1), from_hub=True)
    with pytest.raises(Refused) as refused:
        pair.take(LEG, signal(2), from_hub=False)
    assert refused.value.code is ErrorCode.UNEXPECTED


def test_after_a_restart_a_device_may_ask_before_the_hub_has_spoken() -> None:
    pair = Pair()
    assert pair.take(LEG, signal(7, Restart()), from_hub=False)
    assert pair.take(HUB, signal(3), from_hub=True)


def test_each_end_has_its_own_count_and_a_new_session_begins_anew() -> None:
    pair = Pair()
    for _ in range(CANDIDATE_LIMIT):
        assert pair.take(HUB, signal(1), from_hub=True)
    with pytest.raises(Refused) as refused:
        pair.take(HUB, signal(1), from_hub=True)
    assert refused.value.code is ErrorCode.TOO_MANY_SIGNALS
    assert pair.take(LEG, signal(1), from_hub=False)
    assert pair.take(HUB, signal(1, Restart()), from_hub=True)
    assert pair.take(HUB, signal(2), from_hub=True)
