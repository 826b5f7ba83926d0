"""The queue model: its order, its exact signals, its filter."""

import random
from datetime import timedelta

import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.i18n import Words
from console.models.queue_cells import Order
from console.models.queue_filter import QueueFilter, Stage
from console.models.queue_model import RESET_FROM, QueueModel
from gateway.protocol.enums import Disposition, IncidentState, Kind, Mode, Priority
from gateway.protocol.views import AlarmView
from tests.qt.scene import NOW, CheckModel, FixedClock, bare, claimed, incident, place, subject
from widgets.queue_row import AGE_ROLE, CELL_ROLE, LATE_ROLE


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def model(qapp: QApplication, clock: FixedClock, check_model: CheckModel) -> QueueModel:
    made = QueueModel(Words("id"), clock.age_s, lambda _: 0)
    check_model(made)
    return made


def shown(model: QueueModel) -> list[int]:
    rows = (model.row_at(row) for row in range(model.rowCount()))
    return [int(row.view.subject.rsplit("-", 1)[1], 16) for row in rows if row is not None]


def put(model: QueueModel, *views: AlarmView) -> None:
    model.put(views)
    model.flush()


def test_unclaimed_come_first_then_priority_then_who_waits_longest(model: QueueModel) -> None:
    put(
        model,
        claimed(1, 900, "Petugas 1"),
        incident(2, 10, priority=Priority.P3),
        incident(3, 20),
        incident(4, 40),
        claimed(5, 30, "Petugas 2", priority=Priority.P2),
        incident(6, 500, mode=Mode.DRILL),
        incident(7, 50, state=IncidentState.CANCELLED_BY_REPORTER),
    )
    assert shown(model) == [4, 3, 2, 6, 7, 1, 5]


def test_a_claim_moves_the_row_and_a_persistent_index_follows_it(model: QueueModel) -> None:
    put(model, incident(1, 40), incident(2, 20), claimed(3, 60, "Petugas 1"))
    held = QPersistentModelIndex(model.index(0))
    moves: list[tuple[int, int]] = []
    model.rowsMoved.connect(lambda _p, first, _l, _d, to: moves.append((first, to)))
    put(model, claimed(1, 40, "Petugas 1", version=2))
    assert shown(model) == [2, 3, 1]
    assert moves == [(0, 3)]
    assert held.row() == 2


def test_a_change_in_place_tells_that_row_only(model: QueueModel) -> None:
    put(model, incident(1, 40), incident(2, 20))
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda a, b, _roles: changed.append((a.row(), b.row())))
    put(model, incident(2, 20, presses=3, version=2))
    assert changed == [(1, 1)]
    assert "ditekan 3×" in str(model.index(1).data())


def test_closing_takes_the_row_away_and_the_stage_shows_it(model: QueueModel) -> None:
    put(model, incident(1), claimed(2, 60, "Petugas 1"))
    ended = claimed(2, 60, "Petugas 1")
    put(
        model,
        incident(
            2,
            60,
            version=3,
            state=IncidentState.CLOSED,
            closed_at=NOW,
            disposition=Disposition.HANDLED,
            claimed_by_title=ended.claimed_by_title,
        ),
    )
    assert shown(model) == [1]
    model.set_filter(QueueFilter(stage=Stage.CLOSED))
    assert shown(model) == [2]
    assert "Sudah ditangani" in str(model.index(0).data())


def test_a_locked_console_sees_kind_and_place_only(model: QueueModel) -> None:
    put(model, bare(incident(1)), bare(claimed(2, 60, "Petugas 4")))
    texts = [str(model.index(row).data()) for row in range(2)]
    assert texts[0] == "P1 · Kebakaran · Kutoharjo, Kaliwungu · belum diambil"
    assert "Petugas 4" not in texts[1]


def test_bursts_are_shown_once_a_frame(model: QueueModel, qtbot: QtBot) -> None:
    put(model, incident(0))
    frames: list[int] = []
    model.applied.connect(lambda: frames.append(model.rowCount()))
    for number in range(1, 40):
        model.put([incident(number)])
    qtbot.waitUntil(lambda: model.rowCount() == 40)
    assert frames == [40]


def test_a_flood_is_one_reset(model: QueueModel) -> None:
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(model.rowCount()))
    put(model, *(incident(number, number) for number in range(RESET_FROM)))
    assert resets == [RESET_FROM]
    assert shown(model) == list(reversed(range(RESET_FROM)))


