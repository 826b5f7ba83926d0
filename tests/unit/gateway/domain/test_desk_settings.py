"""Rules of sound of a desk, and posts under watch."""

from datetime import timedelta

import pytest

from gateway.domain.audience import Audience, AudienceKind, sees
from gateway.domain.device_view import post as post_view
from gateway.domain.sound_rules import SoundRules, view
from gateway.protocol import commands as do
from gateway.protocol.enums import Desk, Mode, Role, SoundLevel
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import SoundRule
from tests.helpers.orders import T0, officer, order
from tests.helpers.worlds import PlayWorld

RULE = SoundRule(level=SoundLevel.SOFT, mode=Mode.DRILL)


def set_rules(play: PlayWorld, *rules: SoundRule, desk: Desk = Desk.SATPOL_PP) -> int:
    body = do.SetSoundRules(desk=desk, rules=rules)
    return len(play.do(order(officer(role=Role.SUPERVISOR), body)))


def test_rules_are_journaled_once_and_replaced() -> None:
    play = PlayWorld()
    assert [set_rules(play, RULE), set_rules(play, RULE), set_rules(play)] == [1, 0, 1]
    assert play.entries[0].subject == "sound_rules:satpol_pp"
    state = play.world.find("sound_rules:satpol_pp")
    assert isinstance(state, SoundRules)
    assert (view(state).rules, view(state).version) == ((), 2)


def test_only_the_desks_own_consoles_see_them_locked_or_not() -> None:
    play = PlayWorld()
    set_rules(play, RULE)
    state = play.world.find("sound_rules:satpol_pp")
    assert state is not None
    locked = Audience(kind=AudienceKind.LOCKED, shown=(Desk.SATPOL_PP,))
    assert sees(state, locked)
    assert not sees(state, Audience(kind=AudienceKind.LOCKED, shown=(Desk.UP4,)))
    assert not sees(state, Audience(kind=AudienceKind.POST, post="post:1"))


def test_rules_of_another_desk_are_refused() -> None:
    with pytest.raises(Refused) as caught:
        set_rules(PlayWorld(), RULE, desk=Desk.UP4)
    assert caught.value.code is ErrorCode.FORBIDDEN


def test_a_watch_has_a_reason_and_an_end_and_is_no_business_of_the_tablet() -> None:
    play = PlayWorld()
    post, until = play.post(), T0 + timedelta(hours=4)
    for bad in (
        do.WatchPost(post=post, until=until),
        do.WatchPost(post=post, reason="palsu", until=T0 - timedelta(hours=1)),
    ):
        with pytest.raises(Refused):
            play.do(order(officer(), bad))
    play.do(order(officer(), do.WatchPost(post=post, reason="palsu", until=until)))
    state = play.world.post(post)
    assert (state.watch_until, state.watch_reason) == (until, "palsu")
    assert post_view(state, open_code=True).watch_reason == "palsu"
    assert post_view(state, open_code=False).watch_until is None
    play.do(order(officer(), do.WatchPost(post=post)))
    assert play.world.post(post).watch_until is None
    assert play.do(order(officer(), do.WatchPost(post=post))) == []
