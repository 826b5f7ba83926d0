"""Where agencies stand, and what is nearest."""

from msgspec.structs import replace

from console.board.geography import Geography, Spot
from console.board.surroundings import Standing, standing, standings, surroundings
from gateway.protocol.enums import AgencySort
from gateway.protocol.views import AgencyCard, AgencyView
from tests.helpers.lands import boundaries

LAND = Geography.of(boundaries())
CARD = AgencyCard(title="Damkar", sort=AgencySort.DAMKAR)


def test_its_own_position_holds_before_its_kecamatan() -> None:
    served = replace(CARD, serves=("33.99.01",))
    middle = LAND.middle_of("33.99.01")
    assert middle is not None
    assert standing(served, LAND) == Standing(middle, exact=False)
    placed = replace(served, lat=-7.0, lon=110.0)
    assert standing(placed, LAND) == Standing(Spot(-7.0, 110.0), exact=True)


def test_without_position_or_a_single_known_kecamatan_it_stands_nowhere() -> None:
    assert standing(CARD, LAND) is None
    assert standing(replace(CARD, serves=("33.99.01", "33.99.02")), LAND) is None
    assert standing(replace(CARD, serves=("33.99.77",)), LAND) is None
    assert standing(replace(CARD, serves=("33.99.01",)), None) is None


def test_only_damkar_in_service_is_told_as_a_sector_nearest_first() -> None:
    views = {
        f"agency:{n}": AgencyView(subject=f"agency:{n}", version=1, card=card)
        for n, card in enumerate(
            (
                replace(CARD, lat=-7.0, lon=110.2),
                replace(CARD, lat=-7.0, lon=110.1),
                replace(CARD, lat=-7.0, lon=110.0, retired=True),
                replace(CARD, sort=AgencySort.PLN, lat=-7.0, lon=110.0),
            )
        )
    }
    places = standings(views.values(), LAND)
    found = surroundings(Spot(-7.0, 110.0), "post:1", [], views, places)
    assert [near.key for near in found.sectors] == ["agency:1", "agency:0"]
    assert surroundings(None, "", [], views, places).sectors == ()


def test_a_point_of_the_flat_map_is_the_place_it_came_from() -> None:
    spot = Spot(-6.95, 110.25)
    back = Spot.at(spot.xy)
    assert (round(back.lat, 9), round(back.lon, 9)) == (spot.lat, spot.lon)
