"""Frames for an audience: order, cutting, what each may see."""

import itertools

from gateway.domain.audience import Audience, AudienceKind
from gateway.protocol import commands as do
from gateway.protocol.codec import FRAME_LIMIT, decode_server
from gateway.protocol.enums import Desk, Kind
from gateway.protocol.messages import Events, Snapshot
from gateway.service.hub.frames import event_frames, snapshot_frames
from tests.helpers.orders import alarm, officer, order
from tests.helpers.worlds import PlayWorld

DESK = Audience(kind=AudienceKind.DESK, desks=(Desk.SATPOL_PP,))
LOCKED = Audience(kind=AudienceKind.LOCKED, shown=(Desk.SATPOL_PP,))


def frames_of(play: PlayWorld, audience: Audience, after: int = 0) -> list[Events]:
    made = event_frames(
        audience, after, len(play.entries), play.entries[after:], play.world.find, str
    )
    assert all(len(frame) <= FRAME_LIMIT for frame in made)
    frames = [decode_server(frame) for frame in made]
    assert all(isinstance(frame, Events) for frame in frames)
    return [frame for frame in frames if isinstance(frame, Events)]


def noted(notes: int, length: int = 1_900) -> tuple[PlayWorld, str]:
    """An alarm and some notes on it."""
    play = PlayWorld()
    incident = play.do(alarm(play.post()))[0].subject
    for _ in range(notes):
        play.do(order(officer(), do.AddNote(incident=incident, text="n" * length)))
    return play, incident


def test_frames_follow_on_each_other_without_gap_or_repeat() -> None:
    play, _ = noted(100)
    frames = frames_of(play, DESK)
    assert len(frames) > 2
    assert frames[0].after == 0
    for before, after in itertools.pairwise(frames):
        assert after.after == before.through
    assert frames[-1].through == len(play.entries)
    numbers = [item.seq for frame in frames for item in frame.items]
    assert numbers == [entry.seq for entry in play.entries]


def test_only_the_last_item_of_a_subject_carries_its_picture() -> None:
    play, incident = noted(5)
    items = [i for frame in frames_of(play, DESK) for i in frame.items if i.subject == incident]
    assert [item.view is not None for item in items] == [False] * 5 + [True]
    assert items[-1].view
    assert items[-1].view.version == items[-1].version


def test_the_first_alarm_of_a_batch_ends_its_frame() -> None:
    play = PlayWorld()
    post = play.post()
    play.do(alarm(post, Kind.FIRE))
    play.do(alarm(post, Kind.CRIME))
    play.do(alarm(post, Kind.RESCUE))
    first, second = frames_of(play, DESK, after=2)
    assert [item.kind for item in first.items] == ["alarm_raised"]
    assert [item.kind for item in second.items] == ["alarm_raised"] * 2


def test_what_nobody_here_may_see_moves_the_number_by_an_empty_frame() -> None:
    play = PlayWorld()
    play.post()
    (frame,) = frames_of(play, LOCKED)
    assert (frame.after, frame.through, frame.items) == (0, 2, [])


def test_a_locked_console_is_told_kind_and_place_and_nothing_else() -> None:
    play, _ = noted(1)
    raw = b"".join(
        event_frames(
            LOCKED, 0, len(play.entries), play.entries, play.world.find, lambda actor: "Petugas 1"
        )
    )
    for told in (b"nnnn", b"Petugas", b"officer", b"Krajankulon RT", b"reference", b'press"'):
        assert told not in raw
    assert b'"type":"alarm"' in raw


def test_a_snapshot_without_anything_is_one_empty_part() -> None:
    (frame,) = snapshot_frames(DESK, "journal", 7, [])
    part = decode_server(frame)
    assert isinstance(part, Snapshot)
    assert (part.part, part.last, part.seq, part.views) == (0, True, 7, [])
    assert part.audience == DESK.fingerprint
