"""Every screen in every state: nothing is cut, nothing overlaps. Also the pictures to look at.

With ``POSPIN_PICTURES`` naming a folder, each is saved there as PNG.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from console.board.sounding import sounding
from console.link.state import LinkState as Link
from console.link.state import Reason
from console.screens.status import LinkStatus, SoundStatus
from console.sound.verdict import Reason as SoundReason
from console.sound.verdict import SoundProof
from gateway.protocol import events
from gateway.protocol.enums import (
    Desk,
    Disposition,
    Escalation,
    IncidentState,
    Kind,
    Mode,
    Priority,
    SoundState,
)
from gateway.protocol.messages import EventItem, Grant, PostPresence
from gateway.protocol.views import AreaView, IncidentView, Place
from tests.qt.scene import (
    NOW,
    OWN,
    MakeScene,
    Scene,
    bare,
    claimed,
    console,
    incident,
    item,
    officer,
    place,
    post,
    refusal,
    subject,
)
from widgets.action_button import ActionButton
from widgets.text import PlainLabel

TEXTS = (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit)
SIZES = ((1366, 768), (1920, 1080))
EARLIER = NOW - timedelta(minutes=15)
PROVEN = SoundStatus(SoundProof(SoundState.PROVEN, SoundReason.NONE, "Speaker ruang"), EARLIER)


def history() -> list[EventItem]:
    raised = events.AlarmRaised(
        press="p",
        reference="r",
        incident_kind=Kind.FIRE,
        mode=Mode.REAL,
        priority=Priority.P1,
        desk=Desk.SATPOL_PP,
        post="post:0",
        post_title="Pos Krajankulon RT 03",
        place=place(0),
        pressed_at=NOW - timedelta(seconds=15),
        pressed_at_uncertain=False,
    )
    words = "Ada mbah di dalam, api sampai atap. Jalan masuk dari timur, truk besar tidak bisa."
    quiet = NOW + timedelta(seconds=50)
    heard = events.IncidentHeard(officer="o", officer_title="Petugas 2", quiet_until=quiet)
    return [
        item(1, 0, raised, "Pos Krajankulon RT 03", 14),
        item(2, 0, events.IncidentShown(console=OWN), "", 13),
        item(3, 0, heard, "Petugas 2", 10),
        item(4, 0, events.NoteAdded(text=words), "Petugas 2", 5),
        item(5, 0, events.IncidentEscalated(step=Escalation.LOUDER, due_at=NOW), "", 1),
    ]


def usual() -> list[IncidentView]:
    return [
        incident(0, 14),
        claimed(1, 62, "Petugas 4", kind=Kind.MEDICAL),
        claimed(2, 250, "Petugas 2", kind=Kind.DISASTER, priority=Priority.P2),
        claimed(4, 465, "Petugas 1", kind=Kind.CRIME, priority=Priority.P2),
        claimed(5, 720, "Petugas 1", kind=Kind.PUBLIC_ORDER, priority=Priority.P3),
    ]


def fill(scene: Scene, *incidents: IncidentView) -> None:
    """A room with its people, consoles and posts."""
    scene.link.timeline = history()
    scene.sign_in()
    scene.snapshot(
        *incidents,
        officer(1),
        officer(2, "console:1"),
        officer(4, "console:1"),
        console(0, "Meja 1", SoundState.PROVEN),
        console(1, "Meja 2", SoundState.PROVEN),
        *(post(n) for n in range(12)),
    )
    scene.presence(
        *(
            PostPresence(
                post=f"post:{n}",
                online=n != 3,
                heard_at=NOW - timedelta(seconds=2000 if n == 3 else 3),
                battery=0.2 + 0.06 * n,
                charging=n % 2 == 0,
            )
            for n in range(12)
        )
    )


def normal(scene: Scene) -> None:
    fill(scene, *usual())


def empty(scene: Scene) -> None:
    fill(scene)


def enrol(scene: Scene) -> None:
    scene.window.ask_enrolment("Kode sudah lewat waktu. Minta kode baru.")


def sign_in(scene: Scene) -> None:
    scene.snapshot(*(bare(view) for view in usual()))


def flood(scene: Scene) -> None:
    kinds, priorities = tuple(Kind), (Priority.P1, Priority.P1, Priority.P2, Priority.P3)
    fill(
        scene,
        *(
            incident(
                n,
                3 + n * 7,
                kind=kinds[n % 7],
                priority=priorities[n % 4],
                presses=1 + (n % 5 == 0),
                late=n % 9 == 4,
                escalation=Escalation.LOUDER if n > 3 else Escalation.NONE,
            )
            for n in range(50)
        ),
    )


def unfolded(scene: Scene) -> None:
    flood(scene)
    scene.window.queue.select_top()
    scene.window.queue.view.unfold_asked.emit(True)


def link_lost(scene: Scene) -> None:
    normal(scene)
    scene.board.mark(old=True)
    scene.window.set_link(LinkStatus(Link.LOST, Reason.UNREACHABLE, NOW))
    scene.link.refuses = refusal()
    scene.window.incident.working.claim()


def sound_lost(scene: Scene) -> None:
    normal(scene)
    lost = SoundProof(SoundState.LOST, SoundReason.UNPLUGGED, "Speaker ruang")
    scene.window.set_sound(SoundStatus(lost, EARLIER))
    scene.snapshot(*usual(), officer(1), console(1, "Meja 2", SoundState.QUIET), post(0))


def drill(scene: Scene) -> None:
    long = Place(
        area="33.24.08.2012",
        desa="Kaliwungu Kedungpengilon Wetan",
        kecamatan="Kaliwungu Selatan",
        rt="012",
        rw="005",
    )
    title = "Pos Kamling Perumahan Griya Praja Mukti Blok D Selatan dekat balai pertemuan"
    fill(
        scene,
        incident(
            0,
            75,
            mode=Mode.DRILL,
            presses=3,
            late=True,
            place=long,
            post_title=title,
            kind=Kind.MEDICAL,
        ),
        incident(1, 30, mode=Mode.TEST, kind=Kind.PUBLIC_ORDER, priority=Priority.P3),
        claimed(2, 400, "Petugas jaga malam regu B nomor 4", kind=Kind.PUBLIC_ORDER, place=long),
        incident(3, 90, state=IncidentState.CANCELLED_BY_REPORTER, cancelled_at=NOW),
    )


def add_post(scene: Scene) -> None:
    normal(scene)
    near = (("Krajankulon", "Kaliwungu"), ("Kebonharjo", "Patebon"))
    scene.link.areas = [
        AreaView(area=f"33.24.08.20{n}", desa=desa, kecamatan=kecamatan, lat=-6.9, lon=110.2)
        for n, (desa, kecamatan) in enumerate(near)
    ]
    scene.window.side.add_post()
    form = scene.window.side.form
    form.title.setText("Pos Krajankulon RT 07")
    QTest.keyClicks(form.area.field, "k")
    QTest.qWait(200)


def post_code(scene: Scene) -> None:
    normal(scene)
    grant = Grant(code="7K3M9QXA", expires_at=NOW + timedelta(minutes=14, seconds=12))
    scene.window.side.show_code("Pos Sudipayung RT 04", grant)


def revoke(scene: Scene) -> None:
    normal(scene)
    posts = scene.window.side.posts
    posts.list.setCurrentIndex(posts.model.index(2))
    posts.revoke()


def closing(scene: Scene) -> None:
    normal(scene)
    scene.window.queue.select(subject(4))
    scene.window.incident.show_incident(subject(4))
    scene.window.incident.working.begin_closing()
    QTest.keyClick(scene.window.incident.panels.closing, Qt.Key.Key_2)


def help_shown(scene: Scene) -> None:
    normal(scene)
    scene.window.side.toggle(scene.window.side.help)


def rules(scene: Scene) -> None:
    normal(scene)
    scene.window.side.toggle(scene.window.side.rules)
    scene.window.side.rules.add()


def past(scene: Scene) -> None:
    ended = {"state": IncidentState.CLOSED, "disposition": Disposition.FALSE_OR_PRANK}
    scene.link.past = [incident(n, 86_400 * n, post="post:0", **ended) for n in range(1, 4)]
    normal(scene)
    scene.window.past.ask()


def command_line(scene: Scene) -> None:
    normal(scene)
    scene.window.top.search.setFocus()
    QTest.keyClicks(scene.window.top.search, "k")


def sounds(scene: Scene) -> None:
    normal(scene)
    scene.window.set_sounding(sounding(scene.board.alarms.values(), NOW))
    scene.window.side.toggle(scene.window.side.sounds)


STATES: tuple[Callable[[Scene], None], ...] = (
    enrol,
    sign_in,
    empty,
    normal,
    flood,
    unfolded,
    link_lost,
    sound_lost,
    drill,
    add_post,
    post_code,
    revoke,
    closing,
    help_shown,
    command_line,
    past,
    rules,
    sounds,
)


def settle(scene: Scene) -> None:
    scene.window.set_sound(PROVEN)
    scene.window.set_link(LinkStatus(Link.ONLINE))


def keep(scene: Scene, name: str) -> None:
    folder = os.environ.get("POSPIN_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        scene.window.grab().save(str(Path(folder) / f"{name}.png"))


def faults(scene: Scene) -> list[str]:
    """What is still cut when the layouts have come to rest."""
    for _ in range(20):
        QTest.qWait(10)
        if not (found := cut(scene.window)):
            break
    return found


def cut(window: QWidget) -> list[str]:
    """What does not get the room that its text needs, or reaches out of its parent."""
    faults = []
    for each in window.findChildren(QWidget):
        if not each.isVisible() or not isinstance(each, TEXTS):
            continue
        if isinstance(each, PlainLabel) and each.elides:
            continue
        told = f"{type(each).__name__} {each.property('text')!r}"
        needed = each.minimumSizeHint()
        if isinstance(each, QLabel) and each.wordWrap():
            if each.height() < each.heightForWidth(each.width()):
                faults.append(f"{told} is too low")
        elif isinstance(each, ActionButton) and each.width() < each.sizeHint().width():
            faults.append(f"{told} is too narrow")
        elif each.height() < needed.height() or each.width() < needed.width():
            faults.append(f"{told} needs {needed} and has {each.size()}")
        if not reaches_out(each).isEmpty():
            faults.append(f"{told} reaches out of its parent")
    return faults


def reaches_out(each: QWidget) -> QRect:
    """The width by which it is wider than where it stands, as a rectangle that is empty if none."""
    parent = each.parentWidget()
    if parent is None or each.geometry().right() <= parent.width():
        return QRect()
    return QRect(0, 0, each.geometry().right() - parent.width(), 1)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_is_cut(
    make_scene: MakeScene, state: Callable[[Scene], None], size: tuple[int, int]
) -> None:
    scene = make_scene(size)
    settle(scene)
    state(scene)
    assert faults(scene) == []
    keep(scene, f"{state.__name__}_{size[0]}")
    assert (scene.window.width(), scene.window.height()) == size


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_text_twice_as_large_still_fits_the_smallest_screen(
    make_scene: MakeScene, state: Callable[[Scene], None]
) -> None:
    scene = make_scene((1366, 768), text=200)
    settle(scene)
    state(scene)
    left = faults(scene)
    keep(scene, f"{state.__name__}_200_percent")
    assert left == []
    assert (scene.window.width(), scene.window.height()) == (1366, 768)


@pytest.mark.parametrize("look", [{"light": True}, {"language": "en"}], ids=["light", "english"])
def test_the_other_looks(make_scene: MakeScene, look: dict[str, object]) -> None:
    scene = make_scene(**look)
    settle(scene)
    normal(scene)
    assert faults(scene) == []
    keep(scene, f"normal_{next(iter(look))}")
