"""The media follows the views: who is offered to, held, dropped, redialled, reported."""

import pytest

from console.call.engine import CallSetup, Gone, IceSetup, LegSeen, MediaState, Ready
from gateway.protocol import commands as do
from gateway.protocol.enums import CallState, LegRole, LegState
from gateway.protocol.errors import ErrorCode
from gateway.protocol.signals import Candidate, Mark, Offer, Restart
from tests.helpers.golden.call import CALL
from tests.unit.console.call.conftest import HERE, POST, THERE, Desk, call, leg

OFFER = Offer(sdp="v=0")
CANDIDATE = Candidate(candidate="candidate:1", mid="0", line=0)


def seen(state: MediaState, party: str = POST) -> LegSeen:
    return LegSeen(call=CALL, party=party, state=state)


def reported(desk: Desk) -> list[tuple[str, LegState]]:
    return [(each.party, each.state) for each in desk.link.done if isinstance(each, do.ReportLeg)]


async def test_the_hub_offers_with_the_servers_of_the_call(desk: Desk) -> None:
    await desk.begin(call())
    setup = CallSetup(
        ice=(IceSetup(urls=("turn:pusat.test",), username="u", credential="c"),),
        relay_only=True,
        camera=True,
    )
    assert desk.asked("begin") == [(CALL, setup)]
    ((subject, party, session, heard),) = desk.asked("connect")
    assert (subject, party, heard) == (CALL, POST, True)
    assert session >= 1
    assert desk.asked("show")[-1] == (CALL,)


async def test_without_servers_the_local_network_is_tried(
    desk: Desk, expected_logs: object
) -> None:
    desk.link.refusal = ErrorCode.DISCONNECTED
    expected_logs.add("no servers")  # type: ignore[attr-defined]
    await desk.begin(call())
    ((_, setup),) = desk.asked("begin")
    assert setup.ice == ()
    assert desk.sessions()


async def test_who_rings_or_listens_is_told_apart(desk: Desk) -> None:
    legs = (
        leg(POST, LegRole.CALLER, LegState.ON),
        leg(HERE, LegRole.OFFICER, LegState.ON),
        leg(THERE, LegRole.LISTENER),
        leg("partner:1", LegRole.INVITED, LegState.RINGING),
    )
    await desk.begin(call(*legs))
    assert {party: heard for _, party, _, heard in desk.asked("connect")} == {
        POST: True,
        THERE: False,
    }


async def test_who_listened_and_joins_is_heard_without_another_connection(desk: Desk) -> None:
    own = (leg(POST, LegRole.CALLER), leg(HERE, LegRole.OFFICER, LegState.ON))
    await desk.begin(call(*own, leg(THERE, LegRole.LISTENER)))
    await desk.take(call(*own, leg(THERE, LegRole.JOINED), version=5))
    assert desk.asked("hear") == [(CALL, THERE, True)]
    assert len(desk.asked("connect")) == 2


async def test_a_listener_who_joins_opens_the_microphone(desk: Desk) -> None:
    hub = leg(THERE, LegRole.OFFICER, LegState.ON)
    await desk.begin(call(hub, leg(HERE, LegRole.LISTENER), hub=THERE))
    await desk.take(call(hub, leg(HERE, LegRole.JOINED), hub=THERE, version=5))
    assert desk.asked("speak") == [(CALL, True)]
    assert not desk.asked("end")


async def test_a_call_elsewhere_is_none_of_this_consoles(desk: Desk) -> None:
    await desk.begin(call(leg(POST, LegRole.CALLER), leg(THERE, LegRole.OFFICER), hub=THERE))
    assert not desk.asked("begin")


async def test_a_leg_waits_for_the_offer_and_takes_what_came_early(desk: Desk) -> None:
    legs = (leg(THERE, LegRole.OFFICER), leg(HERE, LegRole.CALLED))
    desk.calls.use(desk.link, HERE)
    desk.engine.told.tell(Ready())
    desk.calls.take([call(*legs, hub=THERE)])
    await desk.come(THERE, 3, OFFER)
    await desk.come(THERE, 3, CANDIDATE)
    assert not desk.asked("connect")
    assert desk.asked("take") == [(CALL, THERE, 3, OFFER), (CALL, THERE, 3, CANDIDATE)]
    assert not desk.link.sent


async def test_a_leg_that_was_on_before_asks_for_a_fresh_offer(desk: Desk) -> None:
    legs = (leg(THERE, LegRole.OFFICER), leg(HERE, LegRole.LISTENER, LegState.ON))
    await desk.begin(call(*legs, hub=THERE))
    ((_, setup),) = desk.asked("begin")
    assert not setup.speaks
    assert not setup.camera
    assert [(each.peer, each.body) for each in desk.link.sent] == [(THERE, Restart())]


