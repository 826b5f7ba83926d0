"""Guests at the console: what the desk looks at, search, one report, names only with a reason."""

import os
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from gateway.protocol.commands import AnyBody, OpenDocument, OpenGuestList, ReferGuest
from gateway.protocol.enums import Desk, Document, GuestState, Mode, Role
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Grant
from gateway.protocol.queries import GuestList, GuestReports
from tests.qt.guest_scene import (
    DRILL,
    KNOWN,
    NEWEST,
    OVERDUE,
    PERSON,
    UNANSWERED,
    fill_guests,
    list_row,
    whole,
)
from tests.qt.scene import NOW, OFFICER, CheckModel, MakeScene, Scene, incident, refusal, subject
from tests.qt.test_pictures import faults, keep, settle
from tests.qt.test_report import words_of
from widgets.action_button import ActionButton

CONTROL = Qt.KeyboardModifier.ControlModifier
NIK = Grant(code="3324084101900001", expires_at=NOW + timedelta(seconds=60))
REFERRED = whole(UNANSWERED, version=2)
PERSONAL = (PERSON.name, "Tuan Rumah Contoh", "0812-0000-0004", "H 1234 XX", "0001")


def opened(scene: Scene, who: Role = Role.OFFICER) -> Scene:
    scene.sign_in(msgspec.structs.replace(OFFICER, role=who))
    fill_guests(scene)
    QTest.keyClick(scene.window, Qt.Key.Key_U, CONTROL)
    return scene


def did(scene: Scene) -> list[AnyBody]:
    return [body for body, _ in scene.link.did if "shown" not in type(body).__name__.lower()]


def pick(scene: Scene, sheet: int, guest: str) -> None:
    guests = scene.window.guests
    guests.sheets.take(sheet)
    guests.choose(guest)


def everything(scene: Scene) -> str:
    """All that can be read in any field or label of the window, in sight or not."""
    fields = scene.window.findChildren(QLineEdit) + scene.window.findChildren(QPlainTextEdit)
    typed = [f.text() if isinstance(f, QLineEdit) else f.toPlainText() for f in fields]
    return "\n".join([*scene.window.guests.texts(), *typed, *scene.window.incident.guests.texts()])


def test_the_desk_first_sees_what_nobody_answered_and_who_stays_too_long(
    scene: Scene, check_model: CheckModel
) -> None:
    check_model(scene.window.guests.model)
    opened(scene)
    assert scene.window.guests.texts()[:3] == [
        "Pos Bebengan RT 02 · lewat waktu · RT 02/RW 01, Bebengan, Boja · "
        "3 orang, 1 anak, 1 WNA · sampai 25 Nov 11.45",
        "Pos Krajankulon RT 03 · menunggu RT · RT belum menjawab · RT 03/RW 05, Krajankulon, "
        "Kaliwungu · 3 orang, 1 anak · sampai 25 Nov 11.45",
        "Kendal: 12 orang menginap · 4 laporan · 2 belum diketahui RT · 1 lewat waktu · 1 WNA",
    ]
    assert "Tamu 2 untuk dilihat" in scene.window.strip.texts()


def test_it_is_looked_for_by_place_state_time_and_words(scene: Scene) -> None:
    opened(scene)
    guests = scene.window.guests
    guests.sheets.take(1)
    assert guests.model.rowCount() == 4
    guests.filter.go_to("33.24.08.2012", "03/05")
    guests.ask()
    assert [row.key for row in guests.model.rows()] == [UNANSWERED.subject, KNOWN.subject]
    for choice, label in (
        (guests.filter.status, "belum diketahui RT"),
        (guests.filter.span, "7 hari"),
    ):
        next(each for each in choice.menu().actions() if each.text() == label).trigger()
    guests.filter.text.setText("krajan")
    guests.ask()
    asked = [ask for ask in scene.link.asked if isinstance(ask, GuestReports) and ask.states][-1]
    assert (asked.area, asked.text) == ("33.24.08.2012", "krajan")
    assert GuestState.NOTIFYING in asked.states
    assert asked.since == NOW - timedelta(days=7)
    assert [row.key for row in guests.model.rows()] == [UNANSWERED.subject]


