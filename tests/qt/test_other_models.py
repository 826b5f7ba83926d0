"""Timeline, posts and lines models."""

from datetime import timedelta
from typing import get_args

import msgspec
import pytest
from PySide6.QtCore import QPersistentModelIndex

from console.board.timeline import Entry, entry_of
from console.i18n import Words
from console.models.lines_model import LinesModel
from console.models.posts_model import PostsModel
from console.models.sentences import timeline_entry
from console.models.timeline_model import TimelineModel
from gateway.protocol import events
from gateway.protocol.enums import (
    AgencySort,
    ContactChannel,
    Desk,
    Disposition,
    Escalation,
    Kind,
    LinkState,
    Priority,
    Subkind,
    TaskState,
    YesNo,
)
from gateway.protocol.messages import PostPresence
from gateway.protocol.views import Facts
from tests.qt.scene import NOW, OWN, CheckModel, item, post
from widgets.post_row import POST_ROLE
from widgets.timeline_row import TimelineEntry


def entry(seq: int, data: events.EventData, actor: str = "Petugas 1") -> Entry:
    return entry_of(item(seq, 1, data, actor))


def note(seq: int, text: str) -> Entry:
    return entry(seq, events.NoteAdded(text=text))


def test_the_timeline_only_grows(check_model: CheckModel) -> None:
    model = TimelineModel(Words("id"))
    check_model(model)
    model.show([note(1, "satu"), note(2, "dua")], {})
    inserted: list[tuple[int, int]] = []
    resets: list[int] = []
    model.rowsInserted.connect(lambda _p, first, last: inserted.append((first, last)))
    model.modelReset.connect(lambda: resets.append(1))
    model.show([note(1, "satu"), note(2, "dua"), note(5, "lima")], {})
    assert inserted == [(2, 2)]
    model.show([note(0, "nol"), note(1, "satu")], {})
    assert resets == [1]
    assert [model.index(row).data() for row in range(2)] == [
        "21.45.00 Catatan Petugas 1 nol",
        "21.45.00 Catatan Petugas 1 satu",
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_event_of_an_incident_has_its_sentence(language: str) -> None:
    words = Words(language)
    samples: dict[type[events.EventData], events.EventData] = {
        events.PressedAgain: events.PressedAgain(press="p", pressed_at=NOW),
        events.PressCancelled: events.PressCancelled(press="p", all_cancelled=True),
        events.IncidentShown: events.IncidentShown(console=OWN),
        events.IncidentHeard: events.IncidentHeard(
            officer="o", officer_title="Petugas 1", quiet_until=NOW
        ),
        events.IncidentClaimed: events.IncidentClaimed(officer="o", officer_title="Petugas 1"),
        events.IncidentReleased: events.IncidentReleased(officer="o"),
        events.ClaimWentStale: events.ClaimWentStale(officer="o"),
        events.IncidentClosed: events.IncidentClosed(disposition=Disposition.HANDLED, text=""),
    }
    unknown = words.t("event.unknown", kind="")[:6]
    for number, data in enumerate(samples.values()):
        said = timeline_entry(entry(number, data), words, {}).sentence
        assert not said.startswith(unknown), said
    for step in Escalation:
        escalated = events.IncidentEscalated(step=step, due_at=NOW)
        assert timeline_entry(entry(1, escalated), words, {}).sentence


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_was_done_to_an_incident_has_its_sentence(language: str) -> None:
    words = Words(language)
    unknown = words.t("event.unknown", kind="")[:6]
    facts = Facts(what="rumah terbakar", hazards="tabung gas")
    samples: tuple[events.EventData, ...] = (
        events.PriorityChanged(was=Priority.P1, priority=Priority.P2),
        events.KindChanged(was=Kind.FIRE, incident_kind=Kind.CRIME, subkind=None, desk=Desk.UP4),
        events.FactsWritten(facts=facts),
        events.QuestionsAnswered(subkind=Subkind.FLOOD, hurt=YesNo.YES, trapped=None),
        events.VerificationBegun(),
        events.IncidentControlled(),
        events.IncidentHeld(reason="menunggu", until=NOW),
        events.IncidentResumed(),
        events.IncidentMerged(into="incident:2"),
        events.IncidentAbsorbed(incident="incident:2", reference="KDL-20261123-0002"),
        events.IncidentUnmerged(out_of="incident:2"),
        events.IncidentParted(incident="incident:2", reference="KDL-20261123-0002"),
        events.IncidentLinked(other="incident:2", reference="KDL-20261123-0002"),
        events.PressSplit(press="p", incident="incident:2", reference="KDL-20261123-0002"),
        events.IncidentReopened(officer="o", officer_title="Petugas 1"),
        events.ItemTicked(card="kebakaran", revision=1, item="keluar", done=True),
        *(task_moved(state) for state in TaskState),
    )
    for number, data in enumerate(samples):
        said = timeline_entry(entry(number, data), words, {}).sentence
        assert said
        assert not said.startswith(unknown), said


def task_moved(
    state: TaskState, channel: ContactChannel = ContactChannel.RADIO
) -> events.TaskMoved:
    return events.TaskMoved(
        task="task:1",
        agency="agency:1",
        agency_title="Damkar Sektor Kaliwungu",
        agency_sort=AgencySort.DAMKAR,
        state=state,
        channel=channel,
        words="siap berangkat",
    )


def test_a_step_on_behalf_tells_channel_words_and_who_wrote_it() -> None:
    shown = timeline_entry(entry(1, task_moved(TaskState.EN_ROUTE)), Words("id"), {})
    assert shown.sentence == ("Damkar Sektor Kaliwungu menuju lokasi (dicatat Petugas 1, lewat HT)")
    assert shown.quote == "siap berangkat"
    own = timeline_entry(
        entry(2, task_moved(TaskState.EN_ROUTE, ContactChannel.SOFTWARE)), Words("id"), {}
    )
    assert own.sentence == "Damkar Sektor Kaliwungu menuju lokasi"


def test_facts_and_ticks_are_told_in_their_own_words() -> None:
    facts = timeline_entry(
        entry(1, events.FactsWritten(facts=Facts(what="rumah", hazards="gas"))), Words("id"), {}
    )
    assert facts.quote == "Apa: rumah\nBahaya: gas"
    ticked = events.ItemTicked(card="kebakaran", revision=1, item="keluar", done=True)
    titles = {"kebakaran/keluar": "Minta semua keluar."}
    assert timeline_entry(entry(2, ticked), Words("id"), titles).sentence == "✓ Minta semua keluar."


def test_an_event_of_another_build_is_still_a_line() -> None:
    unknown = msgspec.structs.replace(item(9, 1, events.NoteAdded(text="x")), kind="drone_sent")
    said = timeline_entry(entry_of(unknown), Words("id"), {}).sentence
    assert said == "Kejadian lain (drone_sent)"
    assert len(get_args(events.AnyEvent)) > 20


def test_silent_posts_come_first_and_a_lost_one_moves(check_model: CheckModel) -> None:
    model = PostsModel(Words("id"), lambda: NOW)
    check_model(model)
    for number in range(4):
        model.put(post(number), None)
    model.put(post(9, title="Pos Anyar", enrolled=False, link=LinkState.NEVER), None)
    assert model.online() == (4, 4)
    last = QPersistentModelIndex(model.index(3))
    subject_of_last = model.row_at(3)
    assert subject_of_last is not None
    heard = NOW - timedelta(days=1, minutes=5)
    silent = PostPresence(post=subject_of_last.view.subject, online=False, heard_at=heard)
    model.put(subject_of_last.view, silent)
    assert last.row() == 0
    assert model.online() == (3, 4)
    cell = model.index(0).data(POST_ROLE)
    assert (cell.state, cell.filled) == ("putus", False)
    assert "terakhir 22 Nov 21.40" in cell.detail
    model.take_out([subject_of_last.view.subject, "post:unknown"])
    assert model.rowCount() == 4


def test_a_low_battery_without_a_charger_is_tinted() -> None:
    model = PostsModel(Words("id"), lambda: NOW)
    low = PostPresence(post="post:0", online=True, heard_at=NOW, battery=0.1, charging=False)
    model.put(post(0, last_alarm_at=NOW - timedelta(minutes=3)), low)
    cell = model.index(0).data(POST_ROLE)
    assert cell.ink == "p2"
    assert cell.detail == "alarm 21.42 · baterai 10%"
    model.put(post(0), msgspec.structs.replace(low, charging=True))
    assert model.index(0).data(POST_ROLE).ink == "good"


def test_lines_are_shown_anew(check_model: CheckModel) -> None:
    model = LinesModel()
    check_model(model)
    model.show([TimelineEntry("21.45.05", "Kebakaran")])
    assert model.index(0).data() == "21.45.05 Kebakaran"
    model.show([])
    assert model.rowCount() == 0
