"""The queue to an officer: what is new, gathered in a flood, sorted, filtered, and remembered."""

from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from console.base.remembered import Remembered
from console.board.looked import LOOK_S
from console.models.queue_cells import Order
from console.models.queue_filter import Stage
from gateway.protocol.enums import IncidentState, Kind
from tests.qt.scene import NOW, OFFICER, MakeScene, Scene, claimed, incident, officer, subject
from widgets.queue_row import CELL_ROLE

OTHER = msgspec.structs.replace(OFFICER, officer="officer:other", title="Petugas 2")


@pytest.fixture
def desk(scene: Scene) -> Scene:
    scene.sign_in()
    scene.snapshot(incident(0), claimed(1, 62, "Petugas 4", kind=Kind.MEDICAL), officer(1))
    return scene


def press(scene: Scene, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or scene.window, key)
    scene.window.queue.model.flush()


def new_rows(scene: Scene) -> list[int]:
    model = scene.window.queue.model
    rows = range(model.rowCount())
    return [row for row in rows if model.index(row).data(CELL_ROLE).new]


def line(scene: Scene) -> list[str]:
    return [button.text() for button in scene.window.queue.line.findChildren(QPushButton)]


def look(scene: Scene, seconds: float) -> None:
    """Let the rows be in sight for so long."""
    queue = scene.window.queue
    for step in range(int(seconds) + 1):
        scene.clock.elapsed += 1 if step else 0
        queue.view.rows_painted.emit(0, queue.model.rowCount() - 1)
    queue.model.flush()


def flooded(scene: Scene, count: int) -> None:
    """So many alarms from two desa, one each five seconds."""
    scene.snapshot(*(incident(n % 2 + n * 12, 300 - n * 5) for n in range(count)), officer(1))


# -- new since I looked


def test_what_was_not_chosen_is_new_and_counted(desk: Scene) -> None:
    desk.change(incident(2, 3))
    assert new_rows(desk) == [1, 2]
    assert line(desk)[0] == "● 2 belum Anda lihat"


def test_a_row_that_was_in_sight_for_a_while_is_new_no_more(desk: Scene) -> None:
    look(desk, LOOK_S)
    assert new_rows(desk) == []
    assert line(desk)[0] == "Semua sudah Anda lihat"
    desk.change(incident(2, 3))
    assert len(new_rows(desk)) == 1


def test_where_nobody_sits_nobody_is_said_to_have_seen_it(scene: Scene) -> None:
    scene.snapshot(incident(0))
    told = [b for b in scene.window.queue.line.findChildren(QPushButton) if b.isVisible()]
    assert [button.text() for button in told] == ["Urut: mendesak"]


def test_q_goes_from_one_new_to_the_next(desk: Scene) -> None:
    desk.change(incident(2, 3))
    press(desk, Qt.Key.Key_Q)
    assert desk.window.incident.subject == subject(2)
    press(desk, Qt.Key.Key_Q)
    assert desk.window.incident.subject == subject(1)
    assert new_rows(desk) == []


def test_pressed_again_is_said_with_its_count_and_is_new_again(desk: Scene) -> None:
    look(desk, LOOK_S)
    desk.change(incident(0, presses=3, version=2))
    assert new_rows(desk) == [0]
    assert "ditekan 3×" in desk.window.queue.texts()[0]


def test_another_officer_has_seen_nothing_yet(desk: Scene) -> None:
    look(desk, LOOK_S)
    desk.window.set_officer(None)
    desk.sign_in(OTHER)
    desk.window.queue.model.flush()
    assert len(new_rows(desk)) == 1  # the other one was chosen for them by signing in


# -- states


def test_a_merged_one_is_not_among_the_open(desk: Scene) -> None:
    desk.change(incident(2, 3, state=IncidentState.MERGED, merged_into=subject(0), closed_at=NOW))
    assert len(desk.window.queue.texts()) == 2


# -- flood


def test_a_flood_is_told_gathered_by_place_and_nothing_is_uncounted(desk: Scene) -> None:
    flooded(desk, 30)
    queue = desk.window.queue
    assert queue.flooding.text().startswith("Banjir alarm: 30 dalam 10 menit")
    assert queue.model.rowCount() == 10
    assert queue.model.count(IncidentState.WAITING) == 30
    groups = [queue.model.index(row).data(CELL_ROLE).group for row in range(10)]
    assert sorted(filter(None, groups)) == ["+10 ›", "+10 ›"]


def test_arrows_unfold_a_group_walk_through_it_and_fold_it(desk: Scene) -> None:
    flooded(desk, 30)
    queue = desk.window.queue
    queue.select_top()
    press(desk, Qt.Key.Key_Right)
    assert queue.model.rowCount() == 20
    press(desk, Qt.Key.Key_Down)
    joined = desk.window.incident.subject
    assert queue.model.lead_of(joined) != joined
    press(desk, Qt.Key.Key_F3)
    assert [getattr(body, "incident", "") for body, _ in desk.link.did] == [joined]
    press(desk, Qt.Key.Key_Left)
    assert queue.model.rowCount() == 10
    assert desk.window.incident.subject == queue.model.lead_of(joined)


def test_a_flood_that_is_over_is_told_no_more(desk: Scene) -> None:
    flooded(desk, 12)
    assert not desk.window.queue.flooding.isHidden()
    desk.clock.elapsed = 700
    desk.window.tick()
    assert desk.window.queue.flooding.isHidden()


def test_looking_for_new_ones_finds_those_that_are_folded(desk: Scene) -> None:
    flooded(desk, 12)
    look(desk, LOOK_S)
    press(desk, Qt.Key.Key_Q)
    assert desk.window.queue.model.lead_of(desk.window.incident.subject) != ""
    assert desk.window.incident.subject in desk.window.queue.model._joined
    assert desk.window.queue.model.row_of(desk.window.incident.subject) >= 0


# -- order and filter


def test_s_changes_the_order_and_it_is_remembered_for_the_officer(make_scene: MakeScene) -> None:
    remembered = Remembered()
    first = make_scene(remembered=remembered)
    first.sign_in()
    first.snapshot(claimed(0, 10, "Petugas 1"), claimed(1, 90, "Petugas 1"), officer(1))
    press(first, Qt.Key.Key_S)
    assert line(first)[1] == "Urut: terbaru"
    first.window.queue._stages[Stage.WAITING].click()

    again = make_scene(remembered=remembered)
    again.sign_in(OTHER)
    assert line(again)[1] == "Urut: mendesak"
    again.sign_in()
    assert line(again)[1] == "Urut: terbaru"
    assert again.window.queue._wanted.stage is Stage.WAITING
    assert again.window.queue._order is Order.NEWEST


def test_a_remembered_filter_says_what_it_hides(make_scene: MakeScene) -> None:
    remembered = Remembered()
    first = make_scene(remembered=remembered)
    first.sign_in()
    first.window.queue._kinds[Kind.MEDICAL].click()
    again = make_scene(remembered=remembered)
    again.snapshot(incident(0), incident(1, 20))
    again.sign_in()
    hidden = [b.text() for b in again.window.queue.findChildren(QPushButton) if b.isVisible()]
    assert "2 alarm belum diambil tersembunyi. Tampilkan" in hidden
    again.clock.elapsed += timedelta(seconds=1).total_seconds()
    again.change(incident(5, 1))
    assert len(again.window.queue.texts()) == 1
