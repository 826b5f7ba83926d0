"""The main window over a scripted board: what is shown, what is sent, where the keys go."""

from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.board.sounding import Soundings, sounding
from console.link.state import LinkState, Reason
from console.screens.keys import KEYS
from console.screens.status import LinkStatus, SoundStatus
from console.sound.verdict import Reason as SoundReason
from console.sound.verdict import SoundProof
from gateway.protocol import commands, events
from gateway.protocol.enums import Disposition, IncidentState, Kind, Mode, Role, SoundState
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Grant, Notice, PostPresence
from gateway.protocol.views import AreaView
from tests.qt.scene import (
    NOW,
    OFFICER,
    MakeScene,
    Scene,
    bare,
    claimed,
    console,
    incident,
    item,
    officer,
    post,
    refusal,
    subject,
)

LOST = LinkStatus(LinkState.LOST, Reason.UNREACHABLE, NOW)
ONLINE = LinkStatus(LinkState.ONLINE)


@pytest.fixture
def desk(scene: Scene) -> Scene:
    """An officer signed in, one fire unclaimed, one illness in another's hands."""
    scene.window.set_link(ONLINE)
    scene.sign_in()
    scene.snapshot(incident(0), claimed(1, 62, "Petugas 4", kind=Kind.MEDICAL), officer(1), post(0))
    return scene


