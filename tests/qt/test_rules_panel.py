"""The rules of sound at a console: who may change them, and that they last."""

from msgspec.structs import replace

from console.base.remembered import Remembered
from console.board.rules import Rule, RuleLevel
from gateway.protocol.enums import Mode, Role
from tests.qt.scene import OFFICER, MakeScene, Scene


def test_a_rule_is_said_kept_and_told(make_scene: MakeScene) -> None:
    remembered = Remembered()
    scene = make_scene(remembered=remembered)
    scene.sign_in()
    panel = scene.window.side.rules
    told: list[int] = []
    panel.changed.connect(lambda: told.append(len(panel.rules)))
    panel._mode.setCurrentIndex(panel._mode.findText("LATIHAN"))
    panel._first.setCurrentIndex(22)
    panel._last.setCurrentIndex(5)
    panel.add()
    panel.add()
    wanted = Rule(level=RuleLevel.SOFT, mode=Mode.DRILL, first=22, last=5)
    assert list(panel.rules) == [wanted]
    assert panel.texts() == ["Pelan, sekali · Semua jenis · LATIHAN · 22.00 – 05.00"]
    assert told == [1]
    again = make_scene(remembered=remembered).window.side.rules
    assert list(again.rules) == [wanted]
    again.set_role(Role.SUPERVISOR)
    again._list.setCurrentRow(0)
    again.remove()
    assert list(again.rules) == []


def test_an_officer_may_only_read_them(scene: Scene) -> None:
    scene.sign_in(replace(OFFICER, role=Role.OFFICER))
    panel = scene.window.side.rules
    panel.add()
    assert list(panel.rules) == []
    assert panel.refusal.text().startswith("Hanya pengawas")
