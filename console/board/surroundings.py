"""Where agencies stand, and what is nearest to an incident."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from console.board.geography import Geography, Near, Spot, nearest
from gateway.protocol.enums import AgencySort
from gateway.protocol.views import AgencyCard, AgencyView, PostView

#: So many posts and Damkar sectors are told.
POSTS: Final = 5
SECTORS: Final = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an agency stands. ``exact`` False: only its kecamatan is known, this is its middle."""

    spot: Spot
    exact: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The nearest posts and Damkar sectors, nearest first."""

    posts: tuple[Near, ...] = ()
    sectors: tuple[Near, ...] = ()


def standing(card: AgencyCard, land: Geography | None) -> Standing | None:
    """By its own position, else by the one kecamatan that it serves, else unknown."""
    if card.lat is not None and card.lon is not None:
        return Standing(Spot(card.lat, card.lon), exact=True)
    if land is None or len(card.serves) != 1:
        return None
    middle = land.middle_of(card.serves[0])
    return None if middle is None else Standing(middle, exact=False)


def standings(agencies: Iterable[AgencyView], land: Geography | None) -> dict[str, Standing]:
    """Where each agency in service stands, as far as that is known."""
    known = {view.subject: standing(view.card, land) for view in agencies if not view.card.retired}
    return {subject: place for subject, place in known.items() if place is not None}


def surroundings(
    here: Spot | None,
    own: str,
    posts: Iterable[PostView],
    agencies: Mapping[str, AgencyView],
    places: Mapping[str, Standing],
) -> Surroundings:
    """What is nearest; ``own`` is the post that reported, which is no help to itself."""
    if here is None:
        return Surroundings()
    helpers = {
        post.subject: Spot(post.place.lat, post.place.lon)
        for post in posts
        if not (post.revoked or post.subject == own)
        and post.place.lat is not None
        and post.place.lon is not None
    }
    sectors = {
        subject: place.spot
        for subject, place in places.items()
        if agencies[subject].card.sort is AgencySort.DAMKAR
    }
    return Surroundings(
        posts=tuple(nearest(here, helpers, POSTS)),
        sectors=tuple(nearest(here, sectors, SECTORS)),
    )
