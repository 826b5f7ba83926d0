"""Partners as a sender of notices knows them, without a hub."""

from collections.abc import Iterable

from gateway.domain.device import Partner
from gateway.domain.partner import Reach


class FixedRoll:
    """These partners, each near these posts; ``online`` have their page open."""

    def __init__(
        self,
        partners: Iterable[Partner] = (),
        posts: tuple[str, ...] = (),
        online: Iterable[str] = (),
    ) -> None:
        self.found = list(partners)
        self.posts = posts
        self.online = set(online)

    def partners(self) -> Iterable[Partner]:
        return list(self.found)

    def reach(self, partner: Partner) -> Reach:
        return Reach(posts=(*self.posts, *partner.posts), districts=())

    def is_online(self, partner: str) -> bool:
        return partner in self.online
