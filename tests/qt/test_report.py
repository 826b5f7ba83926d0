"""The after-action report: its words, its file, and where it goes."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from console.board.timeline import entry_of
from console.i18n import Words
from console.models.report import NOTHING, report
from gateway.protocol.enums import AgencySort, Disposition, IncidentState, Mode, TaskState
from gateway.protocol.messages import EventItem
from gateway.protocol.views import IncidentView
from tests.qt.scene import NOW, MakeScene, Scene
from tests.qt.test_pictures import history
from tests.qt.test_work_pictures import at_work, moved, work
from widgets.sheet import Section, Sheet, pdf

DAMKAR = "Damkar Sektor Kaliwungu"


def entries() -> list[EventItem]:
    states = (TaskState.SENT, TaskState.EN_ROUTE, TaskState.ON_SCENE, TaskState.DONE)
    moves = [
        moved(20 + n, DAMKAR, AgencySort.DAMKAR, state, 100 - 10 * n)
        for n, state in enumerate(states)
    ]
    return [*history(), *moves]


def closed(**changes: object) -> IncidentView:
    return at_work(
        state=IncidentState.CLOSED, closed_at=NOW, disposition=Disposition.HANDLED, **changes
    )


def words_of(data: bytes) -> list[str]:
    """The text of each page without its blanks: in a PDF they are only distances."""
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    texts = (document.getAllText(n).text() for n in range(document.pageCount()))
    pages = [re.sub(r"\s|\x1f", "", text) for text in texts]
    document.close()
    return pages


def test_times_are_told_with_what_passed_since_the_press_and_the_step_before() -> None:
    made = report(closed(), [entry_of(e) for e in entries()], Words("id"), {}, NOW)
    times = {row[0]: row for row in made.tables[0].rows}
    assert times["t0"][3:] == ("00:00", "00:00")
    assert times["t2"][2:] == (NOTHING, NOTHING, NOTHING)
    assert times["t3"] == ("t3", "Diambil petugas", "23 Nov 2026 21.43.00", "00:10", "00:09")
    assert times["t8"][2:4] == ("23 Nov 2026 21.45.05", "02:15")
    agency = made.tables[1].rows[0]
    assert agency[0] == DAMKAR
    assert agency[1:6] == ("21.43.25", NOTHING, "21.43.35", "21.43.45", "21.43.55")
    assert made.mark == ""


def test_facts_answers_and_the_timeline_are_in_it() -> None:
    made = report(closed(), [entry_of(e) for e in entries()], Words("id"), {}, NOW)
    head = dict(made.head)
    assert head["Hasil"] == "Sudah ditangani"
    assert head["Patokan"] == "Belakang Masjid Al-Muttaqin, gang kedua"
    assert "ada yang luka" in head["Jawaban warga"]
    assert len(made.tables[2].rows) == len(entries())


def test_text_of_people_is_text_in_the_file_and_every_page_carries_the_mark(
    qapp: QApplication,
) -> None:
    rows = tuple((f"{n}", "<b>tebal</b> & <script>") for n in range(120))
    section = Section("Riwayat", ("No", "Kejadian"), rows, (20, 80))
    pages = words_of(pdf(Sheet("KDL-1", "Kebakaran", "LATIHAN", [section], "KDL-1"), "Inter"))
    assert len(pages) > 1
    assert "<b>tebal</b>&<script>" in pages[0]
    assert all("LATIHAN" in page and "KDL" in page for page in pages)


@pytest.fixture
def desk(make_scene: MakeScene) -> Scene:
    scene = make_scene()
    work(scene, closed(mode=Mode.DRILL, received_at=NOW - timedelta(minutes=3)))
    return scene


def test_it_is_saved_where_the_officer_says_and_never_over_another_file(
    desk: Scene, tmp_path: Path
) -> None:
    incident = desk.window.incident
    incident.working.begin_report()
    panel = incident.panels.reporting
    assert panel.save.path.text().endswith("KDL-20261123-0000.pdf")
    file = tmp_path / "laporan.pdf"
    panel.save.path.setText(str(file))
    panel.confirm()
    assert f"Tersimpan di {file}" in incident.texts()
    assert "LATIHAN" in words_of(file.read_bytes())[0]
    before = file.read_bytes()
    panel.confirm()
    assert "Berkas itu sudah ada. Ganti namanya." in incident.texts()
    assert file.read_bytes() == before
    panel.save.path.setText(str(tmp_path / "tidak-ada" / "x.pdf"))
    panel.confirm()
    assert any(text.startswith("Tidak dapat menulis") for text in incident.texts())
    assert panel.save.path.text().endswith("x.pdf")


def test_the_picture_of_it(desk: Scene, tmp_path: Path) -> None:
    desk.link.timeline = entries()
    desk.window.incident.show_incident("")
    panel = desk.window.incident.panels.reporting
    desk.window.incident.show_incident(closed().subject)
    desk.window.incident.working.begin_report()
    file = tmp_path / "r.pdf"
    panel.save.path.setText(str(file))
    panel.confirm()
    folder = os.environ.get("POSPIN_PICTURES")
    document = QPdfDocument()
    document.load(str(file))
    assert document.pageCount() >= 1
    if folder:
        document.render(0, QSize(1000, 1414)).save(str(Path(folder) / "report.png"))
    document.close()
