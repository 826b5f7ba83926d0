"""The call panel: what is sent, in which order, and that nothing else is disturbed."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from console.call.engine import DeviceKind, OffReason
from gateway.protocol import commands as do
from gateway.protocol import events
from gateway.protocol.enums import AgentState, Desk, LegRole, MediaSort, RecordingState, Side
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Grant
from gateway.protocol.queries import MediaGrant
from gateway.protocol.views import AnyView, Attachment, DeskView
from tests.qt.call_scene import (
    ME,
    FakeMedia,
    agent,
    as_supervisor,
    call,
    held,
    leg,
    missed,
    own_leg,
    recording,
    spoken,
)
from tests.qt.scene import NOW, MakeScene, Scene, claimed, incident, item, post, refusal, subject

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
BASE: tuple[AnyView, ...] = (incident(0), claimed(1, 62, "Petugas 4"), *(post(n) for n in range(9)))


@pytest.fixture
def media() -> FakeMedia:
    return FakeMedia()


@pytest.fixture
def room(make_scene: MakeScene, media: FakeMedia) -> Scene:
    scene = make_scene(media=media)
    scene.sign_in()
    scene.snapshot(*BASE, agent(1, AgentState.READY), agent(2, AgentState.READY))
    return scene


def press(scene: Scene, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    target: QWidget = QApplication.focusWidget() or scene.window
    QTest.keyClick(target, key, modifier)


def type_text(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def select(scene: Scene, number: int) -> None:
    scene.window.queue.select(subject(number))
    scene.window.incident.show_incident(subject(number))


def did(scene: Scene) -> Sequence[do.AnyBody]:
    bodies = [body for body, _ in scene.link.did]
    scene.link.did.clear()
    return [body for body in bodies if not isinstance(body, do.MarkMessages)]


def test_a_call_that_comes_in_disturbs_nothing(room: Scene) -> None:
    select(room, 1)
    press(room, Qt.Key.Key_N)
    type_text("Sedang")
    room.change(call(7, 3))
    type_text(" menulis")
    assert room.window.incident.note.field.text() == "Sedang menulis"
    assert room.window.incident.subject == subject(1)
    assert "Pos Weleri RT 03" in room.window.calls.texts()
    press(room, Qt.Key.Key_F4, SHIFT)
    assert room.window.side.posts.list.currentIndex().data().startswith("Pos Weleri RT 03")
    assert did(room) == []


def test_the_card_of_a_post_with_an_open_report_opens_it(room: Scene) -> None:
    select(room, 1)
    room.change(call(0))
    assert any("Kebakaran" in text for text in room.window.calls.texts())
    press(room, Qt.Key.Key_F4, SHIFT)
    assert room.window.incident.subject == subject(0)


def test_answering_holds_the_active_call_first(room: Scene) -> None:
    active, fresh = spoken(4), call(7, video=True)
    room.change(active, fresh)
    press(room, Qt.Key.Key_F5)
    assert did(room) == [
        do.HoldCall(call=active.subject),
        do.AnswerCall(call=fresh.subject, video=True),
    ]


def test_a_refused_hold_answers_nothing_and_says_why(room: Scene) -> None:
    room.change(spoken(4), call(7))
    room.link.refuses = refusal(ErrorCode.DISCONNECTED)
    press(room, Qt.Key.Key_F5)
    assert [type(body) for body in did(room)] == [do.HoldCall]
    assert room.window.calls.refusal.text() != ""


def test_keys_of_a_call(room: Scene, media: FakeMedia) -> None:
    active = spoken(4)
    room.change(active)
    select(room, 1)
    for key, modifier in (
        (Qt.Key.Key_F7, NONE),
        (Qt.Key.Key_F7, SHIFT),
        (Qt.Key.Key_F11, NONE),
        (Qt.Key.Key_F11, SHIFT),
        (Qt.Key.Key_F12, NONE),
    ):
        press(room, key, modifier)
    name = active.subject
    assert did(room) == [
        do.HoldCall(call=name),
        do.AttachCall(call=name, about=subject(1)),
        do.StartRecording(call=name),
        do.StartRecording(call=name, video=True),
        do.EndCall(call=name),
    ]
    press(room, Qt.Key.Key_F8)
    press(room, Qt.Key.Key_F8, SHIFT)
    assert media.asked[-2:] == [("mute", True), ("camera", name, True)]


def test_a_running_recording_is_stopped_by_the_same_key(room: Scene) -> None:
    running = spoken(4, recording=RecordingState.ON, recordings=(recording(),))
    room.change(running)
    press(room, Qt.Key.Key_F11)
    assert did(room) == [do.StopRecording(call=running.subject)]


def test_resuming_and_declining(room: Scene) -> None:
    waits = held(3, 40)
    room.change(waits, call(7))
    press(room, Qt.Key.Key_F7)
    press(room, Qt.Key.Key_F5, SHIFT)
    assert did(room) == [
        do.ResumeCall(call=waits.subject),
        do.DeclineCall(call=call(7).subject),
    ]


def test_a_transfer_after_speaking_and_at_once(room: Scene) -> None:
    active = spoken(4)
    room.change(active)
    press(room, Qt.Key.Key_F9)
    type_text("petugas 2")
    press(room, Qt.Key.Key_Return)
    to = "officer:petugas-2"
    assert did(room) == [do.TransferCall(call=active.subject, to=to, consult=True)]
    press(room, Qt.Key.Key_F9)
    type_text("damkar")
    press(room, Qt.Key.Key_Return, CTRL)
    assert did(room) == [do.TransferCall(call=active.subject, desk=Desk.DAMKAR)]


def test_a_consultation_is_completed_or_returned_from(room: Scene) -> None:
    first = held(4, 20)
    second = spoken(5, consult_of=first.subject)
    room.change(first, second)
    press(room, Qt.Key.Key_F9, SHIFT)
    press(room, Qt.Key.Key_F9, CTRL)
    assert did(room) == [
        do.CompleteTransfer(call=second.subject),
        do.EndCall(call=second.subject),
        do.ResumeCall(call=first.subject),
    ]


def test_adding_to_a_call_and_dropping(room: Scene) -> None:
    legs = (leg("post:4", "Pos", LegRole.CALLER), own_leg(), leg("partner:1", "Ketua RT 03"))
    active = spoken(4, legs=legs)
    room.change(active)
    press(room, Qt.Key.Key_F10)
    type_text("pos weleri rt 03")
    press(room, Qt.Key.Key_Return)
    room.window.calls.active.dropped.emit("partner:1")
    assert did(room) == [
        do.InviteToCall(call=active.subject, to="post:7"),
        do.DropLeg(call=active.subject, party="partner:1"),
    ]


def test_calling_back_and_reviewing(room: Scene) -> None:
    late, new = missed(3, 300, about=subject(1)), missed(5, 20)
    room.change(new, late)
    press(room, Qt.Key.Key_F5, CTRL)
    room.window.calls.panels.review(new)
    type_text("salah tekan")
    press(room, Qt.Key.Key_Return)
    assert did(room) == [
        do.StartCall(to="post:3", about=subject(1), calls_back=late.subject),
        do.ReviewCall(call=new.subject, text="salah tekan"),
    ]


def test_calling_a_post_from_its_report_and_from_the_list(room: Scene) -> None:
    select(room, 1)
    press(room, Qt.Key.Key_Y)
    room.window.side.show_post("post:5")
    room.window.side.posts.call.click()
    assert did(room) == [
        do.StartCall(to="post:1", about=subject(1)),
        do.StartCall(to="post:5"),
    ]


def test_a_note_stays_until_it_was_taken(room: Scene) -> None:
    active = spoken(4)
    room.change(active)
    press(room, Qt.Key.Key_F10, SHIFT)
    type_text("Api dari dapur")
    room.link.refuses = refusal()
    press(room, Qt.Key.Key_Return)
    assert room.window.calls.panels.noting.words.text() == "Api dari dapur"
    room.link.refuses = None
    press(room, Qt.Key.Key_Return)
    note = do.NoteCall(call=active.subject, text="Api dari dapur")
    assert did(room) == [note, note]
    assert room.window.calls.panels.noting.isHidden()


def test_agent_states(room: Scene) -> None:
    assert "SIAP · 04:04" in room.window.calls.texts()
    press(room, Qt.Key.Key_3, CTRL)
    press(room, Qt.Key.Key_2, CTRL)
    press(room, Qt.Key.Key_2)
    press(room, Qt.Key.Key_Return)
    press(room, Qt.Key.Key_1, CTRL)
    assert did(room) == [
        do.SetAgentState(state=AgentState.OUT),
        do.SetAgentState(state=AgentState.BREAK, reason="Salat"),
        do.SetAgentState(state=AgentState.READY),
    ]
    until = NOW + timedelta(seconds=42)
    room.change(agent(1, AgentState.WRAP_UP, version=2, wrap_up_until=until))
    assert "MERAPIKAN · 42 dtk lagi" in room.window.calls.texts()


def test_without_an_engine_the_panel_says_why(room: Scene, media: FakeMedia) -> None:
    media.show(off=OffReason.FAILED)
    room.change(call(7))
    assert any(text.startswith("Panggilan mati") for text in room.window.calls.texts())
    press(room, Qt.Key.Key_F5)
    room.window.calls.acts.call("post:5")
    assert did(room) == []
    press(room, Qt.Key.Key_F5, SHIFT)
    assert did(room) == [do.DeclineCall(call=call(7).subject)]


def test_devices_are_chosen_and_tried(room: Scene, media: FakeMedia) -> None:
    panel = room.window.calls.panels.devices
    press(room, Qt.Key.Key_J, CTRL)
    assert ("try", True) in media.asked
    media.show(microphone=0.25)
    assert panel.meter.share == pytest.approx(0.8, abs=0.01)
    panel.tone.click()
    assert ("play", "test tone", 1.0) in media.asked
    media.show(chosen={DeviceKind.HEADSET: "h1"})
    assert any("Headset: Headset USB" in text for text in panel.texts())
    press(room, Qt.Key.Key_Escape)
    assert media.asked[-1] == ("try", False)


def test_a_desk_is_left_when_its_officer_is_not_relieved_within_seconds(room: Scene) -> None:
    room.change(agent(1, AgentState.READY, version=2, role=as_supervisor().role))
    room.sign_in(as_supervisor())
    calls, told = room.window.calls, []
    calls.unready_changed.connect(lambda: told.append(calls.unready()))
    room.change(DeskView(subject="desk:1", version=1, desk=Desk.SATPOL_PP, unready_since=NOW))
    room.window.tick()
    assert not calls.unready()
    long_ago = NOW - timedelta(seconds=9)
    room.change(DeskView(subject="desk:1", version=2, desk=Desk.SATPOL_PP, unready_since=long_ago))
    room.window.tick()
    assert told == [(Desk.SATPOL_PP,)]


def test_a_supervisor_listens_in_and_is_alarmed(room: Scene) -> None:
    theirs = spoken(4, holder="officer:petugas-2", holder_title="Petugas 2", legs=(), hub="c")
    unready = DeskView(
        subject="desk:1", version=1, desk=Desk.SATPOL_PP, unready_since=NOW - timedelta(seconds=9)
    )
    room.change(theirs, unready)
    alarm = "Tidak ada petugas SIAP di meja Satpol PP"
    assert not any(alarm in text for text in room.window.banners.texts())
    room.change(agent(1, AgentState.READY, version=2, role=as_supervisor().role))
    room.sign_in(as_supervisor())
    assert any(alarm in text for text in room.window.banners.texts())
    press(room, Qt.Key.Key_G, CTRL)
    board = room.window.side.calls_board
    board.join(speak=False)
    board.join(speak=True)
    assert did(room) == [
        do.JoinCall(call=theirs.subject),
        do.JoinCall(call=theirs.subject, speak=True),
    ]


def test_the_officer_sees_who_listens_in(room: Scene) -> None:
    hidden = leg("console:2", "Supervisor", LegRole.LISTENER)
    room.change(spoken(4, legs=(leg("post:4", "Pos", LegRole.CALLER), own_leg(), hidden)))
    assert "Didengar Supervisor" in room.window.calls.texts()


def test_a_recording_is_played_with_its_marks(room: Scene, media: FakeMedia) -> None:
    card = recording(stopped_at=NOW, stored=True, duration_s=192.0)
    ended = spoken(1, 220, ended_at=NOW, about=subject(1), recordings=(card,))
    room.link.calls = [ended]
    room.link.grant = Grant(code="leave", expires_at=NOW)
    room.link.content = b"webm"
    room.link.timeline = [item(90, 0, events.CallHeld(), "Petugas 1", 150)]
    select(room, 1)
    screen = room.window.incident
    assert len(screen.calls.texts()) == 1
    screen.calls.play(ended, card)
    assert room.link.downloaded == ["leave"]
    assert did(room) == [do.OpenRecording(call=ended.subject, recording=card.id)]
    assert ("open", card.id, b"webm") in media.asked
    assert [mark.at_s for mark in screen.player.wave.marks] == [50.0]
    media.clip_moved.tell(card.id, 10.0, True)
    for key in (Qt.Key.Key_Period, Qt.Key.Key_Right, Qt.Key.Key_Comma, Qt.Key.Key_Space):
        press(room, key)
    assert media.asked[-4:] == [
        ("seek", card.id, 50.0),
        ("seek", card.id, 55.0),
        ("play", card.id, 1.5),
        ("pause", card.id),
    ]
    press(room, Qt.Key.Key_Escape)
    assert media.asked[-1] == ("close", card.id)


def test_a_voice_note_of_the_post_is_played(room: Scene, media: FakeMedia) -> None:
    select(room, 0)
    name = "0198b8d1-9000-7a10-8000-000000000001"
    attached = Attachment(sort=MediaSort.VOICE, size=4000, sha256="0" * 64, seconds=12)
    said = events.MessageSent(message=name, side=Side.POST, written_at=NOW, media=attached)
    stored = events.MediaStored(message=name, sort=MediaSort.VOICE, size=4000, seconds=12)
    room.change(items=(item(300, 0, said, "Pos"), item(301, 0, stored)))
    room.link.content = b"ogg"
    room.window.incident.chat.view.opened.emit(name)
    assert MediaGrant(incident=subject(0), message=name) in room.link.asked
    assert ("open", name, b"ogg") in media.asked
    media.clip = None
    room.window.incident.chat.view.opened.emit(name)
    assert any("Tidak dapat diputar" in text for text in room.window.incident.player.texts())


def test_nobody_signed_in_has_no_calls(room: Scene) -> None:
    room.change(call(7))
    room.window.set_officer(None)
    assert room.window.calls.isHidden()
    press(room, Qt.Key.Key_F5)
    assert did(room) == []
    assert ME not in room.window.calls.acts.seat.officer
