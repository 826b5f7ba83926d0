"""The score sheets of drills: list, choice, print."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest

from console.i18n import Words
from console.models.drill_scores import by_post, score_sheet
from gateway.protocol.enums import Kind
from gateway.protocol.queries import Drills
from gateway.protocol.views import DrillScore
from tests.qt.scene import NOW, CheckModel, MakeScene, Scene, officer, post
from tests.qt.test_pictures import faults, keep, settle
from tests.qt.test_report import words_of


def score(number: int, where: int, press_s: float | None, claim_s: float | None) -> DrillScore:
    return DrillScore(
        incident=f"incident:{number}",
        reference=f"KDL-20261123-{number:04}",
        post=f"post:{where}",
        post_title=post(where).title,
        kind=tuple(Kind)[number % 4],
        at=NOW - timedelta(hours=number),
        press_s=press_s,
        claim_s=claim_s,
        came=number,
    )


SCORES = [score(1, 0, 4.2, 11.0), score(2, 1, 9.0, None), score(3, 0, 6.0, 15.5)]


def opened(scene: Scene) -> Scene:
    scene.link.drills = SCORES
    scene.sign_in()
    scene.snapshot(officer(1), *(post(number) for number in range(6)))
    QTest.keyClick(scene.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    return scene


def asked(scene: Scene) -> Drills:
    return next(ask for ask in reversed(scene.link.asked) if isinstance(ask, Drills))


def test_each_drill_tells_press_answer_and_who_came(scene: Scene, check_model: CheckModel) -> None:
    check_model(scene.window.side.drills.model)
    opened(scene)
    assert scene.window.side.drills.texts()[:2] == [
        "Pos Krajankulon RT 03 · LATIHAN · Bencana alam · 20.45 · "
        "tekan 4,2 dtk · dijawab 11,0 dtk · 1 datang",
        "Pos Kutoharjo RT 01 · LATIHAN · Tindak kriminal · 19.45 · "
        "tekan 9,0 dtk · dijawab – · 2 datang",
    ]


def test_post_and_time_are_asked_of_the_gateway(scene: Scene) -> None:
    opened(scene)
    panel = scene.window.side.drills
    assert asked(scene) == Drills(since=NOW - timedelta(days=30))
    for button, label in ((panel.post, "Pos Kutoharjo RT 01"), (panel.span, "7 hari")):
        next(each for each in button.menu().actions() if each.text() == label).trigger()
    assert asked(scene) == Drills(post="post:1", since=NOW - timedelta(days=7))


def test_the_sheet_has_a_line_a_post_with_medians_and_each_drill_below() -> None:
    sheet = score_sheet(SCORES, "Pos: semua", Words("id"), NOW)
    summary, krajankulon, kutoharjo = sheet.sections
    assert summary.rows[0] == ("Pos Krajankulon RT 03", "2", "5,1 dtk", "13,2 dtk", "4")
    assert summary.rows[1][2:4] == ("9,0 dtk", "–")
    assert [row[2] for row in krajankulon.rows] == ["KDL-20261123-0003", "KDL-20261123-0001"]
    assert len(kutoharjo.rows) == 1
    assert [drills[0].post for drills in by_post(SCORES)] == ["post:0", "post:1"]


def test_it_is_printed_with_the_mark_of_a_drill(scene: Scene, tmp_path: Path) -> None:
    opened(scene)
    panel = scene.window.side.drills
    file = tmp_path / "nilai.pdf"
    panel.save.path.setText(str(file))
    panel.print_sheet()
    assert f"Tersimpan di {file}" in panel.texts()
    assert all("LATIHAN" in page for page in words_of(file.read_bytes()))
    if folder := os.environ.get("POSPIN_PICTURES"):
        document = QPdfDocument()
        document.load(str(file))
        document.render(0, QSize(1000, 1414)).save(str(Path(folder) / "drill_sheet.png"))
        document.close()


@pytest.mark.parametrize("text", [100, 200])
def test_nothing_is_cut(make_scene: MakeScene, text: int) -> None:
    scene = make_scene((1366, 768), text=text)
    settle(scene)
    opened(scene)
    left = faults(scene)
    keep(scene, f"drills_{text}")
    assert left == []
