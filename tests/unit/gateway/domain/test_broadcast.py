"""Broadcasts: whom they reach, what the tablets tell, how neighbours answer, how it ends."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.domain import audience
from gateway.domain.broadcast import Broadcast
from gateway.domain.broadcast_target import posts_meant
from gateway.domain.device import Enrolment, Post
from gateway.domain.escalation import EscalationTimes, next_due
from gateway.domain.kentongan import rhythm_for
from gateway.domain.order import SYSTEM, Actor, EnrolDevice, Order
from gateway.domain.view import view
from gateway.protocol import commands as do
from gateway.protocol.enums import (
    AppealAnswer,
    ClientKind,
    Desk,
    Disposition,
    Kind,
    Mode,
    Role,
)
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.rhythms import BELL, PLAYABLE
from gateway.protocol.targets import AnyTarget, AroundIncident, AroundPoint, ByHand, InAreas
from gateway.protocol.views import AppealCounts, AppealView, BroadcastView, Place
from gateway.service.broadcast_rules import general_rhythms
from tests.helpers.orders import AREA, CLI, T0, alarm, fresh_code, officer, order, post_actor
from tests.helpers.worlds import PlayWorld

ADMIN = officer(9, Role.ADMINISTRATOR)
TIMES = EscalationTimes()
LAT, LON = -6.95, 110.25
#: Degrees of latitude to a metre.
METRE = 1 / 111_195

Neighbours = Callable[[int], str]


@pytest.fixture
def play() -> PlayWorld:
    return PlayWorld()


def enrolled_post(play: PlayWorld, metres: float, area: str = AREA, enrol: bool = True) -> str:
    """A post so many metres north of the first."""
    code = fresh_code(f"{len(play.entries):08}")
    body = do.AddPost(
        title=f"Pos {len(play.entries)}", area=area, lat=LAT + metres * METRE, lon=LON
    )
    subject = play.do(order(CLI, body, code=code))[0].subject
    if enrol:
        key = EnrolDevice(kind=ClientKind.POST, code_hmac=code.code_hmac, public_key="key")
        play.do(order(SYSTEM, key))
    return subject


@pytest.fixture
def reporter(play: PlayWorld) -> str:
    return enrolled_post(play, 0)


@pytest.fixture
def fire(play: PlayWorld, reporter: str) -> str:
    subject = play.do(alarm(reporter))[0].subject
    play.do(order(officer(), do.Claim(incident=subject)))
    return subject


def refusal(play: PlayWorld, given_order: Order) -> ErrorCode:
    before = len(play.entries)
    with pytest.raises(Refused) as caught:
        play.do(given_order)
    assert len(play.entries) == before
    return caught.value.code


def sent(play: PlayWorld, body: do.AnyBody, by: Actor | None = None) -> Broadcast:
    return play.world.broadcast(play.do(order(by or officer(), body))[0].subject)


def broadcast(target: AnyTarget, **more: object) -> do.Broadcast:
    return do.Broadcast(text="Air naik", target=target, **more)  # type: ignore[arg-type]


def confirm(play: PlayWorld, made: Broadcast, post: str, *, sounded: bool) -> int:
    body = do.ConfirmBroadcast(broadcast=made.subject, shown=True, sounded=sounded)
    return len(play.do(order(post_actor(post), body)))


# -- whom it reaches


def test_an_area_means_its_posts_and_a_kecamatan_all_below_it(play: PlayWorld) -> None:
    here = [enrolled_post(play, metres) for metres in (0, 9_000)]
    other = enrolled_post(play, 0, "33.24.07.2016")
    enrolled_post(play, 0, enrol=False)
    assert set(sent(play, broadcast(InAreas(areas=(AREA,)))).posts) == set(here)
    assert set(sent(play, broadcast(InAreas(areas=("33.24.08",)))).posts) == set(here)
    assert set(sent(play, broadcast(InAreas(areas=("33.24",)))).posts) == {*here, other}


def test_a_radius_counts_metres_and_leaves_the_reporting_post_out(
    play: PlayWorld, reporter: str, fire: str
) -> None:
    near, far = enrolled_post(play, 900), enrolled_post(play, 1_100)
    point = AroundPoint(lat=LAT, lon=LON, metres=1_000)
    assert set(sent(play, broadcast(point)).posts) == {reporter, near}
    around = broadcast(AroundIncident(metres=1_200), incident=fire, kind=Kind.FIRE)
    assert set(sent(play, around).posts) == {near, far}


def test_a_target_without_posts_is_refused(play: PlayWorld, reporter: str) -> None:
    bare = enrolled_post(play, 0, enrol=False)
    for target in (
        InAreas(areas=("33.24.03",)),
        AroundPoint(lat=0, lon=0, metres=500),
        AroundIncident(metres=500),
        ByHand(posts=(bare, "post:unknown")),
    ):
        assert refusal(play, order(officer(), broadcast(target))) is ErrorCode.NO_POSTS


def test_a_revoked_post_is_not_called(play: PlayWorld, reporter: str) -> None:
    other = enrolled_post(play, 10)
    play.do(order(ADMIN, do.RevokeDevice(device=other)))
    assert set(sent(play, broadcast(ByHand(posts=(reporter, other)))).posts) == {reporter}


PLACES = st.builds(
    Place,
    area=st.sampled_from([AREA, "33.24.07.2016", "33.24.08.2013"]),
    desa=st.just("d"),
    kecamatan=st.just("k"),
    lat=st.none() | st.floats(-7.2, -6.8),
    lon=st.floats(109.9, 110.4),
)
POSTS = st.lists(
    st.builds(
        Post,
        subject=st.uuids().map(lambda u: f"post:{u}"),
        version=st.just(1),
        title=st.just("Pos"),
        place=PLACES,
        enrolment=st.booleans().map(lambda on: Enrolment(public_key="k" if on else "")),
    ),
    unique_by=lambda post: post.subject,
    max_size=12,
)
TARGETS = st.one_of(
    st.just(InAreas(areas=("33.24.08",))),
    st.builds(AroundPoint, lat=st.just(-7.0), lon=st.just(110.2), metres=st.floats(1, 50_000)),
)


@given(posts=POSTS, target=TARGETS, seed=st.randoms())
def test_the_same_posts_in_any_order_give_the_same_list(
    posts: list[Post], target: AnyTarget, seed: object
) -> None:
    def meant(given_posts: list[Post]) -> list[str]:
        try:
            return [post.subject for post in posts_meant(target, given_posts, None)]
        except Refused:
            return []

    first = meant(posts)
    shuffled = list(posts)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert meant(shuffled) == first
    assert set(first) <= {post.subject for post in posts if post.enrolment.enrolled}
    assert len(first) == len(set(first))


# -- the relay


def test_the_relay_calls_the_nearest_within_the_distance_once(
    play: PlayWorld, reporter: str, fire: str
) -> None:
    posts = [enrolled_post(play, 2_990 - 200 * number) for number in range(12)]
    enrolled_post(play, 3_050)
    made = sent(play, do.RelayAlarm(incident=fire))
    assert list(made.posts) == posts[:1:-1]
    assert (made.text, made.kind, made.incident) == ("", Kind.FIRE, fire)
    assert {each.rhythm for each in made.posts.values()} == {"telu"}
    assert play.do(order(officer(2), do.RelayAlarm(incident=fire))) == []


def test_only_a_taken_alarm_is_relayed(play: PlayWorld, reporter: str) -> None:
    enrolled_post(play, 100)
    waiting = play.do(alarm(reporter))[0].subject
    relay = do.RelayAlarm(incident=waiting)
    assert refusal(play, order(officer(), relay)) is ErrorCode.WRONG_STATE
    play.do(order(officer(), do.Claim(incident=waiting)))
    stranger = officer(3, desks=(Desk.UP4,))
    assert refusal(play, order(stranger, relay)) is ErrorCode.FORBIDDEN
    play.do(order(officer(), relay))


def test_a_relay_without_neighbours_is_refused(play: PlayWorld, fire: str) -> None:
    assert refusal(play, order(officer(), do.RelayAlarm(incident=fire))) is ErrorCode.NO_POSTS


def test_a_drill_calls_as_a_drill_and_never_mixes(play: PlayWorld, reporter: str) -> None:
    enrolled_post(play, 100)
    drill = play.do(alarm(reporter, mode=Mode.DRILL))[0].subject
    play.do(order(officer(), do.Claim(incident=drill)))
    assert sent(play, do.RelayAlarm(incident=drill)).mode is Mode.DRILL
    real = broadcast(AroundIncident(metres=500), incident=drill)
    assert refusal(play, order(officer(), real)) is ErrorCode.MODES_MIX


# -- rhythms


@pytest.mark.parametrize("rhythm", ["siji", "doro_muluk_kendal", "doro_muluk_171", "sepisan"])
def test_news_of_a_death_is_never_sounded(play: PlayWorld, reporter: str, rhythm: str) -> None:
    asked = broadcast(ByHand(posts=(reporter,)), rhythm=rhythm)
    assert refusal(play, order(officer(), asked)) is ErrorCode.RHYTHM_FORBIDDEN
    table = do.SetKentongan(area=AREA, rhythms={Kind.FIRE: rhythm})
    assert refusal(play, order(ADMIN, table)) is ErrorCode.RHYTHM_FORBIDDEN


def test_each_desa_sounds_its_own_rhythm(play: PlayWorld, reporter: str) -> None:
    other = enrolled_post(play, 0, "33.24.07.2016")
    table = do.SetKentongan(area=AREA, rhythms={Kind.DISASTER: "polri_bencana"})
    play.do(order(ADMIN, table))
    assert play.do(order(ADMIN, table)) == []
    both = ByHand(posts=(reporter, other))
    made = sent(play, broadcast(both, kind=Kind.DISASTER))
    assert {post: each.rhythm for post, each in made.posts.items()} == {
        reporter: "polri_bencana",
        other: "papat",
    }
    same = sent(play, broadcast(both, kind=Kind.DISASTER, rhythm="titir"))
    assert {each.rhythm for each in same.posts.values()} == {"titir"}


def test_a_table_is_for_a_known_desa(play: PlayWorld) -> None:
    unknown = do.SetKentongan(area="33.24.99.2001", rhythms={})
    assert refusal(play, order(ADMIN, unknown)) is ErrorCode.UNKNOWN_AREA


def test_the_general_rhythms_come_from_the_table_of_sources(play: PlayWorld) -> None:
    general = general_rhythms()
    assert general[Kind.FIRE] == "telu"
    assert general[Kind.DISASTER] == "papat"
    assert general[Kind.CRIME] == "loro"
    assert general[Kind.MEDICAL] == BELL
    assert general[Kind.OTHER] == "titir"
    assert set(general.values()) <= set(PLAYABLE)
    assert rhythm_for(Kind.RESCUE, None, play.world.broadcast_rules) == "titir"


# -- what tablets tell and neighbours answer


def counted(play: PlayWorld, made: Broadcast) -> BroadcastView:
    seen = audience.Audience(kind=audience.AudienceKind.DESK, desks=(Desk.SATPOL_PP,))
    shown = view(play.world.broadcast(made.subject), seen)
    assert isinstance(shown, BroadcastView)
    return shown


def test_a_tablet_tells_once_and_takes_nothing_back(play: PlayWorld, reporter: str) -> None:
    other = enrolled_post(play, 10)
    made = sent(play, broadcast(ByHand(posts=(reporter, other))))
    assert confirm(play, made, reporter, sounded=False) == 1
    assert confirm(play, made, reporter, sounded=False) == 0
    assert (counted(play, made).shown, counted(play, made).sounded) == (1, 0)
    assert counted(play, made).silent == tuple(made.posts)
    confirm(play, made, reporter, sounded=True)
    assert confirm(play, made, reporter, sounded=False) == 0
    assert (counted(play, made).shown, counted(play, made).sounded) == (1, 1)
    assert counted(play, made).silent == (other,)


def test_a_post_that_was_not_called_neither_sees_nor_confirms(
    play: PlayWorld, reporter: str
) -> None:
    other = enrolled_post(play, 10)
    made = sent(play, broadcast(ByHand(posts=(reporter,))))
    told = do.ConfirmBroadcast(broadcast=made.subject, shown=True, sounded=True)
    assert refusal(play, order(post_actor(other), told)) is ErrorCode.NOT_FOUND
    for post, sees in ((reporter, True), (other, False)):
        seen = audience.of_post(play.world.post(post))
        shown = view(play.world.broadcast(made.subject), seen)
        assert isinstance(shown, AppealView) is sees


def test_a_desk_sees_only_broadcasts_about_its_incidents(play: PlayWorld, fire: str) -> None:
    enrolled_post(play, 10)
    made = sent(play, do.RelayAlarm(incident=fire))
    other = audience.Audience(kind=audience.AudienceKind.DESK, desks=(Desk.UP4,))
    locked = audience.Audience(kind=audience.AudienceKind.LOCKED, shown=(Desk.SATPOL_PP,))
    assert view(made, other) is None
    assert view(made, locked) is None


def test_answers_are_counted_on_the_broadcast_and_on_the_incident(
    play: PlayWorld, reporter: str, fire: str
) -> None:
    one, two = enrolled_post(play, 10), enrolled_post(play, 20)
    made = sent(play, do.RelayAlarm(incident=fire))
    for post, answer in (
        (one, AppealAnswer.COMING),
        (two, AppealAnswer.COMING),
        (one, AppealAnswer.ON_SCENE),
    ):
        play.do(order(post_actor(post), do.AnswerAppeal(incident=fire, answer=answer)))
    assert counted(play, made).answers == AppealCounts(coming=1, on_scene=1)
    assert sorted(play.incident(fire).answers.values()) == ["coming", "on_scene"]
    again = do.AnswerAppeal(incident=fire, answer=AppealAnswer.ON_SCENE)
    assert play.do(order(post_actor(one), again)) == []
    assert refusal(play, order(post_actor(reporter), again)) is ErrorCode.NOT_FOUND


# -- how it ends


def test_a_closed_incident_ends_its_broadcasts(play: PlayWorld, fire: str) -> None:
    enrolled_post(play, 10)
    made = sent(play, do.RelayAlarm(incident=fire))
    closing = do.CloseIncident(incident=fire, disposition=Disposition.HANDLED)
    play.do(order(officer(), closing))
    assert not play.world.broadcast(made.subject).is_open


def test_it_ends_once_by_hand_or_when_its_time_is_over(play: PlayWorld, reporter: str) -> None:
    for by_hand in (True, False):
        made = sent(play, broadcast(ByHand(posts=(reporter,))))
        due = next_due(made, TIMES)
        assert due is not None
        assert due.at == T0 + timedelta(hours=2)
        end = order(officer(2), do.EndBroadcast(broadcast=made.subject))
        ending = end if by_hand else order(SYSTEM, due.body, due.at)
        assert len(play.do(ending)) == 1
        over = play.world.broadcast(made.subject)
        assert next_due(over, TIMES) is None
        assert play.do(end) == []
        assert confirm(play, over, reporter, sounded=True) == 0