def test_figures_by_desa_and_enter_looks_at_its_rt(scene: Scene) -> None:
    opened(scene)
    guests = scene.window.guests
    guests.sheets.take(2)
    assert guests.texts()[1] == (
        "Krajankulon, Kaliwungu · 2 laporan · 6 orang, 2 anak · "
        "1 belum diketahui RT · 0 lewat waktu"
    )
    guests.list.activated.emit(guests.model.index(1))
    assert guests.texts()[0] == (
        "RT 03/RW 05, Krajankulon, Kaliwungu · 2 laporan · 6 orang, 2 anak · "
        "1 belum diketahui RT · 0 lewat waktu"
    )


def test_the_course_of_the_ladder_is_told_without_anybodys_name(scene: Scene) -> None:
    opened(scene)
    pick(scene, 0, UNANSWERED.subject)
    said = scene.window.guests.detail.texts()
    assert said[-7:] == [
        "19.45 Laporan dikirim di pos",
        "19.45 Pesan ke Ketua RT 03 Krajankulon",
        "19.46 Dibaca Ketua RT 03 Krajankulon",
        "19.50 Ketua RT ditelepon",
        "19.52 Pesan ke wakil: Wakil RT 03 Krajankulon",
        "19.52 Sampai di telepon Wakil RT 03 Krajankulon",
        "19.57 Meja Satpol PP diberi tahu",
    ]
    assert any(line.startswith("Nama tampak setelah") for line in said)


def test_an_officer_links_it_to_an_incident_with_a_reason(scene: Scene) -> None:
    opened(scene)
    pick(scene, 0, UNANSWERED.subject)
    detail = scene.window.guests.detail
    detail.begin_referring()
    assert detail.referring.incident.value == subject(0)
    detail.referring.confirm()
    assert did(scene) == []
    assert detail.referring.texts() == ["Tulis alasannya dulu."]
    QTest.keyClicks(detail.referring.reason, "saksi kejadian")
    QTest.keyClick(detail.referring.reason, Qt.Key.Key_Return, CONTROL)
    asked = ReferGuest(guest=UNANSWERED.subject, incident=subject(0), reason="saksi kejadian")
    assert did(scene) == [asked]
    scene.change(whole(UNANSWERED, version=2, incident=subject(0)))
    assert PERSON.name in detail.texts()
    assert "NIK ••••••••••••0001" in detail.texts()


def test_drills_are_linked_to_drills_alone(scene: Scene) -> None:
    opened(scene)
    scene.link.guests = [DRILL]
    guests = scene.window.guests
    guests.filter.mode.choose(Mode.DRILL.value)
    guests.ask()
    pick(scene, 1, DRILL.subject)
    guests.detail.begin_referring()
    QTest.keyClicks(guests.detail.referring.reason, "belajar")
    guests.detail.referring.confirm()
    assert did(scene) == []
    assert "Tidak ada kejadian terbuka dengan mode yang sama." in guests.detail.texts()
    assert "LATIHAN" in guests.detail.texts()
    drill = incident(9, mode=Mode.DRILL)
    scene.change(drill)
    guests.detail.begin_referring()
    guests.detail.referring.confirm()
    assert did(scene) == [ReferGuest(guest=DRILL.subject, incident=drill.subject, reason="belajar")]


def read_number(scene: Scene) -> None:
    scene.change(REFERRED)
    pick(scene, 0, UNANSWERED.subject)
    detail = scene.window.guests.detail
    button = next(b for b in detail.identities.findChildren(ActionButton))
    button.click()
    QTest.keyClicks(detail.opening.reason, "mencocokkan KTP")
    detail.opening.confirm()


def test_a_number_is_read_whole_with_a_reason_and_closes_after_a_minute(scene: Scene) -> None:
    opened(scene)
    scene.link.grant = NIK
    read_number(scene)
    body = OpenDocument(guest=UNANSWERED.subject, document=Document.NIK, reason="mencocokkan KTP")
    assert did(scene) == [body]
    identities = scene.window.guests.detail.identities
    assert "NIK 3324084101900001 · tertutup dalam 60 dtk" in identities.texts()
    scene.clock.elapsed += 61
    scene.window.tick()
    assert "NIK ••••••••••••0001" in identities.texts()
    assert "3324084101900001" not in everything(scene)


