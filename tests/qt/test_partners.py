"""The phones of partners: read by all, added and revoked by administrators."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gateway.protocol.commands import AddPartner, AnyBody, IssueCode, ProveNumber, RevokeDevice
from gateway.protocol.enums import NumberState, PartnerRole, Role
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Grant
from gateway.protocol.views import PartnerView, QuietHours
from tests.qt.scene import NOW, OFFICER, CheckModel, MakeScene, Scene, officer, post, refusal
from tests.qt.test_pictures import faults, keep, settle
from tests.qt.work_scene import AGENCIES
from widgets.action_button import ActionButton

CONTROL = Qt.KeyboardModifier.ControlModifier
GRANT = Grant(code="7K3M9QXA", expires_at=NOW + timedelta(minutes=15))


def partner(number: int, title: str, /, **changes: Any) -> PartnerView:
    view = PartnerView(
        subject=f"partner:{number}",
        version=1,
        title=title,
        phone=f"+62812345678{number:02}",
        role=PartnerRole.KETUA_RT,
        posts=(f"post:{number}",),
        agency=None,
        enrolled=True,
        revoked=False,
        code_expires_at=None,
    )
    return msgspec.structs.replace(view, **changes)


PARTNERS = (
    partner(0, "Ketua RT 03 Krajankulon"),
    partner(
        1,
        "Linmas Kaliwungu 1",
        role=PartnerRole.LINMAS,
        agency=AGENCIES[1].subject,
        push=True,
        number=NumberState.PROVEN,
        quiet=QuietHours(),
    ),
    partner(
        2,
        "Regu Damkar Kaliwungu",
        role=PartnerRole.CREW,
        agency=AGENCIES[0].subject,
        posts=(),
        enrolled=False,
        code_expires_at=NOW + timedelta(minutes=14),
    ),
    partner(3, "Ketua RT 01 Kutoharjo", revoked=True, posts=("post:1", "post:2", "post:3")),
)


def opened(scene: Scene, who: Role = Role.ADMINISTRATOR) -> Scene:
    scene.sign_in(msgspec.structs.replace(OFFICER, role=who))
    scene.snapshot(officer(1), *PARTNERS, *AGENCIES, *(post(number) for number in range(6)))
    QTest.keyClick(scene.window, Qt.Key.Key_M, CONTROL)
    return scene


def did(scene: Scene) -> list[AnyBody]:
    return [body for body, _ in scene.link.did]


def save(scene: Scene) -> None:
    QTest.keyClick(QApplication.focusWidget() or scene.window, Qt.Key.Key_Return, CONTROL)


def test_the_list_tells_whose_phone_it_is_and_until_when_a_code_is_good(
    scene: Scene, check_model: CheckModel
) -> None:
    check_model(scene.window.side.partners.model)
    opened(scene, Role.OFFICER)
    assert scene.window.side.partners.texts() == [
        "Ketua RT 03 Krajankulon · terpasang · Ketua RT · Pos Krajankulon RT 03 · +6281234567800",
        "Linmas Kaliwungu 1 · terpasang · Linmas · Linmas Kaliwungu · Pos Kutoharjo RT 01 · "
        "+6281234567801 · notifikasi aktif · nomor terbukti",
        "Regu Damkar Kaliwungu · belum dipasangkan · Regu · Damkar Sektor Kaliwungu · "
        "kode sampai 21.59 · +6281234567802",
        "Ketua RT 01 Kutoharjo · dicabut · Ketua RT · Pos Kutoharjo RT 01, Pos Nolokerto RT 02, "
        "+1 pos · +6281234567803",
    ]


def test_how_a_phone_is_reached_is_told_and_an_administrator_has_its_number_proven(
    scene: Scene,
) -> None:
    opened(scene)
    partners = scene.window.side.partners
    partners.choose("partner:1")
    assert partners.reach.text() == "notifikasi aktif · nomor terbukti · tenang 22.00–05.00"
    prove = next(b for b in partners.findChildren(ActionButton) if b.text() == "Buktikan nomor")
    assert not prove.isVisible()
    partners.choose("partner:0")
    assert partners.reach.text() == "notifikasi belum aktif · nomor belum terbukti"
    prove.click()
    assert did(scene) == [ProveNumber(partner="partner:0")]


def test_only_administrators_are_offered_to_change_it(scene: Scene) -> None:
    opened(scene, Role.OFFICER)
    partners = scene.window.side.partners
    partners.choose("partner:0")
    partners.tools.revoke()
    assert did(scene) == []
    tools = partners.tools.findChildren(ActionButton)
    assert not any(button.isVisible() for button in tools)


def test_a_ketua_rt_is_added_with_posts_and_the_code_is_shown_once(scene: Scene) -> None:
    opened(scene)
    scene.link.grant = GRANT
    side = scene.window.side
    side.add_partner()
    form = side.partner_form
    QTest.keyClicks(form.title, "Ketua RT 05")
    form.phone.setText("0812 3456 7890")
    form.posts.item(1).setCheckState(Qt.CheckState.Checked)
    save(scene)
    assert did(scene) == [
        AddPartner(
            title="Ketua RT 05",
            phone="0812 3456 7890",
            role=PartnerRole.KETUA_RT,
            posts=form.posts.ticked(),
        )
    ]
    assert side.shows(side.code)
    assert side.code.display.code() == "7K3M-9QXA"


def test_a_crew_needs_its_agency(scene: Scene) -> None:
    opened(scene)
    side = scene.window.side
    side.add_partner()
    form = side.partner_form
    form.title.setText("Regu 2")
    form.phone.setText("081234567890")
    form.roles.take(tuple(PartnerRole).index(PartnerRole.CREW))
    save(scene)
    assert did(scene) == []
    assert form.refusal.text() == "Pilih instansi yang tugasnya diterima regu ini."
    form.agency.choose(AGENCIES[0].subject)
    save(scene)
    (body,) = did(scene)
    assert isinstance(body, AddPartner)
    assert (body.role, body.agency) == (PartnerRole.CREW, AGENCIES[0].subject)


@pytest.mark.parametrize(
    ("title", "phone", "said"),
    [
        ("", "0812", "Isi nama, misalnya Ketua RT 03 Krajankulon."),
        ("Ketua RT 05", "nol delapan", "Isi nomor HP, misalnya 0812 3456 7890."),
        ("Ketua RT 05", "0812", "Centang paling sedikit satu pos untuk Ketua RT."),
    ],
)
def test_what_is_missing_is_said_in_place(scene: Scene, title: str, phone: str, said: str) -> None:
    opened(scene)
    scene.window.side.add_partner()
    form = scene.window.side.partner_form
    form.title.setText(title)
    form.phone.setText(phone)
    save(scene)
    assert did(scene) == []
    assert form.refusal.text() == said


def test_a_refusal_of_the_gateway_leaves_what_was_typed(scene: Scene) -> None:
    opened(scene)
    scene.link.refuses = refusal(ErrorCode.BAD_PHONE)
    scene.window.side.add_partner()
    form = scene.window.side.partner_form
    form.title.setText("Linmas 2")
    form.phone.setText("110")
    form.roles.take(tuple(PartnerRole).index(PartnerRole.LINMAS))
    save(scene)
    assert form.refusal.text() == scene.words.refusal(refusal(ErrorCode.BAD_PHONE))
    assert form.phone.text() == "110"


def test_a_new_code_and_revoking_ask_the_gateway(scene: Scene) -> None:
    opened(scene)
    scene.link.grant = GRANT
    partners = scene.window.side.partners
    partners.choose("partner:0")
    partners.tools.revoke()
    assert did(scene) == []
    QTest.keyClick(scene.window.focusWidget() or scene.window, Qt.Key.Key_Space)
    code = next(b for b in partners.tools.findChildren(ActionButton) if b.text() == "Kode baru")
    code.click()
    assert did(scene) == [RevokeDevice(device="partner:0"), IssueCode(device="partner:0")]


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("state", ["list", "form", "code"])
def test_nothing_is_cut(make_scene: MakeScene, state: str, text: int) -> None:
    scene = make_scene((1366, 768), text=text)
    settle(scene)
    opened(scene)
    side = scene.window.side
    side.partners.choose("partner:1")
    if state == "form":
        side.add_partner()
        side.partner_form.roles.take(2)
    elif state == "code":
        side.show_partner_code("Ketua RT 03 Krajankulon", GRANT)
    left = faults(scene)
    keep(scene, f"partners_{state}_{text}")
    assert left == []
