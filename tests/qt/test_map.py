"""The map in the console: what stands on it, how it follows, and its pictures."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gateway.protocol.commands import ChangeAgency
from gateway.protocol.enums import (
    AgencySort,
    IncidentState,
    Kind,
    LinkState,
    Mode,
    Priority,
    SoundState,
)
from gateway.protocol.errors import ErrorCode
from gateway.protocol.queries import Boundaries
from gateway.protocol.views import AlarmView, LandView
from tests.helpers.lands import boundaries
from tests.qt.scene import (
    MakeScene,
    Scene,
    bare,
    claimed,
    console,
    incident,
    officer,
    post,
    refusal,
    subject,
)
from tests.qt.test_pictures import faults, keep, settle
from tests.qt.work_scene import AGENCIES, agency
from widgets.map_mark import Sign

LANDS = boundaries()
#: Damkar sectors: of one the position is known, of the other only the kecamatan that it serves.
STATION = agency(9, "Damkar Sektor Kendal", AgencySort.DAMKAR, lat=-6.93, lon=110.21)
ROUGH = agency(10, "Damkar Sektor Contoh", AgencySort.DAMKAR, serves=("33.99.15",))


def fill(scene: Scene, *views: AlarmView, land: bool = True) -> None:
    """An officer at work, with land or without."""
    scene.link.boundaries = LANDS if land else []
    scene.sign_in()
    scene.snapshot(
        *views,
        officer(1),
        console(0, "Meja 1", SoundState.PROVEN),
        *(post(n) for n in range(10)),
        post(10, link=LinkState.LOST),
        post(11, enrolled=False),
        *AGENCIES,
        STATION,
        ROUGH,
    )
    scene.window.map.flush()


def mark(scene: Scene, key: str) -> str:
    """What the mark of that key says."""
    found = scene.window.map.view.mark(key)
    return found.tip if found is not None else ""


# -- what stands on it


def test_posts_say_their_state_by_more_than_colour(scene: Scene) -> None:
    fill(scene)
    view = scene.window.map.view
    signs = {n: found.sign for n in range(12) if (found := view.mark(f"post:{n}"))}
    assert signs[0] is Sign.PLAIN
    assert signs[10] is Sign.CROSSED
    assert signs[11] is Sign.RINGED
    assert mark(scene, "post:10").endswith("putus")


def test_a_revoked_post_stands_nowhere(scene: Scene) -> None:
    scene.sign_in()
    scene.snapshot(officer(1), post(1, revoked=True))
    scene.window.map.flush()
    assert mark(scene, "post:1") == ""


def test_an_incident_has_the_shape_of_its_priority_and_is_filled_while_free(scene: Scene) -> None:
    fill(scene, incident(0), claimed(1, 60, "Petugas 2", priority=Priority.P3))
    free = scene.window.map.view.mark(subject(0))
    taken = scene.window.map.view.mark(subject(1))
    assert free is not None
    assert taken is not None
    assert (free.urgent, free.ink) == (True, "p1")
    assert (taken.urgent, taken.ink) == (False, "p3")


def test_a_drill_is_marked_by_its_word(scene: Scene) -> None:
    fill(scene, incident(0, mode=Mode.DRILL))
    found = scene.window.map.view.mark(subject(0))
    assert found is not None
    assert (found.caption, found.ink) == ("LATIHAN", "drill")


def test_a_closed_incident_leaves_the_map(scene: Scene) -> None:
    fill(scene, incident(0), incident(1, kind=Kind.CRIME))
    scene.change(incident(1, version=2, state=IncidentState.CLOSED))
    scene.window.map.flush()
    assert mark(scene, subject(1)) == ""
    assert mark(scene, subject(0)) != ""


# -- following


def test_the_map_follows_the_queue(scene: Scene) -> None:
    fill(scene, incident(0), incident(3))
    panel = scene.window.map
    assert panel.view.selected == subject(0)
    scene.window.queue.view.setFocus()
    QTest.keyClick(scene.window.queue.view, Qt.Key.Key_Down)
    assert panel.view.selected == subject(3) == scene.window.incident.subject
    place = panel.view.place_of(subject(3))
    assert place is not None
    assert panel.view.rect().contains(place.toPoint())


def test_a_mark_of_an_incident_selects_it_everywhere(scene: Scene) -> None:
    fill(scene, incident(0), incident(3))
    scene.window.map.picked.emit(subject(3))
    assert scene.window.incident.subject == subject(3) == scene.window.map.view.selected
    row = scene.window.queue.view.currentIndex().row()
    found = scene.window.queue.model.row_at(row)
    assert found is not None
    assert found.view.subject == subject(3)


def test_a_mark_of_a_post_finds_it_in_the_list(scene: Scene) -> None:
    fill(scene, incident(0))
    scene.window.map.picked.emit("post:4")
    posts = scene.window.side.posts
    chosen = posts.model.row_at(posts.list.currentIndex().row())
    assert chosen is not None
    assert chosen.view.subject == "post:4"
    assert scene.window.incident.subject == subject(0)


def test_the_nearest_posts_are_others_with_distance_and_time(scene: Scene) -> None:
    fill(scene, incident(0))
    panel = scene.window.map
    assert panel.texts()[0].endswith("Pos Kutoharjo RT 01 940 m ± 3 mnt (garis lurus)")
    scene.window.work.toggle_map()
    rows = panel.list.texts()
    assert len(rows) == 5
    assert rows[0] == "Pos Kutoharjo RT 01 · Kutoharjo, Kaliwungu · tersambung · 940 m · ± 3 mnt"
    assert not any("Krajankulon" in row for row in rows)


def test_the_nearest_damkar_comes_first_to_a_fire_with_its_distance(scene: Scene) -> None:
    fill(scene, incident(0), claimed(1, 60, "Petugas 2", kind=Kind.MEDICAL))
    panel = scene.window.map
    assert panel.texts()[0].startswith("Terdekat: Damkar Sektor ")
    scene.window.work.toggle_map()
    nearest, other = panel.list.sector_texts()
    assert nearest == "Damkar Sektor Kendal · seluruh kabupaten · 5,7 km · ± 16 mnt"
    assert other.startswith("Damkar Sektor Contoh · 33.99.15 · posisi perkiraan: tengah kecamatan")
    scene.window.work.toggle_map()
    panel.show_incident(subject(1))
    assert panel.texts()[0].startswith("Terdekat: Pos ")


def test_an_agency_stands_at_its_position_or_in_the_middle_of_its_kecamatan(scene: Scene) -> None:
    fill(scene)
    view = scene.window.map.view
    known, rough = view.mark(STATION.subject), view.mark(ROUGH.subject)
    assert known is not None
    assert rough is not None
    assert (known.sign, rough.sign) == (Sign.PLAIN, Sign.RINGED)
    assert rough.tip.endswith("posisi perkiraan: tengah kecamatan")
    assert view.mark(AGENCIES[3].subject) is None


def test_a_mark_of_an_agency_finds_it_in_the_directory(scene: Scene) -> None:
    fill(scene)
    scene.window.map.picked.emit(STATION.subject)
    side = scene.window.side
    assert side.shows(side.agencies)
    chosen = side.agencies.model.row_at(side.agencies.list.currentIndex().row())
    assert chosen == STATION


def test_a_click_on_the_map_fills_the_place_of_a_form(scene: Scene) -> None:
    fill(scene, incident(0))
    window = scene.window
    window.side.edit_agency(AGENCIES[0])
    form = window.side.agency_form
    form.point.wanted.emit()
    assert window.work.map_alone
    assert any("Klik tempatnya" in text for text in window.map.texts())
    QTest.mouseClick(window.map.view, Qt.MouseButton.LeftButton)
    assert window.incident.isVisible()
    spot = form.point.point()
    assert spot is not None
    assert spot.lat == pytest.approx(incident(0).place.lat, abs=0.02)
    form.submit()
    ((body, _),) = scene.link.did
    assert isinstance(body, ChangeAgency)
    assert (body.agency.lat, body.agency.lon) == (spot.lat, spot.lon)


def test_leaving_the_form_ends_the_question_for_a_place(scene: Scene) -> None:
    fill(scene, incident(0))
    scene.window.side.edit_agency(AGENCIES[0])
    scene.window.side.agency_form.point.wanted.emit()
    scene.window.side.show_posts()
    assert not scene.window.work.map_alone
    assert not any("Klik tempatnya" in text for text in scene.window.map.texts())


def test_m_gives_the_map_the_whole_column_and_takes_it_back(scene: Scene, qtbot: QtBot) -> None:
    fill(scene, incident(0))
    QTest.keyClick(scene.window, Qt.Key.Key_M)
    assert scene.window.incident.isHidden()
    qtbot.waitUntil(lambda: scene.window.map.height() > 500)
    QTest.keyClick(scene.window, Qt.Key.Key_M)
    assert not scene.window.incident.isHidden()
    qtbot.waitUntil(lambda: scene.window.map.height() < 250)


def test_keys_zoom_fit_and_change_the_circle(scene: Scene) -> None:
    fill(scene, incident(0))
    panel = scene.window.map
    scale = panel.view.scale
    QTest.keyClick(scene.window, Qt.Key.Key_Plus)
    assert panel.view.scale > scale
    QTest.keyClick(scene.window, Qt.Key.Key_Minus)
    assert panel.view.scale == pytest.approx(scale)
    QTest.keyClick(scene.window, Qt.Key.Key_0)
    assert panel.view.scale < scale
    QTest.keyClick(scene.window, Qt.Key.Key_R)
    assert panel.view.scale < scale
    for _ in range(3):
        QTest.keyClick(scene.window, Qt.Key.Key_R)
    assert panel.view.scale == pytest.approx(scale)


def test_letters_of_a_note_do_not_move_the_map(scene: Scene) -> None:
    fill(scene, incident(0))
    scene.window.incident.note.begin()
    scale = scene.window.map.view.scale
    QTest.keyClicks(scene.window.incident.note.field, "mr+0")
    assert scene.window.incident.note.field.text() == "mr+0"
    assert scene.window.map.view.scale == scale
    assert not scene.window.work.map_alone


def test_nothing_of_the_map_takes_the_focus(scene: Scene) -> None:
    fill(scene, incident(0))
    before = scene.window.focusWidget()
    QTest.mouseClick(scene.window.map.view, Qt.MouseButton.LeftButton)
    assert scene.window.focusWidget() is before


def test_a_locked_console_has_no_map(scene: Scene) -> None:
    fill(scene, incident(0))
    scene.window.work.toggle_map()
    scene.board.lock()
    scene.window.set_officer(None)
    assert not scene.window.map.isVisible()
    assert not scene.window.work.map_alone


# -- where its land comes from


def test_outlines_are_asked_for_once_a_picture(scene: Scene) -> None:
    scene.snapshot(bare(incident(0)))
    assert scene.link.asked == []
    fill(scene, incident(0))
    assert [ask for ask in scene.link.asked if isinstance(ask, Boundaries)] == [Boundaries()]
    land = scene.window.map.geography
    assert land is not None
    assert len(land.outlines) == len(LANDS)


def test_an_import_brings_the_new_outlines_to_an_open_console(scene: Scene) -> None:
    fill(scene, land=False)
    scene.link.boundaries = LANDS
    scene.change(LandView(subject="areas:1", version=1))
    land = scene.window.map.geography
    assert land is not None
    assert len(land.outlines) == len(LANDS)


def test_the_same_outlines_leave_the_view_where_it_is(scene: Scene) -> None:
    fill(scene, incident(0))
    scene.window.map.zoom_in()
    scale = scene.window.map.view.scale
    fill(scene, incident(0))
    assert scene.window.map.view.scale == scale


def test_without_outlines_it_says_how_to_bring_them_in(scene: Scene) -> None:
    fill(scene, land=False)
    assert any("areas import" in text for text in scene.window.map.texts())
    assert mark(scene, "post:1") != ""


def test_a_refusal_is_said_and_the_next_picture_asks_again(scene: Scene) -> None:
    scene.link.refuses = refusal(ErrorCode.DISCONNECTED)
    fill(scene)
    said = scene.words.refusal(refusal(ErrorCode.DISCONNECTED))
    assert said in scene.window.map.texts()
    scene.link.refuses = None
    fill(scene)
    assert scene.window.map.texts() == [""]


# -- pictures


def empty(scene: Scene) -> None:
    fill(scene, land=False)


def normal(scene: Scene) -> None:
    fill(
        scene,
        incident(0),
        claimed(1, 62, "Petugas 2", kind=Kind.MEDICAL),
        incident(4, 90, kind=Kind.DISASTER, priority=Priority.P2),
        claimed(9, 250, "Petugas 1", kind=Kind.CRIME, priority=Priority.P3),
    )


def alone(scene: Scene) -> None:
    normal(scene)
    scene.window.work.toggle_map()


def far(scene: Scene) -> None:
    alone(scene)
    scene.window.map.fit()


def flood(scene: Scene) -> None:
    kinds, priorities = tuple(Kind), tuple(Priority)
    fill(
        scene,
        *(
            replace(
                incident(n, 20 * n + 5, kind=kinds[n % 7], priority=priorities[n % 3]),
                mode=Mode.DRILL if n == 5 else Mode.REAL,
            )
            for n in range(50)
        ),
    )
    scene.window.work.toggle_map()
    scene.window.map.fit()


def asking(scene: Scene) -> None:
    normal(scene)
    scene.window.side.edit_agency(STATION)
    scene.window.side.agency_form.point.wanted.emit()


def empty_alone(scene: Scene) -> None:
    empty(scene)
    scene.window.work.toggle_map()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)], ids=["small", "large"])
@pytest.mark.parametrize(
    "state",
    [empty, empty_alone, normal, alone, far, flood, asking],
    ids=lambda state: state.__name__,
)
def test_nothing_is_cut(
    make_scene: MakeScene, state: Callable[[Scene], None], size: tuple[int, int]
) -> None:
    scene = make_scene(size)
    settle(scene)
    state(scene)
    assert faults(scene) == []
    keep(scene, f"map_{state.__name__}_{size[0]}")


@pytest.mark.parametrize("state", [normal, alone, empty_alone], ids=lambda state: state.__name__)
def test_text_twice_as_large(make_scene: MakeScene, state: Callable[[Scene], None]) -> None:
    scene = make_scene((1366, 768), text=200)
    settle(scene)
    state(scene)
    assert faults(scene) == []
    keep(scene, f"map_{state.__name__}_200_percent")


def test_a_day_room(make_scene: MakeScene) -> None:
    scene = make_scene((1366, 768), light=True)
    settle(scene)
    alone(scene)
    assert faults(scene) == []
    keep(scene, "map_light")