def press(scene: Scene, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    target: QWidget = QApplication.focusWidget() or scene.window
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def type_text(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def did(scene: Scene) -> list[commands.AnyBody]:
    return [body for body, _ in scene.link.did]


# -- before anyone signs in


def test_open_alarms_are_shown_before_anyone_signs_in(scene: Scene) -> None:
    scene.snapshot(bare(incident(0)), bare(claimed(1, 60, "Petugas 4")))
    assert scene.window.page() == "sign_in"
    assert scene.window.queue.texts()[0].endswith("belum diambil")
    assert scene.window.incident.texts() == []
    press(scene, Qt.Key.Key_F3)
    assert did(scene) == []
    assert scene.window.sign_in.texts() == ["Masuk dahulu untuk melakukan ini."]


def test_a_refused_sign_in_leaves_what_was_typed(scene: Scene) -> None:
    scene.link.refuses = refusal(ErrorCode.WRONG_PASSWORD)
    type_text("petugas1")
    press(scene, Qt.Key.Key_Tab)
    type_text("salah")
    press(scene, Qt.Key.Key_Return)
    assert scene.link.signed_in == [("petugas1", "salah")]
    assert scene.window.sign_in.texts() == ["Nama pengguna atau kata sandi salah."]
    assert scene.window.sign_in.user.text() == "petugas1"


def test_signing_in_shows_the_most_urgent_incident(scene: Scene) -> None:
    scene.snapshot(bare(incident(0)))
    scene.sign_in()
    scene.snapshot(claimed(1, 60, "Petugas 4"), incident(0), officer(1))
    assert "Kebakaran" in scene.window.incident.texts()
    assert scene.window.top.texts()[0] == "Petugas 1 · 1 petugas bertugas"


def test_locking_hides_all_but_kind_and_place(desk: Scene) -> None:
    desk.window.incident.note.begin()
    press(desk, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert desk.link.signed_out == 1
    desk.board.lock()
    desk.window.set_officer(None)
    desk.window.queue.model.flush()
    assert desk.window.page() == "sign_in"
    assert len(desk.window.queue.texts()) == 2
    assert not any("Petugas 4" in text for text in desk.window.queue.texts())
    assert desk.window.incident.timeline.texts() == []


# -- acts


def test_hear_and_claim_act_on_the_selected_incident(desk: Scene) -> None:
    press(desk, Qt.Key.Key_F2)
    press(desk, Qt.Key.Key_F3)
    assert desk.link.did == [
        (commands.Hear(incident=subject(0)), 1),
        (commands.Claim(incident=subject(0)), 1),
    ]


def test_with_nothing_to_take_selected_f2_silences_and_f3_first_chooses_the_next(
    desk: Scene,
) -> None:
    desk.window.queue.select(subject(1))
    desk.window.incident.show_incident(subject(1))
    press(desk, Qt.Key.Key_F3)
    assert desk.link.did == []
    assert desk.window.incident.subject == subject(0)
    press(desk, Qt.Key.Key_F3)
    assert did(desk) == [commands.Claim(incident=subject(0))]
    desk.window.incident.show_incident(subject(1))
    press(desk, Qt.Key.Key_F2)
    assert did(desk)[1:] == [commands.Hear(incident=subject(0))]


def test_function_keys_act_while_a_note_is_written(desk: Scene) -> None:
    press(desk, Qt.Key.Key_N)
    type_text("null")
    press(desk, Qt.Key.Key_F3)
    assert did(desk) == [commands.Claim(incident=subject(0))]
    assert desk.window.incident.note.field.text() == "null"


def test_single_keys_are_text_in_a_text_field(desk: Scene) -> None:
    press(desk, Qt.Key.Key_N)
    type_text("nlx/")
    assert desk.window.incident.note.field.text() == "nlx/"
    assert did(desk) == []
    press(desk, Qt.Key.Key_Escape)
    press(desk, Qt.Key.Key_Slash)
    type_text("lxn")
    assert desk.window.top.search.text() == "lxn"
    assert did(desk) == []


def test_single_keys_act_elsewhere(desk: Scene) -> None:
    desk.change(claimed(0, 14, "Petugas 1", version=2))
    press(desk, Qt.Key.Key_L)
    assert did(desk) == [commands.Release(incident=subject(0))]


def test_a_note_is_sent_by_ctrl_enter_and_kept_when_refused(desk: Scene) -> None:
    press(desk, Qt.Key.Key_N)
    type_text("api sampai atap")
    desk.link.refuses = refusal(ErrorCode.FORBIDDEN)
    press(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert did(desk) == [commands.AddNote(incident=subject(0), text="api sampai atap")]
    assert desk.window.incident.note.field.text() == "api sampai atap"
    assert "Anda tidak berwenang melakukan ini." in desk.window.incident.texts()
    desk.link.refuses = None
    desk.window.incident.note.send()
    assert desk.window.incident.note.field.text() == ""


def test_a_note_begun_for_one_incident_stays_with_it(desk: Scene) -> None:
    press(desk, Qt.Key.Key_N)
    type_text("untuk kebakaran")
    press(desk, Qt.Key.Key_Escape)
    press(desk, Qt.Key.Key_Down)
    assert desk.window.incident.subject == subject(1)
    assert desk.window.incident.note.field.text() == ""
    press(desk, Qt.Key.Key_Up)
    assert desk.window.incident.note.field.text() == "untuk kebakaran"


def test_what_one_officer_began_is_not_shown_to_the_next(desk: Scene) -> None:
    press(desk, Qt.Key.Key_N)
    type_text("belum selesai")
    desk.window.set_officer(None)
    desk.sign_in()
    desk.snapshot(incident(0), officer(1))
    assert desk.window.incident.note.field.text() == "belum selesai"
    desk.window.set_officer(None)
    desk.sign_in(msgspec.structs.replace(OFFICER, officer="officer:petugas-2"))
    desk.snapshot(incident(0), officer(2))
    assert desk.window.incident.subject == subject(0)
    assert desk.window.incident.note.field.text() == ""


def test_closing_needs_an_outcome_and_then_the_next_is_shown(desk: Scene) -> None:
    desk.change(claimed(0, 14, "Petugas 1", version=2))
    press(desk, Qt.Key.Key_X)
    press(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Pilih hasilnya dahulu (tombol 1 sampai 7)." in desk.window.incident.texts()
    press(desk, Qt.Key.Key_2)
    press(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.link.did == [
        (
            commands.CloseIncident(
                incident=subject(0), disposition=Disposition.FALSE_OR_PRANK, text=""
            ),
            2,
        )
    ]
    assert not desk.window.incident.panels.closing.isVisible()


def test_what_waits_can_not_be_closed(desk: Scene) -> None:
    press(desk, Qt.Key.Key_X)
    assert not desk.window.incident.panels.closing.isVisible()
    assert any("harus diambil dahulu" in text for text in desk.window.incident.texts())


def test_an_incident_closed_by_another_stays_in_sight(desk: Scene) -> None:
    ended = incident(
        0,
        state=IncidentState.CLOSED,
        version=5,
        closed_at=NOW,
        disposition=Disposition.DUPLICATE,
    )
    desk.change(ended)
    assert desk.window.incident.subject == subject(0)
    assert "Selesai 21.45.05: Laporan ganda" in desk.window.incident.texts()
    assert len(desk.window.queue.texts()) == 1


# -- what comes


def test_the_selection_follows_its_incident(desk: Scene) -> None:
    desk.change(incident(2, 30), incident(3, 40))
    view = desk.window.queue.view
    assert [str(i.data()) for i in view.selectedIndexes()] == [
        "P1 · Kebakaran · Krajankulon, Kaliwungu · belum diambil"
    ]
    assert desk.window.incident.subject == subject(0)


def test_a_new_alarm_takes_no_focus_from_who_types(desk: Scene) -> None:
    press(desk, Qt.Key.Key_N)
    type_text("sedang")
    desk.change(incident(7, 1))
    assert QApplication.focusWidget() is desk.window.incident.note.field
    assert desk.window.incident.subject == subject(0)


def test_a_new_alarm_raises_a_minimised_window(desk: Scene, qtbot: QtBot) -> None:
    desk.window.showMinimized()
    desk.change(incident(7, 1))
    qtbot.waitUntil(lambda: not desk.window.isMinimized())


def test_the_timeline_is_asked_for_and_grows(desk: Scene) -> None:
    desk.link.timeline = [item(1, 1, events.NoteAdded(text="satu"), "Petugas 4")]
    press(desk, Qt.Key.Key_Down)
    assert desk.window.incident.timeline.texts() == ["21.45.00 Catatan Petugas 4 satu"]
    desk.change(items=(item(8, 1, events.NoteAdded(text="dua"), "Petugas 4"),))
    assert len(desk.window.incident.timeline.texts()) == 2


def test_a_flood_is_shown_and_the_strip_counts_it(desk: Scene) -> None:
    desk.snapshot(*(incident(n, n) for n in range(50)), incident(60, mode=Mode.DRILL), officer(1))
    assert desk.window.queue.model.count(IncidentState.WAITING) == 51
    assert desk.window.queue.flooding.text().startswith("Banjir alarm: 50 ")
    assert "51 belum diambil" in desk.window.strip.texts()
    assert "Latihan 1 · Uji 0" in desk.window.strip.texts()
    assert desk.window.incident.subject == subject(0)


def test_only_what_was_painted_in_sight_counts_as_shown(make_scene: MakeScene) -> None:
    scene = make_scene()
    painted: list[list[str]] = []
    scene.window.painted.connect(painted.append)
    scene.sign_in()
    scene.snapshot(*(incident(n, n) for n in range(50)), officer(1))
    QTest.qWait(50)
    seen = {each for batch in painted for each in batch}
    assert subject(49) in seen
    assert subject(0) not in seen
    assert 5 < len(seen) < 20


def test_a_hidden_window_shows_nothing_to_anyone(make_scene: MakeScene) -> None:
    scene = make_scene()
    scene.window.hide()
    painted: list[list[str]] = []
    scene.window.painted.connect(painted.append)
    scene.sign_in()
    scene.snapshot(incident(0), officer(1))
    scene.window.grab()
    assert painted == []


# -- link and sound


def test_a_lost_link_is_said_and_the_picture_stays(desk: Scene) -> None:
    desk.board.mark(old=True)
    desk.window.set_link(LOST)
    desk.link.refuses = refusal()
    press(desk, Qt.Key.Key_F3)
    window = desk.window
    assert window.banners.texts()[0].startswith("Tidak tersambung sejak 21.45.05")
    assert "Tidak tersambung sejak 21.45.05" in window.strip.texts()
    assert len(window.queue.texts()) == 2
    assert "Tidak tersambung. Perintah tidak dijalankan." in window.incident.texts()
    window.set_link(ONLINE)
    assert window.banners.texts() == []
    assert "Tidak tersambung. Perintah tidak dijalankan." not in window.incident.texts()


def test_a_certificate_near_its_end_is_told_on_the_strip(desk: Scene) -> None:
    for days, told in ((15, False), (14, True), (0, True)):
        desk.window.set_link(LinkStatus(LinkState.ONLINE, certificate_days=days))
        said = " ".join(desk.window.strip.texts())
        assert (f"sertifikat pusat habis {days} hari lagi" in said) is told


def test_dead_sound_is_said_here_and_of_the_others(desk: Scene) -> None:
    proof = SoundProof(SoundState.LOST, SoundReason.UNPLUGGED, "Speaker ruang")
    desk.window.set_sound(SoundStatus(proof, NOW - timedelta(minutes=15)))
    desk.snapshot(
        officer(1),
        officer(2, "console:1"),
        console(0, "Meja 1", SoundState.LOST),
        console(1, "Meja 2", SoundState.UNPROVEN),
        console(2, "Meja 3", SoundState.UNPROVEN),
        console(3, "Meja 4", SoundState.QUIET),
    )
    said = desk.window.banners.texts()
    assert said[0] == "Alarm tidak dapat berbunyi di konsol ini Colokan pengeras suara lepas."
    assert said[1] == "Konsol lain tidak terbukti terdengar: Meja 2, Meja 4"
    assert "Speaker ruang suara mati · teruji terakhir 21.30" in desk.window.strip.texts()


def test_proven_sound_tells_when(desk: Scene) -> None:
    proof = SoundProof(SoundState.PROVEN, SoundReason.NONE, "Speaker ruang")
    desk.window.set_sound(SoundStatus(proof, NOW - timedelta(minutes=15)))
    assert "Speaker ruang teruji 21.30" in desk.window.strip.texts()
    assert desk.window.banners.texts() == []


def test_f4_tells_what_sounded(desk: Scene) -> None:
    desk.window.set_sounding(sounding(desk.board.alarms.values(), NOW))
    desk.window.set_sounding(Soundings((), None))
    press(desk, Qt.Key.Key_F4)
    panel = desk.window.side.sounds
    assert panel.isVisible()
    assert panel.model.index(0).data() == (
        "21.45.05 Kebakaran, Krajankulon, Kaliwungu: kentong 3-3 · menunggu diambil"
    )
    press(desk, Qt.Key.Key_F4)
    assert desk.window.side.posts.isVisible()


def test_a_notice_is_shown_and_goes(desk: Scene) -> None:
    desk.window.banners.show_notice(Notice(code="store_failed", message="Pusat gagal menyimpan."))
    assert desk.window.banners.texts() == ["Pusat gagal menyimpan."]


# -- posts


def test_only_an_administrator_adds_posts(scene: Scene) -> None:
    scene.sign_in(msgspec.structs.replace(OFFICER, role=Role.OFFICER))
    press(scene, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert scene.window.side.posts.isVisible()


def test_a_post_is_added_and_its_code_shown(desk: Scene, qtbot: QtBot) -> None:
    area = AreaView(
        area="33.24.08.2012", desa="Krajankulon", kecamatan="Kaliwungu", lat=-6.951, lon=110.257
    )
    desk.link.areas = [area]
    desk.link.grant = Grant(code="7K3M9QXA", expires_at=NOW + timedelta(minutes=15))
    press(desk, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    form = desk.window.side.form
    type_text("Pos Krajankulon RT 07")
    press(desk, Qt.Key.Key_Tab)
    type_text("kraj")
    qtbot.waitUntil(lambda: any(b.isVisible() for b in form.area.findChildren(QPushButton)))
    press(desk, Qt.Key.Key_Tab)
    press(desk, Qt.Key.Key_Space)
    form.rt.setText("07")
    press(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert did(desk) == [
        commands.AddPost(
            title="Pos Krajankulon RT 07",
            area="33.24.08.2012",
            lat=-6.951,
            lon=110.257,
            rt="07",
        )
    ]
    panel = desk.window.side.code
    assert panel.isVisible()
    assert panel.display.code() == "7K3M-9QXA"


def test_revoking_asks_in_place(desk: Scene) -> None:
    posts = desk.window.side.posts
    posts.list.setCurrentIndex(posts.model.index(0))
    posts.revoke()
    assert did(desk) == []
    press(desk, Qt.Key.Key_Space)
    assert did(desk) == [commands.RevokeDevice(device="post:0")]


def test_news_of_other_posts_leave_the_question_open(desk: Scene) -> None:
    posts = desk.window.side.posts
    posts.list.setCurrentIndex(posts.model.index(0))
    posts.revoke()
    desk.presence(PostPresence(post="post:0", online=True, heard_at=NOW, battery=0.5))
    press(desk, Qt.Key.Key_Space)
    assert did(desk) == [commands.RevokeDevice(device="post:0")]


def test_an_alarm_is_told_at_its_post(desk: Scene) -> None:
    assert "alarm 21.44" in desk.window.side.posts.texts()[0]
    desk.change(incident(9, 0, post="post:0", last_pressed_at=NOW))
    assert "alarm 21.45" in desk.window.side.posts.texts()[0]


# -- never modal


def test_nothing_is_modal(desk: Scene) -> None:
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F4, Qt.Key.Key_F1):
        press(desk, key)
        assert QApplication.activeModalWidget() is None
    assert desk.window.side.help.isVisible()
    assert QApplication.focusWidget() is desk.window.queue.view


def test_no_key_has_two_meanings() -> None:
    sequences = [key.sequence for key in KEYS]
    assert len(sequences) == len(set(sequences))
