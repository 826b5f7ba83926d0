"""The incident at work in every state: nothing is cut. Also the pictures to look at."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from gateway.protocol import events
from gateway.protocol.enums import (
    AgencySort,
    ContactChannel,
    Disposition,
    IncidentState,
    Kind,
    Mode,
    Priority,
    Subkind,
    TaskState,
    YesNo,
)
from gateway.protocol.messages import EventItem
from gateway.protocol.views import Facts, IncidentView, Place, TaskView
from tests.qt.scene import NOW, MakeScene, Scene, claimed, incident, item, place, subject
from tests.qt.test_pictures import SIZES, faults, fill, history, keep, settle
from tests.qt.work_scene import AGENCIES, CARD, PHONE, task

DAMKAR, LINMAS, PSC, PLN, POLSEK, _ = AGENCIES
FACTS = Facts(
    what="Rumah kayu dua lantai, api dari dapur",
    landmark="Belakang Masjid Al-Muttaqin, gang kedua",
    hurt="Satu nenek sesak napas",
    hazards="Dua tabung gas",
)


def moved(seq: int, of: str, sort: AgencySort, state: TaskState, age_s: float) -> EventItem:
    data = events.TaskMoved(
        task=f"task:{of}",
        agency="agency:1",
        agency_title=of,
        agency_sort=sort,
        state=state,
        channel=ContactChannel.RADIO,
        words="HT Damkar" if state is TaskState.SENT else "siap, dua unit berangkat",
    )
    return item(seq, 0, data, "Petugas 1", age_s)


def work(scene: Scene, view: IncidentView, *tasks: TaskView, **others: Any) -> None:
    """The usual room, this incident on top with its card and tasks."""
    scene.link.cards = [CARD]
    rest = (
        claimed(1, 62, "Petugas 4", kind=Kind.MEDICAL),
        claimed(2, 250, "Petugas 2", kind=Kind.DISASTER, priority=Priority.P2),
        claimed(5, 720, "Petugas 1", kind=Kind.PUBLIC_ORDER, priority=Priority.P3),
    )
    extra = others.get("near", ())
    fill(scene, view, *rest, *extra)
    scene.link.timeline = [
        *history()[:4],
        moved(11, "Damkar Sektor Kaliwungu", AgencySort.DAMKAR, TaskState.SENT, 100),
        moved(12, "Damkar Sektor Kaliwungu", AgencySort.DAMKAR, TaskState.EN_ROUTE, 60),
    ]
    scene.change(*AGENCIES, *tasks)
    scene.window.queue.select(view.subject)
    scene.window.incident.show_incident("")
    scene.window.incident.show_incident(view.subject)


def at_work(**changes: Any) -> IncidentView:
    state = changes.pop("state", IncidentState.DISPATCHED)
    view = claimed(0, 134, "Petugas 1", facts=FACTS, subkind=Subkind.BUILDING_FIRE)
    answers = {"hurt": YesNo.YES, "trapped": YesNo.UNKNOWN, "ticked": ("kebakaran/tanya-1",)}
    return msgspec.structs.replace(view, state=state, **{**answers, **changes})


def just_taken(scene: Scene) -> None:
    work(scene, claimed(0, 30, "Petugas 1"))


def working(scene: Scene) -> None:
    tasks = (
        task(0, DAMKAR, TaskState.EN_ROUTE, 100),
        task(0, LINMAS, TaskState.SENT, 42),
        task(0, PSC, TaskState.ACKNOWLEDGED, 50),
    )
    work(scene, at_work(), *tasks)


def unanswered(scene: Scene) -> None:
    tasks = (
        task(0, DAMKAR, TaskState.NO_ANSWER, 185, contact=PHONE, contacts_left=0),
        task(0, LINMAS, TaskState.SENT, 75),
    )
    work(scene, at_work(), *tasks)


def facts(scene: Scene) -> None:
    working(scene)
    scene.window.incident.working.edit_facts()


def kind(scene: Scene) -> None:
    working(scene)
    scene.window.incident.working.classify()


def sop(scene: Scene) -> None:
    working(scene)
    scene.window.incident.working.next_sheet()


def known(scene: Scene) -> None:
    working(scene)
    scene.window.incident.cards.checks.show_sheet("facts")


def step(scene: Scene) -> None:
    working(scene)
    scene.window.incident.working.choose_agency()
    QTest.keyClick(scene.window.incident.cards.dispatch.list, Qt.Key.Key_3)


def add(scene: Scene) -> None:
    working(scene)
    scene.window.incident.working.add_agency()
    QTest.keyClicks(scene.window.incident.panels.adding.field, "p")


def level(scene: Scene) -> None:
    working(scene)
    scene.window.incident.working.dispatch()


def suggested(scene: Scene) -> None:
    here = place(0)
    assert here.lat is not None
    near = [
        incident(
            7, 95, place=msgspec.structs.replace(place(4), lat=here.lat + 0.006, lon=here.lon)
        ),
        incident(
            8,
            400,
            kind=Kind.OTHER,
            place=msgspec.structs.replace(place(3), lat=here.lat, lon=(here.lon or 0) + 0.012),
        ),
    ]
    presses = ("a", "b")
    work(scene, at_work(presses=2, press_ids=presses), near=near)
    scene.window.incident.working.begin_joining()


def hold(scene: Scene) -> None:
    working(scene)
    scene.window.incident.working.hold_or_resume()


def on_hold(scene: Scene) -> None:
    until = NOW + timedelta(minutes=15)
    held = at_work(
        state=IncidentState.ON_HOLD, hold_until=until, hold_reason="Menunggu kabar patroli"
    )
    work(scene, held, task(0, DAMKAR, TaskState.ON_SCENE, 600))


def merged(scene: Scene) -> None:
    work(scene, at_work(state=IncidentState.MERGED, merged_into=subject(2), closed_at=NOW))


def closed(scene: Scene) -> None:
    ended = at_work(state=IncidentState.CLOSED, closed_at=NOW, disposition=Disposition.HANDLED)
    work(scene, ended, task(0, DAMKAR, TaskState.DONE, 900), task(0, LINMAS, TaskState.DONE, 900))


def drill(scene: Scene) -> None:
    work(scene, at_work(mode=Mode.DRILL), task(0, DAMKAR, TaskState.NO_ANSWER, 185))


def long_text(scene: Scene) -> None:
    long = Place(
        area="33.24.08.2012",
        desa="Kaliwungu Kedungpengilon Wetan",
        kecamatan="Kaliwungu Selatan",
        rt="012",
        rw="005",
    )
    title = "Pos Kamling Perumahan Griya Praja Mukti Blok D Selatan dekat balai pertemuan"
    name = "Satuan Perlindungan Masyarakat Kecamatan Kaliwungu Selatan bagian Kedungpengilon"
    view = at_work(place=long, post_title=title, kind=Kind.MEDICAL, late=True, presses=3)
    silent = task(0, DAMKAR, TaskState.NO_ANSWER, 185, agency_title=name)
    work(scene, view, silent, task(0, POLSEK, TaskState.SENT, 4000, agency_title=name))


STATES: tuple[Callable[[Scene], None], ...] = (
    just_taken,
    working,
    unanswered,
    facts,
    kind,
    sop,
    known,
    step,
    add,
    level,
    suggested,
    hold,
    on_hold,
    merged,
    closed,
    drill,
    long_text,
)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_is_cut(
    make_scene: MakeScene, state: Callable[[Scene], None], size: tuple[int, int]
) -> None:
    scene = make_scene(size)
    settle(scene)
    state(scene)
    left = faults(scene)
    keep(scene, f"work_{state.__name__}_{size[0]}")
    assert left == []
    assert (scene.window.width(), scene.window.height()) == size


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_text_twice_as_large_still_fits_the_smallest_screen(
    make_scene: MakeScene, state: Callable[[Scene], None]
) -> None:
    scene = make_scene((1366, 768), text=200)
    settle(scene)
    state(scene)
    left = faults(scene)
    keep(scene, f"work_{state.__name__}_200_percent")
    assert left == []
    area = scene.window.incident.findChild(QScrollArea)
    inside = area.widget() if area is not None else None
    assert area is not None
    assert inside is not None
    assert inside.width() <= area.viewport().width()
    assert (scene.window.width(), scene.window.height()) == (1366, 768)
