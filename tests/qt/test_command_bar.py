"""The command line: commands, reports, posts, places and officers, by the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.models.hits_model import HitsModel
from console.screens.keys import GROUPS, KEYS, OTHERS, by_group
from gateway.protocol import commands
from gateway.protocol.enums import Kind, Mode
from tests.qt.scene import CheckModel, Scene, claimed, incident, officer, post, subject


@pytest.fixture
def desk(scene: Scene) -> Scene:
    scene.sign_in()
    scene.snapshot(
        incident(0),
        claimed(1, 62, "Petugas 4", kind=Kind.MEDICAL),
        incident(2, 20, mode=Mode.DRILL),
        officer(1),
        officer(4),
        *(post(n) for n in range(8)),
    )
    return scene


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def typed(scene: Scene, text: str) -> list[str]:
    """Open the line, type, and what it may mean."""
    press(Qt.Key.Key_Slash)
    field = scene.window.top.search
    assert field.hasFocus()
    QTest.keyClicks(field, text)
    scene.window.queue.model.flush()
    return scene.window.commands.texts()


def test_it_opens_with_the_commands_and_never_covers_the_queue(desk: Scene) -> None:
    hits = typed(desk, "")
    assert hits[0] == "Dengar: hentikan bunyi 1 menit · jalankan · F2"
    bar, queue = desk.window.commands, desk.window.queue
    assert bar.isVisible()
    assert bar.geometry().left() > queue.mapTo(desk.window, queue.rect().topRight()).x()


def test_a_command_runs_by_enter_and_the_line_is_empty_again(desk: Scene) -> None:
    assert typed(desk, "ambil")[0].startswith("Ambil laporan · jalankan · F3")
    press(Qt.Key.Key_Return)
    assert [body for body, _ in desk.link.did] == [commands.Claim(incident=subject(0))]
    assert desk.window.top.search.text() == ""
    assert not desk.window.commands.isVisible()
    assert desk.window.queue.view.hasFocus()


def test_a_command_that_opens_a_panel_keeps_the_keys_there(desk: Scene) -> None:
    typed(desk, "catatan")
    press(Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert desk.window.incident.note.isAncestorOf(focused)


def test_a_command_does_not_narrow_the_queue_words_do(desk: Scene) -> None:
    typed(desk, "tutup")
    assert desk.window.queue.model.rowCount() == 3
    press(Qt.Key.Key_Escape)
    typed(desk, "sakit")
    assert desk.window.queue.model.rowCount() == 1


def test_a_number_opens_its_report(desk: Scene) -> None:
    hits = typed(desk, "0001")
    assert hits[0].endswith("KDL-20261123-0001 · buka laporan")
    press(Qt.Key.Key_Return)
    assert desk.window.incident.subject == subject(1)


def test_arrows_choose_among_the_hits_around_the_end(desk: Scene) -> None:
    hits = typed(desk, "petugas 4")
    row = next(n for n, hit in enumerate(hits) if hit == "Petugas 4 · saring antrean")
    for _ in range(row):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert desk.window.top.search.text() == "Petugas 4"
    assert desk.window.queue.model.rowCount() == 1
    assert desk.window.queue.view.hasFocus()
    desk.window.top.search.setFocus()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    assert desk.window.queue.model.rowCount() == 3


def test_a_post_is_shown_among_the_posts(desk: Scene) -> None:
    hits = typed(desk, "pos kuto")
    row = next(n for n, hit in enumerate(hits) if hit.endswith("tunjukkan pos"))
    for _ in range(row):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    posts = desk.window.side.posts
    assert "Kutoharjo" in str(posts.list.currentIndex().data())


def test_a_drill_among_the_hits_is_marked(desk: Scene) -> None:
    assert any(hit.startswith("LATIHAN · ") for hit in typed(desk, "0002"))


def test_nothing_that_fits_says_so_and_enter_keeps_the_words(desk: Scene) -> None:
    assert typed(desk, "xyz") == []
    press(Qt.Key.Key_Return)
    assert desk.window.top.search.text() == "xyz"
    assert not desk.window.top.search.hasFocus()
    assert not desk.window.commands.isVisible()


def test_nobody_signed_in_is_told_to_sign_in_first(scene: Scene) -> None:
    scene.window.top.search.setFocus()
    QTest.keyClicks(scene.window.top.search, "ambil")
    press(Qt.Key.Key_Return)
    assert scene.link.did == []
    assert scene.window.sign_in.texts() == ["Masuk dahulu untuk melakukan ini."]


def test_the_model_keeps_its_word(check_model: CheckModel, desk: Scene) -> None:
    model = desk.window.commands.model
    assert isinstance(model, HitsModel)
    check_model(model)
    typed(desk, "po")


def test_the_help_tells_every_key_once() -> None:
    told = [name for keys in by_group().values() for name, _ in keys]
    assert sorted(told) == sorted([key.name for key in KEYS] + [name for name, _ in OTHERS])
    assert {name for names in GROUPS.values() for name in names} <= set(told)
