"""The directory of agencies: read by all, changed by administrators."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from gateway.protocol.commands import AddAgency, AnyBody, ChangeAgency
from gateway.protocol.enums import AgencySort, ContactChannel, Role
from gateway.protocol.errors import ErrorCode
from gateway.protocol.views import AgencyCard, Contact
from tests.qt.scene import OFFICER, CheckModel, MakeScene, Scene, officer, post, refusal
from tests.qt.test_pictures import faults, keep, settle
from tests.qt.work_scene import AGENCIES

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(scene: Scene, who: Role = Role.ADMINISTRATOR) -> Scene:
    scene.sign_in(msgspec.structs.replace(OFFICER, role=who))
    scene.snapshot(officer(1), *AGENCIES, *(post(number) for number in range(6)))
    QTest.keyClick(scene.window, Qt.Key.Key_I, CONTROL)
    return scene


def did(scene: Scene) -> list[AnyBody]:
    return [body for body, _ in scene.link.did]


def save(scene: Scene) -> None:
    QTest.keyClick(QApplication.focusWidget() or scene.window, Qt.Key.Key_Return, CONTROL)


def test_the_directory_is_shown_with_area_and_contacts(
    scene: Scene, check_model: CheckModel
) -> None:
    check_model(scene.window.side.agencies.model)
    opened(scene, Role.OFFICER)
    side = scene.window.side
    assert side.shows(side.agencies)
    assert side.agencies.texts()[1] == (
        "Damkar Sektor Kaliwungu · aktif · Damkar · Kaliwungu · HT Damkar · telepon 112"
    )
    side.agencies.list.setCurrentIndex(side.agencies.model.index(1))
    side.agencies.retire()
    assert did(scene) == []
    QTest.keyClick(scene.window, Qt.Key.Key_I, CONTROL)
    assert side.shows(side.posts)


def test_an_agency_is_added(scene: Scene) -> None:
    opened(scene)
    side = scene.window.side
    side.edit_agency(None)
    QTest.keyClicks(side.agency_form.title, "Damkar Sektor Boja")
    side.agency_form.sorts.set_current(tuple(AgencySort).index(AgencySort.DAMKAR))
    side.agency_form.serves.setText("boja, 33.24.19")
    contact = Contact(channel=ContactChannel.RADIO, label="HT Damkar")
    side.agency_form.contacts.show_contacts((contact,))
    save(scene)
    card = AgencyCard(
        title="Damkar Sektor Boja",
        sort=AgencySort.DAMKAR,
        serves=("33.24.07", "33.24.19"),
        contacts=(contact,),
    )
    assert did(scene) == [AddAgency(agency=card)]
    assert side.shows(side.agencies)


@pytest.mark.parametrize(
    ("title", "serves", "said"),
    [("", "", "Isi nama instansi."), ("Damkar", "Atlantis", "Kecamatan tidak dikenal.")],
)
def test_what_is_missing_is_said_in_place(scene: Scene, title: str, serves: str, said: str) -> None:
    opened(scene)
    form = scene.window.side.agency_form
    scene.window.side.edit_agency(None)
    form.title.setText(title)
    form.serves.setText(serves)
    save(scene)
    assert did(scene) == []
    assert form.refusal.text().startswith(said)
    assert form.serves.text() == serves


def test_an_agency_is_changed_retired_and_a_refusal_keeps_what_was_typed(scene: Scene) -> None:
    opened(scene)
    side, damkar = scene.window.side, AGENCIES[0]
    side.edit_agency(damkar)
    side.agency_form.title.setText("PLN")
    scene.link.refuses = refusal(ErrorCode.FORBIDDEN)
    save(scene)
    assert side.agency_form.refusal.text() == "Anda tidak berwenang melakukan ini."
    assert side.agency_form.title.text() == "PLN"
    scene.link.refuses = None
    side.show_panel(side.agencies)
    side.agencies.choose(damkar.subject)
    side.agencies.retire()
    retired = msgspec.structs.replace(damkar.card, retired=True)
    assert did(scene)[-1] == ChangeAgency(subject=damkar.subject, agency=retired)


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("form", [False, True], ids=["list", "form"])
def test_nothing_is_cut(make_scene: MakeScene, form: bool, text: int) -> None:
    scene = make_scene((1366, 768), text=text)
    settle(scene)
    opened(scene)
    side = scene.window.side
    side.agencies.list.setCurrentIndex(side.agencies.model.index(1))
    if form:
        side.edit_agency(AGENCIES[0])
    left = faults(scene)
    keep(scene, f"agencies_{'form' if form else 'list'}_{text}")
    assert left == []
    area = side.currentWidget()
    if isinstance(area, QScrollArea):
        inside = area.widget()
        assert inside is not None
        assert inside.width() <= area.viewport().width()
