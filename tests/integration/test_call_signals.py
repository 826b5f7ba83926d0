"""Signals of calls over real sockets: who may send them to whom, how many, and what is kept."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway.protocol import commands as do
from gateway.protocol.errors import CloseCode, ErrorCode
from gateway.protocol.messages import Refusal, Signal
from gateway.protocol.signals import (
    CANDIDATE_LIMIT,
    SDP_LIMIT,
    Answer,
    Candidate,
    Mark,
    Offer,
    Restart,
)
from tests.helpers.call_room import CallRoom, sdp
from tests.helpers.gateway_client import GatewayClient
from tests.helpers.play_gateway import play_gateway

MARK = Mark(muted=True, camera=False)
CANDIDATE = Candidate(candidate="candidate:1 1 udp 1 192.0.2.7 54321 typ host", mid="0", line=0)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[CallRoom]:
    async with play_gateway(tmp_path) as gateway:
        yield CallRoom(gateway)


async def heard_nothing(client: GatewayClient) -> bool:
    """Whether no signal stands in its mailbox."""
    await client.beat()
    return not any(isinstance(message, Signal) for message in client.passed)


async def test_signals_pass_both_ways_and_fingerprints_are_kept_once(room: CallRoom) -> None:
    post, console = await room.tablet(), await room.officer(1)
    call = await room.talking(post, console)
    await room.negotiated(console, post, call)
    await room.negotiated(console, post, call)
    await room.signal(post, console, call, MARK)
    assert (await console.expect(Signal)).body == MARK
    await room.signal(post, console, call, Restart())
    assert (await console.expect(Signal)).body == Restart()
    await room.gateway.signalling.settled()
    assert room.gateway.hub.replica.calls[call].fingerprints == {
        (console.device, "sha-256 AA:01"),
        (post.device, "sha-256 BB:02"),
    }
    noted = "select count(*) from event where kind = 'fingerprint_noted'"
    with room.gateway.store.engine.connect() as connection:
        assert connection.exec_driver_sql(noted).scalar_one() == 2


async def test_strangers_are_turned_away_and_nothing_passes(room: CallRoom) -> None:
    post, console = await room.tablet(), await room.officer(1)
    stranger, colleague = await room.tablet("Pos Kamling RT 04"), await room.officer(2)
    call = await room.talking(post, console)
    for sender, receiver in (
        (stranger, console),
        (colleague, post),
        (post, stranger),
        (post, post),
    ):
        await room.signal(sender, receiver, call, MARK)
        assert await room.turned_away(sender) is ErrorCode.NOT_FOUND
    await room.signal(post, console, "call:0198b8d1-0000-7000-8000-000000000000", MARK)
    assert await room.turned_away(post) is ErrorCode.NOT_FOUND
    assert await heard_nothing(console)
    assert await heard_nothing(stranger)


async def test_only_while_the_call_lives_and_the_device_is_in_it(room: CallRoom) -> None:
    post, console = await room.tablet(), await room.officer(1)
    call = await room.done(post, do.StartCall())
    await room.signal(post, console, call, MARK)
    assert await room.turned_away(post) is ErrorCode.NOT_FOUND
    await room.done(console, do.AnswerCall(call=call))
    await room.negotiated(console, post, call)
    await room.done(console, do.EndCall(call=call))
    await room.signal(console, post, call, MARK)
    assert await room.turned_away(console) is ErrorCode.NOT_FOUND


async def test_two_guests_of_a_conference_do_not_signal_each_other(room: CallRoom) -> None:
    post, console = await room.tablet(), await room.officer(1)
    phone = await room.phone(post)
    call = await room.talking(post, console)
    await room.done(console, do.InviteToCall(call=call, to=phone.device))
    await room.signal(console, phone, call, Offer(sdp=sdp("AA:01")))
    assert await room.turned_away(console) is ErrorCode.NOT_FOUND
    await room.done(phone, do.AnswerCall(call=call))
    await room.negotiated(console, phone, call)
    await room.signal(post, phone, call, MARK)
    assert await room.turned_away(post) is ErrorCode.NOT_FOUND


async def test_the_hub_offers_and_the_others_answer(room: CallRoom) -> None:
    post, console = await room.tablet(), await room.officer(1)
    call = await room.talking(post, console)
    await room.signal(post, console, call, Offer(sdp=sdp("AA:01")))
    assert await room.turned_away(post) is ErrorCode.FORBIDDEN
    await room.signal(console, post, call, Answer(sdp=sdp("AA:01")))
    assert await room.turned_away(console) is ErrorCode.FORBIDDEN


async def test_an_absent_peer_is_told_of_and_nothing_waits_for_it(room: CallRoom) -> None:
    post, console = await room.tablet(), await room.officer(1)
    call = await room.talking(post, console)
    await room.hang(post)
    await room.signal(console, post, call, Offer(sdp=sdp("AA:01")))
    assert await room.turned_away(console) is ErrorCode.PEER_ABSENT
    await post.connect()
    assert await heard_nothing(post)


async def test_two_hundred_candidates_a_session_and_no_more(room: CallRoom) -> None:
    post, console = await room.tablet(), await room.officer(1)
    call = await room.talking(post, console)
    await room.negotiated(console, post, call)
    for _ in range(CANDIDATE_LIMIT):
        await room.signal(post, console, call, CANDIDATE)
    await room.signal(post, console, call, CANDIDATE)
    assert await room.turned_away(post) is ErrorCode.TOO_MANY_SIGNALS
    await console.beat()
    assert sum(isinstance(m, Signal) for m in console.passed) == CANDIDATE_LIMIT
    console.passed.clear()
    await room.negotiated(console, post, call, session=2)
    await room.signal(post, console, call, CANDIDATE, session=2)
    assert (await console.expect(Signal)).body == CANDIDATE


async def test_a_description_that_is_too_large_breaks_the_wire(room: CallRoom) -> None:
    post, console = await room.tablet(), await room.officer(1)
    call = await room.talking(post, console)
    await room.signal(console, post, call, Offer(sdp="v" * SDP_LIMIT))
    assert isinstance((await post.expect(Signal)).body, Offer)
    await room.signal(post, console, call, Answer(sdp="v" * (SDP_LIMIT + 1)))
    assert (await post.expect(Refusal)).code is ErrorCode.BAD_FRAME
    assert (await post.ended())[0] == CloseCode.BAD_DATA


async def test_a_flood_is_slowed_down(room: CallRoom) -> None:
    post, console = await room.tablet(), await room.officer(1)
    call = await room.talking(post, console)
    for _ in range(450):
        await room.signal(post, console, call, MARK)
    refused = await post.expect(Refusal, where=lambda m: m.id is None)
    assert refused.code is ErrorCode.RATE_LIMITED
    assert refused.retry_after_s


async def test_a_locked_phone_signals_nothing(room: CallRoom) -> None:
    post, console = await room.tablet(), await room.officer(1)
    phone = await room.phone(post)
    call = await room.done(console, do.StartCall(to=phone.device))
    await room.done(phone, do.AnswerCall(call=call))
    await room.hang(phone)
    phone.session = None
    await phone.connect()
    await room.signal(phone, console, call, MARK)
    assert await room.turned_away(phone) is ErrorCode.PIN_NEEDED
    await room.signal(console, phone, call, Offer(sdp=sdp("AA:01")))
    assert await room.turned_away(console) is ErrorCode.PEER_ABSENT
