"""Partners: which incidents are near them, and so shown on their phones."""

from collections.abc import Iterable

from msgspec import Struct

from gateway.domain.agency import KECAMATAN, Agency
from gateway.domain.device import Partner, Post
from gateway.domain.incident import Incident
from gateway.protocol.enums import PartnerRole


class Reach(Struct, frozen=True, kw_only=True):
    """The posts and kecamatan (codes) whose appeals for help concern a partner."""

    posts: tuple[str, ...]
    districts: tuple[str, ...]

    def covers(self, incident: Incident) -> bool:
        """Whether the incident is near."""
        return incident.post in self.posts or incident.place.area[:KECAMATAN] in self.districts


def keeps_guests(partner: Partner) -> bool:
    """Whether guests of the partner's posts are reported to them."""
    return partner.role in (PartnerRole.KETUA_RT, PartnerRole.DEPUTY)


def reach_of(partner: Partner, posts: Iterable[Post], agency: Agency | None) -> Reach:
    """A Ketua RT and deputies help at the own posts; Linmas and crews in their whole kecamatan.

    ``posts`` and ``agency`` are the partner's. An agency of the whole regency adds no kecamatan:
    what is far is no neighbour's appeal, and reaches its crew as a task.
    """
    if keeps_guests(partner):
        return Reach(posts=partner.posts, districts=())
    served = agency.card.serves if agency else ()
    districts = {*(post.place.area[:KECAMATAN] for post in posts), *served}
    return Reach(posts=partner.posts, districts=tuple(sorted(districts)))
