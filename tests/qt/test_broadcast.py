"""Broadcasts to posts on the console: written, counted, sent, followed; relay, ronda, kentongan."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gateway.protocol import commands
from gateway.protocol.enums import Kind, Mode, Role
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import OfficerIdentity
from gateway.protocol.queries import Reach, Rondas
from gateway.protocol.targets import AroundIncident, ByHand, InAreas
from gateway.protocol.views import (
    AppealCounts,
    AreaView,
    BroadcastView,
    KentonganView,
    RondaHours,
    RondaView,
)
from tests.qt.scene import NOW, OFFICER, Scene, claimed, incident, place, post, refusal

AREA = AreaView(
    area="33.24.08.2012", desa="Krajankulon", kecamatan="Kaliwungu", lat=-6.96, lon=110.25
)


def broadcast_view(number: int = 1, **changes: Any) -> BroadcastView:
    """A relayed fire: nine posts, seven showed, six sounded."""
    given: dict[str, Any] = {
        "subject": f"broadcast:{number}",
        "version": 1,
        "text": "",
        "kind": Kind.FIRE,
        "rhythm": None,
        "flash": True,
        "mode": Mode.REAL,
        "incident": "incident:1",
        "reference": "KDL-20261123-0002",
        "place": place(2),
        "sent_at": NOW - timedelta(seconds=20),
        "sent_by_title": "Petugas 1",
        "ends_at": NOW + timedelta(hours=2),
        "ended_at": None,
        "posts": 9,
        "shown": 7,
        "sounded": 6,
        "answers": AppealCounts(coming=3, on_scene=1),
        "silent": ("post:1", "post:2"),
    }
    return BroadcastView(**(given | changes))


@pytest.fixture
def desk(scene: Scene) -> Scene:
    """An officer who has taken the selected fire."""
    scene.sign_in()
    posts = [post(number) for number in range(12)]
    scene.snapshot(claimed(2, 60, "Petugas 1"), *posts)
    scene.window.queue.select_top()
    return scene


def press(scene: Scene, key: Qt.Key, *, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(scene.window.focusWidget() or scene.window, key, held)


def done(scene: Scene, kind: type) -> list[Any]:
    return [body for body, _ in scene.link.did if isinstance(body, kind)]


def test_a_broadcast_about_a_taken_fire_is_ready_to_be_sent(desk: Scene) -> None:
    press(desk, Qt.Key.Key_B, ctrl=True)
    form = desk.window.side.broadcast.form
    assert desk.window.side.shows(desk.window.side.broadcast)
    assert form.kind.value == "fire"
    assert "Bawa ember" in form.text.text()
    assert not form.mode.isEnabled()
    form.count()
    asked = desk.link.asked[-1]
    assert isinstance(asked, Reach)
    assert asked.target == AroundIncident(metres=3_000.0)
    assert form.reach.text() == "9 pos akan dipanggil"
    press(desk, Qt.Key.Key_Return, ctrl=True)
    (sent,) = done(desk, commands.Broadcast)
    assert (sent.kind, sent.rhythm, sent.mode, sent.flash) == (Kind.FIRE, None, Mode.REAL, True)
    assert sent.incident == asked.incident == desk.window.incident.subject
    assert desk.window.side.shows(desk.window.side.broadcast), "what becomes of it stays in sight"


def test_a_drill_stays_a_drill(scene: Scene) -> None:
    scene.sign_in()
    scene.snapshot(claimed(2, 60, "Petugas 1", mode=Mode.DRILL), post(1))
    scene.window.queue.select_top()
    press(scene, Qt.Key.Key_B, ctrl=True)
    press(scene, Qt.Key.Key_Return, ctrl=True)
    assert done(scene, commands.Broadcast)[0].mode is Mode.DRILL


def test_without_an_incident_an_area_must_be_chosen(scene: Scene) -> None:
    scene.sign_in()
    scene.snapshot(post(1))
    press(scene, Qt.Key.Key_B, ctrl=True)
    form = scene.window.side.broadcast.form
    form.text.setPlainText("Kerja bakti hari Minggu")
    form.send()
    assert form.refusal.text() == "Pilih sasarannya dahulu."
    assert not done(scene, commands.Broadcast)
    form.target.area.area = AREA
    form.target.whole.setChecked(True)
    form.send()
    (sent,) = done(scene, commands.Broadcast)
    assert sent.target == InAreas(areas=("33.24.08",))
    assert (sent.kind, sent.rhythm, sent.flash) == (Kind.OTHER, "bell", False)


def test_posts_are_picked_by_hand(desk: Scene) -> None:
    press(desk, Qt.Key.Key_B, ctrl=True)
    target = desk.window.side.broadcast.form.target
    target.show_way(2)
    assert target.target() is None
    target.posts.item(0).setCheckState(Qt.CheckState.Checked)
    chosen = target.target()
    assert isinstance(chosen, ByHand)
    assert len(chosen.posts) == 1


def test_another_kind_brings_its_template_but_takes_nothing_that_was_written(desk: Scene) -> None:
    press(desk, Qt.Key.Key_B, ctrl=True)
    form = desk.window.side.broadcast.form
    form.kind.menu().actions()[1].trigger()
    assert "Jauhi tebing" in form.text.text()
    form.text.setPlainText("Tanggul jebol")
    form.kind.menu().actions()[0].trigger()
    assert form.text.text() == "Tanggul jebol"


def test_a_refusal_is_shown_and_leaves_what_was_written(desk: Scene) -> None:
    press(desk, Qt.Key.Key_B, ctrl=True)
    form = desk.window.side.broadcast.form
    form.text.setPlainText("Air naik")
    desk.link.refuses = refusal(ErrorCode.NO_POSTS)
    form.send()
    assert "Pilih wilayah" in form.refusal.text()
    assert form.text.text() == "Air naik"


def test_what_tablets_told_and_neighbours_answered_is_followed_live(desk: Scene) -> None:
    press(desk, Qt.Key.Key_B, ctrl=True)
    running = desk.window.side.broadcast.running
    assert not running.isVisible()
    desk.snapshot(claimed(2, 60, "Petugas 1"), broadcast_view(), *[post(n) for n in range(12)])
    said = " | ".join(running.texts())
    assert "ditampilkan 7/9 · dibunyikan 6/9" in said
    assert "1 warga di lokasi · 3 warga menuju" in said
    assert "dan 1 lagi" in said
    desk.snapshot(
        claimed(2, 60, "Petugas 1"),
        broadcast_view(
            version=2, sounded=9, shown=9, silent=(), answers=AppealCounts(needs_help=1)
        ),
        broadcast_view(2, mode=Mode.DRILL, sent_at=NOW),
    )
    said = " | ".join(running.texts())
    assert "dibunyikan 9/9" in said
    assert "1 BUTUH BANTUAN" in said
    assert running.texts()[0].startswith("LATIHAN"), "the newest stands first"
    desk.snapshot(broadcast_view(ended_at=NOW))
    assert running.texts() == []
    head, outcome = desk.window.side.broadcast.ended.texts()
    assert "sampai 21.45" in head
    assert outcome == "ditampilkan 7/9 · dibunyikan 6/9 · 1 warga di lokasi · 3 warga menuju"


def test_the_neighbours_are_counted_on_the_incident(desk: Scene) -> None:
    view = claimed(2, 60, "Petugas 1", answers=AppealCounts(coming=2, needs_help=1), version=2)
    desk.change(view)
    assert "1 BUTUH BANTUAN · 2 warga menuju" in " ".join(desk.window.incident.texts())


def test_a_broadcast_is_ended_from_its_card(desk: Scene, qtbot: QtBot) -> None:
    desk.snapshot(broadcast_view())
    press(desk, Qt.Key.Key_B, ctrl=True)
    running = desk.window.side.broadcast.running
    (card,) = running._cards.values()
    card.end()
    assert done(desk, commands.EndBroadcast) == [commands.EndBroadcast(broadcast="broadcast:1")]


def test_one_key_relays_a_taken_alarm_and_shows_what_becomes_of_it(desk: Scene) -> None:
    press(desk, Qt.Key.Key_T, ctrl=True)
    assert done(desk, commands.RelayAlarm) == [
        commands.RelayAlarm(incident=desk.window.incident.subject)
    ]
    assert desk.window.side.shows(desk.window.side.broadcast)


def test_an_alarm_that_nobody_took_is_not_relayed(scene: Scene) -> None:
    scene.sign_in()
    scene.snapshot(incident(1), post(1))
    scene.window.queue.select_top()
    press(scene, Qt.Key.Key_T, ctrl=True)
    assert not done(scene, commands.RelayAlarm)
    assert "Ambil laporannya dahulu (F3)" in scene.window.side.broadcast.relayed.text()


# -- ronda and kentongan


def test_the_ronda_list_names_the_missing_hours(scene: Scene) -> None:
    scene.sign_in()
    scene.snapshot(post(1), post(2))
    scene.link.rondas = [
        RondaView(
            post=f"post:{number}",
            title=f"Pos {number}",
            place=place(number),
            hours=RondaHours(),
            safe_at=NOW,
            missing=missing,
        )
        for number, missing in ((1, (NOW.replace(minute=0, second=0),)), (2, ()))
    ]
    press(scene, Qt.Key.Key_R, ctrl=True)
    ronda = scene.window.side.ronda
    assert isinstance(scene.link.asked[-1], Rondas)
    late, safe = ronda.texts()
    assert "belum lapor 21.00" in late
    assert "aman" in safe
    asked = len(scene.link.asked)
    for _ in range(60):
        scene.window.tick()
    assert len(scene.link.asked) == asked + 1
    ronda._switch(on=True)
    assert done(scene, commands.SetRonda) == [
        commands.SetRonda(post=ronda.post.value, hours=RondaHours())
    ]


def test_an_administrator_edits_the_table_of_a_desa(scene: Scene) -> None:
    scene.sign_in()
    table = KentonganView(
        subject=f"kentongan:{AREA.area}",
        version=1,
        area=AREA.area,
        rhythms={Kind.DISASTER: "polri_bencana"},
    )
    scene.snapshot(table, post(1))
    press(scene, Qt.Key.Key_B, ctrl=True)
    side = scene.window.side
    side.broadcast._table.click()
    assert side.shows(side.kentongan)
    side.kentongan.save()
    assert side.kentongan.refusal.text()
    side.kentongan.area._choose(AREA)
    assert side.kentongan.kinds[Kind.DISASTER].value == "polri_bencana"
    side.kentongan.kinds[Kind.FIRE].menu().actions()[1].trigger()
    side.kentongan.save()
    (saved,) = done(scene, commands.SetKentongan)
    assert saved.rhythms == {Kind.DISASTER: "polri_bencana", Kind.FIRE: "titir"}


def test_the_table_is_for_administrators(scene: Scene) -> None:
    scene.sign_in(
        OfficerIdentity(
            officer=OFFICER.officer, title="Petugas 1", role=Role.OFFICER, desks=OFFICER.desks
        )
    )
    press(scene, Qt.Key.Key_B, ctrl=True)
    assert not scene.window.side.broadcast._table.isVisible()


def test_nobody_broadcasts_without_signing_in(scene: Scene) -> None:
    scene.snapshot(post(1))
    for key in (Qt.Key.Key_B, Qt.Key.Key_T):
        press(scene, key, ctrl=True)
    assert not scene.window.side.shows(scene.window.side.broadcast)
    assert scene.link.did == []