async def test_hold_a_leg_that_left_and_the_end(desk: Desk) -> None:
    three = (leg(POST, LegRole.CALLER), leg(HERE, LegRole.OFFICER), leg(THERE, LegRole.INVITED))
    await desk.begin(call(*three))
    await desk.take(call(*three, version=5, state=CallState.ON_HOLD))
    assert desk.asked("hold")[-1] == (CALL, True)
    assert desk.asked("show")[-1] == ("",)
    left = (*three[:2], leg(THERE, LegRole.INVITED, LegState.LEFT))
    await desk.take(call(*left, version=6))
    assert desk.asked("hold")[-1] == (CALL, False)
    assert desk.asked("drop") == [(CALL, THERE)]
    await desk.take(call(*left, version=7, state=CallState.ENDED))
    assert desk.asked("end") == [(CALL,)]


async def test_after_a_transfer_the_consulted_console_offers_anew(desk: Desk) -> None:
    legs = (leg(POST, LegRole.CALLER), leg(THERE, LegRole.OFFICER), leg(HERE, LegRole.INVITED))
    await desk.begin(call(*legs, hub=THERE))
    await desk.take(call(leg(POST, LegRole.CALLER), leg(HERE, LegRole.OFFICER), version=5))
    assert desk.asked("end") == [(CALL,)]
    assert [party for _, party, _, _ in desk.asked("connect")] == [POST]


async def test_what_is_measured_is_reported_once(desk: Desk) -> None:
    await desk.begin(call())
    await desk.tell(seen(MediaState.CONNECTING), seen(MediaState.CONNECTED))
    await desk.tell(seen(MediaState.CONNECTED))
    assert reported(desk) == [(POST, LegState.ON), (HERE, LegState.ON)]
    on = (leg(POST, LegRole.CALLER, LegState.ON), leg(HERE, LegRole.OFFICER, LegState.ON))
    await desk.take(call(*on, version=6))
    await desk.tell(seen(MediaState.INTERRUPTED))
    assert reported(desk)[2:] == [(POST, LegState.RECONNECTING)]


async def test_a_report_that_was_not_taken_is_made_again(desk: Desk, expected_logs: object) -> None:
    expected_logs.add("isn't reported")  # type: ignore[attr-defined]
    await desk.begin(call())
    desk.link.refusal = ErrorCode.DISCONNECTED
    await desk.tell(seen(MediaState.CONNECTED))
    desk.link.refusal = None
    await desk.take(call())
    assert reported(desk)[2:] == [(POST, LegState.ON), (HERE, LegState.ON)]


@pytest.mark.parametrize("lost_by", ["failure", "restart"])
async def test_a_lost_connection_is_made_anew_with_a_higher_session(
    desk: Desk, lost_by: str
) -> None:
    await desk.begin(call())
    if lost_by == "failure":
        await desk.tell(seen(MediaState.FAILED))
    else:
        await desk.come(POST, desk.sessions()[0], Restart())
    first, second = desk.sessions()
    assert second > first


async def test_as_a_leg_a_failure_asks_the_hub(desk: Desk) -> None:
    await desk.begin(call(leg(THERE, LegRole.OFFICER), leg(HERE, LegRole.CALLED), hub=THERE))
    await desk.come(THERE, 7, OFFER)
    await desk.tell(seen(MediaState.FAILED, THERE))
    assert [(each.session, each.body) for each in desk.link.sent] == [(7, Restart())]


async def test_after_a_crash_all_is_redialled(desk: Desk) -> None:
    await desk.begin(call())
    desk.calls.mute(True)
    desk.calls.camera(CALL, False)
    await desk.tell(Gone())
    assert desk.calls.shown.quality is None
    await desk.take(call(version=5))
    assert len(desk.asked("begin")) == 1
    await desk.tell(Ready())
    (_, before), (_, after) = desk.asked("begin")
    assert (before.camera, after.camera) == (True, False)
    assert desk.asked("mute")[-1] == (True,)
    first, second = desk.sessions()
    assert second > first


async def test_the_others_learn_what_microphone_and_camera_do(desk: Desk) -> None:
    await desk.begin(call())
    desk.calls.mute(True)
    desk.calls.camera(CALL, False)
    await desk.tell(seen(MediaState.CONNECTED))
    assert [each.body for each in desk.link.sent] == [
        Mark(muted=True, camera=True),
        Mark(muted=True, camera=False),
        Mark(muted=True, camera=False),
    ]
    assert {each.peer for each in desk.link.sent} == {POST}