def test_the_filter_finds_every_word_in_place_kind_and_holder(model: QueueModel) -> None:
    put(
        model,
        claimed(0, 10, "Petugas 4"),
        claimed(1, 20, "Petugas 1", kind=Kind.MEDICAL),
        claimed(2, 30, "Petugas 1"),
    )
    for text, found in (
        ("petugas 1", [2, 1]),
        ("KUTOHARJO sakit", [1]),
        ("0002", [2]),
        ("Weleri xyz", []),
        ("", [2, 1, 0]),
    ):
        model.set_filter(QueueFilter(text))
        assert shown(model) == found, text
    model.set_filter(QueueFilter(kinds=frozenset({Kind.MEDICAL})))
    assert shown(model) == [1]


def test_an_alarm_that_comes_is_shown_in_spite_of_the_filter(model: QueueModel) -> None:
    put(model, incident(1), claimed(2, 60, "Petugas 2"))
    model.set_filter(QueueFilter("petugas 2"))
    assert shown(model) == [2]
    assert model.hidden_waiting() == 1
    put(model, incident(3))
    assert shown(model) == [3, 2]
    put(model, claimed(3, 14, "Petugas 1", version=2))
    assert shown(model) == [2]


def test_ages_tick_for_the_rows_in_sight_only(model: QueueModel, clock: FixedClock) -> None:
    put(model, *(incident(number, 14) for number in range(20)))
    ticked: list[tuple[int, int, list[int]]] = []
    model.dataChanged.connect(lambda a, b, roles: ticked.append((a.row(), b.row(), list(roles))))
    assert model.index(0).data(AGE_ROLE) == "00:14"
    assert model.index(0).data(LATE_ROLE) is False
    clock.elapsed = 3600
    model.tick(range(3, 9))
    assert ticked == [(3, 8, [AGE_ROLE, LATE_ROLE])]
    assert model.index(3).data(AGE_ROLE) == "1:00:14"
    assert model.index(3).data(LATE_ROLE) is True


def test_drills_and_late_alarms_are_marked_and_drills_never_urgent(model: QueueModel) -> None:
    put(model, incident(1, mode=Mode.DRILL), incident(2, late=True))
    drill, late = model.index(1).data(CELL_ROLE), model.index(0).data(CELL_ROLE)
    assert drill.tag.text == "LATIHAN"
    assert not drill.urgent
    assert late.urgent
    assert [mark.text for mark in late.marks] == ["TERLAMBAT"]


def test_any_sequence_of_changes_leaves_the_same_order_as_sorting(model: QueueModel) -> None:
    chance = random.Random(7)
    truth: dict[str, AlarmView] = {}
    for step in range(400):
        number = chance.randrange(60)
        if chance.random() < 0.2:
            truth.pop(subject(number), None)
            model.take_out([subject(number)])
        else:
            view = incident(
                number,
                chance.randrange(900),
                version=step,
                state=chance.choice(tuple(IncidentState)),
                priority=chance.choice(tuple(Priority)),
                mode=chance.choice(tuple(Mode)),
            )
            truth[subject(number)] = view
            model.put([view])
        if chance.random() < 0.5:
            model.flush()
    model.flush()
    before = shown(model)
    model.replace(truth.values())
    model.flush()
    assert shown(model) == before


def test_a_quiet_incident_stays_pinned(model: QueueModel) -> None:
    put(
        model, incident(1, 40, quiet_until=NOW + timedelta(seconds=50)), claimed(2, 90, "Petugas 1")
    )
    assert shown(model) == [1, 2]


# -- gathered in a flood


def gather(model: QueueModel) -> None:
    """1 leads 2 and 3, older ones first; 4 stands by itself."""
    model.set_joined({subject(2): subject(1), subject(3): subject(1)})
    put(model, incident(1, 40), incident(2, 30), incident(3, 20), incident(4, 10))


def test_those_that_joined_are_folded_under_their_lead_and_counted(model: QueueModel) -> None:
    gather(model)
    assert shown(model) == [1, 4]
    assert model.index(0).data(CELL_ROLE).group == "+2 ›"
    assert model.count(IncidentState.WAITING) == 4
    assert model.hidden_waiting() == 0


