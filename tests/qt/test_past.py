"""What happened here before: of the post and of the desa, and a hint that decides nothing."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.models.past import past_of
from gateway.protocol.enums import Disposition, IncidentState, Mode
from gateway.protocol.errors import ErrorCode
from gateway.protocol.queries import Incidents
from gateway.protocol.views import IncidentView
from tests.qt.scene import NOW, Scene, claimed, incident, officer, refusal

NOW_SHOWN = incident(0)


def before(number: int, days: float, **changes: object) -> IncidentView:
    """A closed report of the same post so many days ago."""
    view = replace(
        NOW_SHOWN,
        subject=f"incident:before-{number}",
        received_at=NOW - timedelta(days=days),
        state=IncidentState.CLOSED,
        disposition=Disposition.HANDLED,
    )
    return replace(view, **changes)


def prank(number: int, **changes: object) -> IncidentView:
    return before(number, number, disposition=Disposition.FALSE_OR_PRANK, **changes)


@pytest.fixture
def desk(scene: Scene) -> Scene:
    scene.link.past = [prank(1), prank(2), prank(3), before(4, 9, post="post:other")]
    scene.sign_in()
    scene.snapshot(NOW_SHOWN, claimed(1, 60, "Petugas 1"), officer(1))
    return scene


def test_it_asks_once_the_selection_rests_and_tells_post_desa_and_pranks(
    desk: Scene, qtbot: QtBot
) -> None:
    past = desk.window.past
    qtbot.waitUntil(lambda: bool(past.texts()))
    assert past.texts() == [
        "3 laporan palsu dari pos ini dalam 30 hari. Tetap periksa.",
        "Pos ini: 3 laporan dalam 30 hari, terakhir 22 Nov 21.45, Kebakaran · palsu / iseng",
        "Desa ini: 4 laporan dalam 30 hari, terakhir 22 Nov 21.45, Kebakaran · palsu / iseng",
    ]
    asked = [ask for ask in desk.link.asked if isinstance(ask, Incidents)]
    assert [ask.area for ask in asked] == [NOW_SHOWN.place.area]


def test_a_hint_blocks_nothing(desk: Scene, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(desk.window.past.texts()))
    QTest.keyClick(desk.window.queue.view, Qt.Key.Key_F3)
    assert len(desk.link.did) == 1


def test_another_incident_takes_the_old_lines_away_at_once(desk: Scene, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(desk.window.past.texts()))
    desk.window.past.show_incident("incident:another")
    assert desk.window.past.texts() == []


def test_without_a_link_nothing_is_told(desk: Scene) -> None:
    desk.link.refuses = refusal(ErrorCode.DISCONNECTED)
    desk.window.past.ask()
    assert desk.window.past.texts() == []


def test_drills_are_no_history_and_one_prank_is_no_hint(scene: Scene) -> None:
    found = [prank(1), prank(2, mode=Mode.DRILL), before(3, 3, mode=Mode.TEST)]
    past = past_of(NOW_SHOWN, found, scene.words, NOW, more=False)
    assert past.hint == ""
    assert past.post.startswith("Pos ini: 1 laporan")


def test_where_nothing_happened_it_says_so_and_where_more_than_fits_it_says_at_least(
    scene: Scene,
) -> None:
    quiet = past_of(NOW_SHOWN, [], scene.words, NOW, more=False)
    assert quiet.post == "Pos ini: belum ada laporan dalam 30 hari"
    assert quiet.place == "Desa ini: belum ada laporan dalam 30 hari"
    busy = past_of(NOW_SHOWN, [prank(1), prank(2)], scene.words, NOW, more=True)
    assert busy.hint.startswith("2+ laporan palsu")