def test_another_report_shuts_the_number(scene: Scene) -> None:
    opened(scene)
    scene.link.grant = NIK
    read_number(scene)
    pick(scene, 0, OVERDUE.subject)
    pick(scene, 0, UNANSWERED.subject)
    assert "3324084101900001" not in everything(scene)


def test_a_refusal_stays_beside_what_was_typed(scene: Scene) -> None:
    opened(scene)
    scene.link.refuses = refusal(ErrorCode.FORBIDDEN)
    read_number(scene)
    panel = scene.window.guests.detail.opening
    assert panel.texts() == [scene.words.refusal(refusal(ErrorCode.FORBIDDEN))]
    assert panel.reason.text() == "mencocokkan KTP"


def test_nothing_of_anybody_stays_when_the_console_is_locked(scene: Scene) -> None:
    opened(scene)
    scene.link.grant = NIK
    read_number(scene)
    guests = scene.window.guests
    guests.detail.begin_referring()
    QTest.keyClicks(guests.detail.referring.reason, "alasan rahasia")
    guests.filter.text.setText(PERSON.name)
    scene.board.lock()
    scene.window.set_officer(None)
    guests.filter.text.undo()
    read = everything(scene)
    for word in (*PERSONAL, "3324084101900001", "alasan rahasia"):
        assert word not in read
    assert guests.model.rowCount() == 0
    assert scene.board.guests == {}
    assert not guests.isVisible()


def test_another_desks_officer_is_refused_in_words(scene: Scene) -> None:
    scene.sign_in(msgspec.structs.replace(OFFICER, desks=(Desk.PSC_119,)))
    fill_guests(scene)
    QTest.keyClick(scene.window, Qt.Key.Key_U, CONTROL)
    assert "Tamu hanya dapat dilihat petugas meja Satpol PP." in scene.window.guests.texts()
    assert not scene.window.guests.print.isEnabled()
    assert not any(isinstance(ask, GuestReports) for ask in scene.link.asked)


def test_an_alarm_that_is_selected_takes_the_place_of_the_guests(scene: Scene) -> None:
    opened(scene)
    scene.change(incident(7))
    assert scene.window.guests.isVisible()
    QTest.keyClick(scene.window, Qt.Key.Key_F3)
    assert scene.window.work.isVisible()


def test_the_incident_tells_how_many_guests_are_there_and_names_once_linked(scene: Scene) -> None:
    opened(scene)
    here = scene.window.incident.guests
    QTest.keyClick(scene.window, Qt.Key.Key_U, CONTROL)
    here.ask()
    assert here.texts() == ["RT ini: 6 orang · desa: 6 orang, 0 lewat waktu"]
    linked = whole(UNANSWERED, version=2, incident=subject(0))
    scene.link.guests = [linked, KNOWN]
    here.ask()
    assert here.texts()[1] == "Tamu Contoh · Kab. Temanggung · KDL-T-20261123-0001"
    next(b for b in here.findChildren(ActionButton)).click()
    guests = scene.window.guests
    assert guests.isVisible()
    assert guests.filter.said() == "RT 03/RW 05, Krajankulon, Kaliwungu"


@pytest.mark.parametrize(("mode", "marked"), [(Mode.REAL, False), (Mode.DRILL, True)])
def test_figures_are_printed_and_a_drill_is_marked(
    scene: Scene, tmp_path: Path, mode: Mode, marked: bool
) -> None:
    opened(scene)
    guests = scene.window.guests
    guests.filter.mode.choose(mode.value)
    guests.print.click()
    file = tmp_path / "angka.pdf"
    guests.printing.save.path.setText(str(file))
    guests.printing.confirm()
    pages = words_of(file.read_bytes())
    assert all(("LATIHAN" in page) is marked for page in pages)
    assert "Krajankulon,Kaliwungu" in pages[0]
    guests.printing.forms.take(1)
    table = tmp_path / "angka.csv"
    guests.printing.save.path.setText(str(table))
    guests.printing.confirm()
    lines = table.read_text("utf-8-sig").splitlines()
    assert ("LATIHAN" in lines[1]) is marked
    assert lines[-1].startswith("Jumlah,12,")


