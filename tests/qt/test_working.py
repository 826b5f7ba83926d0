"""Working an incident by keyboard: what is shown, and what the gateway is asked for."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gateway.protocol import commands
from gateway.protocol.enums import (
    ContactChannel,
    IncidentState,
    Kind,
    MediaForm,
    Priority,
    Subkind,
    TaskState,
)
from gateway.protocol.errors import ErrorCode
from gateway.protocol.queries import Card, MediaGrant
from gateway.protocol.views import Facts, IncidentView
from tests.helpers import media_client
from tests.qt.scene import (
    NOW,
    OFFICER,
    Scene,
    claimed,
    incident,
    officer,
    place,
    refusal,
    subject,
)
from tests.qt.work_scene import AGENCIES, CARD, PHONE, task
from widgets.suggestion_row import SUGGESTION_ROLE
from widgets.task_row import AGE_ROLE, LATE_ROLE

DAMKAR, LINMAS, PSC, PLN, *_ = AGENCIES
K = Qt.Key


def press(scene: Scene, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    target: QWidget = QApplication.focusWidget() or scene.window
    QTest.keyClick(target, key, modifier)


def send(scene: Scene) -> None:
    press(scene, K.Key_Return, Qt.KeyboardModifier.ControlModifier)


def type_text(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def did(scene: Scene) -> list[commands.AnyBody]:
    return [body for body, _ in scene.link.did]


def said(scene: Scene) -> list[str]:
    return scene.window.incident.texts()


def mine(**changes: Any) -> IncidentView:
    return msgspec.structs.replace(claimed(0, 60, "Petugas 1"), **changes)


@pytest.fixture
def desk(scene: Scene) -> Scene:
    scene.link.cards = [CARD]
    scene.sign_in()
    scene.snapshot(mine(), officer(1), *AGENCIES)
    return scene


# -- the run card


def test_the_card_is_asked_for_and_shown_with_its_questions(desk: Scene) -> None:
    assert Card(incident=subject(0)) in desk.link.asked
    part = desk.window.incident.cards
    assert part.dispatch.texts() == [
        "Damkar Sektor Kaliwungu · belum dikirim",
        "Linmas Kaliwungu · belum dikirim",
        "PSC 119 Siaga Kendal · bila ada korban",
        "PLN · putus aliran",
        "Koramil · tidak ada di sini",
    ]
    assert part.checks.texts()[0] == "☐ Apa yang terbakar?"


def test_another_kind_asks_for_another_card(desk: Scene) -> None:
    before = desk.link.asked.count(Card(incident=subject(0)))
    desk.change(mine(version=2, priority=Priority.P2))
    assert desk.link.asked.count(Card(incident=subject(0))) == before
    desk.change(mine(version=3, subkind=Subkind.LAND_FIRE))
    assert desk.link.asked.count(Card(incident=subject(0))) == before + 1


def test_one_key_sends_the_first_level_and_further_levels_ask(desk: Scene) -> None:
    press(desk, K.Key_D)
    assert desk.link.did == [(commands.DispatchCard(incident=subject(0), level=1), 1)]
    desk.change(task(0, DAMKAR, TaskState.SENT), task(0, LINMAS, TaskState.SENT))
    press(desk, K.Key_D)
    assert len(did(desk)) == 1
    assert "Kirim tingkat 2: PSC 119 Siaga Kendal, PLN?" in said(desk)
    press(desk, K.Key_Return)
    assert did(desk)[1:] == [commands.DispatchCard(incident=subject(0), level=2)]
    desk.change(task(0, PSC, TaskState.SENT), task(0, PLN, TaskState.DONE))
    press(desk, K.Key_D)
    assert len(did(desk)) == 2
    assert any("sudah dikirim" in line for line in said(desk))


def test_nothing_is_sent_for_an_incident_that_nobody_has(desk: Scene) -> None:
    desk.change(incident(0, version=5))
    press(desk, K.Key_D)
    press(desk, K.Key_C)
    assert did(desk) == []
    assert "Ambil laporan ini dahulu (F3), lalu kirim." in said(desk)


def test_a_silent_agency_is_loud_in_row_head_and_queue(desk: Scene) -> None:
    desk.change(task(0, DAMKAR, TaskState.NO_ANSWER, 190, contact=PHONE, contacts_left=0))
    row = desk.window.incident.cards.dispatch.texts()[0]
    assert row == "Damkar Sektor Kaliwungu · TIDAK MENJAWAB · Hubungi telepon 112"
    assert any(line.startswith("TIDAK MENJAWAB: Damkar") for line in said(desk))
    assert "INSTANSI TIDAK MENJAWAB" in desk.window.queue.texts()[0]
    desk.change(task(0, DAMKAR, TaskState.EN_ROUTE, 190, version=2))
    assert "INSTANSI TIDAK MENJAWAB" not in desk.window.queue.texts()[0]
    assert not any(line.startswith("TIDAK MENJAWAB") for line in said(desk))


def test_a_step_on_behalf_goes_by_keyboard_alone(desk: Scene) -> None:
    desk.change(task(0, DAMKAR, TaskState.SENT))
    press(desk, K.Key_I)
    press(desk, K.Key_2)
    type_text("dua unit berangkat")
    press(desk, K.Key_Return)
    assert did(desk) == [
        commands.StepTask(
            task="task:0-1",
            step=TaskState.EN_ROUTE,
            channel=ContactChannel.RADIO,
            words="dua unit berangkat",
        )
    ]
    assert QApplication.focusWidget() is desk.window.queue.view


def test_a_refused_step_keeps_its_words(desk: Scene) -> None:
    desk.change(task(0, DAMKAR, TaskState.SENT))
    press(desk, K.Key_I)
    press(desk, K.Key_1)
    type_text("siap")
    desk.link.refuses = refusal(ErrorCode.WRONG_STATE)
    press(desk, K.Key_Return)
    assert "Tidak dapat dilakukan pada keadaan sekarang." in said(desk)
    assert desk.window.incident.panels.stepping.words.text() == "siap"


def test_a_step_that_has_passed_is_not_offered(desk: Scene) -> None:
    desk.change(task(0, DAMKAR, TaskState.ON_SCENE))
    press(desk, K.Key_I)
    press(desk, K.Key_2)
    assert "Langkah itu sudah lewat. Pilih yang lain." in said(desk)
    press(desk, K.Key_Return)
    assert did(desk) == []


def test_one_agency_alone_and_one_more_by_its_name(desk: Scene) -> None:
    press(desk, K.Key_I)
    press(desk, K.Key_Down)
    press(desk, K.Key_Return)
    press(desk, K.Key_Escape)
    press(desk, K.Key_C)
    type_text("basar")
    press(desk, K.Key_Return)
    assert did(desk) == [
        commands.AddTask(incident=subject(0), agency="agency:2"),
        commands.AddTask(incident=subject(0), agency="agency:6"),
    ]


def test_an_unknown_agency_is_refused_in_place(desk: Scene) -> None:
    press(desk, K.Key_C)
    type_text("tidak ada")
    press(desk, K.Key_Return)
    assert did(desk) == []
    assert "Ketik nama instansi yang ada di direktori." in said(desk)
    assert desk.window.incident.panels.adding.field.text() == "tidak ada"


def test_an_age_is_red_after_sixty_seconds_unanswered(desk: Scene) -> None:
    desk.change(task(0, DAMKAR, TaskState.SENT, 58), task(0, LINMAS, TaskState.ACKNOWLEDGED, 300))
    model = desk.window.incident.cards.dispatch.model
    assert model.index(0).data(AGE_ROLE) == "00:58"
    assert model.index(0).data(LATE_ROLE) is False
    desk.clock.elapsed = 2
    assert model.index(0).data(LATE_ROLE) is True
    assert model.index(1).data(LATE_ROLE) is False


# -- checklists and facts


def test_ticks_go_to_the_journal_with_their_revision(desk: Scene) -> None:
    press(desk, K.Key_T)
    press(desk, K.Key_Down)
    press(desk, K.Key_Space)
    desk.window.incident.cards.checks.show_sheet("ask")
    questions = desk.window.incident.cards.checks.questions
    questions.setCurrentIndex(questions.checks.index(1))
    QTest.keyClick(questions, K.Key_Space)
    ticks = [body for body in did(desk) if isinstance(body, commands.TickItem)]
    done = [(tick.card, tick.revision, tick.item, tick.done) for tick in ticks]
    assert ("kebakaran", 1, "tanya-2", True) in done
    assert done[0][:2] == ("kebakaran", 2)
    desk.change(mine(version=2, ticked=("kebakaran/tanya-2",)))
    assert desk.window.incident.cards.checks.texts()[1] == "☑ Ada orang di dalam?"
    QTest.keyClick(questions, K.Key_Space)
    last = did(desk)[-1]
    assert isinstance(last, commands.TickItem)
    assert not last.done


def test_facts_are_written_inline_and_kept_when_refused_or_left(desk: Scene) -> None:
    press(desk, K.Key_E)
    type_text("rumah terbakar")
    press(desk, K.Key_Tab)
    type_text("dekat masjid")
    desk.link.refuses = refusal()
    send(desk)
    assert "Tidak tersambung. Perintah tidak dijalankan." in said(desk)
    desk.change(claimed(1, 90, "Petugas 4"))
    desk.window.incident.show_incident(subject(1))
    desk.window.incident.show_incident(subject(0))
    desk.link.refuses = None
    desk.window.incident.working.edit_facts()
    send(desk)
    facts = Facts(what="rumah terbakar", landmark="dekat masjid")
    assert did(desk)[-1] == commands.SetFacts(incident=subject(0), facts=facts)
    assert desk.window.incident.panels.current() is None


def test_priority_and_kind_are_corrected_apart(desk: Scene) -> None:
    press(desk, K.Key_P)
    press(desk, K.Key_2)
    send(desk)
    assert did(desk) == [commands.SetPriority(incident=subject(0), priority=Priority.P2)]
    press(desk, K.Key_P)
    panel = desk.window.incident.panels.classifying
    disaster = next(b for b in panel.findChildren(QPushButton) if b.text() == "Bencana alam")
    disaster.click()
    next(b for b in panel.findChildren(QPushButton) if b.text() == "Longsor").click()
    send(desk)
    assert did(desk)[1:] == [
        commands.SetKind(incident=subject(0), kind=Kind.DISASTER, subkind=Subkind.LANDSLIDE)
    ]


# -- turns


@pytest.mark.parametrize(
    ("key", "state", "body"),
    [
        (K.Key_V, IncidentState.CLAIMED, commands.Verify(incident=subject(0))),
        (K.Key_K, IncidentState.DISPATCHED, commands.MarkControlled(incident=subject(0))),
        (K.Key_H, IncidentState.ON_HOLD, commands.ResumeIncident(incident=subject(0))),
        (K.Key_U, IncidentState.MERGED, commands.Unmerge(incident=subject(0))),
        (K.Key_O, IncidentState.CLOSED, commands.Reopen(incident=subject(0))),
    ],
)
def test_turns_by_key(
    desk: Scene, key: Qt.Key, state: IncidentState, body: commands.AnyBody
) -> None:
    desk.change(mine(version=2, state=state))
    press(desk, key)
    assert desk.link.did == [(body, 2)]


def test_a_hold_needs_a_reason_and_a_time(desk: Scene) -> None:
    press(desk, K.Key_H)
    press(desk, K.Key_4)
    send(desk)
    assert "Tulis alasannya dahulu." in said(desk)
    type_text("menunggu patroli")
    send(desk)
    until = NOW + timedelta(minutes=30)
    assert did(desk) == [commands.Hold(incident=subject(0), reason="menunggu patroli", until=until)]


def test_only_what_makes_sense_is_offered(desk: Scene) -> None:
    def offered() -> set[str]:
        buttons = desk.window.incident.bar.buttons
        return {name for name, button in buttons.items() if button.isVisible()}

    assert offered() == {"dispatch", "verify", "hold", "join", "release", "close"}
    desk.change(mine(version=2, state=IncidentState.MERGED))
    assert offered() == {"unmerge", "report"}
    desk.change(mine(version=3, state=IncidentState.DISPATCHED, claimed_by=None))
    assert offered() == {"claim", "join", "close"}


# -- one event or several


def near(number: int, **changes: Any) -> IncidentView:
    here = place(0)
    assert here.lat is not None
    spot = msgspec.structs.replace(here, lat=here.lat + 0.005)
    return incident(number, 30, place=spot, **changes)


def test_choosing_a_suggestion_merges_it_and_the_worked_one_goes_on(desk: Scene) -> None:
    desk.change(near(7))
    press(desk, K.Key_G)
    model = desk.window.incident.panels.joining.model
    assert str(model.index(0).data()) == (
        "Kebakaran · KDL-20261123-0007 · 560 m · 0 mnt sesudahnya · "
        f"{near(7).post_title} · Krajankulon, Kaliwungu · masuk ke laporan ini"
    )
    press(desk, K.Key_Return)
    assert did(desk) == [commands.Merge(incident=subject(7), into=subject(0))]
    assert desk.window.incident.subject == subject(0)


def test_a_fresh_alarm_goes_on_in_the_one_that_is_worked(desk: Scene) -> None:
    desk.change(near(7))
    desk.window.incident.show_incident(subject(7))
    press(desk, K.Key_G)
    press(desk, K.Key_Return)
    assert did(desk) == [commands.Merge(incident=subject(7), into=subject(0))]
    assert desk.window.incident.subject == subject(0)


def test_link_and_split_are_in_the_same_panel(desk: Scene) -> None:
    desk.change(near(7), mine(version=2, presses=2, press_ids=("a", "b")))
    press(desk, K.Key_G)
    press(desk, K.Key_K, Qt.KeyboardModifier.ControlModifier)
    press(desk, K.Key_G)
    panel = desk.window.incident.panels.joining
    split = next(b for b in panel.findChildren(QPushButton) if "Pisahkan" in b.text())
    split.click()
    assert did(desk) == [
        commands.LinkIncidents(incident=subject(0), other=subject(7)),
        commands.Split(incident=subject(0), press="b"),
    ]


def test_any_report_is_found_by_its_words_and_linked(desk: Scene) -> None:
    ended = incident(
        5, 9_000, state=IncidentState.CLOSED, closed_at=NOW, reference="KDL-20261122-0031"
    )
    desk.link.past = [ended, near(7)]
    press(desk, K.Key_G)
    panel = desk.window.incident.panels.joining
    assert panel.field.hasFocus()
    type_text("20261122")
    panel.search()
    (found,) = (row for row in panel.model.rows() if row.view == ended)
    assert "hanya dapat dikaitkan" in str(panel.model.index(panel.model.rows().index(found)).data())
    panel.confirm()
    assert panel.refusal.text().startswith("Yang sudah selesai")
    press(desk, K.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert did(desk) == [commands.LinkIncidents(incident=subject(0), other=subject(5))]


def test_a_suggestion_shows_the_photo_of_the_other_report(desk: Scene) -> None:
    desk.link.content = media_client.picture(size=(320, 240))
    photo = "0198b8d1-9000-7a10-8000-00000000000a"
    desk.change(near(7, photo=photo))
    press(desk, K.Key_G)
    cell = desk.window.incident.panels.joining.model.index(0).data(SUGGESTION_ROLE)
    assert cell.picture is not None
    ask = MediaGrant(incident=subject(7), message=photo, form=MediaForm.THUMBNAIL)
    assert ask in desk.link.asked


def test_without_a_near_report_it_says_so(desk: Scene) -> None:
    desk.change(near(8, post="post:0"))
    press(desk, K.Key_G)
    assert desk.window.incident.panels.joining.model.rowCount() == 0


def test_no_panel_takes_the_focus_from_the_next_alarm(desk: Scene) -> None:
    press(desk, K.Key_E)
    before = QApplication.focusWidget()
    desk.change(near(7))
    assert QApplication.focusWidget() is before
    assert QApplication.activeModalWidget() is None


def test_what_was_begun_is_not_for_the_next_officer(desk: Scene) -> None:
    press(desk, K.Key_E)
    type_text("rahasia")
    desk.window.set_officer(None)
    desk.sign_in(msgspec.structs.replace(OFFICER, officer="officer:petugas-2"))
    desk.window.incident.show_incident(subject(0))
    desk.window.incident.working.edit_facts()
    assert desk.window.incident.panels.facts.fields["what"].text() == ""
