"""What stands on the map: incidents, posts and agencies, as marks in the words of this console."""

from collections.abc import Iterable, Mapping
from typing import Final

from console.board.geography import Near, Spot
from console.board.surroundings import Standing
from console.i18n import ICONS, Words
from console.models.posts_model import is_online
from console.models.queue_cells import ENDED, SHAPES, mode_tag, sort_key
from gateway.protocol.enums import AgencySort, IncidentState, Mode
from gateway.protocol.messages import PostPresence
from gateway.protocol.views import AgencyView, AlarmView, Place, PostView
from widgets.map_mark import Mark, Sign

POST_ICON: Final = "pos-kamling"
#: The picture of each agency; what isn't here is an office.
AGENCY_ICONS: Final = {
    AgencySort.DAMKAR: "truck-droplet",
    AgencySort.PSC_119: "truck-medical",
    AgencySort.PUSKESMAS: "hospital",
    AgencySort.POLSEK: "shield-halved",
    AgencySort.KORAMIL: "shield",
    AgencySort.BPBD: "house-flood-water",
    AgencySort.BASARNAS: "life-ring",
    AgencySort.PLN: "bolt",
    AgencySort.LINMAS: "people-group",
    AgencySort.SATPOL_PP: "user-shield",
    AgencySort.TRANTIB: "user-shield",
}
OFFICE_ICON: Final = "building"


def spot_of(place: Place) -> Spot | None:
    """Where a post stands, if that is known."""
    return None if place.lat is None or place.lon is None else Spot(place.lat, place.lon)


def incident_marks(views: Iterable[AlarmView], words: Words) -> list[Mark]:
    """A mark for each incident, in the order of the queue."""
    marks = []
    for view in sorted(views, key=sort_key):
        spot = spot_of(view.place)
        if spot is not None:
            marks.append(_incident(view, spot, words))
    return marks


def post_marks(
    posts: Iterable[PostView],
    presence: Mapping[str, PostPresence],
    near: Iterable[Near],
    words: Words,
) -> list[Mark]:
    """A mark for each post that isn't revoked; the nearest carry their distance."""
    distances = {each.key: words.distance(each.distance_m) for each in near}
    marks = []
    for view in posts:
        spot = spot_of(view.place)
        if spot is None or view.revoked:
            continue
        state, ink, sign = _state(view, presence.get(view.subject))
        tip = (view.title, words.address(view.place), words.t(f"post.{state}"))
        marks.append(
            Mark(
                key=view.subject,
                at=spot.xy,
                icon=POST_ICON,
                ink=ink,
                sign=sign,
                caption=distances.get(view.subject, ""),
                tip=" · ".join(tip),
            )
        )
    return sorted(marks, key=lambda mark: (not mark.caption, mark.sign is not Sign.CROSSED))


def agency_marks(
    agencies: Mapping[str, AgencyView],
    places: Mapping[str, Standing],
    near: Iterable[Near],
    words: Words,
) -> list[Mark]:
    """A mark for each agency whose place is known: the nearest first, then the exact ones."""
    distances = {each.key: words.distance(each.distance_m) for each in near}
    marks = []
    for subject, place in places.items():
        card = agencies[subject].card
        about = words.t(f"agency_sort.{card.sort.value}")
        tip = (card.title, about, "" if place.exact else words.t("map.about"))
        marks.append(
            Mark(
                key=subject,
                at=place.spot.xy,
                icon=AGENCY_ICONS.get(card.sort, OFFICE_ICON),
                ink="text",
                plate=True,
                sign=Sign.PLAIN if place.exact else Sign.RINGED,
                caption=distances.get(subject, ""),
                tip=" · ".join(part for part in tip if part),
            )
        )
    order = {sort: number for number, sort in enumerate(AgencySort)}
    return sorted(
        marks,
        key=lambda mark: (
            not mark.caption,
            mark.sign is not Sign.PLAIN,
            order[agencies[mark.key].card.sort],
            mark.key,
        ),
    )


def _incident(view: AlarmView, spot: Spot, words: Words) -> Mark:
    tag = mode_tag(view, words)
    live = "dim" if view.state in ENDED else SHAPES[view.priority].value
    tip = (words.kind(view.kind), words.place(view.place), words.state(view.state))
    return Mark(
        key=view.subject,
        at=spot.xy,
        icon=ICONS[view.kind],
        ink=live if view.mode is Mode.REAL else view.mode.value,
        shape=SHAPES[view.priority],
        urgent=view.state is IncidentState.WAITING,
        caption=tag.text if tag is not None else "",
        tip=" · ".join((*tip, tag.text) if tag is not None else tip),
    )


def _state(view: PostView, presence: PostPresence | None) -> tuple[str, str, Sign]:
    if not view.enrolled:
        return "unenrolled", "dim", Sign.RINGED
    if is_online(view, presence):
        return "online", "good", Sign.PLAIN
    return "lost", "p1", Sign.CROSSED