def test_they_unfold_below_it_inset_and_fold_again(model: QueueModel) -> None:
    gather(model)
    model.unfold(subject(1), unfolded=True)
    assert shown(model) == [1, 2, 3, 4]
    assert [model.index(row).data(CELL_ROLE).inset for row in range(4)] == [0, 1, 1, 0]
    model.unfold(subject(1), unfolded=False)
    assert shown(model) == [1, 4]


def test_one_more_that_joins_changes_the_count_of_its_lead(model: QueueModel) -> None:
    gather(model)
    model.set_joined({subject(n): subject(1) for n in (2, 3, 5)})
    put(model, incident(5, 5))
    assert shown(model) == [1, 4]
    assert model.index(0).data(CELL_ROLE).group == "+3 ›"


def test_when_the_lead_is_taken_the_next_one_leads(model: QueueModel) -> None:
    gather(model)
    model.set_joined({subject(3): subject(2)})
    put(model, claimed(1, 40, "Petugas 1", version=2))
    assert shown(model) == [2, 4, 1]
    assert model.index(0).data(CELL_ROLE).group == "+1 ›"


def test_a_lead_that_moves_takes_its_unfolded_ones_along(model: QueueModel) -> None:
    gather(model)
    model.unfold(subject(1), unfolded=True)
    put(model, incident(1, 40, priority=Priority.P3, version=2))
    assert shown(model) == [4, 1, 2, 3]


def test_a_search_shows_each_by_itself(model: QueueModel) -> None:
    gather(model)
    model.set_filter(QueueFilter(kinds=frozenset({Kind.FIRE})))
    assert shown(model) == [1, 2, 3, 4]
    assert not any(model.index(row).data(CELL_ROLE).inset for row in range(4))
    model.set_filter(QueueFilter())
    assert shown(model) == [1, 4]


def test_any_gathering_leaves_the_same_rows_as_building_them_anew(model: QueueModel) -> None:
    chance = random.Random(11)
    for step in range(300):
        views = [
            incident(
                number,
                900 - number * 10,
                version=step,
                priority=chance.choice(tuple(Priority)),
                state=chance.choice((IncidentState.WAITING, IncidentState.CLAIMED)),
            )
            for number in chance.sample(range(20), 4)
        ]
        model.put(views)
        leads = chance.sample(range(20), 3)
        joined = {
            subject(n): subject(chance.choice(leads))
            for n in chance.sample(range(20), 8)
            if n not in leads
        }
        model.set_joined(joined)
        model.unfold(subject(leads[0]), unfolded=chance.random() < 0.5)
        model.flush()
        before = shown(model)
        kept = [model.view_of(subject(number)) for number in range(20)]
        model.replace([view for view in kept if view is not None])
        model.flush()
        assert shown(model) == before
        assert len(set(before)) == len(before)


# -- other orders, holds, what is new


def test_other_orders_keep_the_unclaimed_on_top(model: QueueModel) -> None:
    put(
        model,
        claimed(1, 900, "Petugas 1", priority=Priority.P3),
        claimed(2, 60, "Petugas 1"),
        claimed(3, 300, "Petugas 1", place=place(7)),
        incident(4, 5, priority=Priority.P3),
    )
    assert shown(model) == [4, 3, 2, 1]
    model.set_order(Order.NEWEST)
    assert shown(model) == [4, 2, 3, 1]
    model.set_order(Order.PLACE)
    shown_places = [model.row_at(row).view.place.kecamatan for row in range(1, 4)]  # type: ignore[union-attr]
    assert shown_places == sorted(shown_places)
    assert shown(model)[0] == 4


def test_a_hold_that_is_over_says_so_and_moves_up(model: QueueModel, clock: FixedClock) -> None:
    until = NOW + timedelta(seconds=30)
    put(
        model,
        claimed(1, 60, "Petugas 1"),
        incident(2, 50, state=IncidentState.ON_HOLD, hold_until=until, priority=Priority.P3),
    )
    assert shown(model) == [1, 2]
    assert model.index(1).data(CELL_ROLE).holder == "ditunda sampai 21.45"
    clock.elapsed = 31
    model.tick(range(2))
    model.flush()
    assert shown(model) == [2, 1]
    assert model.index(0).data(CELL_ROLE).holder == "tunda habis 21.45"
