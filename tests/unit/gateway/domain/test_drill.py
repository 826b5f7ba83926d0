"""The score of a drill, read from its events."""

from datetime import timedelta

from gateway.domain import drill
from gateway.domain.world import Entry
from gateway.protocol import commands as do
from gateway.protocol.enums import Kind, Mode
from tests.helpers.orders import T0, new_id, officer, order, post_actor
from tests.helpers.worlds import PlayWorld


def at(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def lesson(play: PlayWorld, post: str, seconds: float, mode: Mode = Mode.DRILL) -> list[Entry]:
    body = do.RaiseAlarm(kind=Kind.FIRE, mode=mode, lesson_ms=round(seconds * 1_000))
    return play.do(order(post_actor(post), body, T0, id=new_id()))


def test_the_score_counts_to_the_press_and_to_the_first_claim() -> None:
    play = PlayWorld()
    entries = lesson(play, play.post(), 6.4)
    subject = entries[0].subject
    unanswered = drill.score(entries)
    assert unanswered is not None
    assert (unanswered.press_s, unanswered.claim_s, unanswered.came) == (6.4, None, 0)
    entries += play.do(order(officer(), do.Claim(incident=subject), T0 + at(9)))
    entries += play.do(order(officer(), do.Release(incident=subject), T0 + at(20)))
    entries += play.do(order(officer(), do.Claim(incident=subject), T0 + at(50)))
    answered = drill.score(entries)
    assert answered is not None
    assert answered.claim_s == 9


def test_a_real_alarm_has_no_score_and_keeps_no_lesson() -> None:
    play = PlayWorld()
    entries = lesson(play, play.post(), 6.4, Mode.REAL)
    assert drill.score(entries) is None
    assert play.incident(entries[0].subject).lesson_ms is None


def test_every_lesson_is_a_drill_of_its_own() -> None:
    play = PlayWorld()
    post = play.post()
    first, second = (lesson(play, post, seconds)[0].subject for seconds in (6, 4))
    assert first != second
