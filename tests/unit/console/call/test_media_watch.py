"""What is said of a connection, recordings under way, and devices that stay chosen."""

import pytest
from msgspec.structs import replace

from console.base.clock import GatewayClock
from console.call.engine import (
    Device,
    DeviceKind,
    Devices,
    DevicesSeen,
    Figures,
    FiguresRead,
    Gone,
    LevelsRead,
    PictureSeen,
    Ready,
    Recorded,
    RecordingFailed,
)
from console.call.quality import Listening, Quality, quality
from console.call.session import Calls
from console.call.weak_link import LONGEST_TRUST_S, PATIENCE_S, TRUST_S, WeakLink
from gateway.protocol import commands as do
from gateway.protocol.errors import ErrorCode
from tests.helpers.golden.call import CALL, RECORDING
from tests.unit.console.call.conftest import POST, Desk, call

SECOND = Figures(packets=50, samples=48_000)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({}, Quality.GOOD),
        ({"concealed": 1_000}, Quality.GOOD),
        ({"concealed": 2_000}, Quality.WEAK),
        ({"concealed": 4_200}, Quality.BAD),
        ({"lost": 2}, Quality.WEAK),
        ({"lost": 5}, Quality.BAD),
        ({"far_lost": 0.05}, Quality.WEAK),
        ({"jitter_s": 0.04}, Quality.WEAK),
        ({"jitter_s": 0.07}, Quality.BAD),
        ({"rtt_s": 0.4}, Quality.WEAK),
        ({"rtt_s": 0.9}, Quality.BAD),
    ],
)
def test_quality_in_words(change: dict[str, float], word: Quality) -> None:
    assert quality(Figures(), replace(SECOND, **change)) is word


def test_a_word_is_made_of_the_last_seconds_only() -> None:
    listening = Listening()
    assert listening.take(Figures()) is None
    words = [listening.take(Figures(packets=50 * n, lost=20)) for n in range(1, 8)]
    assert words[0] is Quality.BAD
    assert words[-1] is Quality.GOOD


def test_the_picture_goes_on_a_bad_link_and_takes_its_time_to_come_back() -> None:
    link = WeakLink()
    for trust in (TRUST_S, 2 * TRUST_S, 4 * TRUST_S, LONGEST_TRUST_S, LONGEST_TRUST_S):
        assert [link.take(Quality.BAD) for _ in range(PATIENCE_S)][-1]
        assert not link.picture
        assert not any(link.take(Quality.GOOD) for _ in range(trust - 1))
        assert link.take(Quality.GOOD)
        assert link.picture


async def test_a_weak_link_loses_the_picture_and_the_gateway_is_told(desk: Desk) -> None:
    await desk.begin(call())
    for second in range(PATIENCE_S + 1):
        figures = Figures(packets=50 * second, lost=20 * second)
        await desk.tell(FiguresRead(call=CALL, party=POST, figures=figures))
    assert desk.asked("send_picture") == [(CALL, POST, False)]
    assert desk.calls.shown.quality is Quality.BAD


async def test_levels_and_pictures_of_the_call_that_is_spoken_in(desk: Desk) -> None:
    told: list[float] = []
    desk.calls.changed.subscribe(lambda: told.append(desk.calls.shown.heard))
    await desk.begin(call())
    await desk.tell(
        PictureSeen(call=CALL, party=POST, shown=True),
        LevelsRead(microphone=0.5, parties={POST: 0.25, "post:another": 0.75}),
    )
    assert desk.calls.shown.picture
    assert (desk.calls.shown.microphone, desk.calls.shown.heard) == (0.5, 0.25)
    assert told[-1] == 0.25


async def test_a_recording_is_sent_as_it_runs(desk: Desk) -> None:
    await desk.begin(call(recording=True))
    assert desk.asked("record") == [(CALL, RECORDING, False)]
    await desk.tell(part(0, b"one"), part(1, b"two"))
    assert desk.link.recorded == {RECORDING: [b"one", b"two"]}
    await desk.take(call(version=5))
    assert desk.asked("stop_recording") == [(RECORDING,)]
    assert not desk.link.whole
    await desk.tell(part(2, b"three", last=True))
    assert desk.link.recorded[RECORDING][-1] == b"three"
    assert desk.link.whole == {RECORDING}


async def test_a_recording_that_fails_is_reported(desk: Desk) -> None:
    await desk.begin(call(recording=True))
    await desk.tell(RecordingFailed(recording=RECORDING, reason="no encoder"))
    assert desk.link.done == [
        do.ReportRecording(call=CALL, recording=RECORDING, reason="no encoder")
    ]
    assert desk.link.whole == {RECORDING}
    await desk.take(call(recording=True, version=5))
    assert len(desk.asked("record")) == 1


async def test_after_a_crash_the_recording_ends_and_another_begins(desk: Desk) -> None:
    await desk.begin(call(recording=True))
    await desk.tell(part(0, b"one"), Gone(), Ready())
    assert desk.link.whole == {RECORDING}
    assert desk.link.done == [do.StopRecording(call=CALL), do.StartRecording(call=CALL)]
    assert len(desk.asked("record")) == 1


async def test_a_recording_that_another_console_began_is_followed_by_an_own(desk: Desk) -> None:
    desk.link.recording_refusal = ErrorCode.ID_TAKEN
    await desk.begin(call(recording=True))
    assert desk.asked("stop_recording") == [(RECORDING,)]
    assert desk.link.done == [do.StopRecording(call=CALL), do.StartRecording(call=CALL)]


async def test_devices_stay_chosen_by_their_names(desk: Desk) -> None:
    await desk.begin()
    await desk.tell(plugged("a", "b"))
    desk.calls.choose(DeviceKind.HEADSET, "b")
    assert desk.asked("choose") == [(DeviceKind.HEADSET, "b")]

    Calls(desk.engine, GatewayClock(), desk.tasks, desk.kept)
    await desk.tell(Ready(), plugged("x", "y"))
    assert desk.asked("choose")[-1] == (DeviceKind.HEADSET, "y")


def plugged(first: str, second: str) -> DevicesSeen:
    headsets = (Device(id=first, title="Speaker"), Device(id=second, title="USB Headset"))
    return DevicesSeen(devices=Devices(headsets=headsets))


def part(number: int, data: bytes, last: bool = False) -> Recorded:
    return Recorded(recording=RECORDING, number=number, data=data, last=last)
