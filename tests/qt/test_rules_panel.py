"""The rules of sound of a desk: who may change them, and that all its consoles share them."""

from msgspec.structs import replace

from gateway.protocol.commands import SetSoundRules
from gateway.protocol.enums import Desk, Mode, Role, SoundLevel
from gateway.protocol.views import SoundRule, SoundRulesView
from tests.qt.scene import OFFICER, Scene, bare, incident, officer

NIGHT = SoundRule(level=SoundLevel.SOFT, mode=Mode.DRILL, first=22, last=5)
VIEW = SoundRulesView(
    subject="sound_rules:satpol_pp", version=1, desk=Desk.SATPOL_PP, rules=(NIGHT,)
)


def test_a_rule_is_sent_for_the_desk_and_shown_when_the_gateway_has_it(scene: Scene) -> None:
    scene.sign_in()
    panel = scene.window.side.rules
    panel._mode.setCurrentIndex(panel._mode.findText("LATIHAN"))
    panel._first.setCurrentIndex(22)
    panel._last.setCurrentIndex(5)
    panel.add()
    assert scene.link.did == [(SetSoundRules(desk=Desk.SATPOL_PP, rules=(NIGHT,)), None)]
    assert list(panel.rules) == []
    scene.snapshot(officer(1), VIEW)
    assert panel.texts() == ["Pelan, sekali · Semua jenis · LATIHAN · 22.00 – 05.00"]
    panel._list.setCurrentRow(0)
    panel.remove()
    assert scene.link.did[-1] == (SetSoundRules(desk=Desk.SATPOL_PP, rules=()), None)


def test_an_officer_may_only_read_them(scene: Scene) -> None:
    scene.sign_in(replace(OFFICER, role=Role.OFFICER))
    panel = scene.window.side.rules
    panel.add()
    assert scene.link.did == []
    assert panel.refusal.text().startswith("Hanya pengawas")


def test_a_locked_console_still_holds_to_them(scene: Scene) -> None:
    scene.sign_in()
    scene.snapshot(incident(0), officer(1), VIEW)
    scene.board.lock()
    assert list(scene.board.sound_rules.values()) == [VIEW]
    assert scene.board.alarms == {incident(0).subject: bare(incident(0))}
