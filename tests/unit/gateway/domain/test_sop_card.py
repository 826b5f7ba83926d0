"""SOP cards: one for every kind, short lines, and chosen like the run card."""

import pytest
from msgspec.structs import replace

from gateway.domain.agency import Agency
from gateway.domain.run_card import card_for
from gateway.domain.sop_card import card_view
from gateway.protocol.enums import AgencySort, Kind, Subkind
from gateway.protocol.views import AgencyCard
from gateway.service.directory import run_cards, sop_cards
from tests.helpers.orders import alarm
from tests.helpers.worlds import PlayWorld


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_general_card(kind: Kind) -> None:
    assert [card.id for card in sop_cards() if card.kind is kind and not card.subkinds]


def test_ids_fit_the_command_and_lines_are_short() -> None:
    assert len({card.id for card in sop_cards()}) == len(sop_cards())
    for card in sop_cards():
        items = [item.id for item in card.items]
        assert len(set(items)) == len(items), card.id
        assert card.revision >= 1
        assert 4 <= len(items) <= 10, card.id
        assert all(len(name) <= 40 for name in (card.id, *items))
        assert all(len(item.text) <= 70 and item.text.endswith(("?", ".")) for item in card.items)


def test_the_view_names_the_agency_of_each_line_at_this_place() -> None:
    play = PlayWorld()
    fire = play.incident(play.do(alarm(play.post()))[0].subject)
    here = fire.place.area[:8]
    agencies = [
        Agency(subject=f"agency:{n}", version=1, card=card)
        for n, card in enumerate(
            (
                AgencyCard(title="Damkar Kabupaten", sort=AgencySort.DAMKAR),
                AgencyCard(title="Damkar sektor", sort=AgencySort.DAMKAR, serves=(here,)),
                AgencyCard(title="Linmas", sort=AgencySort.LINMAS, retired=True),
            )
        )
    ]
    shown = card_view(fire, run_cards(), sop_cards(), agencies)
    assert shown is not None
    by_sort = {line.sort: line.agency for line in shown.lines}
    assert by_sort[AgencySort.DAMKAR] == "agency:1"
    assert by_sort[AgencySort.LINMAS] is None
    assert shown.sop is not None
    assert shown.sop.id == "kebakaran"


def test_a_subkind_has_its_own_card() -> None:
    play = PlayWorld()
    fire = play.incident(play.do(alarm(play.post()))[0].subject)
    land = card_for(sop_cards(), replace(fire, subkind=Subkind.LAND_FIRE))
    assert land is not None
    assert land.id == "kebakaran-lahan"
