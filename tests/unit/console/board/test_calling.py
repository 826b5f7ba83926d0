"""Whose call is whose, and how it is heard."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from console.board.calling import (
    CallTone,
    OwnCalls,
    Seat,
    is_hub,
    listeners,
    other_legs,
    own_calls,
    since_of,
    tone_of,
)
from gateway.protocol.enums import AgentState, CallState, Desk, LegRole, LegState
from gateway.protocol.views import CallView
from tests.qt.call_scene import ME, call, held, leg, missed, own_leg, spoken
from tests.qt.scene import NOW, OWN

SEAT = Seat(ME, OWN, frozenset({Desk.SATPOL_PP}))
OTHER = "officer:petugas-2"


def ringing(*views: CallView) -> list[str]:
    return [view.subject for view in own_calls(views, SEAT).ringing]


def test_a_desk_call_rings_at_its_desk_the_oldest_first() -> None:
    young, old = call(1, 3), call(2, 20)
    assert ringing(young, old) == [old.subject, young.subject]
    assert ringing(replace(old, desk=Desk.PSC_119)) == []
    assert own_calls([old], Seat("", OWN, SEAT.desks)) == OwnCalls()


def test_declined_here_or_answered_anywhere_it_rings_no_more() -> None:
    assert ringing(call(1, declined_by=(ME,))) == []
    assert ringing(call(1, declined_by=(OTHER,))) != []
    assert ringing(spoken(1, holder=OTHER, hub="console:1", legs=())) == []


def test_a_call_for_one_officer_rings_only_there() -> None:
    assert ringing(call(1, called=ME, rings_at=(ME,))) != []
    assert ringing(call(1, called=OTHER, rings_at=(OTHER,))) == []
    assert ringing(call(1, called="post:5", caller=OTHER)) == []


def test_a_call_handed_on_rings_at_the_next_and_stays_held_at_the_former() -> None:
    handed = held(1, 5, holder=OTHER, rings_at=(ME,), ring_until=NOW + timedelta(seconds=20))
    assert ringing(handed) == [handed.subject]
    own = replace(handed, holder=ME, rings_at=(OTHER,))
    assert ringing(own) == []
    assert own_calls([own], SEAT).held == (own,)


def test_an_officer_invited_into_a_call_is_rung() -> None:
    legs = (leg(OTHER, "Petugas 2"), leg(OWN, "Petugas 1", state=LegState.RINGING, who=ME))
    assert ringing(spoken(1, holder=OTHER, hub="console:1", legs=legs)) != []


def test_what_is_spoken_in_and_what_waits() -> None:
    active, first, second = spoken(1), held(2, 90), held(3, 10)
    own = own_calls([first, active, second], SEAT)
    assert own.active == active
    assert own.held == (second, first)
    out = call(4, caller=ME, called="post:4", called_title="Pos")
    assert own_calls([out], SEAT).active == out


def test_who_listens_in_is_told_and_is_no_party() -> None:
    hidden = leg("console:2", "Supervisor", LegRole.LISTENER)
    view = spoken(1, legs=(leg("post:1", "Pos", LegRole.CALLER), own_leg(), hidden))
    assert listeners(view, SEAT) == ("Supervisor",)
    assert [each.party for each in other_legs(view, SEAT)] == ["post:1"]
    assert is_hub(view, SEAT)
    assert not is_hub(view, Seat(OTHER, "console:2", SEAT.desks))


def test_to_call_back_until_that_is_done_or_reviewed() -> None:
    late, new = missed(1, 300), missed(2, 20)
    done = replace(missed(3, 50), call_back_due=False)
    reviewed = replace(missed(4, 50), reviewed_at=NOW)
    assert own_calls([new, done, late, reviewed], SEAT).due == (late, new)
    assert since_of(late) == late.ended_at


@pytest.mark.parametrize(
    ("agent", "tone"),
    [
        (AgentState.READY, CallTone.RING),
        (AgentState.BUSY, CallTone.SECOND),
        (AgentState.WRAP_UP, CallTone.SECOND),
        (AgentState.BREAK, CallTone.NONE),
        (AgentState.OUT, CallTone.NONE),
    ],
)
def test_the_tone_follows_the_officer(agent: AgentState, tone: CallTone) -> None:
    assert tone_of(own_calls([call(1)], SEAT), agent) is tone
    assert tone_of(OwnCalls(), agent) is CallTone.NONE


def test_a_second_call_is_only_a_quiet_tone() -> None:
    own = own_calls([call(1), spoken(2)], SEAT)
    assert own.active is not None
    assert own.active.state is CallState.ACTIVE
    assert tone_of(own, AgentState.READY) is CallTone.SECOND
