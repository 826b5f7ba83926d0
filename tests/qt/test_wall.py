"""The wall board: large, quiet, nothing personal, deaf to keys; it remembers its screen."""

import os
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.base.remembered import Remembered
from console.models.wall_picture import wall_picture
from gateway.protocol.enums import Escalation, Kind, Mode, Priority, TaskState
from tests.helpers import golden
from tests.qt.scene import (
    NOW,
    MakeScene,
    Scene,
    bare,
    claimed,
    incident,
    officer,
    post,
)
from widgets.wall_view import ALARMS, LINES, SMALL, WallPicture


def task(number: int, state: TaskState, mode: Mode = Mode.REAL) -> Any:
    return msgspec.structs.replace(
        golden.task_view(), subject=f"task:{number}", state=state, mode=mode
    )


def filled(scene: Scene) -> None:
    """Seven unclaimed, one of them a drill, some at work, agencies on their way."""
    kinds = tuple(Kind)
    scene.sign_in()
    scene.snapshot(
        *(incident(n, 14 + 60 * n, kind=kinds[n], escalation=Escalation.NONE) for n in range(6)),
        incident(20, 200, mode=Mode.DRILL),
        *(claimed(n, 900, "Petugas rahasia", priority=Priority.P2) for n in range(7, 14)),
        task(1, TaskState.EN_ROUTE),
        task(2, TaskState.NO_ANSWER),
        task(3, TaskState.ON_SCENE, Mode.DRILL),
        task(4, TaskState.DONE),
        officer(1),
        *(post(n) for n in range(12)),
    )


def picture(scene: Scene) -> WallPicture:
    return wall_picture(scene.board, scene.words, scene.clock.now(), scene.clock.age_s)


def said(value: object) -> list[str]:
    """Every text that is in a picture."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for each in value for text in said(each)]
    if hasattr(value, "__dataclass_fields__"):
        return [t for each in fields(value) for t in said(getattr(value, each.name))]  # type: ignore[arg-type]
    return []


def test_it_tells_the_unclaimed_by_age_and_counts_those_without_room(scene: Scene) -> None:
    filled(scene)
    shown = picture(scene)
    assert shown.unclaimed == "BELUM DIAMBIL 7"
    assert [alarm.age for alarm in shown.alarms][:2] == ["05:14", "04:14"]
    assert (len(shown.alarms), shown.more) == (ALARMS, "+ 1 lagi")
    assert shown.posts.value == "12/12"


def test_drills_are_marked_and_stand_last(scene: Scene) -> None:
    scene.snapshot(incident(0, mode=Mode.DRILL), incident(1), task(3, TaskState.SENT, Mode.DRILL))
    shown = picture(scene)
    assert [alarm.mark for alarm in shown.alarms] == ["", "LATIHAN"]
    assert [line.mark for part in shown.parts for line in part.lines] == ["", "LATIHAN", "LATIHAN"]
    assert not shown.alarms[1].late


def test_only_agencies_that_are_not_done_are_underway(scene: Scene) -> None:
    filled(scene)
    _, agencies = picture(scene).parts
    assert [line.value for line in agencies.lines] == ["TAK JAWAB", "menuju", "di lokasi"]


def test_it_shows_nothing_personal(scene: Scene) -> None:
    filled(scene)
    texts = " ".join(said(picture(scene)))
    for secret in ("Petugas", "RT 0", *(v.post_title for v in (incident(0), incident(20)))):
        assert secret not in texts


def test_before_anyone_signs_in_it_shows_the_same_alarms(scene: Scene) -> None:
    scene.snapshot(bare(incident(0)), bare(incident(1)))
    assert len(picture(scene).alarms) == 2


def test_an_old_picture_says_so(scene: Scene) -> None:
    filled(scene)
    scene.board.mark(old=True)
    assert picture(scene).warning == "TIDAK TERSAMBUNG: gambar terakhir"


def test_w_opens_it_the_keys_stay_with_the_console_and_w_closes_it(scene: Scene) -> None:
    filled(scene)
    scene.window.focus_queue()
    QTest.keyClick(scene.window.queue.view, Qt.Key.Key_W)
    wall = scene.window.wall
    assert wall.isVisible()
    # It never gets the keys: they stay with the console.
    assert QApplication.activeWindow() is scene.window
    assert QApplication.focusWidget() is scene.window.queue.view
    assert wall.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    QTest.keyClick(scene.window.queue.view, Qt.Key.Key_W)
    assert not wall.isVisible()


def test_it_opens_again_where_it_was(make_scene: MakeScene) -> None:
    remembered = Remembered()
    first = make_scene(remembered=remembered)
    first.window.wall.toggle(first.window.screen())
    again = make_scene(remembered=remembered)
    again.window.wall.restore(again.window.screen())
    assert again.window.wall.isVisible()
    again.window.wall.close()
    third = make_scene(remembered=remembered)
    third.window.wall.restore(third.window.screen())
    assert not third.window.wall.isVisible()
    first.window.wall.hide()


@pytest.mark.parametrize("state", ["filled", "empty", "old"])
def test_it_can_be_read_from_the_end_of_the_room(scene: Scene, state: str) -> None:
    """A capital of the smallest text is 24 px of 1080: 15 mm on a 55 inch screen. At five metres
    that is ten minutes of arc, twice what good eyes need."""
    if state == "filled":
        filled(scene)
    elif state == "old":
        scene.snapshot(*(incident(n, n * 400) for n in range(30)), *(post(n) for n in range(5)))
        scene.board.mark(old=True)
    wall = scene.window.wall
    wall.resize(1920, 1080)
    wall.view.resize(1920, 1080)
    wall.view.show_picture(picture(scene))
    image = wall.view.grab()
    font = wall.view._font(SMALL)
    assert QFontMetrics(font).capHeight() >= 24
    assert sum(len(part.lines) for part in picture(scene).parts) <= LINES
    folder = os.environ.get("POSPIN_PICTURES")
    if folder:
        image.save(str(Path(folder) / f"wall_{state}_1920.png"))
    assert (image.width(), image.height()) == (1920, 1080)


def test_it_counts_the_seconds_only_while_it_is_open(scene: Scene) -> None:
    filled(scene)
    wall = scene.window.wall
    wall.toggle(scene.window.screen())
    scene.clock.elapsed = 5
    wall.tick()
    shown = wall.view._picture
    assert shown is not None
    assert shown.clock == scene.words.clock(NOW + timedelta(seconds=5))
    wall.hide()
