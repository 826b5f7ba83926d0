"""A flood of alarms: which still sound, for whom, and that none is ever lost in it."""

from collections.abc import Iterable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from console.board.flood import FLOOD_ABOVE, POST_SINGLY, Flood, flood_of, muffled
from console.board.sounding import Level, Soundings, sounding
from gateway.protocol.enums import Escalation, IncidentState, Mode, Priority
from gateway.protocol.views import AlarmView
from tests.helpers import golden

NOW = golden.after(3600)
WAITING = golden.alarm_view()


def alarm(
    number: int, before_s: float, desa: str = "33.24.08.2001", **changes: object
) -> AlarmView:
    """An alarm of a post of its own in that desa, so long ago."""
    place = replace(WAITING.place, area=desa, rt=f"{number:03}")
    at = NOW - timedelta(seconds=before_s)
    view = replace(WAITING, subject=f"incident:{number:04}", place=place, received_at=at)
    return replace(view, **changes)


def flooded(count: int, desa: str = "33.24.08.2001") -> list[AlarmView]:
    """So many, one each ten seconds, the last one ten seconds ago."""
    return [alarm(n, 10 * (count - n), desa) for n in range(count)]


def heard(views: Iterable[AlarmView]) -> Soundings:
    views = list(views)
    return muffled(sounding(views, NOW), flood_of(views, NOW))


def sounded(views: Iterable[AlarmView]) -> set[int]:
    return {int(sound.incident[-4:]) for sound in heard(views).sounds}


def test_ten_in_ten_minutes_are_no_flood() -> None:
    views = flooded(FLOOD_ABOVE)
    assert not flood_of(views, NOW).on
    assert sounded(views) == set(range(FLOOD_ABOVE))


def test_from_the_eleventh_on_they_join_the_first_of_their_desa() -> None:
    views = flooded(FLOOD_ABOVE + 5)
    flood = flood_of(views, NOW)
    assert flood.on
    assert flood.recent == 15
    assert set(flood.joined.values()) == {"incident:0000"}
    assert sounded(views) == set(range(FLOOD_ABOVE))


def test_the_first_of_another_desa_is_never_muffled() -> None:
    other = [alarm(100, 9, "33.24.01.2002"), alarm(101, 8, "33.24.01.2002")]
    assert sounded([*flooded(30), *other]) == {*range(FLOOD_ABOVE), 100}


def test_two_desa_of_the_same_name_are_two_places() -> None:
    """The code tells them apart, not the name."""
    assert sounded([*flooded(30), alarm(100, 9, "33.24.19.2001")]) >= {100}


def test_a_more_pressing_one_does_not_join_a_lesser_one() -> None:
    lesser = [replace(view, priority=Priority.P3) for view in flooded(20)]
    assert 100 in sounded([*lesser, alarm(100, 5, priority=Priority.P1)])


def test_what_waits_ten_minutes_is_not_a_flood_any_more_but_stays_gathered() -> None:
    views = [
        replace(view, received_at=view.received_at - timedelta(hours=1)) for view in flooded(20)
    ]
    flood = flood_of(views, NOW)
    assert not flood.on
    assert len(flood.joined) == 10


def test_taken_ones_count_and_make_room_for_the_next() -> None:
    taken = [replace(view, state=IncidentState.CLAIMED) for view in flooded(12)]
    fresh = [alarm(100, 9), alarm(101, 8), alarm(102, 7)]
    assert sounded([*taken, *fresh]) == {100}
    assert sounded([*taken, replace(fresh[0], state=IncidentState.CLAIMED), *fresh[1:]]) == {101}


def test_the_one_that_sounds_is_as_loud_as_the_loudest_that_joined() -> None:
    views = [replace(view, state=IncidentState.CLAIMED) for view in flooded(12)]
    views += [alarm(100, 9), alarm(101, 8, escalation=Escalation.LOUDER)]
    (sound,) = heard(views).sounds
    assert (sound.incident, sound.level) == ("incident:0100", Level.LOUDER)


def test_hearing_the_first_quiets_its_place_and_only_for_its_time() -> None:
    until = NOW + timedelta(seconds=40)
    views = [replace(view, state=IncidentState.CLAIMED) for view in flooded(12)]
    views += [alarm(100, 9, quiet_until=until), alarm(101, 8), alarm(102, 7, "33.24.01.2002")]
    assert sounded(views) == {102}
    assert heard(views).changes_at == until


def test_drills_neither_make_a_flood_of_real_alarms_nor_lead_one() -> None:
    drills = [replace(view, mode=Mode.DRILL) for view in flooded(40)]
    real = [alarm(100, 9), alarm(101, 8)]
    assert sounded([*drills, *real]) >= {100, 101}


def test_a_burst_of_one_post_sounds_three_times_and_no_other_post_is_silenced() -> None:
    burst = [
        replace(alarm(n, 9 - n / 10), place=replace(WAITING.place, rt="001")) for n in range(9)
    ]
    assert sounded([*burst, alarm(100, 8)]) == {*range(POST_SINGLY), 100}


def test_two_hundred_from_one_post_and_one_from_another() -> None:
    """Abuse case A2: the other one sounds, and nothing is lost."""
    place = replace(WAITING.place, rt="001")
    burst = [replace(alarm(n, 60 - n * 0.3), place=place) for n in range(200)]
    views = [*burst, alarm(500, 1, "33.24.01.2002")]
    assert 500 in sounded(views)
    assert len(flood_of(views, NOW).joined) == 200 - POST_SINGLY


def test_without_a_flood_nothing_is_changed() -> None:
    now = sounding(flooded(5), NOW)
    assert muffled(now, Flood()) == now


VIEWS = st.builds(
    alarm,
    number=st.integers(0, 60),
    before_s=st.integers(0, 1500),
    desa=st.sampled_from(["33.24.08.2001", "33.24.08.2002"]),
    priority=st.sampled_from(Priority),
    mode=st.sampled_from(Mode),
    state=st.sampled_from(IncidentState),
    escalation=st.sampled_from(Escalation),
    quiet_until=st.sampled_from([None, NOW + timedelta(seconds=30)]),
)


@given(st.lists(VIEWS, max_size=60, unique_by=lambda view: view.subject))
def test_whatever_comes_every_silent_alarm_has_one_that_speaks_for_it(
    views: list[AlarmView],
) -> None:
    flood, by_name = flood_of(views, NOW), {view.subject: view for view in views}
    after = muffled(sounding(views, NOW), flood)
    spoken = {s.incident for s in after.sounds} | {s.incident for s, _ in after.later}
    for sound in after.joined:
        lead = by_name[flood.joined[sound.incident]]
        assert lead.subject in spoken
        assert lead.priority <= by_name[sound.incident].priority
        assert lead.mode is sound.mode
    before = {sound.incident for sound in sounding(views, NOW).sounds}
    assert before == {s.incident for s in after.sounds} | {s.incident for s in after.joined}
    waiting = {view.place.area for view in views if view.state is IncidentState.WAITING}
    speaking = {by_name[name].place.area for name in spoken}
    assert waiting <= speaking