def test_the_list_of_names_is_a_supervisors_with_a_place_and_a_reason(
    scene: Scene, tmp_path: Path
) -> None:
    opened(scene, Role.SUPERVISOR)
    scene.link.grant = Grant(code="bGVhdmU", expires_at=NOW + timedelta(seconds=60))
    scene.link.guest_list = [list_row("Tamu Contoh"), list_row("=HYPERLINK()")]
    guests = scene.window.guests
    guests.print.click()
    panel = guests.printing
    panel.contents.take(1)
    panel.confirm()
    assert panel.texts() == ["Pilih kecamatan atau desa dulu."]
    guests.filter.go_to("33.24.08.2012")
    panel.confirm()
    assert panel.texts() == ["Tulis alasannya dulu."]
    QTest.keyClicks(panel.reason, "rapat Forkopimcam")
    panel.forms.take(1)
    file = tmp_path / "daftar.csv"
    panel.save.path.setText(str(file))
    panel.confirm()
    asked = OpenGuestList(area="33.24.08.2012", reason="rapat Forkopimcam")
    assert did(scene) == [asked]
    assert GuestList(grant="bGVhdmU") in scene.link.asked
    text = file.read_text("utf-8-sig")
    assert "Tamu Contoh" in text
    assert "'=HYPERLINK()" in text
    assert file.stat().st_mode & 0o077 == 0
    assert "Tamu Contoh" not in everything(scene)
    if folder := os.environ.get("POSPIN_PICTURES"):
        panel.forms.take(0)
        pdf_file = tmp_path / "daftar.pdf"
        panel.reason.setPlainText("rapat Forkopimcam")
        panel.save.path.setText(str(pdf_file))
        panel.confirm()
        document = QPdfDocument()
        document.load(str(pdf_file))
        document.render(0, QSize(1000, 1414)).save(str(Path(folder) / "guest_list.png"))
        document.close()


def test_an_officer_may_print_figures_alone(scene: Scene) -> None:
    opened(scene)
    scene.window.guests.print.click()
    assert not scene.window.guests.printing.contents.take(1)


def shown_as(scene: Scene, state: str) -> None:
    opened(scene, Role.SUPERVISOR)
    guests = scene.window.guests
    if state == "desk":
        pick(scene, 0, UNANSWERED.subject)
    elif state == "figures":
        guests.sheets.take(2)
    elif state == "whole":
        scene.link.grant = NIK
        read_number(scene)
    elif state == "refer":
        pick(scene, 1, NEWEST.subject)
        guests.detail.begin_referring()
    elif state == "print":
        guests.print.click()
        guests.printing.contents.take(1)
    elif state == "drill":
        scene.link.guests = [DRILL]
        guests.filter.mode.choose(Mode.DRILL.value)
        guests.ask()
        pick(scene, 1, DRILL.subject)
    elif state == "incident":
        QTest.keyClick(scene.window, Qt.Key.Key_U, CONTROL)
        scene.link.guests = [whole(UNANSWERED, incident=subject(0)), KNOWN]
        scene.window.incident.guests.ask()


@pytest.mark.parametrize(
    ("state", "size", "look"),
    [
        ("desk", (1366, 768), {}),
        ("desk", (1920, 1080), {"language": "en"}),
        ("desk", (1366, 768), {"text": 200}),
        ("figures", (1366, 768), {}),
        ("whole", (1366, 768), {"language": "en"}),
        ("refer", (1366, 768), {}),
        ("print", (1366, 768), {"language": "en"}),
        ("drill", (1920, 1080), {"light": True}),
        ("incident", (1920, 1080), {"language": "en"}),
    ],
)
def test_nothing_is_cut(
    make_scene: MakeScene, state: str, size: tuple[int, int], look: dict[str, object]
) -> None:
    scene = make_scene(size, **look)
    settle(scene)
    shown_as(scene, state)
    left = faults(scene)
    name = "_".join(str(value) for value in look.values())
    keep(scene, f"guests_{state}_{size[0]}_{name}")
    assert left == []
    assert (scene.window.width(), scene.window.height()) == size
