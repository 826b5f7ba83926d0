"""The map widget: what is seen where, and how it moves."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.board.geography import Geography
from console.theme import make_theme
from resources.icons import svg
from tests.helpers.lands import boundaries
from widgets.icons import Icons
from widgets.map_land import LandShape
from widgets.map_mark import Mark
from widgets.map_room import Room
from widgets.map_view import SCALES, STEP, Circle, MapView
from widgets.marks import Shape

MakeMap = Callable[..., MapView]
LAND = [
    LandShape(each.name, each.middle.xy, each.polygons, each.is_village)
    for each in Geography.of(boundaries()).outlines
]
CENTRE = LAND[0].label


def mark(key: str, x: float = 0, y: float = 0, shape: Shape | None = Shape.DIAMOND) -> Mark:
    at = (CENTRE[0] + x, CENTRE[1] + y)
    return Mark(key=key, at=at, icon="house-fire", ink="p1", shape=shape, tip=key)


@pytest.fixture
def make_map(qtbot: QtBot, qapp: QApplication) -> Iterator[MakeMap]:
    made: list[MapView] = []

    def make(*, motion: bool = False) -> MapView:
        theme = make_theme(motion=motion)
        view = MapView(theme, Icons(theme, svg))
        view.resize(700, 500)
        qtbot.addWidget(view)
        view.show()
        made.append(view)
        return view

    yield make
    for view in made:
        view.hide()


@pytest.fixture
def view(make_map: MakeMap) -> MapView:
    return make_map()


def place(view: MapView, key: str) -> QPointF:
    found = view.place_of(key)
    assert found is not None
    return found


def inside(view: MapView, key: str) -> bool:
    return view.rect().contains(place(view, key).toPoint())


def wheel(view: MapView, at: QPointF, notches: int) -> None:
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def drag(view: MapView, by: QPoint) -> None:
    begin = QPoint(350, 250)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(view, begin + by / 2)
    QTest.mouseMove(view, begin + by)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=begin + by)


def test_all_the_land_is_seen_at_first_and_at_every_size(view: MapView) -> None:
    corners = [mark(f"{n}", x, y) for n, (x, y) in enumerate([(0, 0), (30_000, -25_000)])]
    view.set_marks(corners)
    view.set_land(LAND)
    for width, height in ((700, 500), (300, 140), (1200, 900)):
        view.resize(width, height)
        assert inside(view, "0")
        assert inside(view, "1")


def test_without_land_the_marks_are_shown(view: MapView) -> None:
    view.set_marks([mark("a"), mark("b", 20_000, 5_000)])
    assert inside(view, "a")
    assert inside(view, "b")


def test_nothing_at_all_is_no_fault(view: MapView) -> None:
    view.zoom(STEP)
    view.follow((0, 0))
    view.show_circle()
    view.fit()
    view.grab()
    assert view.scale == 0


def test_the_wheel_keeps_the_place_under_the_cursor(view: MapView) -> None:
    view.set_land(LAND)
    view.set_marks([mark("a", 3_000, -2_000)])
    before = place(view, "a")
    scale = view.scale
    wheel(view, before, 3)
    assert view.scale == pytest.approx(scale * STEP**3)
    after = place(view, "a")
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()), abs=0.01)


def test_zooming_ends_at_its_limits(view: MapView) -> None:
    view.set_land(LAND)
    for factor, limit in ((100.0, SCALES[1]), (0.0001, SCALES[0])):
        for _ in range(3):
            view.zoom(factor)
        assert view.scale == limit


def test_dragging_takes_the_land_along_and_picks_nothing(view: MapView, qtbot: QtBot) -> None:
    view.set_land(LAND)
    view.set_marks([mark("a")])
    before = place(view, "a")
    with qtbot.assertNotEmitted(view.picked):
        drag(view, QPoint(60, 40))
    moved = place(view, "a") - before
    assert (moved.x(), moved.y()) == pytest.approx((60, 40), abs=0.01)


def test_a_place_chosen_by_hand_stays_when_the_size_changes(view: MapView) -> None:
    view.set_land(LAND)
    view.zoom(4)
    scale = view.scale
    view.resize(500, 400)
    assert view.scale == scale


def test_a_click_picks_and_the_next_click_the_next_at_that_place(
    view: MapView, qtbot: QtBot
) -> None:
    view.set_land(LAND)
    view.set_marks([mark("a"), mark("b"), mark("far", 15_000)])
    view.grab()
    for key in ("a", "b", "a"):
        with qtbot.waitSignal(view.picked) as picked:
            QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(view, "a").toPoint())
        assert picked.args == [key]
        view.select(key)
        view.grab()


def test_a_click_beside_picks_nothing(view: MapView, qtbot: QtBot) -> None:
    view.set_land(LAND)
    view.set_marks([mark("a")])
    view.grab()
    with qtbot.assertNotEmitted(view.picked):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


def test_a_circle_is_shown_whole(view: MapView) -> None:
    view.set_land(LAND)
    view.set_circle(Circle(CENTRE, 3_000, "3 km"))
    view.set_marks([mark("north", y=-3_000), mark("west", x=-3_000), mark("south", y=3_000)])
    view.show_circle()
    assert all(inside(view, key) for key in ("north", "west", "south"))
    assert view.scale * 6_000 > 300


def test_following_moves_only_for_what_is_out_of_sight(view: MapView) -> None:
    view.set_land(LAND)
    view.set_marks([mark("near", 100), mark("far", 12_000)])
    view.set_circle(Circle(CENTRE, 1_000, ""))
    view.show_circle()
    before = place(view, "near")
    view.follow((CENTRE[0] + 100, CENTRE[1]))
    assert place(view, "near") == before
    view.follow((CENTRE[0] + 12_000, CENTRE[1]))
    there = place(view, "far")
    assert (there.x(), there.y()) == pytest.approx((350, 250), abs=0.5)


def test_motion_ends_where_it_would_without(make_map: MakeMap, qtbot: QtBot) -> None:
    still, moving = make_map(), make_map(motion=True)
    for view in (still, moving):
        view.set_land(LAND)
        view.set_marks([mark("a", 5_000, 2_000)])
        for _ in range(3):
            view.zoom(STEP, QPointF(100, 100))
    assert moving.scale < still.scale

    def arrived() -> None:
        assert moving.scale == pytest.approx(still.scale)
        there, goal = place(moving, "a"), place(still, "a")
        assert (there.x(), there.y()) == pytest.approx((goal.x(), goal.y()), abs=0.01)

    qtbot.waitUntil(arrived)


def colours(image: QImage, around: QPointF, reach: int = 20) -> set[str]:
    at = around.toPoint()
    return {
        QColor(image.pixel(at.x() + x, at.y() + y)).name()
        for x in range(-reach, reach)
        for y in range(-reach, reach)
    }


def test_an_urgent_mark_is_filled_and_a_taken_one_is_not(view: MapView) -> None:
    def share(urgent: bool) -> int:
        shown = Mark(
            key="a", at=CENTRE, icon="house-fire", ink="p1", shape=Shape.DIAMOND, urgent=urgent
        )
        view.set_marks([shown])
        image = view.grab().toImage()
        ink = QColor(make_theme().colour("p1")).name()
        at = place(view, "a").toPoint()
        line = (QColor(image.pixel(at.x() + x, at.y() + 9)).name() for x in range(-16, 16))
        return sum(colour == ink for colour in line)

    view.set_land(LAND)
    assert share(urgent=True) > 2 * share(urgent=False)


def test_the_selected_one_has_a_ring(view: MapView) -> None:
    view.set_land(LAND)
    view.set_marks([mark("a")])
    ring = make_theme().colour("focus").name()
    assert ring not in colours(view.grab().toImage(), place(view, "a"), 26)
    view.select("a")
    assert ring in colours(view.grab().toImage(), place(view, "a"), 26)


def test_names_keep_apart(view: MapView, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[QRectF] = []
    take = Room.take

    def watched(room: Room, box: QRectF, margin: float) -> bool:
        taken = take(room, box, margin)
        if taken:
            written.append(box)
        return taken

    monkeypatch.setattr(Room, "take", watched)
    view.set_land(LAND)
    for factor in (1.0, 2.0, 2.0, 2.0):
        view.zoom(factor)
        written.clear()
        view.grab()
        boxes = list(written)
        assert boxes
        assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])
