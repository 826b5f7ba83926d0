"""What push and SMS are given to tell: to whom, about what, and no name in it."""

import pytest

from gateway.domain.order import SYSTEM, AdvanceGuest
from gateway.domain.partner_telling import PartnerTelling, TellingSort, tellings_of
from gateway.domain.world import Entry
from gateway.protocol import commands as do
from gateway.protocol.enums import Mode, PartnerRole
from tests.helpers.guests import CARD, HOUSE, Neighbourhood, later, report, stay
from tests.helpers.orders import order, post_actor


@pytest.fixture
def rt() -> Neighbourhood:
    return Neighbourhood()


def told(rt: Neighbourhood, entries: list[Entry]) -> list[PartnerTelling]:
    states = rt.play.world.states()
    return [telling for entry in entries for telling in tellings_of(entry, states)]


def sorts(rt: Neighbourhood, entries: list[Entry]) -> list[tuple[str, TellingSort]]:
    return [(telling.partner, telling.sort) for telling in told(rt, entries)]


def test_a_report_is_told_without_a_name(rt: Neighbourhood) -> None:
    head = rt.partner()
    (telling,) = told(rt, rt.at_post(report()))
    assert (telling.partner, telling.sort, telling.urgent) == (
        head.subject,
        TellingSort.GUESTS_REPORTED,
        False,
    )
    assert CARD.name not in str(telling)
    assert HOUSE.host not in str(telling)


def test_each_step_is_told_to_its_own(rt: Neighbourhood) -> None:
    head, deputy = rt.partner(), rt.partner(PartnerRole.DEPUTY)
    subject = rt.reported()

    def step(name: str) -> list[tuple[str, TellingSort]]:
        return sorts(rt, rt.play.do(order(SYSTEM, AdvanceGuest(guest=subject, step=name))))

    assert step("call") == [(head.subject, TellingSort.CALL_DUE)]
    assert step("deputy") == [(deputy.subject, TellingSort.GUESTS_REPORTED)]
    assert step("desk") == []
    overdue = step("overdue")
    assert set(overdue) == {
        (head.subject, TellingSort.GUESTS_OVERDUE),
        (deputy.subject, TellingSort.GUESTS_OVERDUE),
    }


def test_expected_arrived_and_corrected_guests_are_told_apart(rt: Neighbourhood) -> None:
    head = rt.partner()
    plan = do.AnnounceGuest(guests=(CARD,), house=HOUSE, stay=stay(later(hours=3)))
    made = rt.do(post_actor(rt.post), plan)
    assert sorts(rt, made) == [(head.subject, TellingSort.GUESTS_EXPECTED)]
    rt.do(head, do.AcknowledgeGuests(guests=(made[0].subject,)))
    came = rt.at_post(report(arrives_at=later(hours=3)), later(hours=3))
    assert sorts(rt, came) == [(head.subject, TellingSort.GUESTS_ARRIVED)]
    fixed = do.CorrectGuest(ticket="x", guests=(CARD,), house=HOUSE, stay=stay(nights=4))
    corrected = rt.at_post(fixed, ticket=rt.state(made[0].subject).ticket)
    assert sorts(rt, corrected) == [(head.subject, TellingSort.GUESTS_CORRECTED)]


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.TEST])
def test_nothing_leaves_the_system_for_drills_and_tests(rt: Neighbourhood, mode: Mode) -> None:
    rt.partner()
    assert told(rt, rt.at_post(report(mode=mode))) == []
